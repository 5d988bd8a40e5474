import CanonicalModel
import ConnectorHost
package import ConnectorKit
import Foundation

/// The program of a connector that runs in a process of its own, and what it is given.
public struct HostedProgram: Sendable {
    /// Variables that every program is given if they are set; they carry no secret.
    public static let commonVariables: Set<String> = ["HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ"]

    /// The path of the executable.
    public let path: String
    /// Its arguments.
    public let arguments: [String]
    /// All variables of its environment.
    public let environment: [String: String]
    /// How long it may take and how often it may end.
    public let limits: HostLimits
    /// Where its process is noted, so that a later start can end it if this process dies; `nil` notes it nowhere.
    public let ledger: ProcessLedger?

    /// Describes a program.
    ///
    /// - Parameters:
    ///   - path: The path of the executable.
    ///   - arguments: Its arguments; never a secret, since everybody on the machine can read them.
    ///   - environment: The variables to choose from, most often those of this process.
    ///   - variables: Which of them it is given beside ``commonVariables``; no other one.
    ///   - limits: How long it may take and how often it may end.
    ///   - ledger: Where its process is noted.
    public init(
        path: String,
        arguments: [String] = [],
        environment: [String: String],
        variables: Set<String> = [],
        limits: HostLimits = HostLimits(),
        ledger: ProcessLedger? = nil
    ) {
        self.path = path
        self.arguments = arguments
        let permitted = Self.commonVariables.union(variables)
        var chosen = environment.filter { permitted.contains($0.key) }
        // Swift's report of a trap shows registers and memory, which may hold a secret.
        chosen["SWIFT_BACKTRACE"] = "enable=no"
        self.environment = chosen
        self.limits = limits
        self.ledger = ledger
    }

    /// What the program says of itself: starts it, reads its first line and ends it.
    ///
    /// - Returns: The manifest.
    /// - Throws: ``ConnectorError/connectorFailed(system:reason:)`` if it is no connector.
    package func introduce() throws(ConnectorError) -> (manifest: ConnectorManifest, parts: Set<ConnectorPart>) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let process = try HostedProcess(self, system: name) { Instant(seconds: 0) }
        process.drain(Redaction([])) { _ in }
        let greeting = process.greet()
        process.end("only its first line was asked for")
        switch greeting {
        case .success(let hello): return (hello.manifest, hello.parts)
        case .failure(let failure): throw .connectorFailed(system: name, reason: failure.reason)
        }
    }
}

/// How long a connector's process may take, and how often it may end.
public struct HostLimits: Sendable, Hashable {
    /// How long its first line is waited for, by the machine's clock.
    public var greeting: Duration = .seconds(10)
    /// How long it may do nothing for a call that waits for it, by the machine's clock, before it is killed.
    ///
    /// While it waits for an answer of the runtime to go on with the call, no time counts, and a tenth while it waits for
    /// one for another call.
    public var silence: Duration = .seconds(120)
    /// How often within ``window`` it is started again after it has ended; then its system's lanes are parked with a case.
    public var restarts = 5
    /// In how much time ends are counted, by the runtime's clock.
    public var window: Duration = .seconds(3_600)
    /// How long the first start again waits, by the runtime's clock; each later one twice as long, up to ``longestPause``.
    public var firstPause: Duration = .seconds(1)
    /// The longest wait for a start.
    public var longestPause: Duration = .seconds(60)

    /// The usual limits.
    public init() {}

    /// How long the start after so many ends waits.
    func pause(afterEnds ends: Int) -> Duration {
        RetrySchedule.exponential(first: firstPause, longest: longestPause, attempts: .max)
            .delay(beforeAttempt: ends + 1)
    }
}
