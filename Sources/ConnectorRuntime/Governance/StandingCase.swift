import ConnectorStore

extension CaseStore {
    /// The change that raises a case; none if it says the same already and is open, so that trouble that lasts does not
    /// fill the journal, or if a person has rejected it, since what is found again is no news.
    func raising(_ proposal: CaseProposal) async throws(StoreError) -> [StateChange] {
        let latest = try await latestCase(key: proposal.key)
        guard let latest, latest.proposal.says(what: proposal) else { return [.caseRaised(proposal)] }
        return latest.state == .open || latest.state == .rejected ? [] : [.caseRaised(proposal)]
    }

    /// The changes after which what is found stands as cases of a kind, and nothing else: what is new is raised, and an
    /// open case of what is found no more is closed.
    ///
    /// - Parameters:
    ///   - found: The cases of what was found.
    ///   - kind: Their kind.
    ///   - reason: Why a case of what is found no more is closed.
    ///   - isJudged: Whether an open case is of what was looked at.
    /// - Returns: The changes; none if all stands as it should.
    /// - Throws: ``StoreError`` if the store cannot be read.
    func standing(
        _ found: [CaseProposal],
        of kind: String,
        elseClosedBecause reason: String,
        _ isJudged: (StoredCase) -> Bool = { _ in true }
    ) async throws(StoreError) -> [StateChange] {
        var changes: [StateChange] = []
        for proposal in found { changes += try await raising(proposal) }
        let keys = Set(found.map(\.key))
        for open in try await cases(onlyOpen: true)
        where open.proposal.kind == kind && !keys.contains(open.proposal.key) && isJudged(open) {
            changes.append(open.resolved(because: reason))
        }
        return changes
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
