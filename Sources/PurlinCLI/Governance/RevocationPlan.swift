import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Foundation
import Governance

/// Which systems are shown the credentials of a revoked identity, and why others are not.
struct RevocationPlan {
    /// A system that is asked.
    private struct Question {
        let system: PurlinConfiguration.System
        let door: CredentialProbe.Door
        /// Where the revoked secrets are kept, by their keys of the configuration.
        let secrets: [String: String]
    }

    /// Why a system cannot be asked.
    private struct Silence: Error {
        let reason: String
    }

    /// The places of the configuration that used the identity's secrets, or use them now.
    let uses: [CredentialUse]

    private let revocation: IdentityRevocation
    private let configuration: PurlinConfiguration
    private let keptNow: String?

    /// Plans whom to ask.
    ///
    /// - Parameters:
    ///   - revocation: The revocation.
    ///   - configuration: The configuration as it is now, which may name other secrets by now.
    ///   - keptNow: Where the revoked secret is kept now; `nil` if it is where it was.
    /// - Throws: ``GovernanceError/unchanged(_:)`` if `keptNow` is no reference, or could be any of several secrets.
    init(
        _ revocation: IdentityRevocation,
        _ configuration: PurlinConfiguration,
        keptNow: String?
    ) throws(GovernanceError) {
        if let keptNow {
            guard SecretReference(keptNow) != nil else {
                throw .unchanged("--secret must be a reference, env:NAME or file:PATH, never the secret itself")
            }
            guard revocation.secrets.count == 1 else {
                throw .unchanged("'\(revocation.identity)' had several secrets, and --secret could be any of them")
            }
        }
        let present = configuration.credentials.map(\.use).filter { use in
            configuration.governance.policy.revocation(of: use, among: [revocation]) != nil
        }
        uses = revocation.uses + present.filter { !revocation.uses.contains($0) }
        self.revocation = revocation
        self.configuration = configuration
        self.keptNow = keptNow
    }

    /// Asks each system that can be asked.
    ///
    /// - Returns: What is known of each, by ``CredentialUse/place``.
    /// - Throws: The exit code, explained, if the configuration cannot be used.
    func ask(
        _ options: ConfigurationOptions,
        _ output: OutputOptions,
        at now: Instant
    ) async throws -> [String: CredentialAnswer] {
        var answers: [String: CredentialAnswer] = [:]
        var questions: [String: Question] = [:]
        for (place, uses) in Dictionary(grouping: uses, by: \.place) {
            do throws(Silence) { questions[place] = try question(for: uses) } catch {
                answers[place] = CredentialAnswer(.unknown, error.reason, at: now)
            }
        }
        guard !questions.isEmpty else { return answers }
        let secrets = questions.values.reduce(into: [:]) { $0.merge($1.secrets) { first, _ in first } }
        let session = try await Session.open(options, output, reach: .credentials(secrets))
        for (place, question) in questions.sorted(by: { $0.key < $1.key }) {
            answers[place] = await session.answer(of: question.system.name, by: question.door, at: now)
        }
        return answers
    }

    private func question(for uses: [CredentialUse]) throws(Silence) -> Question {
        guard let first = uses.first, let name = first.system else {
            throw Silence(reason: "it is of no system, so that nobody can be asked")
        }
        guard let system = configuration.systems.first(where: { $0.name == name }) else {
            throw Silence(reason: "the system is not configured any more; configure it to have it asked")
        }
        var secrets: [String: String] = [:]
        for use in uses {
            guard configuration.credentials.contains(where: { $0.use.key == use.key }) else {
                throw Silence(reason: "\(use.key) is not configured any more, so that it cannot be asked with it")
            }
            // Of a key that named several secrets in its time, the first is the one that was revoked.
            if secrets[use.key] == nil { secrets[use.key] = try place(of: use) }
        }
        let doors = Set(uses.map { system.door(of: $0) })
        guard doors.count == 1, let door = doors.first, let door else {
            throw Silence(
                reason: "its connector asks nobody whether \(uses.map(\.key).joined(separator: ", ")) is valid"
            )
        }
        return Question(system: system, door: door, secrets: secrets)
    }

    /// Where the revoked secret of a use is, which must be there.
    private func place(of use: CredentialUse) throws(Silence) -> String {
        let reference = keptNow ?? use.reference
        if let successor = configuration.governance.policy.identities.identity(keptAt: reference),
            !revocation.covers(successor)
        {
            throw Silence(
                reason:
                    "\(reference) holds the secret of '\(successor.name)' now; say with --secret where the revoked one is"
            )
        }
        let folder = URL(fileURLWithPath: configuration.file).deletingLastPathComponent()
        let environment = ProcessInfo.processInfo.environment
        guard let parsed = SecretReference(reference) else { throw Silence(reason: "\(reference) is no reference") }
        if case .failure(let problem) = parsed.resolve(environment: environment, folder: folder) {
            throw Silence(reason: "the revoked secret is not at hand: \(problem.message)")
        }
        return reference
    }
}

extension PurlinConfiguration.System {
    /// Who says whether a credential of the system is valid; `nil` if nobody does.
    fileprivate func door(of use: CredentialUse) -> CredentialProbe.Door? {
        let files = "systems.\(name).files."
        if use.key.hasPrefix(files) {
            // What decrypts a file opens no server.
            let opens = ["password", "privateKey", "passphrase"].map { files + $0 }
            return opens.contains(use.key) ? .files : nil
        }
        return entry.capabilities.isDisjoint(with: [.restSource, .restSink]) ? nil : .connector
    }
}

extension Session {
    /// What a system says of the credentials that its connector is made with.
    fileprivate func answer(of name: String, by door: CredentialProbe.Door, at now: Instant) async -> CredentialAnswer {
        guard let system = configuration.systems.first(where: { $0.name == name }) else {
            return CredentialAnswer(.unknown, "the system is not configured any more", at: now)
        }
        do {
            let configured = try configured(system, log: StandardErrorLog(minimum: .error))
            return await CredentialProbe(configured, by: door).ask(at: now)
        } catch {
            return CredentialAnswer(.unknown, "\(error)", at: now)
        }
    }
}
