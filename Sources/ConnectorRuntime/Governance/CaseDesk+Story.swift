internal import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
internal import JSON

/// A case with everything that is known of it.
public struct CaseStory: Sendable, Hashable {
    /// The case.
    public let item: StoredCase
    /// The records that it keeps back, the first ones.
    public let held: [ReceivedRecord]
    /// The delivery that it is about.
    public let delivery: StoredDelivery?
    /// Earlier cases of the same kind and subject.
    public let earlier: [StoredCase]
    /// What the journal says of the case, its delivery and its records, the last entries.
    public let entries: [JournalEntry]
}

extension CaseDesk {
    /// How much of a story is told.
    private static let storyLimit = 20

    /// Tells the story of a case; `nil` if there is no such case.
    ///
    /// - Throws: ``StoreError`` if it cannot be read.
    public func story(of number: Int64) async throws(StoreError) -> CaseStory? {
        guard let item = try await store.case(number) else { return nil }
        let key = item.proposal.key
        let isOpen = item.state == .open
        let held = isOpen ? try await store.quarantinedRecords(caseKey: key, limit: Self.storyLimit) : []
        var delivery: StoredDelivery?
        if case .redeliver(let deliveryKey) = item.proposal.remedy { delivery = try await store.delivery(deliveryKey) }
        let keys = Set([key, "C-\(number)"] + held.map(\.record.id) + [delivery?.plan.delivery.key].compactMap { $0 })
        var entries: [Int64: JournalEntry] = [:]
        for topic in Set(item.proposal.topics + held.flatMap(\.topics)).sorted() {
            for entry in try await store.journal(topic: topic) where keys.contains(entry.key) {
                entries[entry.sequence] = entry
            }
        }
        return CaseStory(
            item: item,
            held: held,
            delivery: delivery,
            earlier: try await store.cases(onlyOpen: false).filter { $0.proposal.key == key && $0.number < number },
            entries: entries.values.sorted { $0.sequence < $1.sequence }.suffix(Self.storyLimit)
        )
    }
}
