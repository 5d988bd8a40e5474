import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// Orders, receipts, bills and payments through their whole life, against each Odoo of ``OdooContractTests``.
@Suite(.serialized)
struct OdooContractDocumentTests {
    @Test(arguments: OdooContractTests.parties)
    func fromTheOrderToItsPayments(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let steps: [(Delivery, [String: String])] = [
            (bench.order(), ["untaxed": "142.95", "amount": "142.95"]),
            (bench.receipt("1", [("1", "5"), ("2", "3")]), ["quantity": "8"]),
            (bench.receipt("2", [("1", "7")]), ["quantity": "7"]),
            (bench.invoice(order: "1"), ["untaxed": "142.95", "amount": "142.95"]),
            (bench.payment("1", "42.95"), ["amount": "42.95"]),
            (bench.payment("2", "100"), ["amount": "100"]),
        ]
        for (delivery, totals) in steps {
            #expect(try await bench.found(delivery) == nil, "\(delivery.object)")
            let record = try await bench.applied(delivery)
            #expect(record.totals == totals.compactMapValues { Decimal(string: $0) })
            #expect(try await bench.applied(delivery) == record)
            #expect(try await bench.found(delivery) == record)
            try await Self.expectStanding(after: delivery, in: bench)
        }
        #expect(try await bench.orders().count == 1)
        #expect(try await bench.pickings().compactMap { $0["state"] } == ["done", "done"])
        #expect(try await bench.bills().count == 1)
        #expect(try await bench.payments().count == 2)
    }

    /// What people see after each step.
    private static func expectStanding(after delivery: Delivery, in bench: DocumentBench) async throws {
        switch delivery.object {
        case "PurchaseOrder":
            let order = try #require(try await bench.orders().first)
            #expect(order["state"] == "purchase")
            let lines = try await bench.person.records(
                "purchase.order.line",
                [["order_id", "=", order["id"] ?? 0]],
                ["product_qty", "analytic_distribution"]
            )
            #expect(lines.map { $0["product_qty"]?.number } == [12, 3])
            #expect(lines.allSatisfy { $0["analytic_distribution"]?.objectValue?.map(\.value.number) == [100] })
        case "SupplierInvoice":
            let bill = try #require(try await bench.bills().first)
            #expect(bill["state"] == "posted")
            #expect(bill["date"]?.stringValue == bench.today && bill["invoice_date"]?.stringValue == bench.today)
            #expect(bill["ref"] == delivery.payload["number"])
        case "Payment" where delivery.payload["amount"] == "42.95":
            let bill = try #require(try await bench.bills().first)
            #expect(bill["payment_state"] == "partial" && bill["amount_residual"]?.number == 100)
        case "Payment":
            let bill = try #require(try await bench.bills().first)
            #expect(["paid", "in_payment"].contains(bill["payment_state"]) && bill["amount_residual"]?.number == 0)
        default: break
        }
    }

    @Test(arguments: OdooContractTests.versions)
    func whatDidNotComeWaitsInABackorder(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        let first = try await bench.applied(bench.receipt("1", [("1", "5")]))
        let pickings = try await bench.pickings()
        #expect(pickings.compactMap { $0["state"] } == ["done", "assigned"])
        let waiting = try #require(pickings.last)
        #expect(try await bench.moves(of: waiting).compactMap { $0["product_uom_qty"]?.number }.sorted() == [3, 7])
        #expect(try await bench.applied(bench.receipt("1", [("1", "5")])) == first)
        #expect(try await bench.pickings().count == 2)
    }

    @Test(.enabled(if: DocumentBench.hasAdministrator, "no PURLIN_ODOO_ADMIN"), arguments: OdooContractTests.versions)
    func anOrderWaitsForItsApproval(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        var outcomes: [DeliveryOutcome] = []
        let rule: JSONObject = ["po_double_validation": "two_step", "po_double_validation_amount": 100]
        try await bench.with(rule, of: "res.company", try await bench.company) {
            for _ in 1...2 { outcomes.append(try await bench.send(bench.order())) }
        }
        guard case .retryLater(_, let reason)? = outcomes.first, outcomes.first == outcomes.last else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(reason.contains("waits for its approval"))
        #expect(try await bench.found(bench.order()) == nil)
        #expect(try await bench.orders().map { $0["state"] } == ["to approve"])

        try await bench.person.call("purchase.order", "button_approve", [[try #require(bench.orders().first?["id"])]])
        let record = try await bench.applied(bench.order())
        #expect(record.totals["amount"] == Decimal(string: "142.95"))
        #expect(try await bench.orders().map { $0["state"] } == ["purchase"])
    }

    @Test(arguments: OdooContractTests.versions)
    func aBillThatAPersonReversedIsNotTakenForDone(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let bill = try await bench.applied(bench.invoice())
        #expect(try await bench.found(bench.invoice()) == bill)
        try await bench.reverse(try #require(bench.bills().first?["id"]))

        #expect(try await bench.found(bench.invoice()) == nil)
        try await bench.refused(bench.invoice(), "was reversed", bill.reference)
        try await bench.refused(bench.payment("1", "10"), "more than the 0 that is open")
        #expect(try await bench.bills().map { $0["state"] } == ["posted", "posted"])
        #expect(try await bench.payments().isEmpty)
    }

    @Test(arguments: OdooContractTests.versions)
    func whatComesTooEarlyIsNamed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.refused(bench.receipt("1", [("1", "5")]), "send the order first")
        try await bench.refused(bench.invoice(order: "1"), "send the order first")
        try await bench.refused(bench.payment("1", "10"), "is not posted in Odoo")
        try await bench.applied(bench.order())
        try await bench.refused(bench.invoice(order: "1"), "has nothing to bill in Odoo")
        #expect(try await bench.bills().isEmpty)
        #expect(try await bench.payments().isEmpty)
    }

    @Test(.enabled(if: DocumentBench.hasAdministrator, "no PURLIN_ODOO_ADMIN"), arguments: OdooContractTests.versions)
    func aUserWithoutAnAddressIsTold(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        for (address, isTold) in [("", true), ("connector@kestrel.example", false)] {
            try await bench.with(["email": .string(address)], of: "res.users", bench.integration.user) {
                let findings = try await bench.connector.check()
                #expect(findings.contains { $0.message.contains("has no e-mail address") } == isTold)
            }
        }
    }

    @Test(arguments: OdooContractTests.versions)
    func aReturnToTheSupplierIsNoReceipt(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "12"), ("2", "3")]))
        try await bench.makeReturn(of: "2")
        try await bench.refused(bench.receipt("2", [("1", "2")]), "nothing left to receive")
        #expect(try await bench.pickings().map { $0["state"] } == ["done", "assigned"])
    }
}

extension DocumentBench {
    /// The company that the person works for.
    var company: Int64 {
        get async throws {
            let users = try await person.records("res.users", [["id", "=", .integer(person.user)]], ["company_id"])
            return try #require(users.first?["company_id"]?.link)
        }
    }

    /// Makes a transfer back to the supplier of some of the order's first line, and leaves it ready.
    func makeReturn(of quantity: String) async throws {
        let received = try #require(try await pickings().first?["id"])
        let places = ["location_id", "location_dest_id"]
        let receipt = try #require(try await person.records("stock.picking", [["id", "=", received]], places).first)
        let types: JSON = [["code", "=", "outgoing"], ["company_id", "=", .integer(try await company)]]
        let type = try #require(try await person.records("stock.picking.type", types, ["name"]).first?["id"])
        let line: JSON = [["order_id", "=", try await orders().first?["id"] ?? 0], ["product_qty", "=", 12]]
        var move: JSONObject = [
            "product_id": .integer(items[0]), "product_uom_qty": .string(quantity),
            "purchase_line_id": try await person.records("purchase.order.line", line, ["name"]).first?["id"] ?? false,
            "location_id": receipt["location_dest_id"]?[0] ?? false,
            "location_dest_id": receipt["location_id"]?[0] ?? false,
        ]
        // Moves have no name of their own from Odoo 19 on.
        let named = try await person.call("stock.move", "fields_get", [["name"]])?.objectValue ?? [:]
        if !named.isEmpty { move["name"] = "back" }
        let picking = try await person.create(
            "stock.picking",
            [
                "picking_type_id": type, "partner_id": .integer(supplier), "location_id": move["location_id"] ?? false,
                "location_dest_id": move["location_dest_id"] ?? false, "move_ids": [[0, 0, .object(move)]],
            ]
        )
        try await person.call("stock.picking", "action_confirm", [[.integer(picking)]])
        try await person.call("stock.picking", "action_assign", [[.integer(picking)]])
    }

    /// Reverses a bill by a posted credit note, as a person does.
    func reverse(_ bill: JSON) async throws {
        let context: JSON = ["active_model": "account.move", "active_ids": [bill]]
        let journal = try await person.records("account.move", [["id", "=", bill]], ["journal_id"])
        let wizard = try await person.create(
            "account.move.reversal",
            ["date": .string(today), "reason": "wrong", "journal_id": journal[0]["journal_id"]?[0] ?? false],
            context
        )
        try await person.call("account.move.reversal", "refund_moves", [[.integer(wizard)]], ["context": context])
        let notes = try await person.records("account.move", [["reversed_entry_id", "=", bill]], ["state"])
        try await person.call("account.move", "action_post", [[try #require(notes.first?["id"])]])
    }
}

extension JSON {
    /// A number, however it came.
    var number: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
