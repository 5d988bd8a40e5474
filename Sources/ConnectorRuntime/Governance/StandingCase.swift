import ConnectorStore

extension CaseStore {
    /// The change that raises a case; none if it says the same already and is open, so that trouble that lasts does not
    /// fill the journal, or if a person has rejected it, since what is found again is no news.
    func raising(_ proposal: CaseProposal) async throws(StoreError) -> [StateChange] {
        let latest = try await latestCase(key: proposal.key)
        guard let latest, latest.proposal.says(what: proposal) else { return [.caseRaised(proposal)] }
        return latest.state == .open || latest.state == .rejected ? [] : [.caseRaised(proposal)]
    }

    /// The change that closes the case with this key; none if it is not open.
    func resolving(_ key: String, because reason: String) async throws(StoreError) -> [StateChange] {
        try await openCase(key: key).map { [$0.resolved(because: reason)] } ?? []
    }
}

extension StoredCase {
    /// The change by which the runtime closes it: what it is about has gone away.
    func resolved(because reason: String) -> StateChange {
        .caseDecided(CaseDecision(number: number, action: .resolve, person: "purlin", reason: reason))
    }
}

extension CaseProposal {
    /// Whether a person would read the same.
    func says(what other: CaseProposal) -> Bool {
        (severity, owner, summary) == (other.severity, other.owner, other.summary) && detail == other.detail
    }
}
