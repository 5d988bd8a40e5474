import CanonicalModel
import ConnectorConformance
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// A ledger as a world of the kit.
struct LedgerWorld: WritableWorld {
    let ledger = ModelLedger()
    /// Whether people can change records.
    var isAlterable = true
    /// Whether the world tells the text of a record.
    var tellsTexts = true

    var configuration: ConnectorConfiguration { configured(key: ModelLedger.key) }
    var transport: any HTTPTransport { ledger.transport }
    var clock: ManualClock { ledger.clock }

    var misconfigurations: [Misconfiguration] {
        [Misconfiguration("a wrong key", configured(key: "another"), naming: ["key"])]
    }

    private func configured(key: String) -> ConnectorConfiguration {
        ConnectorConfiguration(
            system: "ledger",
            values: ["address": .text("https://ledger.example"), "key": .secret(Secret(key))]
        )
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? {
        ledger.state.withLock { $0.mayWrite = false }
        return configuration
    }

    func delivery(of object: String, _ index: Int) async throws -> Delivery? {
        object == "Document" ? make("d\(index)", version: 1, name: "document \(index)", amount: 10) : nil
    }

    func delivery(of object: String, _ index: Int, named text: String) async throws -> Delivery? {
        make("d\(index)", version: 1, name: text, amount: 10)
    }

    func refusedDelivery(of object: String) async throws -> Delivery? {
        make("refused", version: 1, name: "refused", amount: 0)
    }

    func corrected(_ delivery: Delivery) async throws -> Delivery? {
        make(Self.id(of: delivery), version: 2, name: "corrected", amount: 25)
    }

    func archived(_ delivery: Delivery) async throws -> Delivery? {
        make(Self.id(of: delivery), version: 2, name: "archived", amount: 10, ["archived": true])
    }

    func alter(_ delivery: Delivery) async throws -> Bool {
        guard isAlterable else { return false }
        change(delivery) { $0.amount += 1 }
        return true
    }

    func overtake(_ delivery: Delivery) async throws -> Delivery? {
        change(delivery) { $0.amount = 77 }
        return make(Self.id(of: delivery), version: 2, name: "late", amount: 30, ["knownVersion": 1])
    }

    func takeOver(_ delivery: Delivery) async throws -> Delivery? {
        change(delivery) { $0.isPosted = true }
        return make(Self.id(of: delivery), version: 2, name: "late", amount: 30)
    }

    func closePeriod(of delivery: Delivery) async throws -> Bool {
        ledger.state.withLock { $0.lockedThrough = CalendarDate("2026-01-31") }
        return true
    }

    func held(for delivery: Delivery) async throws -> [HeldRecord] {
        let id = Self.id(of: delivery)
        return ledger.state.withLock(\.documents).filter { $0.id == id }
            .map {
                HeldRecord(totals: ["amount": $0.amount], text: tellsTexts ? $0.name : nil, isArchived: $0.isArchived)
            }
    }

    func recordCount(of object: String) async throws -> Int { ledger.state.withLock(\.documents.count) }

    private func change(_ delivery: Delivery, _ work: (inout ModelLedger.Document) -> Void) {
        let id = Self.id(of: delivery)
        ledger.state.withLock { state in
            for index in state.documents.indices where state.documents[index].id == id {
                work(&state.documents[index])
                state.documents[index].version += 1
            }
        }
    }

    private func make(
        _ id: String,
        version: Int,
        name: String,
        amount: Decimal,
        _ more: JSONObject = [:]
    ) -> Delivery {
        var payload: JSONObject = ["name": .string(name), "day": "2026-01-05", "amount": .string(amount.plainText)]
        for (member, value) in more { payload[member] = value }
        return Delivery(
            key: "\(id)@\(version)",
            object: "Document",
            payload: .object(payload),
            controlTotals: ["amount": amount]
        )
    }

    private static func id(of delivery: Delivery) -> String { String(delivery.key.prefix { $0 != "@" }) }
}

/// A sink of the ledger, and what its subject says of it.
struct LedgerSubject: ConformanceSubject {
    let connector: any Connector.Type
    /// Whether people can change records.
    var isAlterable = true
    /// Whether the world tells the text of a record.
    var tellsTexts = true

    func makeWorld() async throws -> any ConformanceWorld {
        LedgerWorld(isAlterable: isAlterable, tellsTexts: tellsTexts)
    }
}
