import CanonicalModel
import ConnectorStore
import Governance
import JSON

/// The service identities that people have revoked, each with its events in the journal.
struct RevocationLedger {
    /// The name under which it is kept, as the state of a flow.
    static let flow = "identityRevocations"
    static let key = "company"

    private let version: Int64
    let revocations: [IdentityRevocation]

    static func read(from store: any FlowStateStore) async throws(StoreError) -> RevocationLedger {
        guard let stored = try await store.flowState(flow: flow, key: key) else {
            return RevocationLedger(version: 0, revocations: [])
        }
        do throws(JSONAccessError) {
            var revocations: [IdentityRevocation] = []
            for element in try JSONReader(stored.state, path: flow).elements() {
                revocations.append(try IdentityRevocation(element))
            }
            return RevocationLedger(version: stored.version, revocations: revocations)
        } catch {
            throw .damaged("The revoked identities cannot be read: \(error); restore the store from a backup")
        }
    }

    func adding(_ revocation: IdentityRevocation) -> FlowAdvance {
        let detail: JSON = [
            "identity": .string(revocation.identity),
            "secrets": .array(revocation.secrets.sorted().map(JSON.string)), "owner": .string(revocation.owner),
            "by": .string(revocation.person), "day": .string(revocation.day.text),
            "reason": .string(revocation.reason), "uses": .array(revocation.uses.map(\.json)),
        ]
        return step("IdentityRevoked", detail, of: revocation, revocations + [revocation])
    }

    /// What was heard of the last revocation of an identity.
    func noting(
        _ revocation: IdentityRevocation,
        _ answers: [String: CredentialAnswer],
        by person: String
    ) -> FlowAdvance {
        let detail: JSON = [
            "identity": .string(revocation.identity), "by": .string(person),
            "standing": .string(revocation.proof.word),
            "answers": .array(answers.sorted { $0.key < $1.key }.map { $1.json(of: $0) }),
        ]
        var all = revocations
        if let place = all.lastIndex(where: { $0.identity == revocation.identity }) { all[place] = revocation }
        return step("RevocationTested", detail, of: revocation, all)
    }

    private func step(
        _ event: String,
        _ detail: JSON,
        of revocation: IdentityRevocation,
        _ all: [IdentityRevocation]
    ) -> FlowAdvance {
        FlowAdvance(
            flow: Self.flow,
            key: Self.key,
            expectedVersion: version,
            state: .array(all.map(\.json)),
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: event, topics: [revocation.identity] + revocation.places, detail: detail)]
        )
    }
}

/// A runtime may not go on: it uses credentials that were revoked.
public struct RevokedCredentials: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is refused, one line for each place of the configuration.
    public let refusals: [String]

    /// What happened and what to do.
    public var description: String { refusals.joined(separator: "\n") }

    /// Makes sure that a runtime uses no credential that was revoked.
    ///
    /// - Throws: ``RevokedCredentials`` if it does, ``StoreError`` if the store cannot be used.
    static func refuse(_ settings: RuntimeSettings, in store: any FlowStateStore) async throws {
        guard !settings.credentials.isEmpty else { return }
        let revocations = try await RevocationLedger.read(from: store).revocations
        let refusals = settings.credentials.compactMap { use in
            settings.governance.revocation(of: use, among: revocations).map { "\(use.key): \($0.refusal(of: use))" }
        }
        guard refusals.isEmpty else { throw RevokedCredentials(refusals: refusals) }
    }
}
