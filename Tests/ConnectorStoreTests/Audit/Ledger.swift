import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import JSON
import Testing

/// A store in memory with a journal of readings, and the key that signs it.
struct Ledger {
    static let origin = "purlin.example/kst"

    let store = InMemoryStore()
    let signer: NoteSigner

    init(entries: Int = 0) async throws {
        signer = try NoteSigner(NoteSigner.generate(name: Self.origin))
        try await append(entries)
    }

    var log: CheckpointLog { CheckpointLog(store: store, signer: signer) }

    /// Appends readings; each seventh is one of EX-107, the others are of EX-104.
    func append(_ count: Int) async throws {
        let start = Int(try await store.journalHead().sequence)
        let changes = (start..<start + count).map { number in
            StateChange.recordReceived(
                ReceivedRecord(
                    system: "telematics",
                    record: SourceRecord(
                        id: "r\(number)",
                        object: "MeterReading",
                        occurredAt: .morning,
                        payload: ["hours": "8.25", "note": "Gr\u{F6}\u{DF}e \"\u{1}\" \u{1F3D7}"]
                    ),
                    flow: "usage",
                    key: "EX-104",
                    topics: [number % 7 == 0 ? "EX-107" : "EX-104", "M\u{FC}nchen"],
                    disposition: .accepted
                )
            )
        }
        _ = try await store.commit(changes, by: "system:purlin", at: .morning)
    }

    /// Appends a register with one person's pay, under the business key `run/612`.
    func appendPay() async throws {
        let register = ReceivedRecord(
            system: "payroll",
            record: SourceRecord(
                id: "register/612",
                object: PayrollRegister.name,
                occurredAt: .morning,
                payload: ["run": "612", "lines": [["employee": "100417", "gross": "331.09"]]]
            ),
            flow: "usage",
            key: "612",
            topics: ["run/612"],
            disposition: .accepted
        )
        _ = try await store.commit([.recordReceived(register)], by: "system:purlin", at: .morning)
    }

    /// Signs the journal as it is.
    func sign() async throws -> SignedCheckpoint {
        try #require(try await log.sign(by: "system:purlin", at: .morning))
    }

    /// Proves the entries of a business key under a checkpoint.
    func proof(of topic: String, under signed: SignedCheckpoint) async throws -> JournalProof {
        let entries = try await store.journal(topic: topic).filter { $0.sequence <= signed.checkpoint.size }
        return try await JournalProof(of: entries, topic: topic, from: store, under: signed)
    }
}

extension Instant {
    static let morning = Instant(seconds: 1_767_592_800)
}

/// A verifier in another language, which shares no line with the code under test.
enum IndependentVerifier {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Verifier/verify_proof.py")

    /// Whether the script calls a proof good; it must say one or the other.
    static func accepts(_ proof: String, _ verifier: NoteVerifier) async throws -> Bool {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("proof-\(UUID().uuidString)")
        try Data(proof.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path, file.path, verifier.description]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        try #require(text.hasPrefix(status == 0 ? "proved:" : "refused:"), "\(status) \(text)")
        return status == 0
    }
}
