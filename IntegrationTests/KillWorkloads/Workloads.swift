import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON
import SQLiteStore

/// The kinds of work, by name.
enum Workloads {
    typealias Workload = @Sendable (Job, SQLiteStore) async throws -> Void

    static let all: [String: Workload] = [
        "intake": intake, "bursts": bursts, "contention": bursts, "verification": verification,
        "dispatch": { try await Plant($0, $1, .plain).work() },
        "startup": { try await Plant($0, $1, .plain).work() },
        "lanes": { try await Plant($0, $1, .refusing).work() },
        "cases": { try await Plant($0, $1, .holding).work() },
        "approvals": { try await Plant($0, $1, .approving).work() },
        "masterData": { try await Plant($0, $1, .revising).work() },
        "wakeUps": { try await Plant($0, $1, .waking).work() },
        "odoo": { try await OdooRun($0, $1).work() },
    ]

    /// Pages of ten records, each with the position after it.
    private static func intake(_ job: Job, _ store: SQLiteStore) async throws {
        let stream = StreamID(system: "source", stream: "orders")
        let store: any RuntimeStore = ToldStore(inner: store)
        while !job.isFinishing {
            let page = Int(try await store.cursor(of: stream)?.text ?? "0") ?? 0
            let records = (0..<10).map { StateChange.recordReceived(record("page \(page)/\($0)")) }
            if job.isBroken { Line.say("ack page \(page)") }
            try await store.receive(records + [.cursorAdvanced(stream, Cursor("\(page + 1)"))])
            Line.say("ack page \(page)")
        }
    }

    /// Sixteen commits at once, again and again.
    private static func bursts(_ job: Job, _ store: SQLiteStore) async throws {
        guard !job.isFinishing else { return }
        let writer = job.isClient ? "client" : "runtime"
        for round in 0... {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        let id = "\(writer) \(job.generation)/\(round)/\(number)"
                        do throws(StoreError) {
                            try await store.receive([.recordReceived(record(id))])
                            Line.say("ack record \(id)")
                        } catch {
                            Line.say("failed \(error)")
                        }
                    }
                }
            }
        }
    }

    /// Commits beside a reader that verifies the journal without end.
    private static func verification(_ job: Job, _ store: SQLiteStore) async throws {
        guard !job.isFinishing else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0... {
                    let id = "writer \(job.generation)/\(number)"
                    try await store.receive([.recordReceived(record(id))])
                    Line.say("ack record \(id)")
                }
            }
            group.addTask {
                while true {
                    let verification = try await JournalVerification.verify(store, pageSize: 50)
                    guard verification.isWhole else {
                        throw JobError(description: "broken: \(verification.findings)")
                    }
                    Line.say("read \(verification.entries)")
                }
            }
            try await group.next()
        }
    }

    private static func record(_ id: String) -> ReceivedRecord {
        ReceivedRecord(
            system: "source",
            record: SourceRecord(
                id: id,
                object: "Order",
                occurredAt: JumpClock.start,
                payload: ["text": .string("order \(id)")]
            ),
            flow: "orders",
            key: "L0",
            topics: ["L0"],
            disposition: .accepted
        )
    }
}

extension ChangeStore {
    /// Commits changes as the runtime does.
    func receive(_ changes: [StateChange]) async throws(StoreError) {
        _ = try await commit(changes, by: "system:purlin", at: JumpClock.start)
    }
}
