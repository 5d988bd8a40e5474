import CanonicalModel
import ConnectorKit
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// One bill, four formats, one budget.
struct SameBillTests {
    private static let sources: [(text: String, name: String, values: [String: ConnectorConfiguration.Value])] = [
        (ReferenceBill.bc3, "E26-014_03_AWARDED.bc3", [:]),
        (ReferenceBill.sage, "E26-014_03_won.txt", ["currency": .text("USD"), "markup": .texts(["*/X", "99-*"])]),
        (ReferenceBill.gaeb, "bill.x86", ReferenceBill.catalogues),
        (ReferenceBill.csv, "KST.csv", ["mapping": ReferenceBill.mappingValue]),
    ]

    @Test(arguments: 0..<4)
    func theSameBillGivesTheSameBudget(source: Int) throws {
        let (text, name, values) = Self.sources[source]
        let file = try EstimateFile(text, name: name, values)
        #expect(file.rejects == [])
        let estimate = try file.estimate
        #expect(estimate.key == "E26-014/03")
        #expect(estimate.status == .awarded)
        #expect(estimate.currency.code == "USD")
        #expect(estimate.total.plainText == "161894.2")
        #expect(
            try Self.budget(of: estimate) == [
                "02-315 equipment 31500", "03-200 material 18225", "03-300 labour 48019.2", "03-300 material 4150",
                "31-600 subcontract 60000",
            ]
        )
    }

    /// The budget that the flow makes of an estimate.
    private static func budget(of estimate: Estimate) throws -> [String] {
        let flow = EstimateToBudget(
            EstimateToBudgetSettings(
                zone: try #require(SiteZone("America/Denver")),
                projects: [EstimateToBudgetSettings.Project(code: "26-014", estimates: ["E26-014"])],
                codes: CodeCrosswalk(try mappings())
            )
        )
        let now = Instant(seconds: 1_767_700_000)
        let event = FlowEvent(
            reference: "estimating/1",
            object: Estimate.name,
            occurredAt: now,
            receivedAt: now,
            payload: estimate.json
        )
        let decision = try flow.decide(key: "26-014", state: nil, events: [event], at: now)
        #expect(decision.cases == [])
        let budget = try #require(Budget(try EstimateToBudget.revisions(in: decision.state)))
        return budget.lines.map {
            "\($0.position.costCode) \($0.position.costType.rawValue) \($0.revised.plainText)"
        }
    }

    /// Letters and the digits of BC3; what BC3 does not type is a subcontract.
    static func mappings() throws -> [CodeMapping] {
        let start = try #require(CalendarDate("2026-01-01"))
        let types: [(String?, CostType)] = [
            ("L", .labour), ("1", .labour), ("M", .material), ("3", .material), ("E", .equipment), ("2", .equipment),
            ("S", .subcontract), (nil, .subcontract),
        ]
        return ["03-200", "03-300", "02-315", "31-600"].flatMap { code in
            types.map { word, type in
                CodeMapping(
                    system: "estimating",
                    from: code,
                    fromType: word,
                    costCode: code,
                    costType: type,
                    validFrom: start,
                    approvedBy: "board"
                )
            }
        }
    }

    @Test(arguments: 0..<4, [1, 3, 4096])
    func itDoesNotMatterInWhichPiecesAFileComes(source: Int, piece: Int) throws {
        let (text, name, values) = Self.sources[source]
        let whole = try EstimateFile(text, name: name, values, piece: 1 << 20)
        #expect(try EstimateFile(text, name: name, values, piece: piece).records == whole.records)
    }

    @Test func theSameContentHasTheSameIdAndOtherContentAnother() throws {
        let first = try EstimateFile(ReferenceBill.bc3)
        let again = try EstimateFile(ReferenceBill.bc3.replacing("\r\n", with: "\n"))
        let other = try EstimateFile(ReferenceBill.bc3.replacing("75.00", with: "76.00"))
        #expect(first.records.map(\.id) == again.records.map(\.id))
        #expect(first.records.map(\.id) != other.records.map(\.id))
        #expect(first.records[0].id.hasPrefix("E26-014/03@"))
    }
}
