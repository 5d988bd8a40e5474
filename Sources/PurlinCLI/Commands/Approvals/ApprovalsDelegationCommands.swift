import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import Governance
import JSON

/// `purlin approvals delegate`.
struct ApprovalsDelegateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Let a person sign in another's place for some days.",
        discussion:
            "Somebody approves it who may ('approvals: delegation' in the governance file) and is neither of them."
    )

    @Option(help: "The role in which to sign.")
    var role: String

    @Option(help: "Whose place it is.")
    var from: String

    @Option(help: "Who signs there.")
    var to: String

    @Option(help: "The first day, for example 2026-02-02.")
    var since: String

    @Option(help: "The last day, for example 2026-02-13.")
    var until: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let first = CalendarDate(since), let last = CalendarDate(until) else {
            throw output.fail("--since and --until need dates such as 2026-02-02", Exit.negative)
        }
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        do throws(GovernanceError) {
            let delegation = try await DelegationDesk(settings: session.governance, store: store).delegate(
                role,
                from: from,
                to: to,
                days: (first, last),
                by: decider.person,
                at: try await session.now(store)
            )
            output.print("delegation \(delegation.number): \(delegation.text)", json: delegation.json)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
    }
}

/// `purlin approvals revoke`.
struct ApprovalsRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a delegation at once; what was signed by it stays signed."
    )

    @Argument(help: "The number of the delegation.")
    var number: Int64

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        do throws(GovernanceError) {
            try await DelegationDesk(settings: session.governance, store: store)
                .revoke(number, by: decider.person, at: try await session.now(store))
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        output.print("delegation \(number) is ended", json: ["revoked": .integer(number)])
    }
}

/// `purlin approvals delegations`.
struct ApprovalsDelegationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegations",
        abstract: "List who may sign in whose place, and who might before."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let delegations: [ApprovalDelegation]
        do throws(GovernanceError) {
            let desk = DelegationDesk(settings: session.governance, store: store)
            delegations = try await desk.delegations()
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        output.print(
            delegations.isEmpty
                ? "nobody signs in another's place"
                : delegations.map { "\($0.number)  \($0.text)" }.joined(separator: "\n"),
            json: ["delegations": .array(delegations.map(\.json))]
        )
    }
}

extension ApprovalDelegation {
    fileprivate var text: String {
        "\(to) for \(from) as \(role), \(since.text) to \(until.text), approved by \(approvedBy)"
            + (revokedBy.map { ", ended by \($0)" } ?? "")
    }
}
