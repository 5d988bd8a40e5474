import ConnectorConformance
import JSON
import Synchronization
import Testing

/// The list as a program: what it is asked for, what it prints, and what it ends with.
struct ProgramTests {
    /// What a run printed.
    private final class Paper: Sendable {
        let lines = Mutex<[String]>([])
        let complaints = Mutex<[String]>([])

        var text: String { lines.withLock { $0.joined(separator: "\n") } }
        var complaint: String { complaints.withLock { $0.joined(separator: "\n") } }
    }

    private static func run(
        _ arguments: [String],
        _ subjects: [any ConformanceSubject] = [ModelSubject(PositionReader.self)]
    ) async -> (status: Int32, paper: Paper) {
        let paper = Paper()
        let status = await ConformanceProgram.run(
            subjects,
            arguments: arguments,
            print: { line in paper.lines.withLock { $0.append(line) } },
            complain: { line in paper.complaints.withLock { $0.append(line) } }
        )
        return (status, paper)
    }

    @Test func whatIsAskedForIsTriedAndCounted() async {
        let (status, paper) = await Self.run(["--only", "C01,C02", "--only=C03"])

        #expect(status == 0)
        #expect(paper.text.hasPrefix("plant 1.0.0\nC01 passed: "))
        #expect(paper.text.contains("\n2 passed, 0 failed, 0 waived, 1 not applicable, in "))
        #expect(paper.complaint.isEmpty)
    }

    @Test func whatFailsEndsWithOneWhateverComesBehindIt() async {
        let subjects = [ModelSubject(FirstPage.self), ModelSubject(PositionReader.self)]
        let (status, paper) = await Self.run(["--only", "R01"], subjects)

        #expect(status == 1)
        #expect(paper.text.contains("R01 failed: "))
        #expect(paper.text.contains("to do: "))
        #expect(paper.text.contains("\n1 passed, 0 failed, 0 waived, 0 not applicable, in "))
    }

    @Test func programsGetOneDocument() async throws {
        let subjects = [ModelSubject(FirstPage.self, name: "lost"), ModelSubject(PositionReader.self)]
        let (status, paper) = await Self.run(["--only", "R01", "--json"], subjects)

        #expect(status == 1)
        let document = try JSON(parsing: paper.text)
        #expect(document["passed"] == false && document["host"] == "linked")
        #expect(document["reports"]?.arrayValue?.map { $0["subject"] } == ["lost", "plant"])
        #expect(document["reports"]?.arrayValue?.map { $0["passed"] } == [false, true])
    }

    @Test(arguments: [("lost", ["lost"]), ("plant", ["lost", "plant"])])
    func aNameMeansASubjectOrAllOfAConnector(name: String, expected: [String]) async {
        let subjects = [ModelSubject(FirstPage.self, name: "lost"), ModelSubject(PositionReader.self)]
        let (status, paper) = await Self.run(["--subject", name, "--list"], subjects)

        #expect(status == 0)
        let lines = paper.text.split(separator: "\n")
        #expect(lines.map { String($0.prefix { $0 != ":" }) } == expected)
        #expect(lines.allSatisfy { $0.contains(" R01 ") && !$0.contains(" W01") })
    }

    @Test(arguments: [
        (["--only", "Z99"], "no test 'Z99'"), (["--only"], "--only needs a value"), (["--json=1"], "takes no value"),
        (["--host", "moon"], "linked or process, not 'moon'"), (["--subject", "x"], "there are plant"),
        (["R01"], "there is no 'R01'"), (["--parallel", "0"], "from 1 to 64, not '0'"),
        (["--host", "process"], "plant names no program"),
    ])
    func whatCannotBeUnderstoodIsSaidWithTheUsage(arguments: [String], words: String) async {
        let (status, paper) = await Self.run(arguments)

        #expect(status == 64)
        #expect(paper.complaint.contains(words), "\(paper.complaint)")
        #expect(paper.complaint.contains("usage: "))
        #expect(paper.text.isEmpty)
    }

    @Test func aProgramThatWasNotBuiltIsNamed() async {
        let (status, paper) = await Self.run(
            ["--host", "process"],
            [ModelSubject(PositionReader.self, hostProgram: "no-such-host")]
        )

        #expect(status == 69)
        #expect(paper.complaint.contains("/no-such-host: build it"))
    }

    @Test func helpIsPrinted() async {
        let (status, paper) = await Self.run(["--help"])
        #expect(status == 0)
        #expect(paper.text == ConformanceProgram.usage)
    }
}
