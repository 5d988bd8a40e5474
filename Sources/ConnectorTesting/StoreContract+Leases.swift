internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Testing

extension StoreContract {
    static let leases: [Promise] = [
        Promise("a lease is held by one until it expires, and each holder has a greater token") { trial in
            let store = try trial.leaseStore()
            #expect(try await store.lease("runtime") == nil, sourceLocation: trial.location)
            let first = try await trial.take("a")
            #expect(first.token == 1, sourceLocation: trial.location)
            await trial.expectConflict(naming: "held by a until") { try await trial.take("b", after: 29) }
            let second = try await trial.take("b", after: 30)
            #expect(second.token == 2, sourceLocation: trial.location)
            let stored = try await store.lease("runtime")
            #expect(stored == StoredLease(lease: second, isReleased: false), sourceLocation: trial.location)
        },
        Promise("a lease that was given back, or whose holder is gone, is taken at once") { trial in
            let store = try trial.leaseStore()
            let first = try await trial.take("a")
            try await store.releaseLease(first, by: "system:purlin", at: .morning)
            #expect(try await store.lease("runtime")?.isReleased == true, sourceLocation: trial.location)
            #expect(try await trial.take("b").token == 2, sourceLocation: trial.location)
            #expect(try await trial.take("c", isFormerHolderGone: true).token == 3, sourceLocation: trial.location)
        },
        Promise("leases taken and given back are entries of the journal, renewals are not") { trial in
            let store = try trial.leaseStore()
            let lease = try await trial.take("a")
            try await store.renewLease(lease.renewed(until: 60))
            try await store.releaseLease(lease.renewed(until: 60), by: "system:purlin", at: .morning)
            let entries = try await store.entries()
            #expect(entries.map(\.kind) == ["lease.taken", "lease.released"], sourceLocation: trial.location)
            #expect(entries.allSatisfy { $0.key == "runtime" }, sourceLocation: trial.location)
            #expect(
                entries.first?.body == #"{"expiresAt":"2026-01-05T06:00:30Z","holder":"a","token":1}"#,
                sourceLocation: trial.location
            )
        },
        Promise("a renewed lease is not taken before its new expiry") { trial in
            let store = try trial.leaseStore()
            let lease = try await trial.take("a")
            try await store.renewLease(lease.renewed(until: 100))
            await trial.expectConflict(naming: "held by a until") { try await trial.take("b", after: 99) }
            try await trial.take("b", after: 100)
        },
        Promise("nothing is written under a lease that another one has taken") { trial in
            let store = try trial.leaseStore()
            let first = try await trial.take("a")
            try await trial.commit("r1", under: first)
            let second = try await trial.take("b", isFormerHolderGone: true)
            let before = try await trial.store.journalHead()
            await trial.expectFenced(naming: "b took it with token 2") { try await trial.commit("r2", under: first) }
            await trial.expectFenced(naming: "b took it") { try await store.renewLease(first) }
            await trial.expectFenced(naming: "b took it") {
                try await store.releaseLease(first, by: "system:purlin", at: .morning)
            }
            #expect(try await trial.store.journalHead() == before, sourceLocation: trial.location)
            try await trial.commit("r2", under: second)
            try await store.releaseLease(second, by: "system:purlin", at: .morning)
            await trial.expectFenced(naming: "given back") { try await trial.commit("r3", under: second) }
            await trial.expectFenced(naming: "does not know it") {
                try await trial.commit("r3", under: Lease(name: "x", holder: "a", token: 1, expiresAt: .morning))
            }
        },
        Promise("a clock that jumps makes no second holder") { trial in
            let store = try trial.leaseStore()
            let lease = try await trial.take("a")
            // Forward: the lease is over by any clock, but nobody has taken it.
            try await trial.commit("r1", under: lease, after: 1_000_000)
            try await store.renewLease(lease.renewed(until: 1_000_030))
            // Back: who comes now has to wait.
            await trial.expectConflict(naming: "held by a until") { try await trial.take("b", after: -1_000_000) }
            try await trial.commit("r2", under: lease, after: -1_000_000)
            try await trial.take("b", after: 1_000_030)
            await trial.expectFenced(naming: "b took it") { try await trial.commit("r3", under: lease) }
        },
        Promise("of 16 who want a lease at the same time, one gets it") { trial in
            let taken: [Lease] = await withTaskGroup(of: Lease?.self) { group in
                for number in 0..<16 { group.addTask { try? await trial.take("holder \(number)") } }
                return await group.reduce(into: []) { if let lease = $1 { $0.append(lease) } }
            }
            #expect(taken.count == 1, sourceLocation: trial.location)
            let stored = try await trial.leaseStore().lease("runtime")
            #expect(stored?.lease == taken.first, sourceLocation: trial.location)
        },
    ]
}

extension Lease {
    fileprivate func renewed(until seconds: Int64) -> Lease {
        Lease(name: name, holder: holder, token: token, expiresAt: Instant.morning.adding(seconds: seconds))
    }
}

extension LeaseStore {
    fileprivate func entries() async throws -> [JournalEntry] {
        try await (self as? any JournalStore)?.journal(after: 0, limit: 100) ?? []
    }
}

extension Trial {
    fileprivate func leaseStore() throws -> any LeaseStore {
        try #require(store as? any LeaseStore, "a store keeps leases", sourceLocation: location)
    }

    @discardableResult
    fileprivate func take(
        _ holder: String,
        after seconds: Int64 = 0,
        isFormerHolderGone: Bool = false
    ) async throws -> Lease {
        try await leaseStore().acquireLease(
            "runtime",
            holder: holder,
            for: .seconds(30),
            isFormerHolderGone: isFormerHolderGone,
            by: "system:purlin",
            at: Instant.morning.adding(seconds: seconds)
        )
    }

    fileprivate func commit(_ id: String, under lease: Lease, after seconds: Int64 = 0) async throws {
        try await FencingToken.$current.withValue(lease.fencingToken) {
            _ = try await commit(.recordReceived(.reading(id)), at: Instant.morning.adding(seconds: seconds))
        }
    }

    fileprivate func expectConflict(naming text: String, _ work: () async throws -> Lease) async {
        do {
            let lease = try await work()
            Issue.record("taken instead of refused: \(lease)", sourceLocation: location)
        } catch StoreError.conflict(let found) {
            #expect(found.contains(text), sourceLocation: location)
        } catch {
            Issue.record("refused as \(error), not as a conflict", sourceLocation: location)
        }
    }

    fileprivate func expectFenced(naming text: String, _ work: () async throws -> Void) async {
        do {
            try await work()
            Issue.record("accepted instead of refused", sourceLocation: location)
        } catch StoreError.fenced(let found) {
            #expect(found.contains(text), sourceLocation: location)
        } catch {
            Issue.record("refused as \(error), not as fenced", sourceLocation: location)
        }
    }
}
