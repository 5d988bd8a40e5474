import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Foundation
import Governance
import JSON

extension GovernanceCommand {
    /// `purlin governance identities`.
    struct Identities: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Review who and what has access, revoke a service identity, and prove that it is void.",
            subcommands: [Review.self, Revoke.self, Prove.self],
            defaultSubcommand: Review.self
        )
    }
}

extension GovernanceCommand.Identities {
    /// `purlin governance identities review`.
    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print who and what has access: service identities, the systems that use them, and people.",
            discussion: "A secret is named by where it is kept; none is fetched or printed."
        )

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            let store = try session.storeToRead()
            do {
                let page = GovernancePage.identities(
                    session.configuration,
                    on: session.today,
                    revocations: try await session.revocations(),
                    departures: try await Departures(settings: session.governance, store: store)
                        .open(at: try await session.present(in: store))
                )
                output.print(page.text, json: page.json)
            } catch let error as StoreError {
                throw output.fail(error.description, error.exitCode)
            }
        }
    }

    /// `purlin governance identities revoke NAME`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a service identity: no runtime uses it from now on, and one that does ends.",
            discussion: """
                Do it while the configuration still names its secret, so that it is known which systems to ask afterwards. \
                It takes the identity's owner role or the operator's, and is not undone: list another identity instead. \
                What its systems accept is not changed: revoke it there too, then use 'prove'.
                """
        )

        @Argument(help: "The identity, as the governance file calls it.")
        var name: String

        @OptionGroup var decider: DeciderOptions

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            let store = try session.store(.client)
            do throws(GovernanceError) {
                let revocation = try await OffboardingDesk(settings: session.governance, store: store).revoke(
                    name,
                    usedBy: session.configuration.credentials.map(\.use),
                    by: decider.person,
                    reason: reason,
                    at: try await session.now(store)
                )
                output.print(revocation.told, json: revocation.json)
            } catch {
                throw output.fail(error.description, error.exitCode)
            }
        }
    }

    /// `purlin governance identities prove NAME`.
    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show each system the credential of a revoked identity, and note whether it is refused.",
            discussion: """
                Nothing is changed in the systems. Exit code 0 if each has refused it, 1 if one still accepts it or has not \
                been heard.
                """
        )

        @Argument(help: "The identity, as the governance file called it.")
        var name: String

        @Option(
            help:
                "Where its secret is kept now, env:NAME or file:PATH, if another one has taken its place; for one secret."
        )
        var secret: String?

        @OptionGroup var decider: DeciderOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            let store = try session.store(.client)
            let desk = OffboardingDesk(settings: session.governance, store: store)
            do {
                let now = try await session.now(store)
                let revocation = try await desk.revocation(of: name, for: decider.person, at: now)
                let plan = try RevocationPlan(revocation, session.configuration, keptNow: secret)
                let answers = try await plan.ask(options, output, at: now)
                let proved = try await desk.note(
                    answers,
                    of: revocation,
                    usedBy: plan.uses,
                    by: decider.person,
                    at: now
                )
                output.print(proved.text(after: answers), json: proved.json)
                guard case .proved = proved.proof else { throw Exit.negative }
            } catch let error as GovernanceError {
                throw output.fail(error.description, error.exitCode)
            }
        }
    }
}

extension IdentityRevocation {
    fileprivate var told: String {
        let used =
            places.isEmpty
            ? "nothing in the configuration uses it, so that no system can be asked"
            : "used by \(uses.map(\.key).joined(separator: ", ")): whatever runs with it ends, and does not start again"
        return "'\(identity)' is revoked; \(used)"
    }

    fileprivate func text(after answers: [String: CredentialAnswer]) -> String {
        let lines = answers.sorted { $0.key < $1.key }.map { "\($1.result.rawValue)  \($0): \($1.detail)" }
        let verdict =
            switch proof {
            case .proved(let time):
                "it is proved that '\(identity)' is void: each system that used it refuses it (\(time.text))"
            case .stillValid(let places): "'\(identity)' is still valid for \(places.joined(separator: ", "))"
            case .open(let places) where places.isEmpty:
                "no system that used '\(identity)' is known, so that nothing can be proved"
            case .open(let places):
                "it is not proved that \(places.joined(separator: ", ")) \(places.count == 1 ? "refuses" : "refuse") '\(identity)'"
            }
        return (lines + [verdict]).joined(separator: "\n")
    }
}
