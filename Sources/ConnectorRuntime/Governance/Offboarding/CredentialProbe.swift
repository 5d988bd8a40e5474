public import CanonicalModel
import ConnectorKit
public import Governance

/// Shows a system a credential, to hear whether it is valid.
public struct CredentialProbe: Sendable {
    /// Which of a system's credentials it is about.
    public enum Door: Sendable, Hashable {
        /// What its connector logs in with.
        case connector
        /// What opens the place of its files.
        case files
    }

    private let system: ConfiguredSystem
    private let door: Door

    /// Prepares to ask a system, whose connector was made with the credential.
    public init(_ system: ConfiguredSystem, by door: Door) {
        self.system = system
        self.door = door
    }

    /// Asks the system, without changing anything.
    ///
    /// Only a refusal of the credentials themselves counts as one: a system that cannot be reached, refuses something
    /// else, or is broken has said nothing.
    public func ask(at now: Instant) async -> CredentialAnswer {
        switch door {
        case .files:
            guard let place = system.files else { return CredentialAnswer(.unknown, "it has no files", at: now) }
            return await ask(place, at: now)
        case .connector:
            do throws(ConnectorError) {
                return Self.answer(of: try await system.connector.check(), at: now)
            } catch {
                if case .unauthorized = error { return CredentialAnswer(.refused, "\(error)", at: now) }
                return CredentialAnswer(.unknown, "\(error)", at: now)
            }
        }
    }

    private func ask(_ place: FilePlace, at now: Instant) async -> CredentialAnswer {
        do throws(FileTransportError) {
            _ = try await place.transport.list("")
            return CredentialAnswer(.accepted, "\(place.name): its files can be listed", at: now)
        } catch {
            return CredentialAnswer(error.reason == .unauthorized ? .refused : .unknown, "\(error)", at: now)
        }
    }

    private static func answer(of findings: [CheckFinding], at now: Instant) -> CredentialAnswer {
        if let refusal = findings.first(where: { $0.credentials == .refused }) {
            return CredentialAnswer(.refused, refusal.message, at: now)
        }
        if let login = findings.first(where: { $0.credentials == .accepted }) {
            return CredentialAnswer(.accepted, login.message, at: now)
        }
        if let failure = findings.first(where: { $0.result == .failed }) {
            return CredentialAnswer(.unknown, failure.message, at: now)
        }
        return CredentialAnswer(.accepted, findings.first?.message ?? "its check passes", at: now)
    }
}
