package import CanonicalModel
package import JSON

/// A scenario as its file says it, checked.
package struct Scenario: Sendable {
    /// A system beside the runtime.
    package enum System: Sendable, Hashable {
        /// A simulator with its own options.
        case simulator(Simulator, options: [String: String])
        /// A folder that the scenario itself writes files into, as another program would.
        case drop(Drop)
    }

    /// The simulators there are.
    package enum Simulator: String, Sendable, CaseIterable {
        case estimating, odoo, payroll, telematics

        /// The executable.
        var executable: String { "\(rawValue)-simulator" }
        /// Whether it takes and gives files in a folder.
        var hasFolder: Bool { self == .estimating || self == .payroll }
    }

    /// What a drop stands for.
    package enum Drop: String, Sendable, CaseIterable {
        case timesheets, files
        case changeOrders = "change-orders"
    }

    /// Something that happens, or is expected, at a place of the file.
    package struct Act: Sendable {
        /// The word: one of ``ScenarioWord/steps``, or `expect`.
        package let word: String
        /// What stands below the word: one mapping, or several.
        package let values: [JSON]
        /// Where the words of an expectation stand, as `FILE:LINE:COLUMN`.
        package let places: [String: String]
    }

    /// One step.
    package struct Step: Sendable {
        /// The moment that the clocks are set to first.
        package let at: Instant?
        package let note: String?
        package let act: Act?
        /// Where it stands, as `FILE:LINE:COLUMN`.
        package let place: String
    }

    package let name: String
    package let about: String
    package let file: String
    package let seed: UInt64
    package let start: Instant
    package let zone: SiteZone
    /// The folder with the site's configuration, from the scenario's folder.
    package let site: String
    /// The names of the configurations in the site's folder, each for a runtime of its own.
    package let companies: [String]
    /// The variables that the configuration takes secrets from.
    package let environment: [String: String]
    /// The systems in the order of the file.
    package let systems: [(name: String, system: System)]
    package let steps: [Step]
}

extension Scenario {
    /// The names of the simulators of a kind, or of all.
    func simulators(_ kind: Simulator? = nil) -> [String] {
        systems.compactMap { name, system in
            guard case .simulator(let found, _) = system else { return nil }
            return kind == nil || kind == found ? name : nil
        }
    }

    /// The names of the drops of a kind.
    func drops(_ kind: Drop) -> [String] {
        systems.compactMap { $0.system == .drop(kind) ? $0.name : nil }
    }
}

/// Something that is wrong with a scenario file.
package struct ScenarioDiagnostic: Error, Sendable, Hashable, CustomStringConvertible {
    /// `FILE:LINE:COLUMN`.
    package let place: String
    /// The key, for example `steps[3].hours.employee`.
    package let key: String
    /// What is wrong and what to do.
    package let message: String

    package var description: String { "\(place): \(key.isEmpty ? "" : "\(key): ")\(message)" }
}
