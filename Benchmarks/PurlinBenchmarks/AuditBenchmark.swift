import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import JSON
import SQLiteStore

/// What it costs to prove a long journal: full verification, the check before a start, a checkpoint, and proofs.
struct AuditBenchmark {
    let folder: URL
    let entries: Int

    func run() async throws -> [Measurement] {
        let store = try SQLiteStore(path: folder.appendingPathComponent("audit.sqlite").path, role: .runtime)
        try await fill(store)
        let signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/benchmark"))
        let log = CheckpointLog(store: store, signer: signer)
        let now = Instant(seconds: 1_767_600_000)
        let signing = try await rate(1) { _ = try await log.sign(by: "system:purlin", at: now) }
        ProcessMemory.resetPeak()
        let verified = try await rate(entries) {
            let verification = try await AuditVerification.verify(store, trusting: [signer.verifier], pageSize: 10_000)
            guard verification.isWhole else { throw StoreError.damaged("the benchmark's own journal is not whole") }
        }
        let peak = ProcessMemory.peak
        let starts = try await rate(20) { for _ in 0..<20 { try await log.checkAtStart() } }
        guard let signed = try await store.latestCheckpoint()?.signed else {
            throw StoreError.damaged("the benchmark's own journal is not signed")
        }
        let proofs = try await rate(200) {
            for number in 0..<200 {
                // Numbers from all over the journal.
                let sequence = Int64(number * 7919 % entries)
                let found = try await store.journal(after: sequence, limit: 1)
                _ = try await JournalProof(of: found, topic: nil, from: store, under: signed)
            }
        }
        return [
            Measurement(
                name: "verification of entries, tree and index",
                perSecond: verified,
                unit: "entries/s",
                ceiling: nil
            ),
            Measurement(
                name: "greatest memory of the process during verification",
                perSecond: peak,
                unit: "MiB",
                ceiling: nil
            ),
            Measurement(name: "checkpoints", perSecond: signing, unit: "a second", ceiling: nil),
            Measurement(name: "checks before a start", perSecond: starts, unit: "a second", ceiling: nil),
            Measurement(name: "proofs of an entry", perSecond: proofs, unit: "a second", ceiling: nil),
        ]
    }

    private func fill(_ store: SQLiteStore) async throws {
        for start in stride(from: 0, to: entries, by: 5000) {
            let changes = (start..<min(start + 5000, entries)).map { StateChange.recordReceived(record($0)) }
            _ = try await store.commit(changes, by: "system:purlin", at: Instant(seconds: 1_767_600_000))
        }
    }

    private func record(_ number: Int) -> ReceivedRecord {
        let machine = "EX-\(number % 40)"
        return ReceivedRecord(
            system: "fleet",
            record: SourceRecord(
                id: "pin:KST\(number % 40)/operatingHours/\(number)",
                object: "MeterReading",
                occurredAt: Instant(seconds: 1_767_600_000 + Int64(number)),
                payload: ["series": "operatingHours", "sourceValue": "PT4211H36M"]
            ),
            flow: "EquipmentUsageToJobCost",
            key: machine,
            topics: [machine, "\(machine)/2026-01-05"],
            disposition: .accepted
        )
    }
}

/// How much memory this process takes, as Linux counts it.
enum ProcessMemory {
    /// Begins anew to look for the greatest.
    static func resetPeak() {
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    }

    /// The greatest resident memory in MiB since ``resetPeak()``; 0 where nobody tells it.
    static var peak: Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first).flatMap { Double($0) }.map { $0 / 1024 } ?? 0
    }
}
