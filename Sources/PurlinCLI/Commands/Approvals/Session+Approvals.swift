import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

extension Session {
    /// Where people answer.
    func approvalDesk(_ store: any RuntimeStore) -> ApprovalDesk {
        let names = Set(configuration.systems.map(\.name))
        return ApprovalDesk(people: configuration.people, store: store, systems: names, zone: configuration.zone)
    }

    /// Refuses or returns each selected request.
    func refuse(_ selection: ApprovalSelection, isReturned: Bool, by person: String, reason: String) async throws {
        let tellsOwner = !selection.all
        let word = isReturned ? "returned" : "rejected"
        try await answer(selection, word, by: person) { desk, approval, now throws(GovernanceError) in
            try await desk.refuse(
                approval,
                isReturned: isReturned,
                by: person,
                reason: reason,
                tellsOwner: tellsOwner,
                at: now
            )
            return nil
        }
    }

    /// Puts each selected request on hold, releases it or asks it anew.
    func move(_ selection: ApprovalSelection, _ word: String, _ move: ApprovalMove, by person: String) async throws {
        let tellsOwner = !selection.all
        let state =
            switch move {
            case .released: "held"
            case .reopened: "lapsed"
            default: "waiting"
            }
        try await answer(selection, in: state, word, by: person) { desk, approval, now throws(GovernanceError) in
            try await desk.move(approval, move, by: person, tellsOwner: tellsOwner, at: now)
            return nil
        }
    }

    /// Records the answer to each selected request; what cannot be decided does not keep the others from it.
    func answer(
        _ selection: ApprovalSelection,
        in state: String = "waiting",
        _ word: String,
        by person: String,
        _ act: (ApprovalDesk, StoredApproval, Instant) async throws(GovernanceError) -> String?
    ) async throws {
        let store = try store(.client)
        guard configuration.people.contains(where: { $0.id == person }) else {
            let error = GovernanceError.unknownPerson(person)
            throw output.fail(error.description, error.exitCode)
        }
        let desk = approvalDesk(store)
        let selected: [StoredApproval]
        do throws(StoreError) {
            selected = try await selection.select(from: store, in: state)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        var refused: [String] = []
        var notes: [String] = []
        for approval in selected {
            do throws(GovernanceError) {
                if let note = try await act(desk, approval, try await now(store)) { notes.append(note) }
            } catch {
                refused.append("\(approval.request.id): \(error)")
            }
        }
        let done = selected.count - refused.count - notes.count
        output.print(
            (["\(done) \(word)"] + notes).joined(separator: "\n"),
            json: [
                "decision": .string(word), "count": .integer(Int64(done)),
                "signed": .array(notes.map { .string($0) }),
                "refused": .array(refused.map { .string($0) }),
            ]
        )
        for text in Set(refused).sorted() { Output.error("purlin: \(text)") }
        if !refused.isEmpty { throw Exit.negative }
    }
}
