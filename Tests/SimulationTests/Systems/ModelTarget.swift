import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// A system that costs are written to, with a ledger of its own.
final class ModelTarget: Sendable {
    /// One posting that took effect.
    struct Line: Hashable {
        let key: String
        let record: String
        let project: String
        let code: String
        let hours: Decimal
        let amount: Decimal
        let position: Int64?
    }

    /// What is wrong with a record until somebody has put it right; never, where that is `nil`.
    enum Condition: Hashable {
        case refused(until: Instant?)
        /// Its mere presence makes the system answer nonsense.
        case poison(until: Instant?)
        /// Somebody else has changed the posting.
        case edited(until: Instant)
    }

    private struct State {
        var lines: [Line] = []
        var byKey: [String: Int] = [:]
        var objects: Set<String> = []
        var conditions: [String: Condition] = [:]
        var refused: Set<String> = []
    }

    let name: String
    /// Whether a key is taken only once, as Odoo does with external ids; if not, only look-ups keep it so.
    let isIdempotent: Bool
    let world: World
    private let state = Mutex(State())

    init(name: String, isIdempotent: Bool, world: World) {
        self.name = name
        self.isIdempotent = isIdempotent
        self.world = world
    }

    /// All postings in the order in which they took effect.
    var lines: [Line] { state.withLock { $0.lines } }
    /// The keys that the system has refused at least once, whether or not anybody heard of it.
    var refused: Set<String> { state.withLock { $0.refused } }

    func set(_ condition: Condition, of record: String) { state.withLock { $0.conditions[record] = condition } }

    /// Posts deliveries that were sent at a time; `nil` if the whole call makes no sense to the system.
    func write(_ batch: some Sequence<Delivery>, sentAt: Instant, ignoringKeys: Bool) -> [DeliveryOutcome]? {
        state.withLock { state in
            let isPoisoned = batch.contains { delivery in
                guard case .poison(let until)? = state.conditions[delivery.record] else { return false }
                return Self.holds(until, at: sentAt)
            }
            guard !isPoisoned else { return nil }
            return batch.map { post($0, sentAt: sentAt, ignoringKeys: ignoringKeys, &state) }
        }
    }

    func find(_ batch: some Sequence<Delivery>) -> [FoundRecord?] {
        state.withLock { state in
            batch.map { delivery in
                if delivery.isMasterData { return state.objects.contains(delivery.key) ? .init(reference: name) : nil }
                return state.byKey[delivery.key].map { found(state.lines[$0], state) }
            }
        }
    }

    private func post(
        _ delivery: Delivery,
        sentAt: Instant,
        ignoringKeys: Bool,
        _ state: inout State
    ) -> DeliveryOutcome {
        if delivery.isMasterData {
            state.objects.insert(delivery.key)
            if let code = delivery.payload["code"]?.stringValue { state.objects.insert(code) }
            return .applied(FoundRecord(reference: name))
        }
        if let index = state.byKey[delivery.key], isIdempotent, !ignoringKeys {
            return .applied(found(state.lines[index], state))
        }
        guard let line = Line(delivery) else { return .rejected(reason: "the posting cannot be read") }
        guard state.objects.contains(line.project) else { return .rejected(reason: "unknown project \(line.project)") }
        if case .refused(let until)? = state.conditions[line.record], Self.holds(until, at: sentAt) {
            state.refused.insert(line.key)
            return .rejected(reason: "the period is closed")
        }
        if state.byKey[line.key] == nil { state.byKey[line.key] = state.lines.count }
        state.lines.append(line)
        world.tell(.effect, "\(name) posts \(line.key) (\(line.hours) h, \(line.amount))")
        return .applied(found(line, state))
    }

    private func found(_ line: Line, _ state: State) -> FoundRecord {
        var hours = line.hours
        if case .edited(let until)? = state.conditions[line.record], Self.holds(until, at: world.now) { hours += 1 }
        return FoundRecord(reference: "\(name)/\(line.key)", totals: ["hours": hours, "amount": line.amount])
    }

    private static func holds(_ until: Instant?, at time: Instant) -> Bool {
        until.map { time < $0 } ?? true
    }
}

extension ModelTarget.Line {
    /// Reads a posting from the objects of both flows.
    init?(_ delivery: Delivery) {
        let payload = delivery.payload
        guard let project = payload["project"]?.stringValue, let code = payload["costCode"]?.stringValue,
            let hours = Decimal(plain: payload["hours"]?.stringValue ?? ""),
            let amount = Decimal(plain: payload["amount"]?.stringValue ?? "")
        else { return nil }
        self.init(
            key: delivery.key,
            record: delivery.record,
            project: project,
            code: code,
            hours: hours,
            amount: amount,
            position: payload["position"]?.integerValue
        )
    }
}

extension Delivery {
    fileprivate var isMasterData: Bool { controlTotals.isEmpty }

    /// The record that it stands for.
    fileprivate var record: String { payload["record"]?.stringValue ?? payload["key"]?.stringValue ?? key }
}

/// The connector to a ``ModelTarget``, as one process holds it.
final class TargetConnector: RESTSink {
    static let manifest = ConnectorManifest(
        id: "model-target",
        version: "1.0.0",
        summary: "A simulated target.",
        configuration: [],
        wireVersions: []
    )

    let batchLimit: Int
    private let target: ModelTarget
    private let network: Network
    private let life: Lifeline
    private let ignoresKeys: Bool
    private let key = Secret(World.secret)

    init(_ target: ModelTarget, network: Network, life: Lifeline, batchLimit: Int, ignoresKeys: Bool) {
        self.target = target
        self.network = network
        self.life = life
        self.batchLimit = batchLimit
        self.ignoresKeys = ignoresKeys
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "", reason: "exists in a simulated world only")
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let (target, ignoresKeys) = (target, ignoresKeys)
        return try await network.call("apply \(batch.map(\.key)) with \(key)", life, count: batch.count) {
            count,
            time in
            target.write(batch.prefix(count), sentAt: time, ignoringKeys: ignoresKeys)
        }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        let target = target
        return try await network.call("find \(batch.map(\.key)) with \(key)", life) { _, _ in target.find(batch) }
    }
}
