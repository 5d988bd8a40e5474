public import CanonicalModel
public import ConnectorStore
public import Governance
import JSON

/// Where people revoke service identities, and where what systems say of them afterwards is noted.
public struct OffboardingDesk: Sendable {
    /// The kind of the cases of systems that still let a revoked identity in.
    static let stillValid = "credential_still_valid"

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// All revocations, in their order.
    ///
    /// - Throws: ``GovernanceError/store(_:)`` if the store cannot be used.
    public func revocations() async throws(GovernanceError) -> [IdentityRevocation] {
        try await ledger().revocations
    }

    /// Revokes an identity of the governance file: from now on no runtime uses it.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - uses: The places of the configuration that use it.
    ///   - person: Who revokes it, in the role that answers for it or that of the operator.
    ///   - reason: Why.
    ///   - now: The present.
    /// - Returns: The revocation.
    /// - Throws: ``GovernanceError`` if the person may not, there is no such identity, or it was revoked before.
    public func revoke(
        _ name: String,
        usedBy uses: [CredentialUse],
        by person: String,
        reason: String,
        at now: Instant
    ) async throws(GovernanceError) -> IdentityRevocation {
        guard let identity = settings.governance.identities.identities.first(where: { $0.name == name }) else {
            throw .unchanged("the governance file lists no identity '\(name)'; see 'purlin governance identities'")
        }
        try require(person, ownerOf: identity.owner, to: "revoke '\(name)'", at: now)
        guard !reason.isEmpty else { throw .reasonMissing(subject: name) }
        let ledger = try await ledger()
        if let earlier = ledger.revocations.last(where: { $0.covers(identity) }) {
            throw .unchanged(
                "'\(name)' was revoked on \(earlier.day.text) by \(earlier.person) as '\(earlier.identity)'; "
                    + "'purlin governance identities prove \(earlier.identity)' asks whether its systems refuse it"
            )
        }
        let revocation = IdentityRevocation(
            of: name,
            secrets: identity.secrets,
            owner: identity.owner,
            day: settings.day(of: now),
            at: now,
            by: person,
            reason: reason,
            uses: uses.filter { identity.secrets.contains($0.reference) }
        )
        try await commit([.flowAdvanced(ledger.adding(revocation))], by: person, at: now)
        return revocation
    }

    /// The last revocation of an identity, for a person who may ask its systems.
    ///
    /// - Throws: ``GovernanceError`` if the person may not, or nobody revoked it.
    public func revocation(
        of name: String,
        for person: String,
        at now: Instant
    ) async throws(GovernanceError) -> IdentityRevocation {
        guard let revocation = try await ledger().revocations.last(where: { $0.identity == name }) else {
            throw .unchanged("nobody has revoked '\(name)': 'purlin governance identities revoke \(name)' does")
        }
        try require(person, ownerOf: revocation.owner, to: "prove that '\(name)' is revoked", at: now)
        return revocation
    }

    /// Notes what systems said when they were shown the credentials of a revoked identity.
    ///
    /// A system that lets it in is a case of the identity's owner, which is closed when that system refuses it.
    ///
    /// - Parameters:
    ///   - answers: What was heard, by ``CredentialUse/place``.
    ///   - revocation: The revocation, as it was when systems were asked.
    ///   - uses: The places of the configuration that use its secrets.
    ///   - person: Who asked.
    ///   - now: The present.
    /// - Returns: The revocation with the answers.
    /// - Throws: ``GovernanceError`` if the person may not, or the store cannot be used.
    public func note(
        _ answers: [String: CredentialAnswer],
        of revocation: IdentityRevocation,
        usedBy uses: [CredentialUse],
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> IdentityRevocation {
        let name = revocation.identity
        try require(person, ownerOf: revocation.owner, to: "prove that '\(name)' is revoked", at: now)
        let ledger = try await ledger()
        guard let stored = ledger.revocations.last(where: { $0.identity == name }) else {
            throw .unchanged("nobody has revoked '\(name)'")
        }
        let known = stored.adding(answers, from: uses)
        var changes: [StateChange] = [.flowAdvanced(ledger.noting(known, answers, by: person))]
        do throws(StoreError) {
            for (place, answer) in answers.sorted(by: { $0.key < $1.key }) {
                changes += try await consequences(of: known, place, answer)
            }
        } catch {
            throw .store(error)
        }
        try await commit(changes, by: person, at: now)
        return known
    }

    /// What follows from an answer for the case of its system.
    private func consequences(
        of revocation: IdentityRevocation,
        _ place: String,
        _ answer: CredentialAnswer
    ) async throws(StoreError) -> [StateChange] {
        let proposal = proposal(revocation, place, answer)
        switch answer.result {
        case .unknown: return []
        case .accepted: return [.caseRaised(proposal)]
        case .refused:
            return try await store.resolving(proposal.key, because: "\(place) refuses it: \(answer.detail)")
        }
    }

    private func proposal(
        _ revocation: IdentityRevocation,
        _ place: String,
        _ answer: CredentialAnswer
    ) -> CaseProposal {
        let name = revocation.identity
        return CaseProposal(
            kind: Self.stillValid,
            subject: "\(name)/\(place)",
            severity: .error,
            owner: revocation.owner,
            summary:
                "\(place) still lets '\(name)' in, which \(revocation.person) revoked on \(revocation.day.text): take "
                + "the right or the key away there, then ask again with 'purlin governance identities prove \(name)'",
            detail: [
                "identity": .string(name), "place": .string(place), "answer": .string(answer.detail),
                "askedAt": .string(answer.at.text), "revokedBy": .string(revocation.person),
                "reason": .string(revocation.reason),
            ],
            remedy: .acknowledge,
            topics: [name, place]
        )
    }

    private func require(
        _ person: String,
        ownerOf owner: String,
        to action: String,
        at now: Instant
    ) throws(GovernanceError) {
        try settings.require(person, inAnyOf: Set([owner, settings.operatorRole]).sorted(), to: action, at: now)
    }

    private func ledger() async throws(GovernanceError) -> RevocationLedger {
        do throws(StoreError) { return try await RevocationLedger.read(from: store) } catch { throw .store(error) }
    }

    private func commit(_ changes: [StateChange], by person: String, at now: Instant) async throws(GovernanceError) {
        do throws(StoreError) {
            _ = try await store.commit(changes, by: "person:\(person)", at: now)
        } catch {
            throw .store(error)
        }
    }
}
