import ArgumentParser
import ConnectorKit
import Foundation
import JSON
import RecordingProxy
import Recordings

/// `purlin simulators diff`: compares a recording with what another system answers.
struct SimulatorsDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare a recording with a system, a newer simulator or another recording.",
        discussion: """
            Identifiers count by what they refer to; the spelling of numbers and moments does not count. Requests that may \
            change something are only sent with --with-changes; without it what comes before the first of them is compared. \
            Ends with 1 if an answer is different, nothing could be compared or a recording is cut off.
            """
    )

    @OptionGroup var output: OutputOptions

    @Argument(help: "The recording.")
    var recording: String

    @Option(help: ArgumentHelp("The address of a system, or another recording.", valueName: "url|file"))
    var against: String

    @Flag(help: "Send requests that may change something, too.")
    var withChanges = false

    @Flag(help: "Send masks as they are where nothing is sent in their place.")
    var sendMasks = false

    @Option(help: ArgumentHelp("Send a secret in place of a mask; may be repeated.", valueName: "masked-1=env:NAME"))
    var fill: [String] = []

    @Option(
        help: ArgumentHelp(
            "A place that does not count, such as body/result/*/write_date; may be repeated.",
            valueName: "path"
        )
    )
    var ignore: [String] = []

    @Option(help: ArgumentHelp("A file with certificates of authorities.", valueName: "file"))
    var caFile: String?

    func run() async throws {
        let fillings = try fillings()
        let first = try read(recording)
        let isAddress = against.hasPrefix("http://") || against.hasPrefix("https://")
        guard isAddress else {
            try tell(RecordingDiff.between(first, try read(against), ignoring: ignore), missing: [])
            return
        }
        guard let composition = Composition.current else { throw CleanExit.helpRequest(self) }
        do {
            let transport = try composition.makeTransport(.init(proxy: nil, caFile: caFile, deadline: nil))
            let comparison = try LiveComparison(of: first, with: against, over: transport, filling: fillings)
            let missing = comparison.missing(withChanges: withChanges)
            let diff = try await comparison.run(withChanges: withChanges, sendingMasks: sendMasks, ignoring: ignore)
            try tell(diff, missing: missing)
        } catch let error as RecorderError {
            throw output.fail(error.description, Exit.usage)
        }
    }

    /// What is sent in place of which mask.
    private func fillings() throws -> [String: Secret] {
        var fillings: [String: Secret] = [:]
        for text in fill {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].wholeMatch(of: /masked-\d+/) != nil else {
                throw ValidationError("--fill needs a mask and where its secret is kept, such as masked-1=env:NAME")
            }
            fillings[parts[0]] = try MaskingOptions.resolve(parts[1], of: "--fill \(parts[0])")
        }
        return fillings
    }

    private func read(_ file: String) throws -> Recording {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw output.fail(
                "\(file) cannot be read: give a file that 'purlin record' wrote, or an address",
                Exit.usage
            )
        }
        do {
            return try Recording(reading: [UInt8](data))
        } catch {
            throw output.fail("\(file), \(error)", Exit.usage)
        }
    }

    /// Prints what is different, and ends with 1 unless all that was compared, and something was, is equal.
    private func tell(_ diff: RecordingDiff, missing: [(mask: String, requests: Int)]) throws {
        var lines = diff.entries.flatMap { entry in
            ["\(entry.number) \(entry.request)"] + entry.differences.map { "   \($0)" }
        }
        lines.append("\(diff.entries.count) of \(diff.compared) requests are answered in another way")
        if diff.leftOut > 0 {
            lines.append(
                "\(diff.leftOut) requests were not sent: they or others before them may change something (--with-changes)"
            )
        }
        if diff.unanswered > 0 { lines.append("\(diff.unanswered) requests have no recorded answer") }
        if diff.unsendable > 0 {
            lines.append(
                "\(diff.unsendable) requests were not sent: their bodies or numbers are not in the recording, or the recorded system "
                    + "never saw them"
            )
        }
        if diff.unseen > 0 {
            lines.append("\(diff.unseen) requests were not compared: their recorded answers were withheld")
        }
        if diff.isCutOff {
            lines.append(
                "a recording is cut off within its last line, as a recorder leaves it that was killed: record again"
            )
        }
        if diff.compared == 0 { lines.append("nothing was compared: this says nothing of the system") }
        lines += missing.map { "\($0.mask) was sent as it is in \($0.requests) requests (--fill \($0.mask)=env:NAME)" }
        var json = diff.json.objectValue ?? JSONObject()
        json["masks"] = .array(missing.map { ["mask": .string($0.mask), "requests": .integer(Int64($0.requests))] })
        output.print(lines.joined(separator: "\n"), json: .object(json))
        if !diff.isEqual { throw Exit.negative }
    }
}
