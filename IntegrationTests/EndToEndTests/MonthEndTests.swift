import Foundation
import JSON
import Testing

/// The month end, with real executables.
struct MonthEndTests {
    private static let scenarios = Executables.package.appending(path: "IntegrationTests/Scenarios")

    @Test(.timeLimit(.minutes(5)))
    func everyPlantedExceptionIsFoundAndNoneInvented() async throws {
        let file = Self.scenarios.appending(path: "month-end.yaml")
        let run = try await Executables.purlin(["scenario", "run", file.path, "--json"])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let play = try run.answer()["plays"]?[0]
        #expect(play?["expectations"] == 5 && play?["sound"] == true, "\(run.output)")
    }

    /// The same companies with twenty people each.
    @Test(.timeLimit(.minutes(5)))
    func aSmallMonthEndIsTheSameAgain() async throws {
        let bench = try MonthEndBench { $0 }
        let run = try await Executables.purlin([
            "scenario", "run", bench.file.path, "--seeds", "2", "--repeat", "2", "--parallel", "2", "--json",
        ])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        let plays = try run.answer()["plays"]?.arrayValue ?? []
        let transcripts = plays.compactMap { $0["transcript"]?.stringValue }
        #expect(transcripts.count == 4 && transcripts[0] == transcripts[1] && transcripts[2] == transcripts[3])
        #expect(transcripts[0] != transcripts[2], "another seed draws other hours")
    }

    @Test(.timeLimit(.minutes(5)))
    func whatIsMissedInventedOrPaidOtherwiseIsTold() async throws {
        let rate = #"{of: payroll-north, path: rates, body: '{"employee":"000401","rate":"99.0000"}'}"#
        let void = #"{of: payroll-north, path: runs, body: '{"void":612}'}"#
        let bench = try MonthEndBench { text in
            text.replacing(
                "expect:\n",
                with: """
                      - exception: {kind: unknown_batch, about: [260119]}
                      - hours: {in: time-south, employee: "401", project: 26-201, code: 77-777, hours: 1.00, on: 2026-01-12}
                      - control: [\(rate), \(void)]
                      - at: "2026-02-03 09:00"

                    expect:

                    """
            )
        }
        let run = try await Executables.purlin(["scenario", "run", bench.file.path])
        #expect(run.status == 1, "\(run.output) \(run.errors)")
        let wanted = [
            "1 were not found, and 1 cases are about none of them", "not found: unknown_batch about 260119",
            "invented: unmapped_cost_code: the code '77-777' of time-south",
            "days differ between payroll-north and odoo-north",
            "decisions that wait: expected 0, found 1",
        ]
        for text in wanted { #expect(run.output.contains(text), "\(text): \(run.output)") }
    }
}

/// A copy of the month end with small crews, removed with this object.
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
        try change(text.replacing("employees: 250", with: "employees: 20").replacing("\"250\"", with: "\"20\""))
            .write(to: file, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
