import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import OdooConnector
import Synchronization
import Testing

/// 20 000 cost lines of which one in a hundred is bad, in few calls, each line once.
struct ManyLinesTests {
    private static let count = 20_000
    private static let batch = 10_000

    /// What goes wrong in an answer of `load()`, by the number of the call.
    private enum Trouble: Sendable {
        case lostAnswer, killedProcess
    }

    /// An Odoo that blames every hundredth line, and loses answers of some calls after they took effect.
    private func odoo(_ troubles: [Int: Trouble]) -> ScriptedOdoo {
        let ledger = AnalyticLedger()
        let loads = Mutex(0)
        return ScriptedOdoo(ledger: ledger) { call in
            guard call.name == "account.analytic.line.load" else { return nil }
            let number = loads.withLock { count in
                count += 1
                return count
            }
            let rows = call.rows
            let bad = rows.indices.filter { rows[$0][6].hasSuffix("00") }
            let reply = bad.isEmpty ? ledger.reply(to: call) : Self.refusal(bad)
            guard let trouble = troubles[number] else { return reply }
            let reason: TransportError.Reason = trouble == .killedProcess ? .cancelled : .connectionLost
            return .failure(
                TransportError(reason: reason, requestMayHaveArrived: true, endpoint: "load", detail: "test")
            )
        }
    }

    private static func refusal(_ bad: [Int]) -> ScriptedOdoo.Reply {
        let messages = bad.map { row -> JSON in
            let place = JSON.integer(Int64(row))
            return [
                "rows": ["from": place, "to": place], "record": place, "type": "error", "field": "account_id",
                "message": "No matching record found",
            ]
        }
        return .result(["ids": false, "messages": .array(messages), "nextrow": 0])
    }

    private static func attempt(
        _ connector: OdooConnector,
        _ batch: [Delivery]
    ) async -> Result<[DeliveryOutcome], ConnectorError> {
        do {
            return .success(try await connector.apply(batch))
        } catch {
            return .failure(error)
        }
    }

    /// Applies batches as the runtime does: after an unknown outcome it looks up, and applies what is not there.
    private func deliver(_ deliveries: [Delivery], to odoo: ScriptedOdoo) async throws -> [String: DeliveryOutcome] {
        let values: [String: ConnectorConfiguration.Value] = ["batchLimit": .integer(Int64(Self.batch))]
        var connector = try OdooConnector(odoo, values)
        var outcomes: [String: DeliveryOutcome] = [:]
        for start in stride(from: 0, to: deliveries.count, by: Self.batch) {
            var waiting = Array(deliveries[start...].prefix(Self.batch))
            while !waiting.isEmpty {
                let attempt = await Self.attempt(connector, waiting)
                switch attempt {
                case .success(let results):
                    for (delivery, outcome) in zip(waiting, results) { outcomes[delivery.key] = outcome }
                    waiting = []
                case .failure(let error):
                    guard case .outcomeUnknown(let trouble) = error else { throw error }
                    // A process that was killed knows nothing any more.
                    if trouble.reason == .cancelled { connector = try OdooConnector(odoo, values) }
                    let found = try await connector.find(waiting)
                    for (delivery, record) in zip(waiting, found) {
                        if let record { outcomes[delivery.key] = .applied(record) }
                    }
                    waiting = waiting.filter { outcomes[$0.key] == nil }
                }
            }
        }
        return outcomes
    }

    @Test(arguments: [(1, [1]), (1000, [1000]), (1100, [1100]), (1101, [551, 550]), (2100, [1050, 1050])])
    func callsAreOfEqualSizeAndASmallRestGoesWithThem(count: Int, sizes: [Int]) async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo, ["batchLimit": .integer(Int64(Self.batch))])
        _ = try await connector.apply(try Delivery.costs(count))
        #expect(odoo.calls("account.analytic.line.load").map(\.rows.count) == sizes)
    }

    @Test func theyLandOnceInFewCallsAndEachBadOneIsNamed() async throws {
        // The 6th call lands the third thousand, the 30th one lands in the second batch.
        let odoo = odoo([6: .lostAnswer, 30: .killedProcess])
        let deliveries = try Delivery.costs(Self.count)

        let outcomes = try await deliver(deliveries, to: odoo)

        let rejected = deliveries.indices.filter { outcomes[deliveries[$0].key]?.rejection != nil }
        #expect(rejected.map { $0 + 1 } == Array(stride(from: 100, through: Self.count, by: 100)))
        #expect(rejected.allSatisfy { outcomes[deliveries[$0].key]?.rejection?.contains("account") == true })
        #expect(odoo.ledger.byExternalID.count == Self.count - 200)
        #expect(outcomes.values.count { $0.record != nil } == Self.count - 200)
        #expect(odoo.ledger.made == Self.count - 200)
        #expect(odoo.calls.count <= 60)
        print("odoo: \(Self.count) lines, 200 bad, a lost answer and a killed process: \(odoo.calls.count) calls")
    }
}
