import ArgumentParser
import ConnectorKit
import Governance
import JSON

/// `purlin governance`: who owns what at which stage, and by which rule.
struct GovernanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "governance",
        abstract: "Check and show the rules by which the workflow is governed.",
        subcommands: [Lint.self, Show.self, Identities.self],
        defaultSubcommand: Show.self
    )
}

extension GovernanceCommand {
    /// `purlin governance lint [FILE]`.
    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a governance file, or the one that the configuration names.",
            discussion: "Everything that is wrong is told at once, with file, line and column. Exit code 78 if it is."
        )

        @Argument(help: "The file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String?

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let governance = try await governance()
            let text = governance.file.map { "\($0): sound" } ?? "no file is named; the default holds"
            output.print(text, json: ["sound": true, "file": governance.file.map { .string($0) } ?? .null])
        }

        private func governance() async throws -> ReadGovernance {
            guard let file else { return try await Session.open(options, output).configuration.governance }
            do throws(ConfigurationError) {
                return try ReadGovernance(path: file, systems: nil, people: nil)
            } catch {
                throw output.fail(error.description, Exit.configuration)
            }
        }
    }

    /// `purlin governance show [SECTION]`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the rules in force and where each comes from: file and line, or the default."
        )

        /// The sections that are shown.
        enum Section: String, CaseIterable, ExpressibleByArgument {
            case ownership
            case approvals
            case periods
            case synchronisation
            case interfaces
            case exceptions
        }

        @Argument(help: "The section; all of them by default.")
        var section: Section?

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            let sections = (section.map { [$0] } ?? Section.allCases).map { ($0, page($0, of: session)) }
            output.print(
                sections.map(\.1.text).joined(separator: "\n\n"),
                json: .object(sections.reduce(into: JSONObject()) { $0[$1.0.rawValue] = $1.1.json })
            )
        }

        private func page(_ section: Section, of session: Session) -> GovernancePage {
            switch section {
            case .ownership: .ownership(session.configuration)
            case .approvals: .approvals(session.configuration)
            case .periods: .periods(session.configuration)
            case .synchronisation: .synchronisation(session.configuration)
            case .interfaces: .interfaces(session.configuration, on: session.today)
            case .exceptions: .exceptions(session.configuration)
            }
        }
    }
}

/// A section as people and programs read it.
struct GovernancePage {
    let text: String
    let json: JSON
}
