public import CanonicalModel
public import ConnectorKit
public import ConstructionFlows
public import Governance

/// One system of the configuration, with the connector that speaks to it.
public struct ConfiguredSystem: Sendable {
    /// The name of the system in the configuration.
    public let name: String
    /// The connector.
    public let connector: any Connector
    /// When its streams are read.
    public let schedule: Schedule
    /// How many calls that write may be under way at the same time, if that is fewer than the connector permits.
    public let parallelCalls: Int?
    /// Where its files lie; `nil` for a system that exchanges none.
    public let files: FilePlace?

    /// Creates a system.
    public init(
        name: String,
        connector: any Connector,
        schedule: Schedule,
        parallelCalls: Int? = nil,
        files: FilePlace? = nil
    ) {
        self.name = name
        self.connector = connector
        self.schedule = schedule
        self.parallelCalls = parallelCalls
        self.files = files
    }

    /// Creates a system whose streams are read every so often.
    public init(
        name: String,
        connector: any Connector,
        pollInterval: Duration,
        parallelCalls: Int? = nil,
        files: FilePlace? = nil
    ) {
        self.init(
            name: name,
            connector: connector,
            schedule: .every(pollInterval),
            parallelCalls: parallelCalls,
            files: files
        )
    }
}

/// A business flow between systems of the configuration.
public struct FlowBinding: Sendable {
    /// Whether what a flow wants written is written.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// It is delivered.
        case live
        /// It is computed and kept, and nothing is delivered: the books are still kept by another way.
        case shadow
    }

    /// The flow.
    public internal(set) var flow: any BusinessFlow
    /// The names of the systems whose records it takes.
    public let sources: Set<String>
    /// The name of the system that deliveries go to whose object has no target of its own; `nil` if they go nowhere.
    public let target: String?
    /// The names of the systems that deliveries of some canonical objects go to, by the object's name.
    public let objectTargets: [String: String]
    /// When they go there; master data goes at once.
    public let deliverySchedule: Schedule
    /// Whether they go there at all.
    public var mode = Mode.live
    /// The names of the systems that keep the books of companies, by the company's code; none where there is one company.
    public let companyTargets: [String: String]

    /// The name of the flow.
    public var name: String { type(of: flow).name }

    /// The names of all systems that its deliveries go to, each once.
    public var allTargets: [String] {
        Set(objectTargets.values).union(companyTargets.values).union(target.map { [$0] } ?? []).sorted()
    }

    /// The name of the system that deliveries of a canonical object go to; `nil` if they go nowhere.
    public func target(of object: String) -> String? { objectTargets[object] ?? target }

    /// The name of the system that a delivery goes to: where there are books of several companies, those of its own and
    /// never another's; `nil` if it goes nowhere.
    public func target(of delivery: FlowDelivery) -> String? {
        guard let company = delivery.company, !companyTargets.isEmpty else { return target(of: delivery.object) }
        return companyTargets[company]
    }

    /// Creates a binding.
    public init(
        flow: any BusinessFlow,
        sources: Set<String>,
        target: String?,
        objectTargets: [String: String] = [:],
        deliverySchedule: Schedule = .realTime,
        companyTargets: [String: String] = [:]
    ) {
        self.flow = flow
        self.sources = sources
        self.target = target
        self.objectTargets = objectTargets
        self.deliverySchedule = deliverySchedule
        self.companyTargets = companyTargets
    }
}

extension FlowBinding {
    /// The systems that its deliveries go to, for a person.
    var targetNames: String { allTargets.isEmpty ? "no system" : allTargets.joined(separator: ", ") }
}

/// A person who may decide, and in which roles.
public struct Person: Sendable, Hashable {
    /// The name by which commands and journal call the person.
    public let id: String
    /// The roles.
    public let roles: Set<String>
    /// The last day on which the person is there, site-local; `nil` if no end is known.
    public let until: CalendarDate?

    /// Creates a person.
    public init(id: String, roles: Set<String>, until: CalendarDate? = nil) {
        self.id = id
        self.roles = roles
        self.until = until
    }
}

/// What a runtime runs: systems, flows between them, and the people who decide.
public struct RuntimeSettings: Sendable {
    /// The systems.
    public let systems: [ConfiguredSystem]
    /// The flows.
    public let flows: [FlowBinding]
    /// The people.
    public let people: [Person]
    /// The role that owns cases of systems that do not work.
    public let operatorRole: String
    /// The role that declares periods closed.
    public let periodRole: String
    /// How many deliveries may wait for one target, and how many records for their flows, before nothing more is read.
    public let backlogLimit: Int
    /// Where chance comes from, such as how waiting times are spread: the same seed, the same waiting times.
    public let seed: UInt64
    /// How the journal is signed; `nil` if it is not.
    public let audit: AuditSettings?
    /// The rules by which the workflow is governed.
    public let governance: GovernancePolicy
    /// When ledgers are compared with the journal; `nil` if only a person does it.
    public let reconciliation: Schedule?
    /// The company's time zone, in which days begin and end; UTC for `nil`.
    public let zone: SiteZone?
    /// The places of the configuration that name credentials.
    public let credentials: [CredentialUse]

    /// Creates settings.
    public init(
        systems: [ConfiguredSystem],
        flows: [FlowBinding],
        people: [Person],
        operatorRole: String = "integration-operator",
        periodRole: String = "finance",
        backlogLimit: Int = 10_000,
        seed: UInt64 = 0,
        audit: AuditSettings? = nil,
        governance: GovernancePolicy = .standard,
        reconciliation: Schedule? = nil,
        zone: SiteZone? = nil,
        credentials: [CredentialUse] = []
    ) {
        self.systems = systems
        self.flows = flows
        self.people = people
        self.operatorRole = operatorRole
        self.periodRole = periodRole
        self.backlogLimit = backlogLimit
        self.seed = seed
        self.audit = audit
        self.governance = governance
        self.reconciliation = reconciliation
        self.zone = zone
        self.credentials = credentials
    }

    /// What systems are called, for no person may go by such a name.
    public var systemNames: Set<String> {
        Set(systems.map(\.name)).union(flows.flatMap { $0.sources.union($0.allTargets) })
    }

    /// The flow with this name, or `nil`.
    func flow(_ name: String) -> FlowBinding? {
        flows.first { $0.name == name }
    }
}
