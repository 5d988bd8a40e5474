import CanonicalModel
import ConnectorConformance
import ConnectorKit
import Foundation
import JSON
import PayrollConnector
import Testing

/// What the payroll connector needs of payroll: that it takes the files, answers them, and writes registers.
///
/// With `PURLIN_PAYROLL_FILES` in the environment, a folder with answers and registers of a real payroll, and
/// `PURLIN_PAYROLL_LAYOUT` (`adp` if it is not set), these files have to be understood; nothing is sent there.
@Suite(.serialized)
struct PayrollContractTests {
    private static let real = [SystemFolder(real: "PURLIN_PAYROLL_FILES")].compactMap(\.self)
    /// None where the environment names a real payroll, to which nothing is sent.
    private static let layouts = real.isEmpty ? ["adp", "paychex", "vista"] : []

    @Test(arguments: real)
    func everyFileOfARealPayrollIsUnderstood(_ folder: SystemFolder) throws {
        let layout = ProcessInfo.processInfo.environment["PURLIN_PAYROLL_LAYOUT"] ?? "adp"
        let connector = try Self.connector(layout)
        var count = 0
        for name in try folder.names(in: "") { count += try folder.records(name, in: "", by: connector).count }
        #expect(count > 0, "no file of \(folder.url.path) is one that the connector reads")
    }

    @Test(arguments: layouts)
    func hoursOfPeopleAndJobsThatPayrollKnowsAreAccepted(_ layout: String) async throws {
        try await withPayroll(layout, ["an employee exists", "a job is open"]) { folder, connector in
            let answers = try await answers(to: try Self.batch(), folder, connector)
            #expect(answers.map(\.status) == [.accepted])
            #expect(answers.first?.batch == "260105")
            #expect(answers.first?.hoursAccepted == 8)
        }
    }

    @Test(arguments: layouts, ["an employee has left", "a job is closed"])
    func hoursThatPayrollDoesNotTakeAreRefusedByRow(_ layout: String, _ state: String) async throws {
        let states =
            state == "a job is closed"
            ? ["an employee exists", state] : ["an employee exists", "a job is open", state]
        try await withPayroll(layout, states) { folder, connector in
            let answers = try await answers(to: try Self.batch(), folder, connector)
            let rejects = answers.flatMap(\.rejects)
            #expect(rejects.map(\.row) == [2])
            #expect(rejects.allSatisfy { !$0.code.isEmpty })
            #expect(answers.contains { $0.status == .rejected || $0.hoursAccepted == 0 })
        }
    }

    @Test(arguments: layouts.prefix(1))
    func aRegisterIsOneRunWithItsHours(_ layout: String) async throws {
        let states = ["an employee exists", "a job is open", "a register was posted"]
        try await withPayroll(layout, states) { folder, connector in
            let names = try folder.names(in: "outbound").filter { $0.hasPrefix("register") }
            let records = try names.flatMap { try folder.records($0, in: "outbound", by: connector) }
            let registers = try records.map { try PayrollRegister(JSONReader($0.payload)) }
            #expect(registers.count == 1)
            #expect(registers.first?.lines.reduce(0) { $0 + $1.hours } == 8)
        }
    }

    private func withPayroll(
        _ layout: String,
        _ states: [String],
        _ body: (SystemFolder, PayrollConnector) async throws -> Void
    ) async throws {
        let folder = try await SystemFolder(
            "payroll-simulator",
            ["--layout", layout, "--start", "2026-01-05T12:00:00Z"]
        )
        for state in states { try await folder.simulator?.control("POST", "given", ["state": .string(state)]) }
        try await body(folder, try Self.connector(layout))
        await folder.end()
    }

    /// What payroll answers to a batch within half an hour.
    private func answers(
        to delivery: Delivery,
        _ folder: SystemFolder,
        _ connector: PayrollConnector
    ) async throws -> [PayrollBatchResult] {
        guard case .file(let file) = connector.file(for: delivery) else {
            Issue.record("\(connector.file(for: delivery))")
            return []
        }
        try folder.leave(file, in: "inbound")
        try await folder.simulator?.control("POST", "clock", ["set": "2026-01-05T12:30:00Z"])
        let records = try folder.names(in: "outbound").flatMap { try folder.records($0, in: "outbound", by: connector) }
        return try records.map { try PayrollBatchResult(JSONReader($0.payload)) }
    }

    private static func batch() throws -> Delivery {
        let day = try #require(CalendarDate("2025-12-30"))
        let batch = PayrollBatch(
            batch: "260105",
            company: "KST",
            periodStart: day.adding(days: -1),
            periodEnd: day.adding(days: 5),
            lines: [
                PayrollBatch.Line(
                    entries: ["time/1"],
                    employee: "000417",
                    project: "26-014",
                    costCode: "03-300",
                    payCode: "REG",
                    date: day,
                    hours: 8
                )
            ]
        )
        return Delivery(
            key: "PayrollBatch/KST/260105",
            object: PayrollBatch.name,
            payload: batch.json,
            controlTotals: batch.controlTotals
        )
    }

    private static func connector(_ layout: String) throws -> PayrollConnector {
        let own: [String: ConnectorConfiguration.Value] =
            switch layout {
            case "adp": ["companyCode": .text("KST")]
            case "paychex": ["clientId": .text("KST00001")]
            default: [:]
            }
        return try PayrollConnector(
            configuration: ConnectorConfiguration(
                system: "payroll",
                values: own.merging(["layout": .text(layout)]) { own, _ in own }
            ),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 1_767_614_400)),
                log: RecordingLog()
            )
        )
    }
}
