import ArgumentParser
import Foundation

/// Prints speed beside ceilings that are measured in the same run: a figure alone says more of the machine than of us.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purlin-benchmarks",
        abstract: "Measure Purlin beside ceilings of the same machine, in one run."
    )

    @Option(help: "How many records each measurement takes.")
    var records = 20_000

    @Option(help: "How many records a commit of the saturated pipeline holds.")
    var batch = 100

    @Option(help: "Measure only this workload of the pipeline: \(PipelineBenchmark.Workload.names).")
    var workload: PipelineBenchmark.Workload?

    @Option(help: "Take --records each minute for so many minutes, in one store, and print the memory after each.")
    var minutes: Int?

    @Flag(help: "Print the figures of the pipeline as rows between tabs.")
    var rows = false

    @Flag(help: "Measure only what it costs to prove the journal.")
    var audit = false

    @Flag(help: "Measure only cost lines on their way into the simulated Odoo.")
    var odoo = false

    @Flag(help: "Measure only how long it takes to find a cent in a ledger of --records lines.")
    var reconciliation = false

    @Option(help: .hidden)
    var odooWorker: String?

    @Option(help: .hidden)
    var odooFrom = 0

    @Option(help: .hidden)
    var odooLosing = 0

    func validate() throws {
        guard batch >= 1 else { throw ValidationError("--batch must be 1 or more") }
        guard minutes ?? 1 >= 1 else { throw ValidationError("--minutes must be 1 or more") }
        guard records >= 100 else { throw ValidationError("--records must be 100 or more") }
    }

    func run() async throws {
        if let odooWorker {
            return try await WorkerProcess.run(odooWorker, lines: records, from: odooFrom, losing: odooLosing)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "purlin-benchmarks-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #if DEBUG
            if !rows { print("debug build: these figures say only that the benchmarks run\n") }
        #endif
        if odoo {
            for line in try await OdooBenchmark(lines: records).run() { print(line) }
            return
        }
        if reconciliation {
            for line in try await ReconciliationBenchmark(folder: folder, lines: records).run() { print(line) }
            return
        }
        if let minutes {
            let workload = workload ?? .saturated
            try await PipelineBenchmark(folder: folder, workload: workload, records: records, batch: batch)
                .run(minutes: minutes)
            return
        }
        if let workload {
            let count = workload == .serial ? max(records / 4, 100) : records
            let pipeline = PipelineBenchmark(folder: folder, workload: workload, records: count, batch: batch)
            let figures = try await pipeline.run()
            print(rows ? figures.row(batch: batch) : figures.description)
            return
        }
        if !audit { try PipelineBenchmark.Workload.allCases.forEach(runAlone) }
        for measurement in try await AuditBenchmark(folder: folder, entries: records).run() { print(measurement) }
        guard !audit else { return }
        for measurement in try await StoreBenchmark(folder: folder, records: records).run() { print(measurement) }
        for measurement in try JSONBenchmark(records: records).run() { print(measurement) }
        for measurement in try await ReconciliationBenchmark(folder: folder, lines: records).run() {
            print(measurement)
        }
        for line in try await OdooBenchmark(lines: records).run() { print(line) }
    }
}

extension Main {
    /// Runs a workload in a process of its own, whose memory is that of no other measurement.
    private func runAlone(_ workload: PipelineBenchmark.Workload) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [
                "--workload", workload.rawValue, "--records", "\(records)", "--batch", "\(batch)",
            ] + (rows ? ["--rows"] : [])
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
    }
}

extension PipelineBenchmark.Workload: ExpressibleByArgument {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// One figure, and what it is compared with.
struct Measurement: CustomStringConvertible {
    let name: String
    let perSecond: Double
    let unit: String
    let ceiling: (name: String, perSecond: Double)?

    var description: String {
        let figure = "\(name): \(Int(perSecond)) \(unit)"
        guard let ceiling else { return figure }
        let ratio = String(format: "%.2f", perSecond / ceiling.perSecond)
        return "\(figure); \(ceiling.name): \(Int(ceiling.perSecond)) \(unit); ratio \(ratio)"
    }
}

/// How many times a second something happened.
func rate(_ count: Int, _ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(count) / (Double(seconds) + Double(attoseconds) / 1e18)
}
