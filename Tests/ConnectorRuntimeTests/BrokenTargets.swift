import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// A target that keeps versioned records, written well; each defect is a way in which connectors go wrong.
final class VersionedTarget: RESTSink {
    static let manifest = ConnectorManifest(
        id: "versioned",
        version: "1.0.0",
        summary: "Versioned records for tests.",
        configuration: [],
        writes: ["Note"],
        wireVersions: []
    )

    /// What is wrong with the connector.
    enum Defect: String, Sendable, CaseIterable {
        /// A look-up always answers "nothing".
        case forgets
        /// A look-up always answers "it is there".
        case imagines
        /// Answers are given in another order than the deliveries.
        case shuffles
        /// A delivery that the system refused is called applied.
        case flatters
        /// A newer version is overwritten.
        case overwrites
        /// A lost answer is called "never sent".
        case mistakesLostForUnsent
        /// Texts are cut off, and the totals of what was sent are called read back.
        case doesNotReadBack
        /// One refused delivery fails the call, with the others written.
        case failsForOne
        /// Order is promised, and not kept.
        case disorders
    }

    struct State: Sendable {
        var effects: [String] = []
        var versions: [String: Int64] = [:]
        var worth: [String: Decimal] = [:]
        var calls = 0
    }

    let batchLimit = 4
    let parallelCalls = 1
    let keepsOrder = true
    let retrySchedule = RetrySchedule.exponential(first: .seconds(30), longest: .seconds(60), attempts: 12)
    let state = Mutex(State())
    private let defect: Defect?

    init(_ defect: Defect?) { self.defect = defect }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(nil)
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    /// The second call loses its answer.
    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let order = defect == .disorders ? Array(batch.indices.reversed()) : Array(batch.indices)
        let (outcomes, number) = state.withLock { state -> ([Int: DeliveryOutcome], Int) in
            state.calls += 1
            var outcomes: [Int: DeliveryOutcome] = [:]
            for index in order { outcomes[index] = write(batch[index], &state) }
            return (outcomes, state.calls)
        }
        if number == 2 {
            throw defect == .mistakesLostForUnsent
                ? .neverSent(
                    TransportError(reason: .unreachable, requestMayHaveArrived: false, endpoint: "", detail: "")
                )
                : .lost
        }
        var answers = batch.indices.compactMap { outcomes[$0] }
        if defect == .failsForOne, answers.contains(.refused) { throw .nonsense }
        if defect == .shuffles { answers.reverse() }
        return answers
    }

    private func write(_ delivery: Delivery, _ state: inout State) -> DeliveryOutcome {
        let id = delivery.payload["id"]?.stringValue ?? ""
        let version = delivery.payload["version"]?.integerValue ?? 0
        if id == "bad" {
            return defect == .flatters ? .applied(FoundRecord(reference: id, totals: delivery.controlTotals)) : .refused
        }
        if let present = state.versions[id], present > version, defect != .overwrites {
            return .conflict(reason: "version \(present) is there")
        }
        state.effects.append(delivery.key)
        state.versions[id] = version
        let sent = delivery.controlTotals["worth"] ?? 0
        // The system keeps nothing above 99.
        let worth = min(sent, 99)
        state.worth[delivery.key] = worth
        return .applied(
            FoundRecord(reference: id, totals: ["worth": defect == .doesNotReadBack ? sent : worth])
        )
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        state.withLock { state in
            batch.map { delivery in
                let present = defect == .imagines ? delivery.controlTotals["worth"] : state.worth[delivery.key]
                guard defect != .forgets, let present else { return nil }
                return FoundRecord(reference: delivery.key, totals: ["worth": present])
            }
        }
    }
}

extension DeliveryOutcome {
    fileprivate static let refused = DeliveryOutcome.rejected(reason: "the project is closed")
}
