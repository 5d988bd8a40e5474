import Foundation
import JSON
import Testing

/// `purlin scenario`, as a person in quality assurance uses it, with real executables.
struct ScenarioTests {
    private static let reference = Executables.package.appending(path: "IntegrationTests/Scenarios/reference.yaml")

    @Test(.timeLimit(.minutes(5)))
    func theReferenceScenarioHoldsToTheCent() async throws {
        let run = try await Executables.purlin(["scenario", "run", Self.reference.path, "--json"])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let play = try run.answer()["plays"]?[0]
        #expect(play?["expectations"] == 26, "\(run.output)")
        #expect(play?["sound"] == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func whatIsWrittenNewHoldsAndIsNotOverwritten() async throws {
        let bench = try Bench()
        #expect(try await bench.purlin("new", bench.file).status == 0)
        let lint = try await bench.purlin("lint", bench.file)
        #expect(lint.status == 0 && lint.output.contains("late-hours"), "\(lint.output) \(lint.errors)")
        let run = try await bench.purlin("run", bench.file, "--seeds", "3", "--parallel", "2")
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        #expect(run.output.contains("[3/3] late-hours, seed "), "\(run.output)")
        #expect(run.output.hasSuffix("3 plays, 15 expectations hold\n"), "\(run.output)")

        let again = try await bench.purlin("new", bench.file)
        #expect(again.status == 1 && again.errors.contains("is there already"), "\(again.errors)")
    }

    @Test(.timeLimit(.minutes(5)))
    func theSameSeedEndsTheSame() async throws {
        let bench = try Bench()
        #expect(try await bench.purlin("new", bench.file).status == 0)
        try bench.change { $0.replacing("systems:\n", with: "systems:\n  fleet: {simulator: telematics}\n") }
        var digests: [JSON?] = []
        for seed in ["5", "5", "6"] {
            let run = try await bench.purlin("run", bench.file, "--seed", seed, "--json")
            digests.append(try run.answer()["plays"]?[0]?["digest"])
        }
        #expect(digests[0]?.stringValue?.count == 64)
        #expect(digests[0] == digests[1])
        #expect(digests[0] != digests[2], "another seed invents other work")
    }

    @Test(.timeLimit(.minutes(5)))
    func whatDoesNotHoldIsToldWithItsStory() async throws {
        let bench = try Bench()
        #expect(try await bench.purlin("new", bench.file).status == 0)
        try bench.change { text in
            text.replacing("scenario: \"late-hours\"", with: "scenario: late & <odd>")
                .replacing("revised: 170494.20", with: "revised: 170494.21")
        }
        let (junit, html) = (bench.folder.appending(path: "out.xml"), bench.folder.appending(path: "out.html"))
        let run = try await bench.purlin("run", bench.file, "--junit", junit.path, "--html", html.path)
        #expect(run.status == 1, "\(run.output) \(run.errors)")
        let wanted = [
            "late-hours.yaml:19:3: revised budget of 26-014: expected 170494.21, found 170494.2",
            "the story of 26-014:",
            "again: purlin scenario run \(bench.file) --seed 1 --keep", "1 play, 1 failed",
        ]
        for text in wanted { #expect(run.output.contains(text), "\(text): \(run.output)") }

        let suite = try XMLText(String(contentsOf: junit, encoding: .utf8))
        #expect(suite.counts["testsuite"] == 1 && suite.counts["failure"] == 1, "\(suite.counts)")
        #expect(suite.attributes["testsuite"]?["name"] == "late & <odd>")
        #expect(suite.attributes["testsuite"]?["failures"] == "1")
        let page = try String(contentsOf: html, encoding: .utf8)
        #expect(page.contains("late &amp; &lt;odd&gt;") && !page.contains("<odd>"))
        #expect(page.contains("The story of 26-014") && page.contains("aria-label=\"sequence\""))
        #expect(
            !page.contains("src=") && !page.contains("href=") && !page.contains("<script"),
            "loads and runs nothing"
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func anAnswerThatIsLostCostsNothingAndIsSeen() async throws {
        let bench = try Bench()
        try bench.useReferenceSite(Self.lostAnswer)
        let run = try await bench.purlin("run", bench.file, "--json")
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let faults = try run.answer()["plays"]?[0]?["faults"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(faults.count == 1 && faults[0].hasPrefix("odoo: dropAnswer"), "\(faults)")
    }

    @Test(.timeLimit(.minutes(5)))
    func aSystemThatIsAwayForAnHourIsServedAfterwards() async throws {
        let bench = try Bench()
        let lines = Self.lostAnswer.components(separatedBy: "\n").flatMap { line -> [String] in
            switch line {
            case _ where line.contains("fault: {"): ["  - down: {system: odoo, for: 1h}"]
            case _ where line.contains("note: Odoo commits") || line.contains("fired:"): []
            case "expect:": ["  - at: \"2026-01-09 11:30\"", "  - at: \"2026-01-09 12:00\"", line]
            default: [line]
            }
        }
        try bench.useReferenceSite(lines.joined(separator: "\n"))
        let run = try await bench.purlin("run", bench.file, "--json")
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let faults = try run.answer()["plays"]?[0]?["faults"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(faults.count == 1 && faults[0].hasPrefix("odoo: refuse"), "\(faults)")
    }

    /// A scenario that cannot be played on is no expectation that fails.
    @Test(.timeLimit(.minutes(5)))
    func anApprovalOfNothingEndsTheScenario() async throws {
        let bench = try Bench()
        #expect(try await bench.purlin("new", bench.file).status == 0)
        try bench.change { $0.replacing("steps:\n", with: "steps:\n  - approve: {as: ben}\n") }
        let run = try await bench.purlin("run", bench.file)
        #expect(run.status == 69, "\(run.output) \(run.errors)")
        #expect(run.output.contains("late-hours.yaml:12:5: 0 requests wait, at least 1 must"), "\(run.output)")
    }

    @Test(.timeLimit(.minutes(5)))
    func anApprovalMeansOnlyWhatConcernsItsTopic() async throws {
        let bench = try Bench()
        let approvals = "  - approve: {as: pat, topic: 26-099}\n  - at: \"2026-01-05 14:00\"\n"
        try bench.useReferenceSite(
            Self.lostAnswer.replacing(
                """
                  - approve: {as: pat, role: payroll}
                  - approve: {as: fay, role: payroll}
                  - at: "2026-01-05 14:00"

                """,
                with: approvals
            )
        )
        let run = try await bench.purlin("run", bench.file)
        #expect(run.status == 69, "\(run.output) \(run.errors)")
        #expect(run.output.contains("0 requests wait that concern 26-099, at least 1 must"), "\(run.output)")
    }

    /// `purlin run` never ends by itself, so that the step would last for ever.
    @Test(.timeLimit(.minutes(5)))
    func aStepThatTakesTooLongIsEndedAndTold() async throws {
        let bench = try Bench()
        #expect(try await bench.purlin("new", bench.file).status == 0)
        try bench.change { $0.replacing("steps:\n", with: "steps:\n  - purlin: {run: [run]}\n") }
        let step = try await bench.purlin("run", bench.file, "--step-limit", "1s")
        #expect(step.status == 69, "\(step.output) \(step.errors)")
        let place = "late-hours.yaml:12:5: "
        #expect(step.output.contains("\(place)this took longer than 1 s of the machine's time"), "\(step.output)")

        let play = try await bench.purlin("run", bench.file, "--limit", "4s")
        #expect(play.status == 69, "\(play.output) \(play.errors)")
        #expect(play.output.contains("\(place)the play took longer than 4 s of the machine's time"), "\(play.output)")
    }

    @Test func whatIsWrongWithAFileIsToldWithLineAndColumn() async throws {
        let bench = try Bench()
        try "scenario: x\nstart: 2026-01-05 08:00\ntimeZone: UTC\nsite: x\nsystems: {}\nsteps:\n  - aprove: {as: pat}\n"
            .write(toFile: bench.file, atomically: true, encoding: .utf8)
        let lint = try await bench.purlin("lint", bench.file)
        #expect(lint.status == 78)
        let line = "\(bench.file):7:5: steps[0].aprove: unknown word 'aprove'; did you mean 'approve'?"
        #expect(lint.errors.contains(line), "\(lint.errors)")
        #expect(try await bench.purlin("run", bench.file).status == 78)
    }

    private static let lostAnswer = """
        scenario: lost answer
        start: "2026-01-05 06:00"
        timeZone: America/Denver
        site: reference
        environment: {ODOO_KEY: connector, FLEET_PASSWORD: fleet-demo}
        systems:
          estimating: {simulator: estimating, options: {story: "false"}}
          payroll: {simulator: payroll}
          fleet: {simulator: telematics}
          odoo: {simulator: odoo, options: {grant-fleet: "true"}}
          time: {drop: timesheets}
          changes: {drop: change-orders}
        steps:
          - hours: {employee: "417", project: 26-014, code: 03-300, hours: 8.00, on: [2025-12-29, 2025-12-30]}
          - at: "2026-01-05 13:00"
          - approve: {as: pat, role: payroll}
          - approve: {as: fay, role: payroll}
          - at: "2026-01-05 14:00"
          - at: "2026-01-05 14:30"
          - at: "friday 08:00"
          - at: "2026-01-09 08:10"
          - fault: {on: odoo, kind: dropAnswer, bodyContains: '"load"', times: 1}
            note: Odoo commits, and its answer is lost.
          - approve: {as: fay, role: finance}
          - approve: {as: cal, role: finance}
          - at: "2026-01-09 09:00"
          - at: "2026-01-09 11:00"
        expect:
          costs: {project: 26-014, code: 03-300, hours: 16.00, amount: -887.08}
          nothingElse: "true"
          fired: {of: odoo, times: 1}
          cases: {unknown_equipment: 9}

        """
}

/// A folder for one scenario, removed with this object.
private final class Bench {
    let folder: URL
    var file: String { folder.appending(path: "late-hours.yaml").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func purlin(_ arguments: String...) async throws -> Executables.Outcome {
        try await Executables.purlin(["scenario"] + arguments)
    }

    func change(_ change: (String) -> String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try change(text).write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// Writes a scenario that plays at the site of the reference scenario.
    func useReferenceSite(_ text: String) throws {
        let site = Executables.package.appending(path: "IntegrationTests/Scenarios/reference")
        try FileManager.default.copyItem(at: site, to: folder.appending(path: "reference"))
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
}

/// The elements of an XML text: how many there are, and the attributes of the last of each name.
private struct XMLText {
    var counts: [String: Int] = [:]
    var attributes: [String: [String: String]] = [:]

    init(_ text: String) throws {
        for match in text.matches(of: #/<([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*/?>/#) {
            let name = String(match.1)
            counts[name, default: 0] += 1
            for pair in match.2.matches(of: #/([a-z]+)="([^"]*)"/#) {
                attributes[name, default: [:]][String(pair.1)] = Self.plain(String(pair.2))
            }
        }
        try #require(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        let closed = counts.keys.allSatisfy { text.contains("</\($0)>") || text.contains("/>") }
        try #require(closed, "not closed: \(text)")
    }

    private static func plain(_ text: String) -> String {
        let references = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#10;": "\n"]
        return references.reduce(text) { $0.replacing($1.key, with: $1.value) }.replacing("&amp;", with: "&")
    }
}
