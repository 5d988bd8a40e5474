import Foundation
import JSON
import Testing

/// The month end, with real executables.
struct MonthEndTests {
    /// With twenty people and ten machines a company; whoever has more time plays the file itself.
    @Test(.timeLimit(.minutes(10)))
    func everyPlantedExceptionIsFoundAndNoneInvented() async throws {
        let bench = try MonthEndBench { $0 }
        let run = try await Executables.purlin(["scenario", "run", bench.file.path, "--json"])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let play = try run.answer()["plays"]?[0]
        #expect(play?["expectations"] == 8 && play?["sound"] == true, "\(run.output)")
    }

    @Test(.timeLimit(.minutes(10)))
    func aWeekIsTheSameAgain() async throws {
        let bench = try MonthEndBench { text in
            text.through("  - at: \"2026-01-19 14:00\"\n") + "expect: {planted: found, budgets: awarded}\n"
        }
        let run = try await Executables.purlin([
            "scenario", "run", bench.file.path, "--seeds", "2", "--repeat", "2", "--parallel", "2", "--json",
        ])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let plays = try run.answer()["plays"]?.arrayValue ?? []
        let transcripts = plays.compactMap { $0["transcript"]?.stringValue }
        #expect(transcripts.count == 4 && transcripts[0] == transcripts[1] && transcripts[2] == transcripts[3])
        #expect(transcripts[0] != transcripts[2], "another seed draws other hours, machines and estimates")
    }

    @Test(.timeLimit(.minutes(10)))
    func whatIsMissedInventedOrBookedOtherwiseIsTold() async throws {
        let rate = #"{of: payroll-north, path: rates, body: '{"employee":"000401","rate":"99.0000"}'}"#
        let void = #"{of: payroll-north, path: runs, body: '{"void":612}'}"#
        let line = #"{"action":"change-line","estimate":"E26-102","line":1,"quantity":"1.00"}"#
        let bench = try MonthEndBench { text in
            text.through("  - approve: {as: fay, role: finance, atLeast: 2}\n") + """
                  - exception: {kind: unknown_batch, about: [260119]}
                  - hours: {in: time-south, employee: "401", project: 26-201, code: 77-777, hours: 1.00, on: 2026-01-12}
                  - control: [\(rate), \(void), {of: estimating-north, path: estimates, body: '\(line)'}]
                  - at: "2026-01-22 20:00"
                expect:
                  paid: {of: payroll-north, in: odoo-north, without: [02-315]}
                  worked: {of: fleet-north, in: odoo-north, until: 2026-01-20}
                  budgets: awarded
                  planted: found
                  approvals: 0

                """
        }
        let run = try await Executables.purlin(["scenario", "run", bench.file.path])
        #expect(run.status == 1, "\(run.output) \(run.errors)")
        let wanted = [
            "1 were not found, and 1 cases are about none of them", "not found: unknown_batch about 260119",
            "invented: unmapped_cost_code: the code '77-777' of time-south",
            "days differ between payroll-north and odoo-north", "decisions that wait: expected 0, found ",
            // Nobody has approved what machines worked since Monday.
            "days of machines differ between fleet-north and odoo-north",
            "1 of 96 positions of budgets differ from what was awarded; the first is 26-102 ",
        ]
        for text in wanted { #expect(run.output.contains(text), "\(text): \(run.output)") }
    }
}

extension String {
    /// The text up to the end of a line.
    fileprivate func through(_ line: String) -> String {
        range(of: line).map { String(self[..<$0.upperBound]) } ?? self
    }
}

/// A copy of the month end with small crews and the machines of the story alone, removed with this object.
private final class MonthEndBench {
    private let folder: URL
    let file: URL

    init(_ change: (String) -> String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "month-end-\(UUID().uuidString)")
        file = folder.appending(path: "month-end.yaml")
        let source = Executables.package.appending(path: "IntegrationTests/Scenarios")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: source.appending(path: "month-end"),
            to: folder.appending(path: "month-end")
        )
        let text = try String(contentsOf: source.appending(path: "month-end.yaml"), encoding: .utf8)
        let small = [
            "employees: 250": "employees: 20", "\"250\"": "\"20\"", "machines: \"115\"": "machines: \"0\"",
            "machines: 50": "machines: 5", "machines: 25": "machines: 3",
        ]
        try change(small.reduce(text) { $0.replacing($1.key, with: $1.value) })
            .write(to: file, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
