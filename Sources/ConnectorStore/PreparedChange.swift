/// A change with what the journal says of it: making that text takes longer than all else, and needs no transaction.
package struct PreparedChange: Sendable {
    /// The change.
    package let change: StateChange
    /// What the journal says of it, but for the topics and the system of an object that it refers to.
    let content: JournalContent

    /// Prepares a change.
    package init(_ change: StateChange) {
        self.change = change
        content = change.journalContent()
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
