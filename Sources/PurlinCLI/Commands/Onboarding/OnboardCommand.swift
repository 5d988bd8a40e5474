import ArgumentParser
import Foundation
import JSON
import TableMapping
import TabularText

/// `purlin onboard SAMPLE`.
struct OnboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onboard",
        abstract: "Look at a sample of a file, and propose a mapping for such files.",
        discussion: """
            Nothing is guessed that the sample leaves open, such as whether 05/01/2026 is in January: the mapping that is \
            written holds a commented line to complete, or takes an --answer. Exit code 0 if the mapping is complete; 1 \
            if something is open, or the sample cannot be read; 64 if an answer is none.
            """
    )

    @Argument(help: "A file as the system exports it.", completion: .file())
    var sample: String

    @Option(
        name: .customLong("as"),
        help: "What its rows are: \(MappedObject.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var kind: String?

    @Option(help: "The mapping that is written; by default OBJECT.mapping.yaml.", completion: .file())
    var out: String?

    @Flag(help: "Replace a mapping that is there.")
    var force = false

    @Option(
        name: .customLong("answer"),
        help: """
            What the sample leaves open, as KEY=VALUE; may be repeated. KEY is a field, with a constant or column:WORD as \
            VALUE; FIELD.WORD, with what the word means; dates (DD.MM.YYYY), decimal (. or ,) or encoding.
            """
    )
    var answers: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let kind, MappedObject(rawValue: kind) == nil {
            let known = MappedObject.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--as is one of \(known), found '\(kind)'")
        }
        if let wrong = answers.first(where: { !$0.contains("=") }) {
            throw ValidationError("an answer is KEY=VALUE, found '\(wrong)'")
        }
    }

    func run() async throws {
        if let out { try refuseOverwriting(out) }
        let (file, table) = try examine()
        guard let object = kind.flatMap({ MappedObject(rawValue: $0) }) ?? MappingProposal.object(of: table) else {
            let report = SampleReport(file: file.name, table: table, proposal: nil)
            Output.line(output.json ? report.json.text(style: .compact) : report.text)
            throw output.fail(
                "\(sample): the header fits no object better than the others; say --as "
                    + MappedObject.allCases.map(\.rawValue).joined(separator: "|"),
                Exit.negative
            )
        }
        let proposal = try propose(table, object, file.name)
        let target = out ?? "\(object.rawValue).mapping.yaml"
        try refuseOverwriting(target)
        let trial = proposal.questions.isEmpty ? try rehearse(proposal, file) : nil
        let rehearsal = try? trial?.get()
        let report = SampleReport(
            file: file.name,
            table: table,
            proposal: proposal,
            mapping: target,
            path: sample,
            rehearsal: rehearsal
        )
        try write(proposal.yaml(sample: file.name), to: target)
        output.print(report.text, json: report.json)
        if case .failure(let unreadable)? = trial { throw output.fail(unreadable.message, Exit.negative) }
        if !proposal.questions.isEmpty || rehearsal.map({ !$0.rejects.isEmpty }) ?? false { throw Exit.negative }
    }

    private func examine() throws -> (SampleFile, TableProposal) {
        do throws(SampleFile.Unreadable) {
            let file = try SampleFile(sample)
            return (file, try file.examined())
        } catch {
            throw output.fail(error.message, Exit.negative)
        }
    }

    private func propose(_ table: TableProposal, _ object: MappedObject, _ name: String) throws -> MappingProposal {
        let pairs = answers.map { answer in
            let parts = answer.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (key: parts[0], value: parts[1])
        }
        do throws(MappingFault) {
            return try MappingProposal(table, as: object, file: name, answers: pairs)
        } catch {
            throw output.fail(
                error.problems.map { "--answer \($0.description)" }.joined(separator: "\n"),
                Exit.usage
            )
        }
    }

    private func refuseOverwriting(_ path: String) throws {
        guard force || !FileManager.default.fileExists(atPath: path) else {
            throw output.fail("\(path) is there; name another with --out, or replace it with --force", Exit.negative)
        }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw output.fail("\(path) cannot be written: \(error.localizedDescription)", Exit.unavailable)
        }
    }

    /// What the proposed mapping makes of the sample, if it can be read as a whole.
    private func rehearse(
        _ proposal: MappingProposal,
        _ file: SampleFile
    ) throws -> Result<Rehearsal, SampleFile.Unreadable> {
        let mapping: TableMapping
        do throws(MappingFault) {
            mapping = try TableMapping(.object(proposal.document))
        } catch {
            throw output.fail("the answers make no mapping, and nothing is written:\n\(error)", Exit.usage)
        }
        return Result { () throws(SampleFile.Unreadable) in
            var rehearsal = Rehearsal()
            try file.rehearse(mapping.reader(of: file.arrived), &rehearsal)
            return rehearsal
        }
    }
}
