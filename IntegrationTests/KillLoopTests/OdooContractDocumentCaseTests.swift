import ConnectorKit
import ConnectorTesting
import Foundation
import JSON
import OdooConnector
import Testing

/// What is never confirmed, posted or received without a word, but becomes a case that says what to do.
@Suite(.serialized)
struct OdooContractDocumentCaseTests {
    // MARK: Totals

    @Test(arguments: OdooContractTests.versions)
    func anotherTotalIsNeverConfirmed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let order = bench.order("1", with: ["untaxed": "142.96"])
        try await bench.refused(order, "is not confirmed", "142.95 without taxes in Odoo and to 142.96 in its source")
        try await bench.refused(order, "is not confirmed")
        #expect(try await bench.found(order) == nil)
        // A source that says more is held to it.
        try await bench.refused(bench.order("2", with: ["total": "150"]), "142.95", "150")
        try await bench.refused(bench.order("3", with: ["currency": "JPY"]), "JPY")
        for number in ["1", "2", "3"] { #expect(try await bench.orders(number).map { $0["state"] } == ["draft"]) }
        // Corrected, the same order is confirmed.
        try await bench.applied(bench.order("1", with: ["untaxed": "142.95", "total": "142.95"]))
        #expect(try await bench.orders().map { $0["state"] } == ["purchase"])
    }

    /// Where Odoo keeps two digits of a price, 100 × 0.333 comes to 33.00 there.
    @Test(arguments: OdooContractTests.versions)
    func aPriceThatOdooRoundsIsNeverConfirmed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let line = bench.line("1", "CEM", "100", "0.333")
        for delivery in [bench.order("1", [line]), bench.invoice("1", [line])] {
            switch try await bench.send(delivery) {
            case .applied(let record): #expect(record.totals["untaxed"] == Decimal(string: "33.3"))
            case .rejected(let reason): #expect(reason.contains("33 without taxes in Odoo and to 33.3 in its source"))
            case let other: Issue.record("\(other)")
            }
        }
        for document in try await bench.orders() + bench.bills() {
            let isExact = document["amount_untaxed"]?.number == 33.3
            #expect((document["state"] == "draft") == !isExact)
        }
    }

    @Test(arguments: OdooContractTests.versions)
    func anotherTotalIsNeverPosted(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let invoice = bench.invoice("1", with: ["untaxed": "142.96"])
        try await bench.refused(invoice, "is not posted", "142.95 without taxes in Odoo and to 142.96 in its source")
        #expect(try await bench.bills().map { $0["state"] } == ["draft"])
        try await bench.applied(bench.invoice("1"))
        #expect(try await bench.bills().map { $0["state"] } == ["posted"])
    }

    /// An invoice that comes before its goods is posted once they are there, and leaves nothing meanwhile.
    @Test(arguments: OdooContractTests.versions)
    func whatWasNotReceivedIsNotBilled(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "5")]))
        let invoice = bench.invoice(order: "1")
        try await bench.refused(invoice, "50.5 without taxes", "142.95", "the draft of order", "was removed")
        #expect(try await bench.bills().isEmpty)
        #expect(try await bench.found(invoice) == nil)
        try await bench.applied(bench.receipt("2", [("1", "7"), ("2", "3")]))
        try await bench.applied(invoice)
        #expect(try await bench.bills().map { $0["amount_untaxed"]?.number } == [142.95])
    }

    @Test(arguments: OdooContractTests.versions)
    func aPostedBillWithAnotherTotalIsNamed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.invoice())
        let revised = bench.invoice("1", [bench.line("1", "CEM", "12", "10.20")])
        try await bench.refused(revised, "is posted in Odoo and was not changed", "142.95", "122.4")
        #expect(try await bench.found(revised) == nil)
        #expect(try await bench.bills().map { $0["amount_untaxed"]?.number } == [142.95])
    }

    // MARK: Lines that vanished

    @Test(arguments: OdooContractTests.versions)
    func aLineThatVanishedLeavesADraft(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.refused(bench.order("1", with: ["total": "1"]), "is not confirmed")
        try await bench.refused(bench.invoice("1", with: ["total": "1"]), "is not posted")
        let short = [bench.line("2", "SND", "3", "7.25")]
        let order = try await bench.applied(bench.order("1", short))
        let bill = try await bench.applied(bench.invoice("1", short))
        #expect(order.totals["amount"] == Decimal(string: "21.75") && bill.totals["amount"] == Decimal(string: "21.75"))
        #expect(try await bench.orders().map { $0["order_line"]?.arrayValue?.count } == [1])
        // A line that comes back is made again.
        try await bench.refused(bench.order("2", short, with: ["total": "1"]), "is not confirmed")
        try await bench.applied(bench.order("2"))
        #expect(try await bench.orders("2").map { $0["order_line"]?.arrayValue?.count } == [2])
    }

    @Test(arguments: OdooContractTests.versions)
    func aLineThatVanishedFromAConfirmedOrderIsNamed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.refused(
            bench.order("1", [bench.line("1", "CEM", "12", "10.10")]),
            "is in state 'purchase' and was not changed",
            "3 for 21.75, is no longer in its source"
        )
        // The same amount in other quantities is another order.
        let other = [bench.line("1", "CEM", "24", "5.05"), bench.line("2", "SND", "3", "7.25")]
        try await bench.refused(
            bench.order("1", other),
            "line 1 is 12 for 121.2 in Odoo and 24 for 121.2 in its source"
        )
        #expect(try await bench.found(bench.order("1", other)) == nil)
        #expect(try await bench.orders().map { $0["amount_untaxed"]?.number } == [142.95])
    }

    // MARK: Drafts of a person

    @Test(arguments: OdooContractTests.versions)
    func aDraftThatAPersonMadeOfTheOrderIsNamed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "12"), ("2", "3")]))
        let order = try #require(try await bench.orders().first?["id"])
        try await bench.person.call("purchase.order", "action_create_invoice", [[order]])
        let draft = try #require(try await bench.bills().first?["id"]?.integerValue)
        try await bench.person.write("account.move", draft, ["ref": "BY-HAND"])

        try await bench.refused(bench.invoice(order: "1"), "account.move/\(draft)", "BY-HAND", "post it or delete it")
        #expect(try await bench.bills().map { $0["ref"] } == ["BY-HAND"])
        #expect(try await bench.bills().map { $0["state"] } == ["draft"])

        try await bench.person.call("account.move", "unlink", [[.integer(draft)]])
        try await bench.applied(bench.invoice(order: "1"))
        #expect(try await bench.bills().map { $0["state"] } == ["posted"])
    }

    /// A bill of the connector's own user that has no number yet was made just now, and its answer was lost.
    @Test(arguments: OdooContractTests.versions)
    func aBillWhoseAnswerWasLostIsNotMadeTwice(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "12"), ("2", "3")]))
        let order = try #require(try await bench.orders().first?["id"])
        try await bench.integration.call("purchase.order", "action_create_invoice", [[order]])
        let draft = try #require(try await bench.bills().first?["id"]?.integerValue)
        #expect(try await bench.applied(bench.invoice(order: "1")).reference == "account.move/\(draft)")
        #expect(try await bench.bills().map { $0["state"] } == ["posted"])
    }

    @Test(arguments: OdooContractTests.versions)
    func aDraftWithTheSameNumberIsLeftToThePersonWhoMadeIt(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let invoice = bench.invoice()
        let draft = try await bench.person.create(
            "account.move",
            [
                "move_type": "in_invoice", "partner_id": .integer(bench.supplier),
                "ref": invoice.payload["number"] ?? "", "invoice_date": .string(bench.today),
            ]
        )
        try await bench.refused(invoice, "account.move/\(draft)", "was made by hand")
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "12"), ("2", "3")]))
        try await bench.refused(bench.invoice(order: "1"), "account.move/\(draft)", "bills nothing of order")
        #expect(try await bench.bills().count == 1)
    }

    @Test(arguments: OdooContractTests.versions)
    func anInvoiceOfAnotherSuppliersOrderIsNamed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        try await bench.applied(bench.receipt("1", [("1", "12"), ("2", "3")]))
        let code = "S2-\(bench.mark)"
        _ = try await bench.person.create("res.partner", ["name": .string(code), "ref": .string(code)])
        let invoice = bench.invoice(order: "1", with: ["supplier": .string(code)])
        try await bench.refused(invoice, "not of the supplier \(code)")
        #expect(try await bench.bills().isEmpty)
    }

    // MARK: Receipts

    @Test(arguments: OdooContractTests.versions)
    func aRefusedReceiptLeavesNoTrace(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        let before = try await Self.picture(of: bench)
        try await bench.refused(bench.receipt("1", [("1", "5"), ("9", "1")]), "has no line 9")
        try await bench.refused(bench.receipt("1", [("1", "5"), ("2", "4")]), "4 of line 2 came", "waits for 3")
        try await bench.refused(bench.receipt("1", [("1", "6"), ("1", "7")]), "13 of line 1 came", "waits for 12")
        try await bench.refused(bench.receipt("1", [("1", "0")]), "brings nothing")
        try await bench.refused(bench.receipt("1", [("1", "-1"), ("2", "3")]), "less than nothing")
        try await bench.refused(bench.receipt("1", [("1", "5")], unit: "furlong"), "in furlong in receipt")
        #expect(try await Self.picture(of: bench) == before)

        try await bench.applied(bench.receipt("1", [("1", "5"), ("2", "3")]))
        try await bench.refused(bench.receipt("2", [("1", "8")]), "8 of line 1 came", "waits for 7")
        // The same receipt with other quantities is not taken for the one that is there.
        let other = bench.receipt("1", [("1", "6"), ("2", "3")])
        try await bench.refused(other, "was validated in Odoo with other quantities")
        #expect(try await bench.found(other) == nil)
    }

    /// Where Odoo counts a unit to two digits, 4.335 would come to 4.34 there.
    @Test(arguments: OdooContractTests.versions)
    func aQuantityThatOdooRoundsIsNotReceived(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        let before = try await Self.picture(of: bench)
        switch try await bench.send(bench.receipt("1", [("1", "4.335"), ("2", "3")])) {
        case .applied(let record): #expect(record.totals["quantity"] == Decimal(string: "7.335"))
        case .rejected(let reason):
            #expect(reason.contains("of line 1 in Odoo and 4.335 in its source"))
            #expect(try await Self.picture(of: bench) == before)
            try await bench.applied(bench.receipt("1", [("1", "4.34"), ("2", "3")]))
        case let other: Issue.record("\(other)")
        }
    }

    /// As soon as a person has marked a line as picked, Odoo receives the marked lines alone.
    @Test(arguments: OdooContractTests.versions)
    func aMarkOnAnotherLineTakesNothingFromAReceipt(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order())
        let picking = try #require(try await bench.pickings().first)
        let moves = try await bench.moves(of: picking)
        let sand = try #require(moves.first { $0["product_uom_qty"]?.number == 3 }?["id"]?.integerValue)
        try await bench.person.write("stock.move", sand, ["picked": true])
        let before = try await Self.picture(of: bench)
        try await bench.refused(bench.receipt("1", [("1", "13")]), "waits for 12")
        #expect(try await Self.picture(of: bench) == before)

        let record = try await bench.applied(bench.receipt("1", [("1", "5")]))
        #expect(record.totals["quantity"] == 5)
        #expect(try await bench.pickings().map { $0["state"] } == ["done", "assigned"])
        #expect(try await bench.applied(bench.receipt("2", [("1", "7"), ("2", "3")])).totals["quantity"] == 10)
    }

    /// A wizard that asks all the same, or a refusal of Odoo's own, leaves the picking as it was.
    @Test(arguments: OdooContractTests.versions)
    func whatOdooDoesNotValidateIsPutBack(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        guard let simulator = bench.simulator else { return }
        try await bench.applied(bench.order())
        let before = try await Self.picture(of: bench)
        let action = #"{"type": "ir.actions.act_window", "res_model": "stock.backorder.confirmation"}"#
        let bodies = [
            "jsonrpc": #"{"jsonrpc": "2.0", "id": null, "result": \#(action)}"#, "json2": action,
            "xmlrpc":
                "<?xml version='1.0'?><methodResponse><params><param><value><struct><member><name>res_model</name>"
                + "<value><string>stock.backorder.confirmation</string></value></member></struct></value></param></params>"
                + "</methodResponse>",
        ]
        var rule: JSONObject = ["kind": "body", "body": .string(bodies[party.wire] ?? "")]
        rule["contentType"] = party.wire == "xmlrpc" ? "text/xml" : "application/json"
        rule[party.wire == "json2" ? "pathContains" : "bodyContains"] = "button_validate"
        try await simulator.control("POST", "faults", .object(rule))
        let receipt = bench.receipt("1", [("1", "5")])
        if party.wire != "jsonrpc" {
            try await bench.refused(receipt, "stock.backorder.confirmation", "validate it there")
            #expect(try await Self.picture(of: bench) == before)
        }
        try await simulator.control("DELETE", "faults")
        try await bench.applied(receipt)
    }

    /// Pickings and quantities of moves, whose states Odoo finds anew from what is reserved.
    private static func picture(of bench: DocumentBench) async throws -> [JSON] {
        let pickings = try await bench.pickings()
        var picture = pickings
        for picking in pickings {
            picture += try await bench.moves(of: picking).map { move in
                [move["id"] ?? 0, move["quantity"] ?? 0, move["product_uom_qty"] ?? 0]
            }
        }
        return picture
    }

    // MARK: Payments

    /// The wizard would take the journal's currency.
    @Test(arguments: OdooContractTests.versions)
    func aPaymentIsInTheCurrencyOfItsBill(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        guard bench.simulator != nil else { return }
        try await bench.applied(bench.invoice())
        let person = bench.person
        let euro = try #require(
            try await person.records("res.currency", [["name", "=", "EUR"]], ["name"]).first?["id"]
        )
        for journal in try await person.records("account.journal", [["type", "in", ["bank", "cash"]]], ["name"]) {
            try await person.write("account.journal", journal["id"]?.integerValue ?? 0, ["currency_id": euro])
        }
        try await bench.applied(bench.payment("1", "42.95"))
        let domain: JSON = [["partner_id", "=", .integer(bench.supplier)]]
        let payments = try await person.records("account.payment", domain, ["currency_id"])
        #expect(payments.map { $0["currency_id"]?[1] } == ["USD"])
        #expect(try await bench.bills().map { $0["amount_residual"]?.number } == [100])
    }

    // MARK: Codes

    /// An archived or renamed record is noticed when what was known of it has expired, on the connector's clock.
    @Test(arguments: OdooContractTests.versions)
    func whatWasArchivedOrRenamedIsNoticed(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        try await bench.applied(bench.order("1"))
        try await bench.person.write("product.product", bench.items[0], ["active": false])
        try await bench.person.write("res.partner", bench.supplier, ["ref": .string("X-\(bench.mark)")])
        bench.clock.advance(by: .seconds(599))
        try await bench.applied(bench.invoice("1"))
        bench.clock.advance(by: .seconds(1))
        try await bench.refused(bench.order("2"), "no single supplier has the reference S-\(bench.mark)")
        try await bench.person.write("res.partner", bench.supplier, ["ref": .string("S-\(bench.mark)")])
        try await bench.refused(bench.order("2"), "no single product has the code CEM-\(bench.mark)")
        try await bench.person.write("product.product", bench.items[0], ["active": true])
        try await bench.applied(bench.order("2"))
    }
}
