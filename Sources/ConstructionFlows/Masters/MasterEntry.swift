public import CanonicalModel

/// What several systems keep a list of (domain.md §10, L1).
public enum MasterKind: String, Sendable, Hashable, CaseIterable {
    /// Projects.
    case project
    /// The company's own cost codes.
    case costCode
    /// Employees.
    case employee
    /// Machines.
    case equipment

    /// The name of the canonical object.
    public var object: String {
        switch self {
        case .project: Project.name
        case .costCode: CostCode.name
        case .employee: Employee.name
        case .equipment: Equipment.name
        }
    }

    /// One of them, for a person.
    public var words: String {
        switch self {
        case .project: "project"
        case .costCode: "cost code"
        case .employee: "employee"
        case .equipment: "machine"
        }
    }

    /// Whether the fields of an entry are personal: then only its key may be told.
    public var isPersonal: Bool { PersonalData.isPersonal(object) }
}

/// A project, cost code, employee or machine as one list has it, with what two lists are compared by.
public struct MasterEntry: Sendable, Hashable {
    /// What it is.
    public let kind: MasterKind
    /// The company's own code or number, as the list writes it.
    public let key: String
    /// Whether it is in use: neither archived, nor over, nor gone.
    public let isActive: Bool
    /// What the list says of it, by the name of the field for a person; what it does not say is left out.
    public let fields: [String: String]
    /// The PIN and serial number of a machine, in capital letters; a list that has room for one number has either.
    public let numbers: Set<String>

    /// Creates an entry; empty fields say nothing.
    public init(
        _ kind: MasterKind,
        key: String,
        isActive: Bool = true,
        fields: [String: String?] = [:],
        numbers: [String?] = []
    ) {
        self.kind = kind
        self.key = key
        self.isActive = isActive
        self.fields = fields.compactMapValues { $0.flatMap { $0.isEmpty ? nil : $0 } }
        self.numbers = Set(numbers.compactMap { $0?.uppercased() })
    }

    /// A project, by its name.
    public init(_ project: Project) {
        self.init(.project, key: project.code, isActive: !project.isArchived, fields: ["name": project.title])
    }

    /// A cost code, by its name; one whose days are over, or have not come, is not in use.
    public init(_ code: CostCode, on day: CalendarDate) {
        self.init(.costCode, key: code.code, isActive: code.holds(on: day), fields: ["name": code.title])
    }

    /// An employee, by name and home company.
    public init(_ employee: Employee, on day: CalendarDate) {
        let isThere = KnownEmployee(employee.number, from: employee.from, until: employee.until).works(on: day)
        self.init(
            .employee,
            key: employee.number,
            isActive: employee.status == .active && isThere,
            fields: ["name": employee.fullName, "company": employee.company]
        )
    }

    /// A machine, by manufacturer, model and numbers.
    public init(_ equipment: Equipment) {
        let identity = equipment.identity
        self.init(
            .equipment,
            key: equipment.code,
            isActive: !equipment.isArchived,
            fields: ["manufacturer": identity.oem, "model": identity.model],
            numbers: [identity.pin, identity.serial]
        )
    }
}

/// A place that stands for an entry of a list: what is mapped to a cost code, for example.
public struct MasterUse: Sendable, Hashable {
    /// What it stands for.
    public let kind: MasterKind
    /// The key of the entry.
    public let key: String
    /// The name of the system whose code it is; `nil` for the configuration itself.
    public let system: String?
    /// The code that stands for it, or what it is used by.
    public let from: String

    /// Creates a use.
    public init(_ kind: MasterKind, key: String, system: String? = nil, from: String) {
        self.kind = kind
        self.key = key
        self.system = system
        self.from = from
    }
}
