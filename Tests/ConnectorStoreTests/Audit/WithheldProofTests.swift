import ConnectorStore
import Testing

@Suite("Proofs of entries with personal data")
struct WithheldProofTests {
    @Test func payIsLeftOutAndTheHashIsProved() async throws {
        let ledger = try await Ledger(entries: 9)
        try await ledger.appendPay()
        let text = try await ledger.proof(of: "run/612", under: try await ledger.sign()).text
        #expect(!text.contains("331.09") && text.contains("withheld {") && text.contains("100417"))
        let proof = try JournalProof(text)
        try proof.verify(with: [ledger.signer.verifier])
        let entry = try #require(try await ledger.store.journal(topic: "run/612").first)
        #expect(proof.steps.map(\.isWithheld) == [true])
        #expect(proof.steps.map(\.entry.hash) == [entry.hash])
        #expect(try await IndependentVerifier.accepts(text, ledger.signer.verifier))
    }

    @Test func inFullEverythingIsProved() async throws {
        let ledger = try await Ledger(entries: 9)
        try await ledger.appendPay()
        let entries = try await ledger.store.journal(topic: "run/612")
        let text = try await JournalProof(
            of: entries,
            topic: "run/612",
            from: ledger.store,
            under: try await ledger.sign(),
            includesPersonalData: true
        ).text
        #expect(text.contains("331.09") && !text.contains("withheld {"))
        let proof = try JournalProof(text)
        try proof.verify(with: [ledger.signer.verifier])
        #expect(proof.steps.map(\.entry) == entries)
        #expect(try await IndependentVerifier.accepts(text, ledger.signer.verifier))
    }

    /// An entry in full cannot be passed off as one that is withheld, nor the other way round, nor with another hash.
    @Test func aWithheldEntryStandsForItsHashOnly() async throws {
        let ledger = try await Ledger(entries: 9)
        try await ledger.appendPay()
        let signed = try await ledger.sign()
        let text = try await ledger.proof(of: "run/612", under: signed).text
        let hash = try #require(try await ledger.store.journal(topic: "run/612").first?.hash)
        let other = try #require(try await ledger.store.journal(after: 0, limit: 1).first?.hash)
        let whole = try await ledger.proof(of: "EX-107", under: signed).text
        for forged in [
            text.replacing("withheld {", with: "entry {"), text.replacing(hash, with: other),
            text.replacing("\"hash\":\"\(hash)\",", with: ""), text.replacing(hash, with: hash.uppercased()),
            whole.replacing("entry {", with: "withheld {"),
        ] {
            #expect(forged != text && forged != whole)
            #expect(throws: AuditError.self, "\(forged)") {
                try JournalProof(forged).verify(with: [ledger.signer.verifier])
            }
        }
        for forged in [text.replacing("withheld {", with: "entry {"), text.replacing(hash, with: other)] {
            #expect(try await !IndependentVerifier.accepts(forged, ledger.signer.verifier))
        }
    }
}
