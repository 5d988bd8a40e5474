import ConnectorConformance
import ConnectorKit
import JSON
import Testing

/// A test that shows nothing in a world is not applicable, with the reason, and never passed.
struct NothingShownTests {
    private static func reason(_ id: String, _ subject: any ConformanceSubject) async throws -> String {
        let test = try #require(Conformance.tests.first { $0.id == id })
        let result = await test.run(subject)
        guard case .notApplicable(let reason) = result.outcome else { return "\(result.outcome)" }
        return reason
    }

    @Test(arguments: ["R17", "R18", "D09", "F10"])
    func whereNobodyChangesRows(id: String) async throws {
        var subject = ModelSubject(PositionReader.self)
        subject.canChange = false
        #expect(try await Self.reason(id, subject) == "people cannot change its rows")
    }

    @Test func whereOnePageHoldsAll() async throws {
        var subject = ModelSubject(WholeReader.self)
        subject.canChange = false
        #expect(try await Self.reason("D05", subject).hasPrefix("one page holds"))
    }

    @Test func whereNobodyTellsTexts() async throws {
        let subject = LedgerSubject(connector: SoundSink.self, tellsTexts: false)
        #expect(try await Self.reason("W12", subject).contains("the world does not tell it"))
    }

    @Test func whereWhatIsRefusedIsNeverAsked() async throws {
        let subject = LedgerSubject(connector: CarefulSink.self)
        #expect(try await Self.reason("W06", subject) == "its system refuses no delivery of its objects")
    }
}

/// Reads everything at once.
private struct WholeReader: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String { "/all" }
}

/// Knows by itself what the ledger refuses.
private struct CarefulSink: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        if delivery.payload["amount"] == "0" { return .rejected(reason: "an amount of 0 is not allowed") }
        return try await SoundSink(core: core).write(delivery)
    }
}
