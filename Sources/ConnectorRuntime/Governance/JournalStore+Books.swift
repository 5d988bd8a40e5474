import ConnectorStore
import JSON

extension JournalStore where Self: CaseStore, Self: OutboxStore {
    /// Why the day under which a cost is posted was changed last, by the key of its delivery; `nil` if it was not.
    func reasonOfPostingDay(of delivery: String) async throws(StoreError) -> String? {
        try await lastEntry("delivery.adjusted", of: delivery)?["reason"]?.stringValue
    }

    /// Whether the target holds a delivery with other totals than it was sent, also where a person has accepted that.
    func isHeldWithOtherTotals(_ delivery: String) async throws(StoreError) -> Bool {
        let mismatch = DeliveryJudge.mismatchCase(of: delivery)
        if try await openCase(key: mismatch) != nil { return true }
        guard try await self.delivery(delivery)?.state == .abandoned else { return false }
        return try await lastEntry("delivery.rejected", of: delivery)?["case"]?.stringValue == mismatch
    }

    /// What the journal says last of a delivery in entries of a kind; its key is one of its topics, and the shortest story.
    private func lastEntry(_ kind: String, of delivery: String) async throws(StoreError) -> JSON? {
        try await journal(topic: delivery).last { $0.content.kind == kind && $0.content.key == delivery }?.bodyJSON
    }
}
