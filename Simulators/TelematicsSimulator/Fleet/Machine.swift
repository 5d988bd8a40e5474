internal import SimulatorKit

/// A machine on KST's sites.
struct Machine: Sendable {
    /// A group of machines that is charged at one rate.
    enum Category: String, CaseIterable, Sendable {
        case excavator = "excavator-30t"
        case smallExcavator = "excavator-8t"
        case dozer
        case wheelLoader = "wheel-loader"
        case trackLoader = "track-loader"
        case grader
        case roller
        case hauler = "articulated-hauler"
    }

    /// A part of a snapshot that a machine may not report.
    enum Element: Sendable {
        case location, idleHours, fuelUsed, distance, fuelRemaining, engineStatus
    }

    /// The company's own code, such as `EX-104`.
    let code: String
    let category: Category
    let fleet: Fleet
    /// How its provider identifies it.
    let identity: ReportedIdentity
    /// When its unit was installed, as its provider says.
    let installed: String
    /// What the meter shows at the start of the story.
    let startHours: EngineHours
    /// What the idle counter shows at the start of the story.
    let startIdle: EngineHours
    /// Hundredths of the running time in which the machine idles.
    let idlePercent: Int64
    /// On how many of a hundred working days it works.
    let availability: Int64
    /// The litres that a hundredth of an hour takes, in hundredths.
    let centilitresPerStep: Int64
    /// The metres that it drives in a hundredth of an hour; 0 for a machine without an odometer.
    let metresPerStep: Int64
    let tankLitres: Int64
    let absent: Set<Element>
    /// Whether the company has it in its register.
    let isKnown: Bool
}

/// How a provider names a machine; what it leaves out is `nil`.
struct ReportedIdentity: Sendable, Hashable {
    /// What some providers write for an identifier that they do not have.
    static let missing = "missing"

    var oem: String
    var model: String?
    var equipmentID: String?
    var serial: String?
    var pin: String?
}
