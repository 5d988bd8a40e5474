import CanonicalModel
import ConnectorConformance
import ConnectorKit
import EstimatingConnector
import Foundation
import JSON
import Testing

/// What the estimating connector needs of an estimating system: exports that say which estimate they are, and every line.
///
/// With `PURLIN_ESTIMATING_FILES` in the environment, a folder with exports of a real system, and
/// `PURLIN_ESTIMATING_IDENTITY` as the connector's `identity`, these files have to be understood.
@Suite(.serialized)
struct EstimatingContractTests {
    private static let real = [SystemFolder(real: "PURLIN_ESTIMATING_FILES")].compactMap(\.self)

    @Test(arguments: real)
    func everyExportOfARealSystemIsUnderstood(_ folder: SystemFolder) throws {
        let identity = ProcessInfo.processInfo.environment["PURLIN_ESTIMATING_IDENTITY"]
        let connector = try Self.connector(identity ?? "file:{number}_{revision}_{status}")
        var count = 0
        for name in try folder.names(in: "") { count += try folder.records(name, in: "", by: connector).count }
        #expect(count > 0, "no file of \(folder.url.path) is one that the connector reads")
    }

    /// A state of an estimate with what the export that follows says.
    struct State: Sendable {
        let name: String
        let status: Estimate.Status
    }

    /// A format of the simulator with where number, revision and status stand in it; none where the environment names a real
    /// system, of which nothing is asked.
    private static let formats =
        real.isEmpty
        ? [
            ("bc3", #"heading:{number}\{revision}\{status}"#), ("gaeb-x86", "heading:{number} Rev {revision} {status}"),
        ] : []
    private static let states = [
        State(name: "an estimate was revised", status: .open), State(name: "an estimate is awarded", status: .awarded),
        State(name: "an estimate is lost", status: .lost),
    ]

    @Test(arguments: formats, states)
    func anExportSaysWhichEstimateItIsAndWhatItCosts(
        _ format: (name: String, identity: String),
        _ state: State
    ) async throws {
        let folder = try await SystemFolder(
            "estimating-simulator",
            ["--seed", "1", "--format", format.name, "--story", "false"]
        )
        let made = try await folder.simulator?.control("POST", "given", ["state": .string(state.name)])
        let number = made?["made"]?["estimate"] ?? .null
        try await folder.simulator?.control("POST", "estimates", ["action": "export", "estimate": number])
        let files = try folder.names(in: "outbound")
        let connector = try Self.connector(format.identity)
        let records = try files.flatMap { try folder.records($0, in: "outbound", by: connector) }
        let estimates = try records.map { try Estimate(JSONReader($0.payload)) }
        let newest = try #require(estimates.last)
        #expect(newest.number == "E26-030")
        #expect(newest.status == state.status)
        let concrete = newest.lines.first { $0.quantity == 1500 }
        #expect(concrete?.amount == 18_225, "1500 m² at 12.15")
        await folder.end()
    }

    private static func connector(_ identity: String) throws -> EstimatingConnector {
        try EstimatingConnector(
            configuration: ConnectorConfiguration(
                system: "estimating",
                values: ["identity": .text(identity), "currency": .text("USD")]
            ),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 1_767_600_000)),
                log: RecordingLog()
            )
        )
    }
}
