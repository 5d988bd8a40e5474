import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON

/// `purlin shadow`: a flow computes beside another way that still keeps the books.
struct ShadowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow",
        abstract: "Compare what a flow in shadow computes with what another way has written, and sign it off.",
        subcommands: [ShadowCompareCommand.self, ShadowSignOffCommand.self]
    )
}

/// What is compared.
struct ShadowOptions: ParsableArguments {
    @Argument(help: "The flow, as 'purlin schedules' names it.")
    var flow: String

    @Option(
        help: """
            A table of what the other way has written, with a header: date (YYYY-MM-DD), project, cost code, hours, amount, \
            and company and cost type if it tells them.
            """,
        completion: .file()
    )
    var against: String

    @Option(help: "The last day of work, for example 2026-01-31.", transform: Self.day)
    var through: CalendarDate

    @Option(help: "The first one; without it the day after the last sign-off.", transform: Self.day)
    var since: CalendarDate?

    @Option(help: "What stands between the table's cells.", transform: Self.delimiter)
    var delimiter: Character = ","

    static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(text) else {
            throw ValidationError("needs a day such as 2026-01-31, found '\(text)'")
        }
        return day
    }

    static func delimiter(_ text: String) throws -> Character {
        let known: [String: Character] = [",": ",", ";": ";", "tab": "\t", "|": "|"]
        guard let delimiter = known[text] else {
            throw ValidationError("needs ',', ';', '|' or 'tab', found '\(text)'")
        }
        return delimiter
    }

    func validate() throws {
        if let since, since > through { throw ValidationError("--since is after --through") }
    }

    func request(_ output: OutputOptions) throws -> ShadowDesk.Request {
        do {
            let file = try WrittenCostFile(URL(fileURLWithPath: against), delimiter: delimiter)
            return ShadowDesk.Request(
                flow,
                since: since,
                through: through,
                written: file.costs,
                digest: file.digest
            )
        } catch let error as WrittenCostFile.Unusable {
            throw output.fail(error.description, Exit.negative)
        }
    }
}

/// `purlin shadow compare`.
struct ShadowCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Name what a flow in shadow computed otherwise than another way has written, day by day.",
        discussion: "It succeeds only if hours and amounts agree at each place. Nothing is changed."
    )

    @OptionGroup var shadow: ShadowOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = ShadowDesk(settings: session.governance, store: try session.store(.client))
        let comparison: ShadowComparison
        let request = try shadow.request(output)
        do throws(GovernanceError) { comparison = try await desk.compare(request) } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(comparison.text, json: comparison.json)
        guard comparison.differences.isEmpty else { throw Exit.negative }
    }
}

/// `purlin shadow sign`.
struct ShadowSignOffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign that another way has written everything through a day; it takes the role 'periodRole'.",
        discussion: """
            What the flow computed through that day is never written. What it computed for later days is, once its 'mode' is \
            live and purlin run has been started again.
            """
    )

    @OptionGroup var shadow: ShadowOptions

    @Option(help: "Why the differences are accepted; without it there may be none.")
    var accept: String?

    @Option(name: .customLong("as"), help: "Who signs.")
    var person: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let desk = ShadowDesk(settings: session.governance, store: store)
        let request = try shadow.request(output)
        let comparison: ShadowComparison
        do throws(GovernanceError) {
            let now = try await session.now(store)
            comparison = try await desk.signOff(request, by: person, accepting: accept, at: now)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(
            "\(comparison.text)\nsigned off through \(request.through.text) by \(person)",
            json: [
                "comparison": comparison.json, "through": .string(request.through.text), "by": .string(person),
            ]
        )
    }
}

extension ShadowComparison {
    fileprivate var text: String {
        guard !days.isEmpty else { return "neither of both has anything to compare" }
        var table = TextTable(
            ["day", "computed h", "written h", "computed", "written", ""],
            rightAligned: [1, 2, 3, 4]
        )
        for day in days { table.add([day.day.text] + day.sides.cells + [day.sides.agree ? "" : "differs"]) }
        table.add(["all"] + totals.cells + [totals.agree ? "" : "differs"])
        guard !differences.isEmpty else { return "\(table.text)\nboth agree at each place" }
        var places = TextTable(
            ["day", "company", "project", "code", "type", "computed h", "written h", "computed", "written", "costs"],
            rightAligned: [5, 6, 7, 8]
        )
        for difference in differences {
            let place = difference.place
            places.add(
                [place.day.text, place.company, place.project, place.costCode, place.costType]
                    + difference.sides.cells + [difference.keys.joined(separator: " ")]
            )
        }
        return "\(table.text)\n\n\(places.text)\nthey differ at \(differences.count) places"
    }

    fileprivate var json: JSON {
        [
            "days": .array(days.map { ["day": .string($0.day.text), "sides": $0.sides.json] }),
            "totals": totals.json,
            "differences": .array(
                differences.map { difference in
                    let place = difference.place
                    return [
                        "day": .string(place.day.text), "company": .string(place.company),
                        "project": .string(place.project), "costCode": .string(place.costCode),
                        "costType": .string(place.costType), "sides": difference.sides.json,
                        "costs": .array(difference.keys.map { .string($0) }),
                    ]
                }
            ),
        ]
    }
}

extension ShadowComparison.Sides {
    fileprivate var cells: [String] {
        [computed.hours, written.hours, computed.amount, written.amount].map(\.plainText)
    }

    fileprivate var json: JSON {
        ["computed": computed.json, "written": written.json]
    }
}
