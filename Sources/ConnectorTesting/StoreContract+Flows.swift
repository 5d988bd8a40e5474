internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import JSON
internal import Testing

extension StoreContract {
    static let flows: [Promise] = [
        Promise("each step of a flow counts its version by one") { trial in
            try await trial.commit(.flowAdvanced(.usage(from: 0)))
            let first = try await trial.store.flowState(flow: "usage", key: "EX-104")
            #expect(
                first == FlowState(state: ["steps": 1, "hours": "8.25"], version: 1),
                sourceLocation: trial.location
            )
            try await trial.commit(.flowAdvanced(.usage(from: 1)))
            let second = try await trial.store.flowState(flow: "usage", key: "EX-104")
            #expect(
                second == FlowState(state: ["steps": 2, "hours": "8.25"], version: 2),
                sourceLocation: trial.location
            )
            let other = try await trial.store.flowState(flow: "transfer", key: "EX-104")
            #expect(other == nil, sourceLocation: trial.location)
        },
        Promise("a step from another version is refused") { trial in
            try await trial.refuses(.flowAdvanced(.usage(from: 1)), naming: "version 0")
            try await trial.commit(.flowAdvanced(.usage(from: 0)))
            try await trial.refuses(.flowAdvanced(.usage(from: 0)), naming: "version 1")
            try await trial.refuses(.flowAdvanced(.usage(from: 2)), naming: "EX-104")
        },
        Promise("a record that a flow took waits no longer") { trial in
            for id in ["r1", "r2", "r3"] { try await trial.commit(.recordReceived(.reading(id))) }
            try await trial.commit(.flowAdvanced(.usage(from: 0, consuming: ["r1", "r3"])))
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting.map(\.record.id) == ["r2"], sourceLocation: trial.location)
            try await trial.skips(.recordReceived(.reading("r1")))
        },
        Promise("a flow takes only records that wait, and each once") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .recordReceived(.reading("r2", heldBy: "unknown_equipment:EX-104")),
                .recordReceived(.reading("r3")),
                .flowAdvanced(.usage(from: 0, consuming: ["r1"]))
            )
            try await trial.refuses(.flowAdvanced(.usage(from: 1, consuming: ["r1"])), naming: "telematics/r1")
            try await trial.refuses(.flowAdvanced(.usage(from: 1, consuming: ["r2"])), naming: "telematics/r2")
            try await trial.refuses(.flowAdvanced(.usage(from: 1, consuming: ["r4"])), naming: "telematics/r4")
            try await trial.refuses(.flowAdvanced(.usage(from: 1, consuming: ["r3", "r3"])), naming: "telematics/r3")
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting.map(\.record.id) == ["r3"], sourceLocation: trial.location)
        },
        Promise("keys wake when their time has come, the earliest first") { trial in
            try await trial.commit(
                .flowAdvanced(.usage("EX-1", from: 0, wakeAt: .morning.adding(seconds: 20))),
                .flowAdvanced(.usage("EX-2", from: 0, wakeAt: .morning.adding(seconds: 10))),
                .flowAdvanced(.usage("EX-3", from: 0, wakeAt: .morning.adding(seconds: 10))),
                .flowAdvanced(.usage("EX-4", from: 0, wakeAt: nil)),
                .flowAdvanced(.usage("EX-5", flow: "transfer", from: 0, wakeAt: .morning))
            )
            let store = trial.store
            #expect(try await store.nextWake() == .morning, sourceLocation: trial.location)
            let early = try await store.wakingKeys(flow: "usage", at: .morning.adding(seconds: 9), limit: 10)
            #expect(early == [], sourceLocation: trial.location)
            let due = try await store.wakingKeys(flow: "usage", at: .morning.adding(seconds: 10), limit: 10)
            #expect(due == ["EX-2", "EX-3"], sourceLocation: trial.location)
            let late = try await store.wakingKeys(flow: "usage", at: .morning.adding(seconds: 60), limit: 2)
            #expect(late == ["EX-2", "EX-3"], sourceLocation: trial.location)
            let all = try await store.wakingKeys(flow: "usage", at: .morning.adding(seconds: 60), limit: 10)
            #expect(all == ["EX-2", "EX-3", "EX-1"], sourceLocation: trial.location)
            let other = try await store.wakingKeys(flow: "transfer", at: .morning, limit: 10)
            #expect(other == ["EX-5"], sourceLocation: trial.location)
        },
        Promise("a key is not woken while its records wait") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1", key: "EX-1")),
                .recordReceived(.reading("r2", key: "EX-2", heldBy: "unknown_equipment:EX-2")),
                .flowAdvanced(.usage("EX-1", from: 0, wakeAt: .morning)),
                .flowAdvanced(.usage("EX-2", from: 0, wakeAt: .morning)),
                .flowAdvanced(.usage("EX-1", flow: "transfer", from: 0, wakeAt: .morning))
            )
            let store = trial.store
            let early = try await store.wakingKeys(flow: "usage", at: .morning, limit: 10)
            #expect(early == ["EX-2"], sourceLocation: trial.location)
            let other = try await store.wakingKeys(flow: "transfer", at: .morning, limit: 10)
            #expect(other == ["EX-1"], sourceLocation: trial.location)
            try await trial.commit(.flowAdvanced(.usage("EX-1", from: 1, wakeAt: .morning, consuming: ["r1"])))
            let all = try await store.wakingKeys(flow: "usage", at: .morning, limit: 10)
            #expect(all == ["EX-1", "EX-2"], sourceLocation: trial.location)
        },
        Promise("a step sets its waking time anew") { trial in
            try await trial.commit(.flowAdvanced(.usage(from: 0, wakeAt: .morning)))
            try await trial.commit(.flowAdvanced(.usage(from: 1, wakeAt: .morning.adding(seconds: 5))))
            #expect(try await trial.store.nextWake() == .morning.adding(seconds: 5), sourceLocation: trial.location)
            try await trial.commit(.flowAdvanced(.usage(from: 2, wakeAt: nil)))
            #expect(try await trial.store.nextWake() == nil, sourceLocation: trial.location)
            let keys = try await trial.store.wakingKeys(flow: "usage", at: .morning.adding(seconds: 60), limit: 10)
            #expect(keys == [], sourceLocation: trial.location)
        },
    ]

    static let cursorsAndPauses: [Promise] = [
        Promise("a stream keeps its cursor until it moves or begins anew") { trial in
            let readings = StreamID(system: "telematics", stream: "readings")
            let zones = StreamID(system: "telematics", stream: "zones")
            try await trial.skips(.cursorAdvanced(readings, nil))
            try await trial.commit(
                .cursorAdvanced(readings, Cursor(#"{"page":1}"#)),
                .cursorAdvanced(zones, Cursor("z"))
            )
            #expect(
                try await trial.store.cursor(of: readings) == Cursor(#"{"page":1}"#),
                sourceLocation: trial.location
            )
            try await trial.skips(.cursorAdvanced(readings, Cursor(#"{"page":1}"#)))
            try await trial.commit(.cursorAdvanced(readings, Cursor(#"{"page":2}"#)))
            #expect(
                try await trial.store.cursor(of: readings) == Cursor(#"{"page":2}"#),
                sourceLocation: trial.location
            )
            try await trial.commit(.cursorAdvanced(readings, nil))
            #expect(try await trial.store.cursor(of: readings) == nil, sourceLocation: trial.location)
            #expect(try await trial.store.cursor(of: zones) == Cursor("z"), sourceLocation: trial.location)
        },
        Promise("a system stays paused until it is used again") { trial in
            let pause = SystemPause(until: .morning, failures: 3, reason: "no answer")
            let longer = SystemPause(until: nil, failures: 4, reason: "credentials refused")
            try await trial.skips(.systemPaused(system: "odoo", nil))
            try await trial.commit(.systemPaused(system: "odoo", pause))
            #expect(try await trial.store.pause(of: "odoo") == pause, sourceLocation: trial.location)
            #expect(try await trial.store.pause(of: "telematics") == nil, sourceLocation: trial.location)
            try await trial.skips(.systemPaused(system: "odoo", pause))
            try await trial.commit(.systemPaused(system: "odoo", longer))
            #expect(try await trial.store.pause(of: "odoo") == longer, sourceLocation: trial.location)
            try await trial.commit(.systemPaused(system: "odoo", nil))
            #expect(try await trial.store.pause(of: "odoo") == nil, sourceLocation: trial.location)
        },
        Promise("a pause that was set meanwhile is not replaced") { trial in
            let first = SystemPause(until: .morning, failures: 1, reason: "no answer")
            let second = SystemPause(until: .morning, failures: 2, reason: "no answer")
            let parked = SystemPause(until: nil, failures: 1, reason: "credentials refused")
            try await trial.commit(.systemPauseReplaced(system: "odoo", first, seen: nil))
            try await trial.commit(.systemPauseReplaced(system: "odoo", second, seen: first))
            try await trial.skips(.systemPauseReplaced(system: "odoo", nil, seen: first))
            try await trial.skips(.systemPauseReplaced(system: "odoo", first, seen: nil))
            try await trial.commit(.systemPaused(system: "odoo", parked))
            try await trial.skips(.systemPauseReplaced(system: "odoo", second, seen: second))
            try await trial.skips(.systemPauseReplaced(system: "odoo", nil, seen: second))
            #expect(try await trial.store.pause(of: "odoo") == parked, sourceLocation: trial.location)
            try await trial.commit(.systemPauseReplaced(system: "odoo", nil, seen: parked))
            // One that has been ended meanwhile is no reason not to begin another.
            try await trial.commit(.systemPauseReplaced(system: "odoo", first, seen: parked))
            #expect(try await trial.store.pause(of: "odoo") == first, sourceLocation: trial.location)
        },
    ]
}
