internal import SimulatorKit

/// The forty machines of the company and the rented one that nobody registered, and as many more as somebody asks for.
struct MachinePark: Sendable {
    /// The machine whose hours are known to the hundredth beforehand.
    static let referenceMachine = "EX-104"
    /// The machine whose meter is about to pass 99 999.9 hours.
    static let oldestMachine = "AT-405"
    /// The machine that the register does not have.
    static let rentedMachine = "RENT-77"

    /// All machines, in the order in which their providers list them.
    let machines: [Machine]
    private let positions: [String: Int]

    /// - Parameters:
    ///   - seed: What meters and habits follow from.
    ///   - further: How many machines there are beside those of the story.
    ///   - providers: At which providers machines are; those of the others are left out.
    init(seed: UInt64, further: Int = 0, providers: [Fleet] = Fleet.allCases) {
        let story = Listing.all.filter { providers.contains($0.fleet) }
        machines = (story + Listing.further(further, like: story)).map { $0.machine(seed: seed) }
        positions = Dictionary(uniqueKeysWithValues: machines.enumerated().map { ($0.element.code, $0.offset) })
    }

    /// The machine of that code.
    subscript(code: String) -> Machine? {
        positions[code].map { machines[$0] }
    }

    /// The machines of a provider.
    func machines(of fleet: Fleet) -> [Machine] {
        machines.filter { $0.fleet == fleet }
    }
}

/// One line of the list of machines; what it leaves out follows from the category and the seed.
private struct Listing {
    var code: String
    var category: Machine.Category
    var fleet: Fleet
    var oem: String
    var model: String
    var leavesOut: Set<Machine.Element> = []
    var unknownIdentifiers: Set<Identifier> = []

    enum Identifier { case model, serial, pin, equipmentID }

    static let all = iso + aemp1 + jcma + json

    /// Machines like those of the story, in turn, so that each provider and category has its share of them.
    static func further(_ count: Int, like story: [Listing]) -> [Listing] {
        let models = story.filter { $0.code != MachinePark.rentedMachine }
        return (0..<count).map { number in
            var listing = models[number % models.count]
            listing.code = "\(listing.code.prefix { $0 != "-" })-\(1001 + number)"
            listing.unknownIdentifiers = []
            return listing
        }
    }

    private static let iso: [Listing] = [
        Listing(code: "EX-101", category: .excavator, fleet: .iso, oem: "Kestrel", model: "KX-30"),
        Listing(code: "EX-102", category: .excavator, fleet: .iso, oem: "Kestrel", model: "KX-30"),
        Listing(
            code: "EX-103",
            category: .excavator,
            fleet: .iso,
            oem: "Kestrel",
            model: "KX-32",
            leavesOut: [.fuelRemaining]
        ),
        Listing(code: "EX-104", category: .excavator, fleet: .iso, oem: "Kestrel", model: "KX-30"),
        Listing(code: "EX-105", category: .excavator, fleet: .iso, oem: "Kestrel", model: "KX-32"),
        Listing(code: "AT-401", category: .hauler, fleet: .iso, oem: "Norrland", model: "NA-40"),
        Listing(code: "AT-402", category: .hauler, fleet: .iso, oem: "Norrland", model: "NA-40"),
        Listing(
            code: "AT-403",
            category: .hauler,
            fleet: .iso,
            oem: "Norrland",
            model: "NA-45",
            leavesOut: [.idleHours, .engineStatus]
        ),
        Listing(
            code: "AT-404",
            category: .hauler,
            fleet: .iso,
            oem: "Norrland",
            model: "NA-40",
            unknownIdentifiers: [.equipmentID]
        ),
        Listing(code: "AT-405", category: .hauler, fleet: .iso, oem: "Norrland", model: "NA-35"),
    ]

    private static let aemp1: [Listing] = [
        Listing(code: "DZ-201", category: .dozer, fleet: .aemp1, oem: "Baumgart", model: "B-650"),
        Listing(code: "DZ-202", category: .dozer, fleet: .aemp1, oem: "Baumgart", model: "B-650"),
        Listing(
            code: "DZ-203",
            category: .dozer,
            fleet: .aemp1,
            oem: "Baumgart",
            model: "B-850",
            leavesOut: [.location]
        ),
        Listing(
            code: "DZ-204",
            category: .dozer,
            fleet: .aemp1,
            oem: "Baumgart",
            model: "B-850",
            unknownIdentifiers: [.pin]
        ),
        Listing(code: "WL-301", category: .wheelLoader, fleet: .aemp1, oem: "Baumgart", model: "W-724"),
        Listing(code: "WL-302", category: .wheelLoader, fleet: .aemp1, oem: "Baumgart", model: "W-724"),
        Listing(
            code: "WL-303",
            category: .wheelLoader,
            fleet: .aemp1,
            oem: "Baumgart",
            model: "W-744",
            leavesOut: [.fuelUsed, .fuelRemaining]
        ),
        Listing(code: "WL-304", category: .wheelLoader, fleet: .aemp1, oem: "Kestrel", model: "KW-18"),
        Listing(code: "WL-305", category: .wheelLoader, fleet: .aemp1, oem: "Kestrel", model: "KW-18"),
        Listing(code: "GR-601", category: .grader, fleet: .aemp1, oem: "Baumgart", model: "G-620"),
    ]

    private static let jcma: [Listing] = [
        Listing(code: "EX-111", category: .smallExcavator, fleet: .jcma, oem: "Takami", model: "TM-80"),
        Listing(
            code: "EX-112",
            category: .smallExcavator,
            fleet: .jcma,
            oem: "Takami",
            model: "TM-80",
            unknownIdentifiers: [.serial, .pin]
        ),
        Listing(code: "EX-113", category: .smallExcavator, fleet: .jcma, oem: "Takami", model: "TM-80"),
        Listing(
            code: "EX-114",
            category: .smallExcavator,
            fleet: .jcma,
            oem: "Takami",
            model: "TM-88",
            leavesOut: [.idleHours]
        ),
        Listing(
            code: "EX-115",
            category: .smallExcavator,
            fleet: .jcma,
            oem: "Takami",
            model: "TM-88",
            unknownIdentifiers: [.model, .serial, .pin]
        ),
        Listing(code: "EX-116", category: .smallExcavator, fleet: .jcma, oem: "Takami", model: "TM-88"),
        Listing(code: "EX-117", category: .smallExcavator, fleet: .jcma, oem: "Takami", model: "TM-80"),
        Listing(code: "TL-501", category: .trackLoader, fleet: .jcma, oem: "Takami", model: "TL-12"),
        Listing(
            code: "TL-502",
            category: .trackLoader,
            fleet: .jcma,
            oem: "Takami",
            model: "TL-12",
            unknownIdentifiers: [.serial]
        ),
        Listing(
            code: "TL-503",
            category: .trackLoader,
            fleet: .jcma,
            oem: "Takami",
            model: "TL-10",
            leavesOut: [.location, .fuelUsed]
        ),
    ]

    private static let json: [Listing] = [
        Listing(code: "GR-602", category: .grader, fleet: .json, oem: "Orrin", model: "OG-14"),
        Listing(
            code: "GR-603",
            category: .grader,
            fleet: .json,
            oem: "Orrin",
            model: "OG-14",
            leavesOut: [.engineStatus]
        ),
        Listing(code: "RL-701", category: .roller, fleet: .json, oem: "Orrin", model: "OR-54"),
        Listing(
            code: "RL-702",
            category: .roller,
            fleet: .json,
            oem: "Orrin",
            model: "OR-54",
            unknownIdentifiers: [.pin]
        ),
        Listing(
            code: "RL-703",
            category: .roller,
            fleet: .json,
            oem: "Orrin",
            model: "OR-56",
            unknownIdentifiers: [.model]
        ),
        Listing(code: "RL-704", category: .roller, fleet: .json, oem: "Orrin", model: "OR-56"),
        Listing(code: "EX-118", category: .excavator, fleet: .json, oem: "Norrland", model: "NE-28"),
        Listing(
            code: "EX-119",
            category: .excavator,
            fleet: .json,
            oem: "Norrland",
            model: "NE-28",
            leavesOut: [.location]
        ),
        Listing(code: "EX-120", category: .excavator, fleet: .json, oem: "Norrland", model: "NE-28"),
        Listing(code: "AT-406", category: .hauler, fleet: .json, oem: "Norrland", model: "NA-40"),
        Listing(code: "RENT-77", category: .roller, fleet: .json, oem: "Orrin", model: "OR-54"),
    ]

    func machine(seed: UInt64) -> Machine {
        var random = SeededRandom(seed: seed, purpose: "machine \(code)")
        var hours = EngineHours(hundredths: random.integer(in: 50_000...900_000))
        let idlePercent = random.integer(in: 18...34)
        switch code {
        case MachinePark.referenceMachine: hours = EngineHours(hundredths: 421_160)
        case MachinePark.oldestMachine: hours = EngineHours(hundredths: 9_998_500)
        default: break
        }
        return Machine(
            code: code,
            category: category,
            fleet: fleet,
            identity: identity,
            installed: fleet == .jcma ? "0001-01-01T00:00:00Z" : "2024-0\(random.integer(in: 1...9))-15T15:00:00Z",
            startHours: hours,
            startIdle: EngineHours(hundredths: hours.hundredths * idlePercent / 100),
            idlePercent: idlePercent,
            availability: random.integer(in: 82...97),
            centilitresPerStep: random.integer(in: 9...24),
            metresPerStep: category == .hauler ? random.integer(in: 90...160) : 0,
            tankLitres: fleet == .jcma ? 0 : random.integer(in: 20...60) * 10,
            absent: leavesOut,
            isKnown: code != MachinePark.rentedMachine
        )
    }

    private var identity: ReportedIdentity {
        let serial = model.filter { $0 != "-" } + "A00" + code.filter(\.isNumber)
        let unknown: String? = fleet == .jcma ? ReportedIdentity.missing : nil
        return ReportedIdentity(
            oem: oem,
            model: unknownIdentifiers.contains(.model) ? unknown ?? "" : model,
            equipmentID: unknownIdentifiers.contains(.equipmentID) ? nil : equipmentID,
            serial: unknownIdentifiers.contains(.serial) ? unknown : serial,
            pin: unknownIdentifiers.contains(.pin) ? unknown : "KST0" + serial
        )
    }

    private var equipmentID: String {
        switch fleet {
        case .iso, .jcma: code
        case .aemp1: "KST/\(code)"
        case .json: code == MachinePark.rentedMachine ? code : code.split(separator: "-").joined(separator: " ")
        }
    }
}
