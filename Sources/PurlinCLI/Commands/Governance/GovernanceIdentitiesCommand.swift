import ArgumentParser
import CanonicalModel
import JSON

extension GovernanceCommand {
    /// `purlin governance identities`.
    struct Identities: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print who and what has access: service identities, the systems that use them, and people.",
            discussion: "A secret is named by where it is kept; none is fetched or printed."
        )

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            let page = GovernancePage.identities(session.configuration, on: session.today)
            output.print(page.text, json: page.json)
        }
    }
}
