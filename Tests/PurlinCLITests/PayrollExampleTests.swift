import CSVConnector
import ConnectorRuntime
import ConnectorStore
import Foundation
import OdooConnector
import PayrollConnector
import PurlinCLI
import Testing

/// The example from hours to payroll to Odoo is one that a person can begin with.
struct PayrollExampleTests {
    private static let documentation = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation")

    @Test func theConfigurationIsSoundAndOnlyItsPlacesAreMissing() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("example-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["payroll.example.yaml", "samples"] {
            try FileManager.default.copyItem(
                at: Self.documentation.appendingPathComponent(name),
                to: folder.appendingPathComponent(name)
            )
        }
        for name in ["timesheets/incoming", "payroll/incoming", "payroll/outgoing"] {
            let path = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        }
        let key = folder.appendingPathComponent("odoo.key").path
        #expect(
            FileManager.default.createFile(
                atPath: key,
                contents: Data("x".utf8),
                attributes: [.posixPermissions: 0o600]
            )
        )

        let arguments = ["check", "--config", folder.appendingPathComponent("payroll.example.yaml").path]
        let checked = try await Self.output(of: arguments, endsWith: 1)
        #expect(checked.contains("the configuration is sound"), "\(checked)")
        let failed = checked.split(separator: "\n").filter { $0.hasPrefix("FAIL") || $0.hasPrefix("warn") }
        #expect(!failed.isEmpty && failed.allSatisfy { $0.hasPrefix("FAIL odoo: ") }, "\(checked)")
    }

    @Test(arguments: [
        ("[{number: \"1\", from: 2026-01-05, until: 2026-01-05}]", "employees[0].until: must be later than 'from'"),
        ("[{from: 2026-01-05}]", "employees[0].number: is missing"),
        ("[{number: \"1\", till: 2026-01-05}]", "employees[0].till: unknown key"),
        ("[\"000417\", {number: \"000512\", from: 2026-01-05}]", nil),
    ])
    func whoWorksThereIsRead(_ employees: String, _ message: String?) async throws {
        let path = Self.documentation.appendingPathComponent("payroll.example.yaml").path
        let example = try String(contentsOfFile: path, encoding: .utf8)
        let flow = "  timeToPayrollToJobCost:\n"
        #expect(example.contains(flow))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("staff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(
            at: Self.documentation.appendingPathComponent("samples"),
            to: folder.appendingPathComponent("samples")
        )
        let file = folder.appendingPathComponent("purlin.yaml").path
        try example.replacing(flow, with: "\(flow)    employees: \(employees)\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let arguments = ["governance", "lint", "--config", file]
        let printed = try await Self.output(of: arguments, endsWith: message == nil ? 0 : 78)
        #expect(message.map { printed.contains($0) } ?? printed.contains("the default holds"), "\(printed)")
    }

    @Test func itsCodesAndMappingCoverTheSample() async throws {
        let path = Self.documentation.path
        let files = ["\(path)/samples/timesheet.mapping.yaml", "\(path)/samples/stunden_2026-01.csv"]
        let configuration = ["--config", "\(path)/payroll.example.yaml", "--system", "time"]
        let covered = try await Self.output(of: ["codes", "coverage"] + files + configuration, endsWith: 0)
        #expect(covered.contains("11 of 11 lines are mapped, 82.25 of 82.25"), "\(covered)")
    }

    private static func output(of arguments: [String], endsWith status: Int32) async throws -> String {
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String]] in
            await Self.purlin(arguments)
        }
        return result.map { String(decoding: $0.standardOutputContent + $0.standardErrorContent, as: UTF8.self) } ?? ""
    }

    private static func purlin(_ arguments: [String]) async {
        do {
            let composition = Composition(
                registry: try ConnectorRegistry([CSVConnector.self, PayrollConnector.self, OdooConnector.self]),
                openStore: { (_, _) throws(StoreError) in InMemoryStore() },
                makeTransport: { _ in NoTransport() }
            )
            await composition.main(arguments)
        } catch {
            Issue.record(error)
        }
    }
}
