internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import FoundationEssentials
internal import JSON
internal import Testing

extension StoreContract {
    private static let key = "usage/EX-104/2026-01-05"

    static let deliveries: [Promise] = [
        Promise("a planned delivery is kept as it was planned") { trial in
            try await trial.commit(.deliveryPlanned(.cost()))
            let stored = StoredDelivery(
                plan: .cost(),
                sequence: 1,
                state: .planned,
                attempts: 0,
                notBefore: nil,
                found: nil,
                reason: nil
            )
            #expect(try await trial.store.delivery(key) == stored, sourceLocation: trial.location)
            #expect(try await trial.store.delivery("usage/EX-105/2026-01-05") == nil, sourceLocation: trial.location)
        },
        Promise("totals keep every digit") { trial in
            let total = "12345678901234567890.123456789"
            try await trial.commit(.deliveryPlanned(.cost(controlTotal: total)))
            let stored = try await trial.store.delivery(key)
            let found = stored?.plan.delivery.controlTotals["amount"]
            #expect(found?.plainText == total, sourceLocation: trial.location)
            #expect(stored?.plan == .cost(controlTotal: total), sourceLocation: trial.location)
        },
        Promise("the same effect is planned once, whatever its order and topics") { trial in
            try await trial.commit(.deliveryPlanned(.cost()))
            try await trial.skips(.deliveryPlanned(.cost()))
            try await trial.skips(.deliveryPlanned(.cost(orderingKey: "EX-104", topics: [])))
            #expect(try await trial.store.delivery(key)?.plan == .cost(), sourceLocation: trial.location)
        },
        Promise("a key never stands for another effect") { trial in
            try await trial.commit(.deliveryPlanned(.cost()))
            try await trial.refuses(.deliveryPlanned(.cost(amount: "900")), naming: key)
            try await trial.refuses(.deliveryPlanned(.cost(system: "ledger")), naming: key)
            try await trial.refuses(.deliveryPlanned(.cost(controlTotal: "843.76")), naming: key)
            try await trial.refuses(.deliveryPlanned(.cost(object: "Project")), naming: key)
            #expect(try await trial.store.delivery(key)?.plan == .cost(), sourceLocation: trial.location)
        },
        Promise("open deliveries are those of one system that are not settled, in the order of planning") { trial in
            for name in ["d", "c", "b", "a"] { try await trial.commit(.deliveryPlanned(.cost(name))) }
            try await trial.commit(.deliveryPlanned(.cost("elsewhere", system: "ledger")))
            for name in ["d", "c", "b"] { try await trial.commit(.deliveryAttempted(key: name, attempt: 1)) }
            try await trial.commit(
                .deliverySettled(key: "d", .unknown(at: .morning, reason: "no answer")),
                .deliverySettled(key: "c", .delivered(.line))
            )
            let open = try await trial.store.openDeliveries(to: "odoo", limit: 10)
            #expect(open.map(\.plan.delivery.key) == ["d", "b", "a"], sourceLocation: trial.location)
            #expect(open.map(\.state) == [.unknown, .attempted, .planned], sourceLocation: trial.location)
            let first = try await trial.store.openDeliveries(to: "odoo", limit: 1)
            #expect(first.map(\.plan.delivery.key) == ["d"], sourceLocation: trial.location)
            let ledger = try await trial.store.openDeliveries(to: "ledger", limit: 10)
            #expect(ledger.map(\.sequence) == [5], sourceLocation: trial.location)
        },
        Promise("open deliveries are read in pages, of all ordering keys or of one") { trial in
            for (name, lane) in [("a1", "A"), ("b1", "B"), ("a2", "A"), ("b2", "B"), ("a3", "A")] {
                try await trial.commit(.deliveryPlanned(.cost(name, orderingKey: lane)))
            }
            try await trial.commit(.deliveryPlanned(.cost("elsewhere", system: "ledger", orderingKey: "A")))
            try await trial.commit(
                .deliveryAttempted(key: "a1", attempt: 1),
                .deliverySettled(key: "a1", .delivered(.line))
            )
            let store = trial.store
            let page = try await store.openDeliveries(to: "odoo", after: 2, limit: 2)
            #expect(page.map(\.plan.delivery.key) == ["a2", "b2"], sourceLocation: trial.location)
            let rest = try await store.openDeliveries(to: "odoo", after: 4, limit: 2)
            #expect(rest.map(\.sequence) == [5], sourceLocation: trial.location)
            let lane = try await store.openDeliveries(to: "odoo", orderingKey: "A", after: 0, limit: 10)
            #expect(lane.map(\.plan.delivery.key) == ["a2", "a3"], sourceLocation: trial.location)
            let behind = try await store.openDeliveries(to: "odoo", orderingKey: "A", after: 3, limit: 1)
            #expect(behind.map(\.plan.delivery.key) == ["a3"], sourceLocation: trial.location)
            #expect(try await store.openDeliveryCount(to: "odoo", limit: 10) == 4, sourceLocation: trial.location)
            #expect(try await store.openDeliveryCount(to: "odoo", limit: 3) == 3, sourceLocation: trial.location)
            #expect(try await store.openDeliveryCount(to: "payroll", limit: 3) == 0, sourceLocation: trial.location)
        },
        Promise("what only waits for its time is not due, what was attempted is") { trial in
            let later = Instant.morning.adding(seconds: 60)
            for name in ["now", "then", "tried", "asked"] { try await trial.commit(.deliveryPlanned(.cost(name))) }
            try await trial.commit(
                .deliveryScheduled(key: "then", notBefore: later),
                .deliveryAttempted(key: "tried", attempt: 1),
                .deliverySettled(key: "tried", .retry(at: later, reason: "busy")),
                .deliveryAttempted(key: "asked", attempt: 1),
                .deliverySettled(key: "asked", .unknown(at: later, reason: "no answer"))
            )
            let store = trial.store
            let due = try await store.dueDeliveryCount(to: "odoo", at: .morning, limit: 10)
            #expect(due == 3, sourceLocation: trial.location)
            let limited = try await store.dueDeliveryCount(to: "odoo", at: .morning, limit: 2)
            #expect(limited == 2, sourceLocation: trial.location)
            let all = try await store.dueDeliveryCount(to: "odoo", at: later, limit: 10)
            #expect(all == 4, sourceLocation: trial.location)
            let other = try await store.dueDeliveryCount(to: "payroll", at: later, limit: 10)
            #expect(other == 0, sourceLocation: trial.location)
        },
        Promise("deliveries of a state are read in pages") { trial in
            for name in ["c", "b", "a"] { try await trial.commit(.deliveryPlanned(.cost(name))) }
            try await trial.commit(.deliveryAttempted(key: "b", attempt: 1))
            let planned = try await trial.store.deliveries(in: .planned, after: 0, limit: 10)
            #expect(planned.map(\.plan.delivery.key) == ["c", "a"], sourceLocation: trial.location)
            let first = try await trial.store.deliveries(in: .planned, after: 0, limit: 1)
            #expect(first.map(\.sequence) == [1], sourceLocation: trial.location)
            let rest = try await trial.store.deliveries(in: .planned, after: 1, limit: 10)
            #expect(rest.map(\.sequence) == [3], sourceLocation: trial.location)
        },
        Promise("a delivered object is found by its key in the other system") { trial in
            try await trial.commit(.deliveryPlanned(.cost()), .deliveryAttempted(key: key, attempt: 1))
            let store = trial.store
            let before = try await store.reference(system: "odoo", object: "CostEntry", key: key)
            #expect(before == nil, sourceLocation: trial.location)
            try await trial.commit(.deliverySettled(key: key, .delivered(.line)))
            let after = try await store.reference(system: "odoo", object: "CostEntry", key: key)
            #expect(after == "account.analytic.line/41", sourceLocation: trial.location)
            let other = try await store.reference(system: "odoo", object: "Project", key: key)
            #expect(other == nil, sourceLocation: trial.location)
            #expect(try await store.delivery(key)?.found == .line, sourceLocation: trial.location)
        },
        Promise("an attempt counts, and is due at once") { trial in
            try await trial.commit(.deliveryPlanned(.cost()), .deliveryAttempted(key: key, attempt: 1))
            let later = Instant.morning.adding(seconds: 30)
            try await trial.commit(.deliverySettled(key: key, .retry(at: later, reason: "busy")))
            let waiting = try await trial.store.delivery(key)
            #expect(waiting?.notBefore == later, sourceLocation: trial.location)
            #expect(waiting?.reason == "busy", sourceLocation: trial.location)
            #expect(waiting?.attempts == 1, sourceLocation: trial.location)
            try await trial.commit(.deliveryAttempted(key: key, attempt: 2))
            let attempted = try await trial.store.delivery(key)
            #expect(attempted?.state == .attempted, sourceLocation: trial.location)
            #expect(attempted?.attempts == 2, sourceLocation: trial.location)
            #expect(attempted?.notBefore == nil, sourceLocation: trial.location)
            #expect(attempted?.reason == "busy", sourceLocation: trial.location)
        },
    ]
}
