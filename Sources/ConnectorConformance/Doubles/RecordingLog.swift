public import ConnectorKit
import Synchronization

/// A log that keeps its lines for a test to look at.
public final class RecordingLog: ConnectorLog {
    /// One line.
    public struct Line: Sendable, Hashable {
        /// How much it matters.
        public let level: LogLevel
        /// The same text each time.
        public let message: String
        /// What differs from time to time.
        public let values: [String: String]
    }

    private let recorded = Mutex<[Line]>([])

    /// Creates an empty log.
    public init() {}

    /// All lines in the order in which they were written.
    public var lines: [Line] {
        recorded.withLock { $0 }
    }

    /// Keeps one line.
    ///
    /// - Parameters:
    ///   - level: How much it matters.
    ///   - message: The same text each time.
    ///   - values: What differs from time to time.
    public func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {
        recorded.withLock { $0.append(Line(level: level, message: message, values: values)) }
    }
}
