import Foundation
import JSON
import Testing

/// What a person does with a file that nobody has seen before.
struct OnboardingTests {
    private static let sample = Executables.package
        .appendingPathComponent("Documentation/samples/stunden_2026-01.csv").path
    private static let answers = [
        "--answer", "status=approved", "--answer", "payCode.Normal=REG", "--answer", "payCode.Überstd.=OT",
    ]

    /// A folder of one test, removed with this object.
    private final class Desk {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

        func write(_ text: String, _ name: String) throws -> String {
            try text.write(toFile: path(name), atomically: true, encoding: .utf8)
            return path(name)
        }
    }

    @Test func theStepsOfTheReadmeWorkAsPrinted() async throws {
        let readme = try String(contentsOf: Executables.package.appendingPathComponent("README.md"), encoding: .utf8)
        let section = try #require(readme.components(separatedBy: "\n## Onboard a file\n").dropFirst().first)
        let blocks = section.components(separatedBy: "\n```")
        let script = try #require(blocks.first { $0.hasPrefix("sh\n") }).dropFirst(3)
        let printed = try #require(blocks.first { $0.hasPrefix("text\n") }).dropFirst(5)
        let commands = script.replacing("\\\n", with: " ").split(separator: "\n").map(String.init)
        #expect(commands.count == 4)

        let desk = try Desk()
        try FileManager.default.createSymbolicLink(
            atPath: desk.path("Documentation"),
            withDestinationPath: Executables.package.appendingPathComponent("Documentation").path
        )
        var outcomes: [Executables.Outcome] = []
        for command in commands {
            let line = "cd '\(desk.folder.path)' && PATH='\(Executables.folder.path)':$PATH && \(command)"
            outcomes.append(try await Executables.run(URL(fileURLWithPath: "/bin/bash"), ["-c", line]))
        }
        #expect(outcomes.map(\.status) == [1, 0, 0, 0], "\(outcomes)")
        #expect(outcomes[0].output.contains("fields.status: only approved hours go to payroll"))
        #expect(outcomes.last?.output == printed + "\n")
        let said = outcomes.map { $0.output + $0.errors }.joined()
        #expect(!said.contains("65 000000") && !said.contains("Möller") && !said.contains("Süß"))
    }

    @Test func whatTheSampleLeavesOpenIsACommentAndTheMappingIsNotSound() async throws {
        let desk = try Desk()
        let out = desk.path("time.yaml")
        let outcome = try await Executables.purlin(["onboard", Self.sample, "--out", out, "--json"])
        #expect(outcome.status == 1)
        let answer = try outcome.answer()
        #expect(answer["questions"]?[0]?["key"] == "fields.status" && answer["object"] == "timesheet")
        #expect(answer["unmapped"] == ["Bemerkung"] && answer["mapping"]?["drop"] == ["Name", "SV-Nummer"])
        #expect(try String(contentsOfFile: out, encoding: .utf8).contains("\n  # status: {constant: approved}\n"))

        let check = try await Executables.purlin(["map", "check", out])
        #expect(check.status == 78)
        #expect(check.errors.contains("time.yaml:") && check.errors.contains("fields.status: is missing"))

        let again = try await Executables.purlin(["onboard", Self.sample, "--out", out])
        #expect(again.status == 1 && again.errors.contains("is there; name another with --out"))
    }

    @Test func aMappingIsCheckedWithTheLinesOfWhatIsWrong() async throws {
        let desk = try Desk()
        let mapping = try desk.write(
            "object: timesheet\ntable:\n  dates: never\nfields:\n  employee: Emp\n  hour: H\n",
            "m.yaml"
        )
        let outcome = try await Executables.purlin(["map", "check", mapping])
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("m.yaml:3:3: table.dates: must be how days are written"), "\(outcome.errors)")
        #expect(outcome.errors.contains("m.yaml:6:3: fields.hour: unknown key; did you mean 'hours'?"))
        #expect(outcome.errors.contains("m.yaml:4:1: fields.status: is missing"))

        let export = try desk.write(
            "export: Budget\nname: \"B_{key}.csv\"\nrows: lines\ncolumns: {Code: row.costCode}\n",
            "e.yaml"
        )
        #expect(try await Executables.purlin(["map", "check", export]).status == 0)
        #expect(try await Executables.purlin(["map", "check", export, Self.sample]).status == 64)
        #expect(try await Executables.purlin(["map", "check", desk.path("none.yaml")]).status == 78)
    }

    @Test func aRehearsalNamesRowsAndHoldsWhatMustBeWhole() async throws {
        let desk = try Desk()
        let mapping = try desk.write(
            """
            object: change-order
            fields:
              project: Job
              number: CO
              status: {constant: approved}
              currency: {constant: USD}
              contractAmount: Contract
              costCode: Code
              costType: Type
              amount: Budget

            """,
            "m.yaml"
        )
        let rows = "Job,CO,Contract,Code,Type,Budget\n26-014,001,12000.00,03-300,L,8600.00\n"
        let sound = try desk.write(rows, "sound.csv")
        let answer = try await Executables.purlin(["rehearse", mapping, sound, "--json"])
        #expect(answer.status == 0)
        #expect(try answer.answer()["total"] == "8600" && answer.answer()["fileEnters"] == true)

        let bad = try desk.write(rows + "26-014,002,1.00,03-300,L,lots\n", "bad.csv")
        let outcome = try await Executables.purlin(["rehearse", mapping, bad])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("Nothing of the file would enter"))
        #expect(outcome.output.contains("bad.csv, row 3, column 'Budget': 'lots'"), "\(outcome.output)")
    }

    @Test func aRehearsalAsksTheConfigurationOfTheNamedSystem() async throws {
        let desk = try Desk()
        let site = try Site()
        try site.configure()
        let out = desk.path("time.yaml")
        #expect(try await Executables.purlin(["onboard", Self.sample, "--out", out] + Self.answers).status == 0)
        let rehearse = ["rehearse", out, Self.sample, "--config", site.configuration]
        let answer = try await Executables.purlin(rehearse + ["--system", "fleet", "--json"])
        #expect(answer.status == 1, "no code is mapped: \(answer.errors)")
        #expect(try answer.answer()["codes"]?["mapped"] == 0 && answer.answer()["news"]?["created"] == 11)

        let unsaid = try await Executables.purlin(rehearse)
        #expect(unsaid.status == 64 && unsaid.errors.contains("no system has the mapping"))
        let unknown = try await Executables.purlin(rehearse + ["--system", "nobody"])
        #expect(unknown.status == 64 && unknown.errors.contains("there is no system 'nobody'"))
    }

    @Test(arguments: ["Stunden Januar.csv", "d'Arcy & Söhne.csv", "-rf.csv", "$(id).csv"])
    func theNextStepsWorkAsPrintedWhateverTheSampleIsCalled(name: String) async throws {
        let desk = try Desk()
        try FileManager.default.copyItem(atPath: Self.sample, toPath: desk.path(name))
        func run(_ command: String) async throws -> Executables.Outcome {
            let line = "cd '\(desk.folder.path)' && PATH='\(Executables.folder.path)':$PATH && \(command)"
            return try await Executables.run(URL(fileURLWithPath: "/bin/bash"), ["-c", line])
        }
        let answers = Self.answers.map { $0.hasPrefix("--") ? $0 : "'\($0)'" }.joined(separator: " ")
        let quoted = name.replacing("'", with: #"'\''"#)
        let onboarded = try await run("purlin onboard --out 'my mapping.yaml' \(answers) -- '\(quoted)'")
        let steps = onboarded.output.split(separator: "\n").filter {
            $0.hasPrefix("  purlin ") && $0 != "  purlin check"
        }
        #expect(onboarded.status == 0 && steps.count == 2, "\(onboarded)")
        for step in steps {
            let outcome = try await run(String(step))
            #expect(outcome.status == 0, "\(step): \(outcome)")
        }
        #expect(onboarded.output.contains("mapping: my mapping.yaml,"))
    }

    @Test func namesThatNoHeaderTellsAreNotPrinted() async throws {
        let desk = try Desk()
        let row = "417;Huber Joerg;05.01.2026;26-014;8,5\n"
        let other = "512;Suess Anna;13.01.2026;26-014;8,5\n512;Suess Anna;;26-014;1\n"
        let sample = try desk.write(row + row + other, "a.csv")
        for options in [[], ["--as", "timesheet", "--out", desk.path("m.yaml")]] {
            let outcome = try await Executables.purlin(["onboard", sample] + options)
            #expect(outcome.output.contains("26-014 (4)") && outcome.output.contains("column 2"), "\(outcome)")
            #expect(!(outcome.output + outcome.errors).contains("Huber"))
        }
        #expect(try !String(contentsOfFile: desk.path("m.yaml"), encoding: .utf8).contains("Huber"))
    }

    @Test func whatIsNoTableIsToldInOneLine() async throws {
        let desk = try Desk()
        let zip = try desk.write("PK\u{3}\u{4}", "a.csv")
        let empty = try desk.write("", "b.csv")
        let pipe = desk.path("pipe.csv")
        #expect(mkfifo(pipe, 0o600) == 0)
        let cases = [
            (zip, "table as text"), (empty, "0 bytes"), (desk.path("none"), "there is no such file"),
            (desk.folder.path, "is no regular file"), (pipe, "is no regular file"),
        ]
        for (path, message) in cases {
            let outcome = try await Executables.purlin(["onboard", path, "--out", desk.path("m.yaml")])
            #expect(outcome.status == 1 && outcome.errors.contains(message), "\(path): \(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: desk.path("m.yaml")))
    }

    @Test(arguments: [
        (["--answer", "status"], "an answer is KEY=VALUE"), (["--as", "payslip"], "--as is one of"),
        (["--answer", "statu=approved"], "did you mean 'status'?"),
        (["--answer", "status=aproved"], "--answer status: must be one of submitted, approved, reopened"),
        (answers + ["--answer", "payCode.normal=REG"], "the answers make no mapping, and nothing is written"),
    ])
    func anAnswerThatIsNoneEndsWith64(arguments: [String], message: String) async throws {
        let desk = try Desk()
        let out = try desk.write("mine", "m.yaml")
        let outcome = try await Executables.purlin(["onboard", Self.sample, "--out", out, "--force"] + arguments)
        #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
        #expect(try String(contentsOfFile: out, encoding: .utf8) == "mine", "a wrong answer writes nothing")
    }

    @Test func aMappingThatAConfigurationNamesIsReadFromItsFolder() async throws {
        let site = try Site()
        try site.configure {
            $0.replacingOccurrences(of: "people:", with: "  time: {connector: csv, mapping: none.yaml}\npeople:")
        }
        let outcome = try await site.purlin("check")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("systems.time.mapping: names a file that cannot be used"), "\(outcome.errors)")
        #expect(outcome.errors.contains("none.yaml:1:1: cannot be read"))
    }
}
