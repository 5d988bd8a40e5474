import ConnectorStore

extension ReceivedRecord {
    /// What keeps a record back until a person decides its case.
    func keptBack(by proposal: CaseProposal) -> [StateChange] {
        let held = ReceivedRecord(
            system: system,
            record: record,
            flow: flow,
            key: key,
            topics: topics,
            disposition: .quarantined(caseKey: proposal.key)
        )
        return [.recordRerouted(held), .caseRaised(proposal)]
    }
}
