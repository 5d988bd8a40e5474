import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// A company whose configuration lists projects, machines and employees, and whose systems list them, too.
struct MasterOffice {
    static let zone = "America/Denver"

    let clock: ManualClock
    let store = InMemoryStore()
    let odoo = ListingSystem(Project.name, Equipment.name)
    let staff = StaffSystem()
    /// The flow of machines.
    var usage: EquipmentUsageSettings
    /// The flow of hours.
    var payroll: TimeToPayrollSettings
    var governance = GovernancePolicy.standard
    var reconciliation: Schedule?
    /// Systems beside `odoo`, `staff` and `fleet`.
    var further: [ConfiguredSystem] = []
    /// The systems that keep companies' books, where there are several.
    var books: [String: String] = [:]
    /// A flow beside the two.
    var furtherFlow: FlowBinding?

    init() throws {
        clock = ManualClock(try #require(Instant("2026-01-15T15:00:00Z")))
        let zone = try #require(SiteZone(Self.zone))
        usage = EquipmentUsageSettings(
            company: "KST",
            zone: zone,
            projects: [Self.project("26-014", "North Rim"), Self.project("26-015", "East Yard")],
            equipment: [
                Self.machine("EX-104", serial: "KX30A00104", pin: "KST0KX30A00104"),
                Self.machine("EX-105", serial: "KX30A00105"),
            ],
            assignments: [],
            rates: []
        )
        payroll = TimeToPayrollSettings(
            company: "KST",
            zone: zone,
            calendar: PayCalendar(periodEnding: try #require(CalendarDate("2026-01-04"))),
            codes: CodeCrosswalk([]),
            employees: [KnownEmployee("000417"), KnownEmployee("000418")]
        )
        staff.employees.withLock { $0 = [Self.employee("000417"), Self.employee("000418")] }
    }

    static func project(_ code: String, _ title: String, isArchived: Bool = false) -> Project {
        Project(code: code, title: title, timeZone: zone, isArchived: isArchived)
    }

    static func machine(
        _ code: String,
        oem: String? = "Kestrel",
        serial: String? = nil,
        pin: String? = nil,
        isArchived: Bool = false
    ) -> Equipment {
        let identity = EquipmentIdentity(oem: oem, model: "KX-30", serial: serial, pin: pin)
        return Equipment(code: code, category: "excavator", identity: identity, isArchived: isArchived)
    }

    static func employee(
        _ number: String,
        company: String = "KST",
        name: String = "Ada Tramontane",
        status: Employee.Status = .active
    ) -> Employee {
        Employee(number: number, company: company, fullName: name, status: status)
    }

    static func mapping(_ from: String, to code: String, approvedBy: String? = "fay") throws -> CodeMapping {
        CodeMapping(
            system: "time",
            from: from,
            costCode: code,
            costType: .labour,
            validFrom: try #require(CalendarDate("2026-01-01")),
            approvedBy: approvedBy
        )
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [system("odoo", odoo), system("staff", staff), system("fleet", CostLedger())] + further,
            flows: [
                FlowBinding(
                    flow: EquipmentUsageToJobCost(usage),
                    sources: ["fleet"],
                    target: "odoo",
                    companyTargets: books
                ), FlowBinding(flow: TimeToPayrollToJobCost(payroll), sources: ["staff"], target: "odoo"),
            ] + [furtherFlow].compactMap(\.self),
            people: [Person(id: "olga", roles: ["integration-operator"])],
            governance: governance,
            reconciliation: reconciliation
        )
    }

    func system(_ name: String, _ connector: any Connector) -> ConfiguredSystem {
        ConfiguredSystem(name: name, connector: connector, pollInterval: .seconds(86_400))
    }

    /// Lets the runtime do what is due.
    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    func compare(_ kinds: [MasterKind] = MasterKind.allCases, in system: String? = nil) async throws -> MasterReport {
        try await MasterComparer(settings: settings, store: store, clock: clock).compare(kinds, in: system)
    }

    func note() async throws {
        try await MasterDesk(settings: settings, store: store).note(try await compare(), by: "system:purlin")
    }

    var openCases: [StoredCase] {
        get async throws { try await store.cases(onlyOpen: true).filter { $0.proposal.kind == "masters_differ" } }
    }

    var openSubjects: [String] { get async throws { try await openCases.map(\.proposal.subject).sorted() } }
}

extension MasterReport {
    /// The differences, one line each.
    var lines: [String] {
        differences.map { "\($0.kind.rawValue) \($0.master.rawValue) \($0.key) in \($0.holder.name): \($0.text)" }
    }
}
