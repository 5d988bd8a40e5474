internal import ConnectorKit
package import FoundationEssentials
package import JSON

/// A change with the texts that the store keeps of it and what the journal says of it: making these takes longer than
/// all else, and needs no transaction.
package struct PreparedChange: Sendable {
    /// The change.
    package let change: StateChange
    /// What the store keeps of it.
    let texts: StoredTexts
    /// What the journal says of it, but for the topics and the system of an object that it refers to.
    let content: JournalContent

    /// Prepares a change.
    package init(_ change: StateChange) {
        self.change = change
        texts = change.storedTexts
        content = change.journalContent()
    }
}

/// The canonical texts of what a store keeps of a change.
package struct StoredTexts: Sendable {
    /// The payload of a record or delivery, or the state of a flow; empty for any other change.
    package let payload: String
    /// The control totals of a delivery, or those that its target holds; empty for any other change.
    package let totals: String

    fileprivate init(payload: String = "", totals: String = "") {
        self.payload = payload
        self.totals = totals
    }

    /// What is kept of a record.
    init(of received: ReceivedRecord) {
        self.init(payload: received.record.payload.canonicalText)
    }
}

extension StateChange {
    fileprivate var storedTexts: StoredTexts {
        switch self {
        case .recordReceived(let received): StoredTexts(of: received)
        case .flowAdvanced(let step): StoredTexts(payload: step.state.canonicalText)
        case .deliveryPlanned(let plan):
            StoredTexts(
                payload: plan.delivery.payload.canonicalText,
                totals: JSON(totals: plan.delivery.controlTotals).canonicalText
            )
        case .deliverySettled(_, .delivered(let found)):
            StoredTexts(totals: JSON(totals: found.totals).canonicalText)
        default: StoredTexts()
        }
    }
}

extension JSON {
    /// Totals by name, each in decimal notation.
    package init(totals: [String: Decimal]) {
        var object = JSONObject()
        for (name, total) in totals { object[name] = .string(total.plainText) }
        self = .object(object)
    }
}

extension JournalContent {
    /// The same content as part of the story of the object that its change refers to.
    func relating(to related: RelatedObject) -> JournalContent {
        guard related != .none else { return self }
        return JournalContent(
            kind: kind,
            key: key,
            system: related.system,
            topics: related.topics,
            correlation: correlation,
            causation: causation,
            body: body
        )
    }
}
