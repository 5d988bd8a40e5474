import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Payments of a bill in an Odoo whose payments have no entry, as with the Accounting app from version 18 on.
struct PaymentTests {
    private static let payment = Delivery(
        key: "PAY-3",
        object: "Payment",
        payload: [
            "number": "PAY-3", "supplier": "CONC", "invoice": "INV-1", "date": "2026-03-31", "amount": "60",
        ]
    )

    /// An Odoo with a posted bill of 121.20 in US dollars, and payments that it was registered for.
    private func odoo(
        series: Int64 = 18,
        residual: Double = 121.2,
        made: JSON = [],
        standing: JSON = []
    ) -> ScriptedOdoo {
        ScriptedOdoo(series: series) { call in
            switch call.name {
            case "res.partner.search_read": return .result([["id": 13, "ref": "CONC"]])
            case "res.partner.read": return .result([["id": 13, "commercial_partner_id": [12, "Concrete & Sons"]]])
            case "account.move.search_read": return .result([["id": 5, "state": "posted"]])
            case "account.move.read":
                let bill: JSON = [
                    "id": 5, "currency_id": [2, "USD"], "amount_total": .real(121.2),
                    "amount_residual": .real(residual),
                ]
                return .result([bill])
            case "account.payment.search_read":
                let asksForTheBill = call.arguments.first?.arrayValue?.contains { $0[0] == "invoice_ids" } == true
                return .result(asksForTheBill ? made : standing)
            case "account.payment.register.create": return .result([8])
            case "account.payment.register.action_create_payments": return .result(true)
            default: return nil
            }
        }
    }

    private static func made(
        _ amount: Double,
        _ state: JSON,
        entry: JSON = false,
        currency: JSON = [2, "USD"]
    ) -> JSON {
        ["id": 3, "amount": .real(amount), "currency_id": currency, "state": state, "move_id": entry]
    }

    @Test(arguments: [Int64(18), 19])
    func aPaymentWithoutAnEntryIsSubtracted(series: Int64) async throws {
        let cases: [(residual: Double, made: [JSON], open: String?)] = [
            (121.2, [], nil),
            (121.2, [Self.made(121.2, "in_process")], "0"),
            (121.2, [Self.made(61.2, "in_process")], nil),
            (121.2, [Self.made(61.3, "in_process")], "59.9"),
            // Somebody marked it as paid, and no statement has settled it.
            (121.2, [Self.made(61.3, "paid")], "59.9"),
            // The bank's statement has.
            (60, [Self.made(61.2, "paid")], nil),
            // An entry lowers the residual itself.
            (60, [Self.made(61.2, "in_process", entry: [4, "BNK/4"])], nil),
            (60.2, [Self.made(61, "in_process", entry: [4, "BNK/4"]), Self.made(10, "paid")], "50.2"),
        ]
        for (residual, made, open) in cases {
            let odoo = odoo(series: series, residual: residual, made: .array(made))
            let outcome = try #require(try await OdooConnector(odoo).apply([Self.payment]).first)
            let isRefused = outcome.rejection?.contains("is more than the \(open ?? "") that is open") == true
            #expect(isRefused == (open != nil), "\(made): \(outcome)")
            #expect(odoo.calls("account.payment.register.create").isEmpty == (open != nil), "\(made)")
        }
    }

    @Test func aPaymentInAnotherCurrencyIsNotSubtractedBlindly() async throws {
        let odoo = odoo(made: [Self.made(10, "in_process", currency: [1, "EUR"])])
        let outcome = try #require(try await OdooConnector(odoo).apply([Self.payment]).first)
        #expect(outcome.rejection?.contains("in EUR, cannot be subtracted from what is open in USD") == true)
        #expect(odoo.calls("account.payment.register.create").isEmpty)
    }

    /// Before version 18 each payment has its entry, and the field of its bills is not there.
    @Test func anOlderVersionIsAskedForTheResidualAlone() async throws {
        let odoo = odoo(series: 17, residual: 59.9)
        let outcome = try #require(try await OdooConnector(odoo).apply([Self.payment]).first)
        #expect(outcome.rejection?.contains("is more than the 59.9 that is open") == true)
    }

    /// A journal with a currency of its own would take its own.
    @Test func theCurrencyIsTheBills() async throws {
        let odoo = odoo()
        _ = try await OdooConnector(odoo).apply([Self.payment])
        let wizard = try #require(odoo.calls("account.payment.register.create").first)
        #expect(wizard.arguments.first?[0]?["currency_id"] == 2)
    }

    @Test(arguments: [(JSON.integer(2), "USD", true), (1, "EUR", false)])
    func aPaymentInAnotherCurrencyIsNotTakenForDone(id: JSON, name: JSON, isDone: Bool) async throws {
        let held: JSON = [
            "id": 3, "amount": 60, "currency_id": [id, name], "date": "2026-03-31", "move_id": false,
        ]
        let odoo = odoo(standing: [held])
        #expect(try await (OdooConnector(odoo).find([Self.payment]).first != .some(nil)) == isDone)
        let outcome = try #require(try await OdooConnector(odoo).apply([Self.payment]).first)
        let words = "is 60 EUR on 2026-03-31 in Odoo and was meant to be 60 USD on 2026-03-31"
        #expect((outcome.rejection?.contains(words) == true) == !isDone, "\(outcome)")
        #expect(odoo.calls("account.payment.register.create").isEmpty)
    }
}
