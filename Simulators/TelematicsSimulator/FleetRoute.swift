internal import Foundation
internal import SimulatorKit

/// What a request asks a provider for.
enum FleetRoute: Sendable, Hashable {
    /// A page of the fleet, by what stands in the place of its number.
    case page(Fleet, String)
    /// One machine.
    case equipment(Fleet, make: String, model: String, serial: String)

    /// Reads a path; `nil` if no provider has such a route.
    init?(_ path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, parts[0].isEmpty, let fleet = Fleet(rawValue: parts[1]), parts[2] == "Fleet" else {
            return nil
        }
        if parts.count == 4, parts[3] != "Equipment" {
            self = .page(fleet, parts[3])
        } else if parts.count == 8, parts[3...4] == ["Equipment", "MakeModelSerial"] {
            self = .equipment(fleet, make: parts[5], model: parts[6], serial: parts[7])
        } else {
            return nil
        }
    }
}

extension SimulatedRequest {
    /// The address under which the client reached the simulator.
    var origin: String { "http://\(headers["host"] ?? "127.0.0.1")" }

    /// Whether the client accepts JSON and does not name XML before it.
    var prefersJSON: Bool {
        let types = (headers["accept"] ?? "").lowercased().split(separator: ",").map {
            $0.prefix { $0 != ";" }.filter { $0 != " " }
        }
        guard let json = types.firstIndex(of: "application/json") else { return false }
        return types.firstIndex(of: "application/xml").map { json < $0 } ?? true
    }
}

/// The credentials of the company, sent with every request (HTTP Basic, RFC 7617).
struct BasicAccess: Sendable {
    let user: String
    let password: String

    /// Whether an `Authorization` field carries these credentials.
    func allows(_ authorization: String?) -> Bool {
        guard let authorization, authorization.lowercased().hasPrefix("basic "),
            let decoded = Data(base64Encoded: String(authorization.dropFirst("basic ".count)))
        else { return false }
        return Array(decoded) == Array("\(user):\(password)".utf8)
    }
}
