import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// `purlin masters compare` on a site whose service lists the projects 26-014 and 25-001, of which the second is over.
struct MastersCommandTests {
    private static let pier = "{code: 26-014, name: Pier}"

    @Test func listsThatAreEqualAreToldSo() async throws {
        let printed = try await Self.output(of: [], projects: Self.pier)
        #expect(printed.contains("project  configuration       1  other               1           0"), "\(printed)")
        #expect(printed.contains("not compared: employee: the configuration lists none"), "\(printed)")
        #expect(printed.hasSuffix("equal\n"), "\(printed)")
    }

    @Test func whatDiffersIsNamed() async throws {
        let projects = "{code: 26-015, name: Quay}"
        let printed = try await Self.output(of: [], projects: projects, endsWith: 1)
        let unknown = "unknown project 26-014: other has it, and the configuration does not"
        #expect(printed.contains(unknown), "\(printed)")
        let missing = "missing project 26-015: other does not have it; it is still to be delivered"
        #expect(printed.contains(missing), "\(printed)")
        #expect(printed.contains("\n2 differ\n"), "\(printed)")
    }

    @Test func aProgramReadsTheSame() async throws {
        let projects = "{code: 26-015, name: Quay}"
        let printed = try await Self.output(of: ["--kind", "project", "--json"], projects: projects, endsWith: 1)
        let answer = try JSON(parsing: String(printed.prefix { $0 != "\n" }))
        #expect(answer["verdict"] == "differs" && answer["comparisons"]?[0]?["held"] == 1)
        let first = answer["differences"]?[0]
        #expect(first?["key"] == "26-014" && first?["kind"] == "unknown" && first?["holder"] == "other")
        #expect(answer["notCompared"]?.arrayValue == [])
    }

    @Test func aRuleMayNameTheOwnerOfAMaster() async throws {
        let rule = "ownership:\n  Project:\n    - {stage: register, owner: odoo}\n"
        let site = try FileSite("address: drop").governed(by: rule)
        let lint = ["governance", "lint", "--config", site.configuration]
        _ = try await FileSite.output(of: lint, endsWith: 0)
        let show = ["governance", "show", "ownership", "--config", site.configuration]
        let lines = try await FileSite.output(of: show, endsWith: 0).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("Project ") && $0.contains("odoo") && $0.hasSuffix("governance.yaml:3") })
        let handedOn = try FileSite("address: drop").governed(
            by: rule.replacing("owner: odoo", with: "owner: odoo, until: [EstimateAwarded]")
        )
        let refused = ["governance", "lint", "--config", handedOn.configuration]
        let printed = try await FileSite.output(of: refused, endsWith: 78)
        #expect(printed.contains("no event hands it on"), "\(printed)")
    }

    private static let refusals: [(arguments: [String], status: Int32, message: String)] = [
        (["--system", "nobody"], 64, "there is no system 'nobody' in the configuration"),
        (["--kind", "vendor"], 64, "must be one of project, costCode, employee, equipment, found 'vendor'"),
        (["--kind", "employee"], 78, "there is nothing to compare"),
        (["--kind", "equipment"], 69, "not compared: equipment of other: GET machines: not available (HTTP 503)"),
    ]

    @Test(arguments: refusals)
    func whatCannotBeComparedIsTold(_ arguments: [String], _ status: Int32, _ message: String) async throws {
        let printed = try await Self.output(of: arguments, projects: Self.pier, endsWith: status)
        #expect(printed.contains(message), "\(printed)")
    }

    // MARK: A site

    private static func output(
        of arguments: [String],
        projects: String,
        endsWith status: Int32 = 0
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        let machines = arguments.contains("equipment") ? ", equipment: [{code: EX-104, category: any}]" : ""
        let flow = "to: other, projects: [\(projects)]\(machines)}"
        try text.replacing("to: other}", with: flow)
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let command = ["masters", "compare"] + arguments + ["--config", site.configuration]
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [command = command as [String]] in
            try await Self.purlin(command)
        }
        let printed = try #require(result)
        return String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
    }

    private static func purlin(_ command: [String]) async throws {
        let store = InMemoryStore()
        let composition = Composition(
            registry: try ConnectorRegistry([SampleFiles.self, ListingService.self]),
            openStore: { (_, _) throws(StoreError) in store },
            makeTransport: { _ in NoTransport() }
        )
        await composition.main(command)
    }
}

/// A service that lists projects, and whose list of machines is down.
struct ListingService: RESTSource, RESTSink {
    static let manifest = SampleService.manifest

    let streams = [
        SourceStream(name: "projects", object: Project.name), SourceStream(name: "machines", object: Equipment.name),
    ]
    let batchLimit = 1

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        guard stream.object == Project.name else {
            throw .unavailable(endpoint: "GET machines", reason: "HTTP 503", retryAfter: nil)
        }
        let projects = [
            Project(code: "26-014", title: "Pier", timeZone: "America/Denver"),
            Project(code: "25-001", title: "Dam", timeZone: "America/Denver", isArchived: true),
        ]
        let records = projects.map { SourceRecord($0, id: $0.code, at: Instant(seconds: 1_767_600_000)) }
        return RecordPage(records: records, next: nil, hasMore: false)
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { [] }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }
}
