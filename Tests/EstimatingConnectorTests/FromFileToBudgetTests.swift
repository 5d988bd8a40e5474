import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import EstimatingConnector
import Foundation
import JSON
import Testing

/// Files that are dropped become a budget: the whole way through the runtime, as in step 1 of domain.md §9a.
struct FromFileToBudgetTests {
    private static let later = ReferenceBill.bc3.replacing("161894.20", with: "162644.20")
        .replacing("\\\\420\\|", with: "\\\\430\\|")

    @Test func anAwardAndALaterRevisionComeOutToTheCent() async throws {
        let office = try DropOffice()
        try await office.take("E26-014_02_bid.bc3", ReferenceBill.bc3)
        #expect(try await office.revised == nil)
        try await office.take("E26-014_03_AWARDED.bc3", ReferenceBill.bc3 + "\r\n")
        #expect(try await office.revised == "161894.2")

        try await office.take("E26-014_04_won.bc3", Self.later)
        #expect(try await office.revised == "161894.2")
        let desk = ApprovalDesk(people: office.people, store: office.store)
        let request = try #require(try await office.store.approvals(onlyPending: true).first)
        await #expect(throws: GovernanceError.self) {
            try await desk.decide(request, isApproved: true, by: "ann", reason: nil, at: office.clock.now)
        }
        try await desk.decide(request, isApproved: true, by: "vera", reason: nil, at: office.clock.now)
        try await office.run()
        #expect(try await office.revised == "162644.2")
        #expect(try await office.openCases == [])
        #expect(office.files.files.allSatisfy { $0.hasPrefix("processed/") })
    }

    /// Estimating owns a revision until it is budget (domain.md E-4); the same content again is no write (E-6).
    @Test func aRevisionThatIsBudgetIsNotChangedByASecondExport() async throws {
        let office = try DropOffice()
        try await office.take("E26-014_03_AWARDED.bc3", ReferenceBill.bc3)
        let notes = try await office.store.journal(topic: "E26-014/03").map(\.content.body)
            .filter { $0.contains("HandedOff") }
        #expect(
            notes.count == 1 && notes[0].contains("EstimateAwarded") && notes[0].contains("BudgetLoaded"),
            "\(notes)"
        )

        try await office.take("E26-014_03_won.bc3", Self.later)
        #expect(try await office.openCases == ["ownership_conflict:Estimate/E26-014/03/estimating"])
        #expect(try await office.store.approvals(onlyPending: true).isEmpty)
        #expect(try await office.revised == "161894.2")
    }

    @Test func codesThatNobodyMappedHoldTheRevisionUntilTheyAreMapped() async throws {
        var office = try DropOffice()
        office.missing = ["31-600"]
        try await office.take("E26-014_03_AWARDED.bc3", ReferenceBill.bc3)
        #expect(try await office.openCases == ["unmapped_cost_codes:E26-014/03"])
        #expect(try await office.revised == nil)

        office.missing = []
        let number = try #require(try await office.store.cases(onlyOpen: true).first).number
        let desk = CaseDesk(settings: try office.settings, store: office.store)
        try await desk.retry(number, by: "vera", at: office.clock.now)
        try await office.run()
        #expect(try await office.revised == "161894.2")
        #expect(try await office.openCases == [])
    }

    @Test func anAwardForNobodysProjectIsHeldAndTakenOnceTheProjectIsListed() async throws {
        var office = try DropOffice()
        office.estimates = []
        try await office.take("E26-014_03_AWARDED.bc3", ReferenceBill.bc3)
        #expect(try await office.openCases == ["unassigned_estimate:E26-014"])

        office.estimates = ["E26-014"]
        let number = try #require(try await office.store.cases(onlyOpen: true).first).number
        let desk = CaseDesk(settings: try office.settings, store: office.store)
        try await desk.retry(number, by: "vera", at: office.clock.now)
        try await office.run()
        #expect(try await office.revised == "161894.2")
    }

    @Test func aFileThatCannotBeUsedIsRejectedWithItsReason() async throws {
        let office = try DropOffice()
        try await office.take("E26-014_03_AWARDED.bc3", ReferenceBill.bc3.replacing("12.15|", with: "12,15|"))
        #expect(try await office.openCases == ["unusable_file:estimating/E26-014_03_AWARDED.bc3"])
        let reason = office.files.bytes(at: "rejected/E26-014_03_AWARDED.bc3.reason.txt")
        #expect(String(decoding: reason ?? [], as: UTF8.self).contains("'12,15'"))
        #expect(try await office.revised == nil)
    }

    /// Whatever this flow or this connector raises, an operator finds in the catalogue.
    @Test(arguments: [
        "alternates_alone", "budget_currency", "companion_mismatch", "companion_missing", "duplicate_item_numbers",
        "estimate_out_of_order",
        "estimate_total_mismatch", "unassigned_estimate", "unknown_project", "unmapped_cost_codes", "unpriced_estimate",
        "unusable_estimate", "entity_declaration",
    ])
    func everyKindOfCaseIsInTheCatalogueOrTheReadme(kind: String) throws {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Plugins/EstimatingConnector/README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        #expect(CaseCatalogue.kind(named: kind) != nil || text.contains("`\(kind)`"))
    }
}

/// A runtime between a drop folder and a flow whose ledger is its own.
private struct DropOffice {
    let clock = ManualClock(Instant(seconds: 1_767_700_000))
    let store = InMemoryStore()
    let files = InMemoryFileTransport(folders: ["incoming", "outgoing"], tellsTimes: true)
    let people = [Person(id: "vera", roles: ["budget-manager"]), Person(id: "ann", roles: ["finance"])]
    var missing: Set<String> = []
    var estimates: Set<String> = ["E26-014"]
    private let spool = NSTemporaryDirectory() + "purlin-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
    }

    var settings: RuntimeSettings {
        get throws {
            let flow = EstimateToBudget(
                EstimateToBudgetSettings(
                    zone: try #require(SiteZone("America/Denver")),
                    projects: [EstimateToBudgetSettings.Project(code: "26-014", estimates: estimates)],
                    codes: CodeCrosswalk(
                        try SameBillTests.mappings().filter { !missing.contains($0.costCode) }
                    )
                )
            )
            return RuntimeSettings(
                systems: [
                    ConfiguredSystem(
                        name: "estimating",
                        connector: try EstimateFile.connector([:]),
                        pollInterval: .seconds(60),
                        files: FilePlace(transport: files, name: "memory", spool: spool)
                    )
                ],
                flows: [FlowBinding(flow: flow, sources: ["estimating"], target: nil)],
                people: people
            )
        }
    }

    func take(_ name: String, _ text: String) async throws {
        files.put(Array(text.utf8), at: "incoming/\(name)")
        try await run()
    }

    func run() async throws {
        clock.advance(by: .seconds(60))
        try await Engine(settings: try settings, store: store, clock: clock).runOnce()
    }

    var revised: String? {
        get async throws {
            let state = try await store.flowState(flow: EstimateToBudget.name, key: "26-014")?.state
            return try state.flatMap { Budget(try EstimateToBudget.revisions(in: $0)) }?.revised.plainText
        }
    }

    var openCases: [String] {
        get async throws { try await store.cases(onlyOpen: true).map(\.proposal.key) }
    }
}
