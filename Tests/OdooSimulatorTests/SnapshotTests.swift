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

    /// Sixty days after the last day that has four digits: Odoo itself fails, a snapshot must not.
    @Test func daysBehindTheYear9999AreRestored() throws {
        let client = try OdooClient()
        let term = try client.reference("account.account_payment_term_advance_60days")
        let partner = try client.create("res.partner", ["name": "Late"])
        let bill = try client.create(
            "account.move",
            [
                "move_type": "in_invoice", "partner_id": .integer(partner), "invoice_date": "9999-12-31",
                "invoice_payment_term_id": .integer(term),
                "invoice_line_ids": [[0, 0, ["name": "A", "price_unit": 9]]],
            ]
        )
        let due = try client.value("invoice_date_due", of: "account.move", bill)
        let text = client.server.snapshot().canonicalText

        try client.server.restore(try JSON(parsing: text))

        let isRestored = client.server.snapshot().canonicalText == text
        #expect(isRestored)
        #expect(due.stringValue?.hasPrefix("10000-") == true)
        #expect(try client.value("invoice_date_due", of: "account.move", bill) == due)
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
