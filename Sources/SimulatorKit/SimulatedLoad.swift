public import JSON

/// Many things at once, as they come on certain days of a contractor's year.
public enum SimulatedLoad: String, Sendable, Hashable, CaseIterable {
    /// The hours of a week of many employees.
    case payrollFriday = "payroll-friday"
    /// What is booked at the end of a month.
    case monthEnd = "month-end"
    /// What a new project needs at its start.
    case mobilisation
}

/// A simulated system that can be put under load.
public protocol LoadedSystem: SimulatedSystem {
    /// What it knows, each with what comes for a size of 1, in a sentence; each needs a mark `load NAME` in ``coverage``.
    static var loads: [(load: SimulatedLoad, help: String)] { get }

    /// Lets many things happen now, all of them invented.
    ///
    /// - Parameters:
    ///   - load: One of ``loads``.
    ///   - size: How many, from 1 to 10,000.
    ///   - seed: What they follow from.
    ///   - now: The virtual time.
    /// - Returns: What happened, in numbers and totals.
    /// - Throws: ``SimulatorError`` if it cannot happen now; nothing has happened then.
    mutating func bear(
        _ load: SimulatedLoad,
        size: Int,
        seed: UInt64,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON
}
