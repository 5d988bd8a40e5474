import CanonicalModel
import ConnectorStore
import ConstructionFlows
import JSON

/// Tells of machines and employees of the configuration that look the same; it merges nothing.
///
/// Whoever says of a pair that it is none is not asked again, as long as the same speaks for it.
struct DuplicateWatch {
    /// The kind of the cases; the subject is the pair.
    static let kind = "duplicate_party"

    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Raises what is new, and closes the cases of pairs that are none any more.
    func look(at now: Instant) async throws(StoreError) {
        let parties = settings.flows.compactMap { $0.flow as? any PartyKnowingFlow }.flatMap(\.parties)
        let proposals = PartyDuplicate.pairs(among: parties).map { proposal(for: $0) }
        let reason = "nothing in the configuration makes them look the same any more"
        let changes = try await store.standing(proposals, of: Self.kind, elseClosedBecause: reason)
        guard !changes.isEmpty else { return }
        do throws(StoreError) {
            _ = try await store.commit(changes, by: Engine.actor, at: now)
        } catch .conflict {
            // A person was faster with one of them: the next start looks again.
        }
    }

    private func proposal(for pair: PartyDuplicate) -> CaseProposal {
        let shared = pair.shared.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return CaseProposal(
            kind: Self.kind,
            subject: "\(pair.kind.rawValue)/\(pair.first)/\(pair.second)",
            severity: .warning,
            owner: settings.operatorRole,
            summary: "\(pair.first) and \(pair.second) look like one \(pair.kind.rawValue): both have \(shared). If "
                + "they are one, leave one of them in the configuration and give it the other's names; if not, correct "
                + "what is the same, or reject the case with the reason",
            detail: [
                "kind": .string(pair.kind.rawValue), "parties": [.string(pair.first), .string(pair.second)],
                "shared": .array(pair.shared.map { ["name": .string($0.name), "value": .string($0.value)] }),
            ],
            remedy: .acknowledge,
            topics: [pair.first, pair.second]
        )
    }
}
