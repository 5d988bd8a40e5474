import ConnectorKit
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// Orders, receipts, invoices and payments, each brought as far as it should get and never further.
struct DocumentTests {
    private static let order: Delivery = delivery(
        "PurchaseOrder",
        [
            "number": "PO-7", "supplier": "CONC",
            "lines": [
                [
                    "key": "1", "item": "CEM", "text": "Cement", "quantity": "12", "unitPrice": "10.1",
                    "project": "26-014",
                ],
                ["key": "2", "text": "Hire", "quantity": "1", "unitPrice": "0"],
            ],
        ]
    )

    private static func receipt(_ quantity: String, number: String = "R-1") -> Delivery {
        delivery(
            "Receipt",
            ["number": .string(number), "order": "PO-7", "lines": [["key": "1", "quantity": .string(quantity)]]]
        )
    }

    private static func invoice(order: JSON = "PO-7") -> Delivery {
        delivery(
            "SupplierInvoice",
            [
                "number": "INV-1", "supplier": "CONC", "order": order, "invoiceDate": "2026-03-10",
                "lines": [["key": "1", "text": "Sand", "quantity": "2", "unitPrice": "60.6"]],
            ]
        )
    }

    private static let payment = delivery(
        "Payment",
        ["number": "PAY-3", "supplier": "CONC", "invoice": "INV-1", "date": "2026-03-31", "amount": "121.2"]
    )

    private static func delivery(_ object: String, _ payload: JSON) -> Delivery {
        Delivery(key: object, object: object, payload: payload)
    }

    private func connector(
        _ purchasing: PurchasingOdoo,
        _ form: OdooForm = .jsonrpc,
        series: Int64 = 18
    ) throws -> (ScriptedOdoo, OdooConnector) {
        let odoo = ScriptedOdoo(series: series) { purchasing.reply(to: $0) }
        return (odoo, try OdooConnector(odoo, ["wire": .text(form.rawValue)]))
    }

    private func outcome(_ connector: OdooConnector, _ delivery: Delivery) async throws -> DeliveryOutcome? {
        try await connector.apply([delivery]).first
    }

    @Test(arguments: OdooForm.all)
    func fromTheOrderToItsPayment(form: OdooForm, series: Int64) async throws {
        let purchasing = PurchasingOdoo(series: series)
        let (odoo, connector) = try connector(purchasing, form, series: series)
        let steps = [Self.order, Self.receipt("12"), Self.invoice(), Self.payment]
        let total = try #require(Decimal(plain: "121.2"))
        for step in steps { #expect(try await connector.find([step]).compactMap { $0 } == [], "\(step.object)") }

        for step in steps {
            let record = try #require(try await outcome(connector, step)?.record, "\(step.object)")
            #expect(
                record.totals[step.object == "Receipt" ? "quantity" : "amount"]
                    == (step.object == "Receipt" ? 12 : total)
            )
            #expect(try await connector.find([step]) == [record])
        }

        #expect(purchasing.now.payments.count == 1)
        #expect(odoo.calls("purchase.order.load").first?.rows.count == 2)
        #expect(odoo.calls("purchase.order.load").first?.rows[1].prefix(3) == ["", "", ""])
        #expect(odoo.calls("purchase.order.load").first?.rows[0].last == "{\"3\": 100}")
    }

    @Test func eachStepTwiceTakesEffectOnce() async throws {
        let purchasing = PurchasingOdoo(series: 18)
        let (odoo, connector) = try connector(purchasing)
        for step in [Self.order, Self.receipt("12"), Self.invoice(), Self.payment] {
            let first = try await outcome(connector, step)
            #expect(try await outcome(connector, step) == first)
        }
        for button in [
            "purchase.order.load", "purchase.order.button_confirm", "stock.picking.button_validate",
            "purchase.order.action_create_invoice", "account.move.action_post", "account.payment.register.create",
        ] {
            #expect(odoo.calls(button).count == 1, "\(button)")
        }
    }

    @Test func anOrderThatWaitsForApprovalIsTriedLater() async throws {
        let (_, connector) = try connector(PurchasingOdoo(series: 18) { $0.approvalNeeded = true })
        guard case .retryLater(_, let reason)? = try await outcome(connector, Self.order) else {
            Issue.record("expected to wait")
            return
        }
        #expect(reason.contains("waits for its approval"))
        #expect(try await connector.find([Self.order]) == [nil])
    }

    @Test func whatDidNotComeStaysInABackorder() async throws {
        let purchasing = PurchasingOdoo(series: 18)
        let (_, connector) = try connector(purchasing)
        _ = try await outcome(connector, Self.order)
        #expect(try await outcome(connector, Self.receipt("5"))?.record?.totals == ["quantity": 5])
        #expect(try await outcome(connector, Self.receipt("5"))?.record?.reference == "stock.picking/1")
        #expect(try await outcome(connector, Self.receipt("7", number: "R-2"))?.record?.reference == "stock.picking/2")
        #expect(purchasing.now.pickings.count == 2)
    }

    @Test func aWizardThatAsksIsNamedAndNothingIsTakenForDone() async throws {
        let (_, connector) = try connector(PurchasingOdoo(series: 18) { $0.asksAnyway = true })
        _ = try await outcome(connector, Self.order)
        let reason = try await outcome(connector, Self.receipt("5"))?.rejection
        #expect(reason?.contains("stock.backorder.confirmation") == true)
        #expect(try await connector.find([Self.receipt("5")]) == [nil])
    }

    @Test func aReceiptWithoutItsOrderIsRejected() async throws {
        let (_, connector) = try connector(PurchasingOdoo(series: 18))
        #expect(try await outcome(connector, Self.receipt("5"))?.rejection?.contains("send the order first") == true)
    }

    @Test func anInvoiceBeforeItsReceiptIsRejectedInOdoosWords() async throws {
        let (_, connector) = try connector(PurchasingOdoo(series: 18))
        _ = try await outcome(connector, Self.order)
        #expect(try await outcome(connector, Self.invoice())?.rejection?.contains("no invoiceable line") == true)
    }

    @Test(arguments: OdooForm.all)
    func aBillWhoseDateWasMovedIsReversedAndRejected(form: OdooForm, series: Int64) async throws {
        let purchasing = PurchasingOdoo(series: series) { $0.lockedUntil = "2026-06-30" }
        let (odoo, connector) = try connector(purchasing, form, series: series)
        let reason = try await outcome(connector, Self.invoice(order: .null))?.rejection
        #expect(reason?.contains("from the month of 2026-03-10 to 2026-07-31") == true)
        #expect(reason?.contains("reversed by account.move/5") == true)
        #expect(purchasing.now.bills[5]?.state == "posted")
        // Sent once more, it is neither posted nor reversed again.
        #expect(try await outcome(connector, Self.invoice(order: .null))?.rejection?.contains("was reversed") == true)
        #expect(odoo.calls("account.move.reversal.refund_moves").count == 1)
    }

    @Test func aBillWhoseAnswerWasLostIsNotMadeTwice() async throws {
        let purchasing = PurchasingOdoo(series: 18)
        let (odoo, connector) = try connector(purchasing)
        _ = try await outcome(connector, Self.order)
        _ = try await outcome(connector, Self.receipt("12"))
        purchasing.change { $0.bills[2] = PurchasingOdoo.Bill() }
        #expect(try await outcome(connector, Self.invoice())?.record?.reference == "account.move/2")
        #expect(odoo.calls("purchase.order.action_create_invoice").isEmpty)
    }

    @Test func aReturnToTheSupplierIsNoReceipt() async throws {
        let purchasing = PurchasingOdoo(series: 18)
        let (_, connector) = try connector(purchasing)
        _ = try await outcome(connector, Self.order)
        _ = try await outcome(connector, Self.receipt("12"))
        purchasing.change { state in
            state.pickings[2] = ("assigned", "P00001", 5)
            state.vendorReturn = 2
        }
        let reason = try await outcome(connector, Self.receipt("5", number: "R-2"))?.rejection
        #expect(reason?.contains("nothing left to receive") == true)
        #expect(purchasing.now.pickings[2]?.state == "assigned")
    }

    @Test func aBillThatAPersonPostedElsewhereIsNotReversed() async throws {
        let purchasing = PurchasingOdoo(series: 18) { state in
            state.bills[2] = PurchasingOdoo.Bill(state: "posted", date: "2026-07-31", ref: "INV-1", paid: "121.2")
        }
        let (odoo, connector) = try connector(purchasing)
        let reason = try await outcome(connector, Self.invoice(order: .null))?.rejection
        #expect(reason?.contains("stands on 2026-07-31") == true)
        #expect(odoo.calls("account.move.reversal.create").isEmpty)
    }

    @Test func aDraftThatAPersonMadeIsLeftToThem() async throws {
        let purchasing = PurchasingOdoo(series: 18) { $0.bills[2] = PurchasingOdoo.Bill(ref: "INV-1") }
        let (odoo, connector) = try connector(purchasing)
        let reason = try await outcome(connector, Self.invoice(order: .null))?.rejection
        #expect(reason?.contains("was made by hand") == true)
        #expect(odoo.calls("account.move.load").isEmpty && odoo.calls("account.move.action_post").isEmpty)
    }

    /// Whether something is there cannot be told where its supplier is not known.
    @Test func whatCannotBeLookedUpIsNotTakenForAbsent() async throws {
        let purchasing = PurchasingOdoo(series: 18)
        let odoo = ScriptedOdoo(series: 18) { call in
            call.name == "res.partner.search_read" ? .result([]) : purchasing.reply(to: call)
        }
        let connector = try OdooConnector(odoo)
        await #expect(throws: ConnectorError.self) { try await connector.find([Self.payment]) }
        await #expect(throws: ConnectorError.self) { try await connector.find([Self.invoice()]) }
    }

    @Test func moreThanIsOpenIsNotPaid() async throws {
        let purchasing = PurchasingOdoo(series: 18) { state in
            state.bills[2] = PurchasingOdoo.Bill(state: "posted", date: "2026-03-31", ref: "INV-1", paid: "121.2")
        }
        let (odoo, connector) = try connector(purchasing)
        #expect(try await outcome(connector, Self.payment)?.rejection?.contains("more than the 0 that is open") == true)
        #expect(odoo.calls("account.payment.register.create").isEmpty)
    }

    @Test func aButtonThatReturnsNothingIsReadBack() async throws {
        for form in OdooForm.allCases {
            let purchasing = PurchasingOdoo(series: 19)
            let odoo = ScriptedOdoo(series: 19) { call in
                let reply = purchasing.reply(to: call)
                return call.name.hasSuffix("button_confirm") ? ScriptedOdoo.Reply.none : reply
            }
            let connector = try OdooConnector(odoo, ["wire": .text(form.rawValue)])
            #expect(try await outcome(connector, Self.order)?.record != nil, "\(form)")
        }
    }

    @Test func codesAreAskedForOnceInTenMinutes() async throws {
        let (odoo, connector) = try connector(PurchasingOdoo(series: 18))
        for _ in 0..<3 { _ = try await connector.find([Self.invoice()]) }
        #expect(odoo.calls("res.partner.search_read").count == 1)
    }
}
