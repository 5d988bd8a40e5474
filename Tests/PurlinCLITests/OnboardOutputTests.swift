import ConnectorRuntime
import ConnectorStore
import Foundation
import PurlinCLI
import Testing

/// What `purlin onboard` and `rehearse` print of files that hold something personal.
struct OnboardOutputTests {
    /// A folder with a sample, removed with this object.
    private final class Desk: Sendable {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("onboard-\(UUID().uuidString)")

        init(_ sample: String) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try sample.write(toFile: path("sample.csv"), atomically: true, encoding: .utf8)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    }

    private static let header =
        "Emp No,Name,SSN,Work Date,Job,Cost Code,Pay Code,Hours,Approved By,Tax Ref,Comment,Gang"
    private static let rows = (5...24).map { day in
        let half = day.isMultiple(of: 2)
        return "00041\(day % 2),Lee,512-84-119\(day % 2),2026-01-\(day < 10 ? "0" : "")\(day),26-014,03-300,"
            + "\(half ? "Normal" : "REG"),8.50,P. Marsh \(day % 2),60122041\(day % 2),late by 1 hour,G\(day % 2)"
    }

    @Test(arguments: [
        ("Emp No,Work Date,Job,Hours\n", "a header and no rows"),
        ("\u{89}PNG\r\n\u{1A}\n\u{0}\u{0}\u{0}\rIHDR,1,2\n", "this is a picture (PNG)"),
    ])
    func whatHoldsNoTableIsToldByBothCommands(text: String, message: String) async throws {
        let desk = try Desk("")
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        try Data(bytes).write(to: desk.folder.appendingPathComponent("sample.csv"))
        try Self.mapping.write(toFile: desk.path("m.yaml"), atomically: true, encoding: .utf8)
        let (sample, mapping) = (desk.path("sample.csv"), desk.path("m.yaml"))
        for words in [["onboard", sample, "--out", desk.path("out.yaml")], ["map", "check", mapping, sample]] {
            let result = await #expect(
                processExitsWith: .exitCode(1),
                observing: [\.standardErrorContent]
            ) { [words = words as [String]] in
                await FileSite.purlin(words)
            }
            let errors = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
            #expect(errors.contains(message), "\(words): \(errors)")
        }
    }

    @Test(arguments: [["rehearse"], ["codes", "coverage"]])
    func aRehearsalMakesNoStoreAndCountsHours(command: [String]) async throws {
        let site = try FileSite("address: drop")
        let desk = try Desk("Emp No,Work Date,Job,Hours\n417,2026-01-13,26-014,8.5\n")
        try Self.mapping.write(toFile: desk.path("m.yaml"), atomically: true, encoding: .utf8)
        let words =
            command + [
                desk.path("m.yaml"), desk.path("sample.csv"), "--config", site.configuration, "--system", "drop",
            ]
        let result = await #expect(
            processExitsWith: .exitCode(1),
            observing: [\.standardOutputContent]
        ) { [words = words as [String]] in
            await Self.purlinWithStoreFile(words)
        }
        let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        #expect(output.contains("code    type  lines  hours  why"), "\(output)")
        #expect(!FileManager.default.fileExists(atPath: site.folder.path + "/purlin.sqlite"))
    }

    /// Runs a command whose store is a file, as a real one is.
    private static func purlinWithStoreFile(_ arguments: [String]) async {
        do {
            let composition = Composition(
                registry: try ConnectorRegistry([SampleFiles.self, SampleService.self]),
                openStore: { (path, _) throws(StoreError) in
                    _ = FileManager.default.createFile(atPath: path, contents: nil)
                    return InMemoryStore()
                },
                makeTransport: { _ in NoTransport() }
            )
            await composition.main(arguments)
        } catch {
            Issue.record(error)
        }
    }

    private static let mapping = """
        object: timesheet
        table: {dates: YYYY-MM-DD}
        fields:
          {employee: Emp No, date: Work Date, project: Job, costCode: Job, payCode: {constant: REG}, hours: Hours,
           status: {constant: approved}}

        """

    private static func onboard(
        _ rows: [String],
        _ answers: [String],
        endsWith status: Int32 = 0
    ) async throws -> String {
        let desk = try Desk(([header] + rows).joined(separator: "\n") + "\n")
        let arguments = ["onboard", desk.path("sample.csv"), "--out", desk.path("m.yaml")] + answers
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent]
        ) { [arguments = arguments as [String]] in
            await FileSite.purlin(arguments)
        }
        let written = try String(contentsOfFile: desk.path("m.yaml"), encoding: .utf8)
        return (result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? "") + written
    }

    @Test func noNameNumberOfAPersonOrRemarkIsPrinted() async throws {
        let said = try await Self.onboard(Self.rows, ["--answer", "status=approved"])
        #expect(
            said.contains("\n  Normal (10): --answer payCode.Normal=REG\n") && !said.contains("REG (10):"),
            "\(said)"
        )
        #expect(said.contains("G0 (10)") && said.contains("26-014 (20)"), "\(said)")
        for value in ["Lee", "512-84", "Marsh", "60122041", "1 hour"] {
            #expect(!said.contains(value), "\(value): \(said)")
        }
        #expect(said.contains("drop: [Name, SSN, Approved By, Tax Ref]"), "\(said)")
    }

    @Test func nothingPersonalOfARowThatIsOutOfPlaceIsPrinted() async throws {
        let rows = [
            "000410,Lee, Anna,512-84-1190,2026-01-06,26-014,03-300,REG,8.50,P. Marsh 0,601220410,late by 1 hour",
            "000410,Lee,512-84-1190,2026-01-06,512841190,03-300,601-22-0410,601220410,P. Marsh 0,601220410,late by 1 hour,G0",
        ]
        let said = try await Self.onboard(Self.rows + rows, ["--answer", "status=approved"], endsWith: 1)
        #expect(
            said.contains("1 rows that cannot be used") && said.contains("column 'Work Date': '(hidden, "),
            "\(said)"
        )
        for value in ["Lee", "Anna", "512-84", "512841", "Marsh", "601-22", "60122041", "1 hour"] {
            #expect(!said.contains(value), "\(value): \(said)")
        }
    }
}
