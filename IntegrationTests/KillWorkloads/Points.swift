import ConnectorKit
import Foundation
import JSON
import Synchronization

/// The moments of a run at which the process can be made to die, counted from 1.
final class Points: Sendable {
    private let count = Mutex(0)
    private let deadly: Int?

    /// Creates moments of which the `deadly`th is the last.
    init(deadly: Int?) {
        self.deadly = deadly
    }

    /// Comes to the next moment.
    func pass(_ name: String) {
        let number = count.withLock { count in
            count += 1
            return count
        }
        Line.say("point \(number) \(name)")
        if number == deadly { kill(getpid(), SIGKILL) }
    }
}

/// A transport that tells of every request and can lose an answer after the request took effect.
final class PointedTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let points: Points
    private let lost: Int?
    private let count = Mutex(0)

    /// Creates a transport that loses the answer to the `lost`th request.
    init(_ base: any HTTPTransport, points: Points, losing lost: Int?) {
        self.base = base
        self.points = points
        self.lost = lost
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let name = Self.name(of: request)
        points.pass("before \(name)")
        let number = count.withLock { count in
            count += 1
            return count
        }
        Line.say("sent \(name)")
        let response = try await base.send(request)
        points.pass("after \(name)")
        guard number == lost else { return response }
        Line.say("lost \(name)")
        throw TransportError(
            reason: .deadlineExceeded,
            requestMayHaveArrived: true,
            endpoint: "\(request.method) \(request.url)",
            detail: "the answer never came"
        )
    }

    /// Model and method of a call.
    private static func name(of request: HTTPRequest) -> String {
        let parameters = try? JSON(parsing: request.body)["params"]
        let arguments = parameters?["args"]?.arrayValue ?? []
        guard parameters?["service"] == "object", arguments.count > 4 else {
            return parameters?["method"]?.stringValue ?? request.method
        }
        return "\(arguments[3].stringValue ?? "").\(arguments[4].stringValue ?? "")"
    }
}
