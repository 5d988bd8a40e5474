internal import Foundation

/// Where webhooks are sent: plain HTTP, and this machine alone unless more is allowed.
struct WebhookAddress: Sendable, Hashable {
    let host: String
    let port: Int
    /// Path and query as they stand in the request.
    let target: String
    /// The address as it was given.
    let text: String

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: For example `http://127.0.0.1:8484/webhooks/fleet-hook/readings`.
    ///   - beyondLoopback: Whether another machine may be meant.
    /// - Throws: ``SimulatorError`` if it is no such address.
    init(_ text: String, beyondLoopback: Bool) throws(SimulatorError) {
        let usage = "give one such as http://127.0.0.1:8484/webhooks/fleet-hook/readings"
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw SimulatorError("url is no address without user and fragment: \(usage).") }
        guard parts.scheme?.lowercased() == "http" else {
            throw SimulatorError("url is not http, and simulators have no TLS: \(usage).")
        }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard beyondLoopback || Self.isLoopback(bare) else {
            throw SimulatorError(
                "url names \(bare), another machine than this one: \(usage), or allow it by \"beyondLoopback\":true."
            )
        }
        self.host = bare
        port = parts.port ?? 80
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        self.text = text
    }

    /// The field `Host`.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
