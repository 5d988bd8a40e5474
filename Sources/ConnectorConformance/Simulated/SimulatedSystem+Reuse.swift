public import ConnectorKit
import Synchronization

/// Simulators that worlds have given back.
///
/// A process takes longer to start than most tests last, and its start of the story is one request away.
extension SimulatedSystem {
    private struct Kind: Hashable {
        let name: String
        let arguments: [String]
    }

    private static let idle = Mutex<[Kind: [SimulatedSystem]]>([:])

    /// A simulator at the start of its story: one that was given back, or else a process of its own.
    ///
    /// - Parameters:
    ///   - name: As ``init(_:_:over:)`` takes it.
    ///   - arguments: As there.
    ///   - transport: What carries requests to a process that has to be started.
    /// - Returns: A simulator that no other world has, until it is given back with ``giveBack()``.
    /// - Throws: ``SimulatedSystemError`` if it does not start, or cannot be set back.
    public static func reused(
        _ name: String,
        _ arguments: [String] = [],
        over transport: @autoclosure () throws -> any HTTPTransport
    ) async throws -> SimulatedSystem {
        let kind = Kind(name: name, arguments: arguments)
        guard let known = idle.withLock({ $0[kind]?.popLast() }) else {
            return try await SimulatedSystem(name, arguments, over: try transport())
        }
        try await known.control("POST", "reset")
        known.forgetTime()
        return known
    }

    /// Gives a simulator to whoever needs one next; it ends with this process.
    public func giveBack() {
        Self.idle.withLock { $0[Kind(name: name, arguments: arguments), default: []].append(self) }
    }
}
