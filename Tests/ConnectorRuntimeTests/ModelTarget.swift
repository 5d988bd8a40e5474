import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// A target that keeps one record for each key and remembers every effect, every call and every look-up.
final class ModelTarget: RESTSink {
    static let manifest = ConnectorManifest(
        id: "model",
        version: "1.0.0",
        summary: "A model for tests.",
        configuration: [],
        writes: ["Note", "Card"],
        wireVersions: []
    )

    /// How a call goes.
    enum Course: Sendable {
        /// Each delivery is taken unless its own outcome says otherwise.
        case takes
        /// Nothing is done.
        case fails(ConnectorError)
        /// So many deliveries are done, then the call fails.
        case failsAfter(Int, ConnectorError)
    }

    struct Rules: Sendable {
        /// How the `number`th call goes, counted from 1.
        var course: @Sendable (_ batch: [Delivery], _ number: Int) -> Course = { _, _ in .takes }
        /// What a delivery comes to; `nil` to be taken.
        var outcome: @Sendable (Delivery) -> DeliveryOutcome? = { _ in nil }
        /// Why a look-up fails.
        var lookUp: @Sendable ([Delivery]) -> ConnectorError? = { _ in nil }
        /// What a call waits for before it does anything.
        var gate: @Sendable ([Delivery]) async -> Void = { _ in }
        /// Whether the target knows what it holds.
        var remembers = true
        /// Whether a record that is there already is left alone when it is written again.
        var isIdempotent = true
    }

    struct State: Sendable {
        /// The key of every effect, in order.
        var effects: [String] = []
        var payloads: [String: JSON] = [:]
        var calls: [[String]] = []
        var lookUps: [[String]] = []
        var underWay = 0
        var mostUnderWay = 0
    }

    let batchLimit: Int
    let batchBytes: Int
    let batchAge: Duration
    let parallelCalls: Int
    let keepsOrder: Bool
    let retrySchedule: RetrySchedule
    let rules: Mutex<Rules>
    let state = Mutex(State())

    init(
        batchLimit: Int = 1,
        batchBytes: Int = .max,
        batchAge: Duration = .zero,
        parallelCalls: Int = 4,
        keepsOrder: Bool = false,
        retrySchedule: RetrySchedule = .standard,
        rules: Rules = Rules()
    ) {
        self.batchLimit = batchLimit
        self.batchBytes = batchBytes
        self.batchAge = batchAge
        self.parallelCalls = parallelCalls
        self.keepsOrder = keepsOrder
        self.retrySchedule = retrySchedule
        self.rules = Mutex(rules)
    }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init()
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let number = state.withLock { state in
            state.calls.append(batch.map(\.key))
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return state.calls.count
        }
        defer { state.withLock { $0.underWay -= 1 } }
        let rules = rules.withLock { $0 }
        await rules.gate(batch)
        switch rules.course(batch, number) {
        case .takes: return batch.map { take($0, rules) }
        case .fails(let error): throw error
        case .failsAfter(let count, let error):
            for delivery in batch.prefix(count) { _ = take(delivery, rules) }
            throw error
        }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        state.withLock { $0.lookUps.append(batch.map(\.key)) }
        let rules = rules.withLock { $0 }
        if let error = rules.lookUp(batch) { throw error }
        return state.withLock { state in
            batch.map { rules.remembers && state.payloads[$0.key] != nil ? Self.found($0) : nil }
        }
    }

    private func take(_ delivery: Delivery, _ rules: Rules) -> DeliveryOutcome {
        if let outcome = rules.outcome(delivery) { return outcome }
        state.withLock { state in
            if !rules.isIdempotent || state.payloads[delivery.key] == nil { state.effects.append(delivery.key) }
            state.payloads[delivery.key] = delivery.payload
        }
        return .applied(Self.found(delivery))
    }

    private static func found(_ delivery: Delivery) -> FoundRecord {
        FoundRecord(reference: "model/\(delivery.key)", totals: delivery.controlTotals)
    }

    var effects: [String] { state.withLock { $0.effects } }
    var calls: [[String]] { state.withLock { $0.calls } }
    var lookUps: [[String]] { state.withLock { $0.lookUps } }
}

extension ConnectorError {
    static let lost = ConnectorError.outcomeUnknown(NoteSink.lost)
    static let down = ConnectorError.unavailable(endpoint: "POST /", reason: "503", retryAfter: nil)
    static let nonsense = ConnectorError.unexpectedAnswer(endpoint: "POST /", reason: "an HTML page")
    static let refused = ConnectorError.unauthorized(endpoint: "POST /", reason: "401")
}
