/// A moment of the virtual clock in UTC, exact to the microsecond.
public struct SimulatedInstant: Sendable, Hashable {
    /// The microseconds since 1970-01-01T00:00:00Z, negative before.
    public let microseconds: Int64

    /// Creates a moment.
    ///
    /// - Parameter microseconds: The microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates a moment of whole seconds.
    ///
    /// - Parameter seconds: The seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// The whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        (microseconds - subsecond) / 1_000_000
    }

    /// The microseconds after the last whole second, 0 to 999 999.
    public var subsecond: Int64 {
        let remainder = microseconds % 1_000_000
        return remainder < 0 ? remainder + 1_000_000 : remainder
    }

    /// The moment some seconds later.
    ///
    /// - Parameter seconds: How much later; negative for earlier.
    /// - Returns: The moment.
    public func adding(seconds: Int64) -> SimulatedInstant {
        SimulatedInstant(microseconds: microseconds + seconds * 1_000_000)
    }

    /// The moment some minutes later.
    ///
    /// - Parameter minutes: How much later; negative for earlier.
    /// - Returns: The moment.
    public func adding(minutes: Int64) -> SimulatedInstant {
        adding(seconds: minutes * 60)
    }

    /// The moment some hours later.
    ///
    /// - Parameter hours: How much later; negative for earlier.
    /// - Returns: The moment.
    public func adding(hours: Int64) -> SimulatedInstant {
        adding(seconds: hours * 3600)
    }

    /// The seconds from `earlier` to this moment, fractions cut off.
    ///
    /// - Parameter earlier: The other moment.
    /// - Returns: The distance, negative if `earlier` is later.
    public func seconds(since earlier: SimulatedInstant) -> Int64 {
        (microseconds - earlier.microseconds) / 1_000_000
    }
}

extension SimulatedInstant: Comparable {
    /// Whether `left` is before `right`.
    public static func < (left: SimulatedInstant, right: SimulatedInstant) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension SimulatedInstant: CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }
}
