public import ConnectorKit
public import ConstructionFlows

/// One system of the configuration, with the connector that speaks to it.
public struct ConfiguredSystem: Sendable {
    /// The name of the system in the configuration.
    public let name: String
    /// The connector.
    public let connector: any Connector
    /// When its streams are read.
    public let schedule: Schedule

    /// Creates a system.
    public init(name: String, connector: any Connector, schedule: Schedule) {
        self.name = name
        self.connector = connector
        self.schedule = schedule
    }

    /// Creates a system whose streams are read every so often.
    public init(name: String, connector: any Connector, pollInterval: Duration) {
        self.init(name: name, connector: connector, schedule: .every(pollInterval))
    }
}

/// A business flow between systems of the configuration.
public struct FlowBinding: Sendable {
    /// The flow.
    public let flow: any BusinessFlow
    /// The names of the systems whose records it takes.
    public let sources: Set<String>
    /// The name of the system that its deliveries go to.
    public let target: String
    /// When they go there; master data goes at once.
    public let deliverySchedule: Schedule

    /// The name of the flow.
    public var name: String { type(of: flow).name }

    /// Creates a binding.
    public init(
        flow: any BusinessFlow,
        sources: Set<String>,
        target: String,
        deliverySchedule: Schedule = .realTime
    ) {
        self.flow = flow
        self.sources = sources
        self.target = target
        self.deliverySchedule = deliverySchedule
    }
}

/// A person who may decide, and in which roles.
public struct Person: Sendable, Hashable {
    /// The name by which commands and journal call the person.
    public let id: String
    /// The roles.
    public let roles: Set<String>

    /// Creates a person.
    public init(id: String, roles: Set<String>) {
        self.id = id
        self.roles = roles
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

    /// Creates settings.
    public init(
        systems: [ConfiguredSystem],
        flows: [FlowBinding],
        people: [Person],
        operatorRole: String = "integration-operator",
        periodRole: String = "finance"
    ) {
        self.systems = systems
        self.flows = flows
        self.people = people
        self.operatorRole = operatorRole
        self.periodRole = periodRole
    }

    /// The flow with this name, or `nil`.
    func flow(_ name: String) -> FlowBinding? {
        flows.first { $0.name == name }
    }
}
