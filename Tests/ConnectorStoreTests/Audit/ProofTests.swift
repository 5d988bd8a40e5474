import ConnectorStore
import Foundation
import Testing

@Suite("Proofs")
struct ProofTests {
    @Test(arguments: [1, 2, 7, 255, 256, 257, 700])
    func anEntryIsProvedWithoutTheStore(entries: Int) async throws {
        let ledger = try await Ledger(entries: entries)
        let signed = try await ledger.sign()
        let text = try await ledger.proof(of: "EX-107", under: signed).text
        let proof = try JournalProof(text)
        try proof.verify(with: [ledger.signer.verifier])
        #expect(proof.steps.map(\.entry) == (try await ledger.store.journal(topic: "EX-107")))
        #expect(proof.topic == "EX-107")
        #expect(try await IndependentVerifier.accepts(text, ledger.signer.verifier))
    }

    @Test(arguments: [(1, 1), (1, 2), (3, 7), (4, 7), (256, 700), (511, 513), (699, 700), (300, 300)])
    func aLaterTreeIsProvedToGoOn(old: Int, new: Int) async throws {
        let ledger = try await Ledger(entries: old)
        let first = try await ledger.sign()
        try await ledger.append(new - old + 1)
        let second = new == old ? first : try await ledger.sign()
        let text = try await ConsistencyProof(of: ledger.store, from: first, to: second).text
        try ConsistencyProof(text).verify(with: [ledger.signer.verifier])
        #expect(try await IndependentVerifier.accepts(text, ledger.signer.verifier))
    }

    @Test func everyChangedBitOfAProofIsRefused() async throws {
        let ledger = try await Ledger(entries: 9)
        let signed = try await ledger.sign()
        let text = try await ledger.proof(of: "EX-107", under: signed).text
        for changed in Self.changes(of: text) {
            #expect(throws: AuditError.self, "\(changed)") {
                try JournalProof(changed).verify(with: [ledger.signer.verifier])
            }
        }
    }

    @Test func everyChangedBitOfAConsistencyProofIsRefused() async throws {
        let ledger = try await Ledger(entries: 5)
        let first = try await ledger.sign()
        try await ledger.append(6)
        let text = try await ConsistencyProof(of: ledger.store, from: first, to: try await ledger.sign()).text
        for changed in Self.changes(of: text) {
            #expect(throws: AuditError.self, "\(changed)") {
                try ConsistencyProof(changed).verify(with: [ledger.signer.verifier])
            }
        }
    }

    /// Each of them says the same; only one is the form of a proof.
    @Test func aProofHasOneForm() async throws {
        let ledger = try await Ledger(entries: 16)
        let signed = try await ledger.sign()
        let text = try await ledger.proof(of: "EX-107", under: signed).text
        for other in [
            text.replacing("entry {", with: "entry { "), text.replacing("{\"actor\":", with: "{\"actor\" :"),
            text.replacing("topic \"EX-107\"", with: "topic \"\\u0045X-107\""),
            text.replacing("topic \"EX-107\"", with: "topic  \"EX-107\""),
            text.replacing("\"sequence\":1,", with: "\"sequence\":1,\"remark\":1,"),
        ] {
            #expect(other != text)
            #expect(throws: AuditError.self, "\(other)") { try JournalProof(other) }
        }
        var blocks = text.components(separatedBy: "\n\n")
        blocks.swapAt(1, 2)
        for changed in [blocks, [blocks[0], blocks[1], blocks[1]] + blocks[3...]] {
            #expect(throws: AuditError.self, "\(changed)") {
                try JournalProof(changed.joined(separator: "\n\n")).verify(with: [ledger.signer.verifier])
            }
        }
    }

    @Test func theIndependentVerifierRefusesWhatWasChanged() async throws {
        let ledger = try await Ledger(entries: 9)
        let first = try await ledger.sign()
        let text = try await ledger.proof(of: "EX-107", under: first).text
        try await ledger.append(6)
        let consistency = try await ConsistencyProof(of: ledger.store, from: first, to: try await ledger.sign()).text
        for (proof, forged) in [
            (text, text.replacing("8.25", with: "8.26")), (text, text.replacing("index 7", with: "index 6")),
            (text, text.replacing("\n9\n", with: "\n8\n")), (text, Self.withoutLine(after: "index 7", in: text)),
            (text, text.replacing("topic \"EX-107\"", with: "topic \"EX-104\"")),
            (text, text.replacing(" purlin.example/kst ", with: " purlin.example/kss ")),
            (consistency, consistency.replacing("\n16\n", with: "\n15\n")),
            (consistency, Self.withoutLine(after: ConsistencyProof.header, in: consistency)),
        ] {
            #expect(proof != forged)
            #expect(try await IndependentVerifier.accepts(proof, ledger.signer.verifier))
            #expect(try await !IndependentVerifier.accepts(forged, ledger.signer.verifier), "\(forged)")
        }
        let stranger = try await Ledger().signer.verifier
        #expect(try await !IndependentVerifier.accepts(text, stranger))
    }

    @Test func aProofUnderAnotherKeyOrOfAnotherTreeIsRefused() async throws {
        let (ledger, other) = (try await Ledger(entries: 9), try await Ledger(entries: 12))
        let proof = try await ledger.proof(of: "EX-107", under: try await ledger.sign())
        #expect(throws: AuditError.self) { try proof.verify(with: [other.signer.verifier]) }
        #expect(throws: AuditError.self) { try proof.verify(with: []) }
        // The paths are those of another tree than the one that the checkpoint is over.
        let foreign = try await other.sign()
        await #expect(throws: AuditError.self) { try await ledger.proof(of: "EX-107", under: foreign) }
        await #expect(throws: AuditError.self) {
            try await JournalProof(of: [], topic: nil, from: ledger.store, under: foreign)
        }
    }

    @Test func aCheckpointThatDoesNotCoverAnEntryDoesNotProveIt() async throws {
        let ledger = try await Ledger(entries: 3)
        let signed = try await ledger.sign()
        let entries = try await ledger.store.journal(after: 3, limit: 1)
        await #expect(throws: AuditError.self) {
            try await JournalProof(of: entries, topic: nil, from: ledger.store, under: signed)
        }
    }

    @Test func anEntryOfATallTreeNeedsFewHashes() async throws {
        let ledger = try await Ledger(entries: 70_000)
        let signed = try await ledger.sign()
        for number in [1, 256, 257, 65_536, 65_537, 69_888, 69_889, 70_000] as [Int64] {
            let entries = try await ledger.store.journal(after: number - 1, limit: 1)
            let proof = try await JournalProof(of: entries, topic: nil, from: ledger.store, under: signed)
            #expect(proof.steps[0].path.count <= 17)
            try JournalProof(proof.text).verify(with: [ledger.signer.verifier])
        }
        let all = try await AuditVerification.verify(ledger.store, trusting: [ledger.signer.verifier], pageSize: 10_000)
        #expect(all.findings == [])
    }

    /// The text with one bit changed, at many places, and with lines left out, repeated or exchanged.
    private static func changes(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var changes: [String] = []
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << UInt8(offset % 7)
            if let text = String(validating: changed, as: UTF8.self) { changes.append(text) }
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in lines.indices {
            var shorter = lines
            shorter.remove(at: index)
            var longer = lines
            longer.insert(lines[index], at: index)
            var swapped = lines
            if index > 0, lines[index] != lines[index - 1] {
                swapped.swapAt(index, index - 1)
            } else {
                swapped.append("")
            }
            changes += [shorter, longer, swapped].map { $0.joined(separator: "\n") }
        }
        return changes
    }

    private static func withoutLine(after line: String, in text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let index = lines.firstIndex(of: line) { lines.remove(at: index + 1) }
        return lines.joined(separator: "\n")
    }
}
