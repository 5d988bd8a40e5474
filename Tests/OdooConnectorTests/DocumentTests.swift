import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Testing

/// What can be told of documents without an Odoo that keeps them; `OdooContractDocumentTests` and its neighbours do the rest.
struct DocumentTests {
    private static let payment = delivery(
        "Payment",
        ["number": "PAY-3", "supplier": "CONC", "invoice": "INV-1", "date": "2026-03-31", "amount": "121.2"]
    )

    private static let invoice = delivery(
        "SupplierInvoice",
        [
            "number": "INV-1", "supplier": "CONC", "invoiceDate": "2026-03-10",
            "lines": [["key": "1", "text": "Sand", "quantity": "2", "unitPrice": "60.6"]],
        ]
    )

    private static func delivery(_ object: String, _ payload: JSON) -> Delivery {
        Delivery(key: object, object: object, payload: payload)
    }

    /// An Odoo that knows a supplier, or none, and has no documents.
    private func odoo(knowsSupplier: Bool = true) -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "res.partner.search_read": .result(knowsSupplier ? [["id": 13, "ref": "CONC"]] : [])
            case "res.partner.read": .result([["id": 13, "commercial_partner_id": [12, "Concrete & Sons"]]])
            case "account.move.search_read", "account.payment.search_read": .result([])
            default: nil
            }
        }
    }

    /// Whether something is there cannot be told where its supplier is not known.
    @Test func whatCannotBeLookedUpIsNotTakenForAbsent() async throws {
        let connector = try OdooConnector(odoo(knowsSupplier: false))
        await #expect(throws: ConnectorError.self) { try await connector.find([Self.payment]) }
        await #expect(throws: ConnectorError.self) { try await connector.find([Self.invoice]) }
    }

    @Test func codesAreAskedForOnceInTenMinutes() async throws {
        let odoo = odoo()
        let clock = ManualClock(ConnectorServices.noon)
        let connector = try OdooConnector(
            configuration: .odoo(),
            services: ConnectorServices(transport: odoo.transport, clock: clock, log: RecordingLog())
        )
        for (pause, asked) in [(0, 1), (599, 1), (1, 2), (0, 2), (600, 3)] {
            clock.advance(by: .seconds(pause))
            #expect(try await connector.find([Self.invoice]) == [nil])
            #expect(odoo.calls("res.partner.search_read").count == asked)
        }
    }

    /// Codes and documents are those of the company, whatever else the user may see.
    @Test func onlyRecordsOfTheCompanyAreLookedFor() async throws {
        let odoo = odoo()
        _ = try await OdooConnector(odoo).find([Self.payment])
        let partners = try #require(odoo.calls("res.partner.search_read").first?.arguments.first?.arrayValue)
        #expect(partners.contains(["company_id", "parent_of", [1]]))
        let payments = try #require(odoo.calls("account.payment.search_read").first)
        #expect(payments.arguments.first?.arrayValue?.contains(["company_id", "=", 1]) == true)
        #expect(payments.options["context"]?["allowed_company_ids"] == [1])
    }

    @Test(arguments: [
        (#"[{"key": "1", "text": "a", "quantity": "1", "unitPrice": "1"}]"#, "'1' twice"),
        ("[]", "at least one line"),
    ])
    func anInvoiceThatCannotBeReadIsNamed(line: String, words: String) async throws {
        var payload = try #require(Self.invoice.payload.objectValue)
        let lines = try JSON(parsing: line).arrayValue ?? []
        payload["lines"] = .array(lines + lines)
        let odoo = odoo()
        let outcome = try await OdooConnector(odoo).apply([Self.delivery("SupplierInvoice", .object(payload))]).first
        #expect(outcome?.rejection?.contains(words) == true, "\(outcome?.rejection ?? "")")
        #expect(odoo.work.isEmpty)
    }

    /// A draft that does not come to its invoice stays where the user may not delete it; the others of the batch go on.
    @Test func aDraftThatMayNotBeDeletedIsOneCase() async throws {
        let basis = odoo()
        let odoo = ScriptedOdoo { call in
            switch call.name {
            case "ir.model.data.check_object_reference" where call.arguments.first == "purlin":
                return .result(["purchase.order", 4])
            case "ir.model.data.search_read": return .result([["id": 1, "module": "purlin", "name": "x", "res_id": 4]])
            case "purchase.order.read":
                return .result([["id": 4, "partner_id": [13, "Concrete"], "invoice_status": "to invoice"]])
            case "purchase.order.action_create_invoice": return .result(["res_model": "account.move", "res_id": 5])
            case "account.move.write": return .result(true)
            case "account.move.read":
                let totals: JSONObject = [
                    "id": 5, "name": "/", "state": "draft", "date": "2026-03-10", "payment_state": "not_paid",
                    "journal_id": [2, "Bills"], "currency_id": [2, "USD"], "amount_untaxed": 50, "amount_total": 50,
                ]
                return .result([.object(totals)])
            case "account.move.unlink":
                return .exception("odoo.exceptions.AccessError", "You are not allowed to delete")
            default: return basis.script(call)
            }
        }
        var payload = try #require(Self.invoice.payload.objectValue)
        payload["order"] = "PO-1"
        let outcome = try await OdooConnector(odoo).apply([Self.delivery("SupplierInvoice", .object(payload))]).first
        #expect(
            outcome?.rejection?.contains("correct or delete the draft in Odoo") == true,
            "\(String(describing: outcome))"
        )
        #expect(odoo.calls("account.move.unlink").count == 1)
    }
}
