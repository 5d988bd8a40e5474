import CanonicalModel
import JSON

/// Changes of the budget that a person gave back to be corrected.
extension BudgetStep {
    /// The kind of their cases, whose subject is the id of the approval.
    static let returned = "budget_returned"

    /// Keeps what a person gave back until it is asked about anew, given up, or replaced by what its source says next.
    mutating func giveBack(_ proposal: BudgetProposal, of source: BudgetSource, by person: String, _ reason: String) {
        let detail: JSON = ["id": .string(proposal.id), "by": .string(person), "reason": .string(reason)]
        find("BudgetRevisionReturned", source, label: proposal.label, detail)
        // What came meanwhile takes its place, unless it is an earlier revision.
        if let candidate = state.sources[source]?.candidate {
            guard RevisionOrder(candidate.label).isBefore(RevisionOrder(proposal.label)) else { return }
            dropCandidate(of: source)
        }
        state.sources[source]?.returned = proposal
        cases.append(
            FlowCase(
                kind: Self.returned,
                subject: proposal.id,
                severity: .warning,
                owner: settings.budgetRole,
                summary:
                    "\(person) gave back what \(source.origin(label: proposal.label).text) is to change in the budget "
                    + "of \(project): \(reason); export it again corrected, or try the case again to ask anew as it is",
                detail: detail,
                isRetriable: true,
                topics: topics(source, label: proposal.label)
            )
        )
    }

    /// Asks about it anew, against the budget as it is by now.
    mutating func askAnew(_ id: String, by person: String?) {
        guard let (source, proposal) = takeReturned(id), state.sources[source]?.proposal == nil else { return }
        let booked = state.booked(by: source)
        guard !proposal.target.difference(to: booked).isEmpty || state.revisions.isEmpty else { return }
        propose(
            proposal.target,
            of: source,
            label: proposal.label,
            in: proposal.currency ?? state.revisions.first?.currency,
            from: booked,
            requester: person
        )
    }

    mutating func giveUpReturned(_ id: String, by person: String, _ reason: String) {
        guard let (source, proposal) = takeReturned(id) else { return }
        note(proposal.target, of: source, label: proposal.label, isBooked: false)
        find(
            "BudgetChangeGivenUp",
            source,
            label: proposal.label,
            [
                "case": .string("\(Self.returned):\(id)"), "by": .string(person), "reason": .string(reason),
                "amount": .string(proposal.target.difference(to: state.booked(by: source)).total.plainText),
            ]
        )
    }

    /// What the source says next takes the place of what was given back.
    mutating func dropReturned(of source: BudgetSource) {
        guard let proposal = state.sources[source]?.returned else { return }
        resolvedCases.append("\(Self.returned):\(proposal.id)")
        state.sources[source]?.returned = nil
    }

    private mutating func takeReturned(_ id: String) -> (BudgetSource, BudgetProposal)? {
        guard let source = state.sources.first(where: { $0.value.returned?.id == id })?.key,
            let proposal = state.sources[source]?.returned
        else { return nil }
        state.sources[source]?.returned = nil
        return (source, proposal)
    }
}
