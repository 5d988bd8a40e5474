import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import Governance
import JSON
import Synchronization

/// A system that hands over what a test wants, and takes whatever is delivered to it.
final class RoleSystem: RESTSource, RESTSink {
    static let manifest = ConnectorManifest(
        id: "role",
        version: "1.0.0",
        summary: "A system of some role for tests.",
        configuration: [],
        wireVersions: []
    )

    let batchLimit = 100
    let streams: [SourceStream]
    private let records = Mutex<[SourceRecord]>([])
    private let held = Mutex<[String]>([])

    init(_ objects: [String]) {
        streams = objects.map { SourceStream(name: $0, object: $0) }
    }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init([])
    }

    func will(send record: SourceRecord) { records.withLock { $0.append(record) } }

    /// The keys of what was delivered.
    var holdings: [String] { held.withLock { $0 } }

    /// Forgets what was delivered, like a target that was put back to an earlier backup.
    func loseAll() { held.withLock { $0 = [] } }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(
            records: records.withLock { $0.filter { $0.object == stream.object } },
            next: nil,
            hasMore: false
        )
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        held.withLock { $0 += batch.map(\.key) }
        return batch.map { .acknowledged(reference: $0.key) }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        held.withLock { held in batch.map { held.contains($0.key) ? FoundRecord(reference: $0.key) : nil } }
    }
}

/// A flow that takes every object, and tells of hand-offs and delivers as it is bid.
struct HallFlow: BusinessFlow {
    static let name = "Hall"
    static let handOff = "HandOffBid"
    static let delivery = "DeliveryBid"

    let consumes: Set<String>
    let masterData: [FlowDelivery] = []

    func route(_ event: FlowEvent) -> FlowRoute { .accept(key: event.reference, topics: Self.topics(of: event)) }

    private static func topics(of event: FlowEvent) -> [String] {
        OwnedObject(event.object, event.payload, from: "").map { [$0.topic] } ?? [event.reference]
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var decision = FlowDecision(state: .null)
        for event in events {
            let bid = JSONReader(event.payload, path: event.reference)
            switch event.object {
            case Self.handOff:
                decision.handOffs.append(
                    FlowHandOff(
                        try bid.member("event").string(),
                        of: try bid.member("object").string(),
                        key: try bid.member("key").string()
                    )
                )
            case Self.delivery:
                let object = try bid.member("object").string()
                decision.deliveries.append(
                    FlowDelivery(
                        key: "\(object)/\(event.reference)",
                        object: object,
                        payload: try bid.member("payload").value ?? .null,
                        orderingKey: event.reference,
                        topics: [event.reference]
                    )
                )
            default: decision.findings.append(FlowFinding("Taken", topics: [event.reference], detail: .null))
            }
        }
        return decision
    }
}

/// A runtime in which a system of each role reads and is written to, and a desk that bids.
struct StageHall {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let store = InMemoryStore()
    let desk = RoleSystem([HallFlow.handOff, HallFlow.delivery])
    let systems: [SystemRole: RoleSystem]
    let policy: OwnershipPolicy
    let object: String

    init(_ object: String, _ policy: OwnershipPolicy) {
        self.object = object
        self.policy = policy
        let roles = SystemRole.allCases.filter { $0 != .purlin }
        systems = Dictionary(uniqueKeysWithValues: roles.map { ($0, RoleSystem([object])) })
    }

    var settings: RuntimeSettings { settings(to: .odoo) }

    func settings(to target: SystemRole) -> RuntimeSettings {
        var ownership = policy
        for role in systems.keys { ownership.systems[role.rawValue] = [role] }
        let named = systems.map { (name: $0.rawValue, system: $1) } + [(name: "desk", system: desk)]
        return RuntimeSettings(
            systems: named.sorted { $0.name < $1.name }.map {
                ConfiguredSystem(name: $0.name, connector: $0.system, pollInterval: .seconds(60))
            },
            flows: [
                FlowBinding(
                    flow: HallFlow(consumes: [object, HallFlow.handOff, HallFlow.delivery]),
                    sources: Set(named.map(\.name)),
                    target: target.rawValue
                )
            ],
            people: [Person(id: "eve", roles: ["integration-operator"])],
            governance: GovernancePolicy(ownership: ownership)
        )
    }

    func run(to target: SystemRole = .odoo) async throws {
        try await Engine(settings: settings(to: target), store: store, clock: clock).runOnce()
    }

    /// Bids the flow tell that something happened to an object.
    func happen(_ events: [String], to owned: OwnedObject) async throws {
        for (index, event) in events.enumerated() {
            desk.will(
                send: bid(
                    HallFlow.handOff,
                    "\(owned.key) \(index)",
                    ["object": .string(owned.object), "key": .string(owned.key), "event": .string(event)]
                )
            )
            try await run()
        }
    }

    func bid(_ object: String, _ id: String, _ payload: JSON) -> SourceRecord {
        SourceRecord(id: id, object: object, occurredAt: clock.now, payload: payload)
    }

    /// The open case about what a system of `role` wrote of an object.
    func conflict(_ owned: OwnedObject, by role: SystemRole) async throws -> StoredCase? {
        try await store.openCase(key: "ownership_conflict:\(owned.object)/\(owned.key)/\(role.rawValue)")
    }

    /// Whether the flow took the record.
    func took(_ id: String, of role: SystemRole) async throws -> Bool {
        try await store.journal(topic: "\(role.rawValue)/\(id)").contains { $0.content.body.contains("\"Taken\"") }
    }
}
