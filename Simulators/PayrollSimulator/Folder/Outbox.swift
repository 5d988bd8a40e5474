internal import SimulatorKit

/// What payroll still has to do in the folder `outbound`.
struct Outbox: Sendable, Codable {
    /// One step.
    struct Step: Sendable, Codable {
        enum Action: String, Sendable, Codable {
            /// Write under exactly this name.
            case write
            /// Write as NAME.partial and rename.
            case publish
            /// Rename NAME.partial.
            case rename
        }

        let at: SimulatedInstant
        let action: Action
        let name: String
        let text: String
    }

    /// In the order in which they were planned.
    private(set) var steps: [Step] = []
    /// Those that could not be done.
    private var failed: [Step] = []
    /// How often each name was given.
    private var names: [String: Int] = [:]

    mutating func plan(_ action: Step.Action, _ name: String, _ text: String = "", at instant: SimulatedInstant) {
        names[name, default: 0] += 1
        steps.append(Step(at: instant, action: action, name: name, text: text))
    }

    /// Whether a name was given before.
    func hasNamed(_ name: String) -> Bool { names[name] != nil }

    /// Keeps a step that failed.
    mutating func fail(_ step: Step) { failed.append(step) }

    /// Lets the steps that failed be tried again.
    mutating func retryFailed() {
        steps = failed + steps
        failed = []
    }

    /// When the next step is due.
    var due: SimulatedInstant? { steps.map(\.at).min() }

    /// Takes out the first step that is due at a moment.
    mutating func next(at instant: SimulatedInstant) -> Step? {
        steps.firstIndex { $0.at <= instant }.map { steps.remove(at: $0) }
    }
}
