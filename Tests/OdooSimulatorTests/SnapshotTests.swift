import JSON
import SimulatorKit
import Testing

struct SnapshotTests {
    private let story: [(String, String, [JSON])] = [
        ("account.analytic.plan", "create", [["name": "Cost codes"]]),
        ("res.partner", "create", [["name": "Né <1>", "comment": "<p>x</p>", "color": 3]]),
        ("res.partner", "create", [["type": "contact"]]),
        ("project.project", "create", [["name": "Bridge", "date_start": "2026-01-05"]]),
        (
            "account.analytic.line", "create",
            [["name": "EX-104", "amount": .real(-843.75), "unit_amount": .real(11.25)]]
        ),
        ("account.analytic.line", "search_read", [[]]),
        ("account.analytic.line", "fields_get", []),
        ("res.partner", "search_read", [[], ["complete_name", "write_date", "category_id"]]),
    ]

    private func answers(_ client: OdooClient, repeats: Int = 1) throws -> [String] {
        var answers: [String] = []
        for _ in 0..<repeats {
            for (model, method, arguments) in story {
                answers.append(try client.answer(model, method, arguments).text(style: .spaced))
                client.now = client.now.adding(seconds: 1)
            }
        }
        return answers
    }

    @Test func sameRequestsGiveTheSameBytes() throws {
        #expect(try answers(OdooClient(), repeats: 2) == answers(OdooClient(), repeats: 2))
    }

    @Test func restoredServerContinuesExactly() throws {
        let original = try OdooClient()
        _ = try answers(original)
        let text = original.server.snapshot().canonicalText
        let copy = try OdooClient()
        copy.now = original.now

        try copy.server.restore(try JSON(parsing: text))

        #expect(copy.server.snapshot().canonicalText == text)
        #expect(try answers(copy) == answers(original))
    }

    /// Odoo never stores such a day, but a snapshot of an earlier release may hold one.
    @Test func daysBehindTheYear9999AreRestored() throws {
        let client = try OdooClient()
        let account = try client.account("Late")
        let line = try client.create(
            "account.analytic.line",
            ["name": "Late", "account_id": .integer(account), "date": "9999-12-31"]
        )
        // Days are kept by their number since 1970.
        let text = client.server.snapshot().canonicalText.replacing("2932896", with: "2932956")

        try client.server.restore(try JSON(parsing: text))

        let isRestored = client.server.snapshot().canonicalText == text
        #expect(isRestored)
        #expect(try client.value("date", of: "account.analytic.line", line) == "10000-02-29")
    }

    @Test func restoringForgetsWhatCameLater() throws {
        let client = try OdooClient()
        let before = client.server.snapshot()
        _ = try answers(client)

        try client.server.restore(before)

        #expect(client.server.snapshot() == before)
        let fields = try client.call("account.analytic.line", "fields_get", ["x_plan2_id"], ["type"])
        #expect(fields == [:])
    }

    @Test(arguments: [
        "{}", "{\"system\": \"fleet\"}", "[1]", "null",
        "{\"system\": \"odoo\", \"lastTransaction\": 1, \"version\": \"18.0-20250520\", \"tables\": {\"nope\": {}}}",
        "{\"system\": \"odoo\", \"lastTransaction\": 1, \"version\": \"18.0-20250520\", \"tables\": "
            + "{\"res.partner\": {\"sequence\": 1, \"rows\": {\"1\": {\"name\": 1.5}}}}}",
    ])
    func otherDocumentsAreRefusedAndChangeNothing(text: String) throws {
        let client = try OdooClient()
        let before = client.server.snapshot()
        let document = try JSON(parsing: text)

        #expect(throws: SimulatorError.self) { try client.server.restore(document) }
        #expect(client.server.snapshot() == before)
    }

    @Test func snapshotOfAnotherVersionIsRefused() throws {
        let snapshot = try OdooClient(version: 17).server.snapshot()
        let client = try OdooClient()

        let error = #expect(throws: SimulatorError.self) { try client.server.restore(snapshot) }

        #expect(error?.description.contains("17.0-20240709") == true)
    }
}
