import CanonicalModel
import ConnectorStore
import Testing

/// A journal of given entries, whole or not.
private struct GivenJournal: JournalStore {
    let entries: [JournalEntry]
    let head: JournalHead

    func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        Array(entries.filter { $0.sequence > sequence }.prefix(limit))
    }

    func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
        entries.filter { $0.topics.contains(topic) }
    }

    func journalHead() async throws(StoreError) -> JournalHead { head }
}

@Suite("Journal verification")
struct JournalVerificationTests {
    private static func entries(_ count: Int) -> [JournalEntry] {
        var head = JournalHead.empty
        return (0..<count).map { number in
            let content = JournalContent(
                kind: "record.received",
                key: "r\(number)",
                system: "telematics",
                topics: ["EX-104"],
                correlation: "r\(number)",
                causation: "",
                body: "{}"
            )
            let entry = JournalEntry(appending: content, to: head, by: "system:purlin", at: Instant(seconds: 1))
            head = JournalHead(sequence: entry.sequence, hash: entry.hash)
            return entry
        }
    }

    private static func head(_ entry: JournalEntry?) -> JournalHead {
        entry.map { JournalHead(sequence: $0.sequence, hash: $0.hash) } ?? .empty
    }

    @Test(arguments: [0, 1, 3, 4]) func aWholeJournalHasNoFindings(_ count: Int) async throws {
        let entries = Self.entries(count)
        let journal = GivenJournal(entries: entries, head: Self.head(entries.last))
        let verification = try await JournalVerification.verify(journal, pageSize: 3)
        #expect(verification.isWhole)
        #expect(verification.entries == Int64(count))
    }

    @Test(arguments: 0..<4) func aMissingEntryIsFound(_ missing: Int) async throws {
        var entries = Self.entries(4)
        let journalHead = Self.head(entries.last)
        entries.remove(at: missing)
        let verification = try await JournalVerification.verify(
            GivenJournal(entries: entries, head: journalHead),
            pageSize: 3
        )
        let named = Int64(missing == 3 ? 4 : missing + 2)
        #expect(verification.findings.first?.sequence == named)
        #expect(verification.findings.first?.message.contains("missing") ?? false)
    }

    @Test func entriesThatChangedPlacesAreFound() async throws {
        let entries = Self.entries(4)
        let swapped = [entries[0], entries[2], entries[1], entries[3]].enumerated().map { offset, entry in
            JournalEntry(
                sequence: Int64(offset + 1),
                recordedAt: entry.recordedAt,
                actor: entry.actor,
                content: JournalContent(
                    kind: entry.kind,
                    key: entry.key,
                    system: entry.system,
                    topics: entry.topics,
                    correlation: entry.correlation,
                    causation: entry.causation,
                    body: entry.body
                ),
                previousHash: entry.previousHash,
                hash: entry.hash
            )
        }
        let journal = GivenJournal(entries: swapped, head: Self.head(entries.last))
        let findings = try await JournalVerification.verify(journal).findings
        #expect(Set(findings.map(\.sequence)).isSuperset(of: [2, 3]))
    }
}
