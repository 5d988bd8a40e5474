import ConnectorStore
import Foundation

/// What is looked at when a world is over, from outside of the runtime.
struct Inspection: Sendable {
    let world: World
    let business: any Business
    let store: any RuntimeStore
    let people: People

    func work() async throws {
        let ending = try await Ending(world: world, store: store)
        try await business.check(ending)
        try await people.check(ending)
        let entries = try await checkJournal()
        checkCanary(entries)
    }

    /// The chain is whole, and has an entry for each change that was made.
    private func checkJournal() async throws -> [JournalEntry] {
        let verification = try await JournalVerification.verify(store)
        for finding in verification.findings {
            world.violate("I8", "entry \(finding.sequence) of the journal \(finding.message)")
        }
        if verification.entries != world.stateChanges {
            world.violate("I8", "the journal has \(verification.entries) entries for \(world.stateChanges) changes")
        }
        let head = try await store.journalHead()
        world.seal(head.hash)
        return try await store.journal(after: 0, limit: .max)
    }

    /// No secret left the calls.
    private func checkCanary(_ entries: [JournalEntry]) {
        let journal = entries.flatMap { [$0.actor, $0.key, $0.correlation, $0.causation, $0.body] + $0.topics }
        let pattern = Data(World.secret.utf8)
        for (place, texts) in [("the journal", journal), ("progress, a log or an error", world.words)] {
            let text = Data(texts.joined(separator: "\n").utf8)
            guard let found = text.range(of: pattern) else { continue }
            let context = String(decoding: text[max(0, found.lowerBound - 60)..<found.upperBound], as: UTF8.self)
            world.violate("I11", "\(place) says: …\(context)")
        }
    }
}
