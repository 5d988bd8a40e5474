import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// Costs on their way into analytic lines and back.
struct CostEntryTests {
    @Test(arguments: [
        ("11.25", "75", "843.75"), ("1", "129.95", "129.95"), ("0.3", "1", "0.3"), ("3", "0.1", "0.3"),
        ("100", "12.345", "1234.5"), ("-7.75", "75", "-581.25"), ("0", "75", "0"),
        ("1", "9007199254740.93", "9007199254740.93"),
    ])
    func totalsAreReadBackToTheCent(hours: String, rate: String, amount: String) async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)

        let outcomes = try await connector.apply([Delivery.cost(hours: hours, rate: rate)])

        let record = try #require(outcomes.first?.record)
        #expect(record.reference == "account.analytic.line/41")
        #expect(
            record.totals == [
                "hours": try #require(Decimal(plain: hours)), "amount": try #require(Decimal(plain: amount)),
            ]
        )
    }

    @Test func odooIsToldACostAsANegativeAmount() async throws {
        let odoo = ScriptedOdoo()
        _ = try await OdooConnector(odoo).apply([Delivery.cost(hours: "11.25")])
        #expect(odoo.ledger.byExternalID.values.first?.values["amount"] == "-843.75")
    }

    @Test func theTotalsAreThoseThatOdooHoldsNotThoseThatWereSent() async throws {
        let odoo = ScriptedOdoo { call in
            guard call.name == "account.analytic.line.read" else { return nil }
            let amount = (try? JSON(parsing: "-581.26")) ?? .null
            return .result([
                ["id": 41, "date": "2026-01-05", "unit_amount": 8, "amount": amount, "account_id": [9, "Q"]]
            ])
        }
        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])
        #expect(outcomes.first?.record?.totals == ["hours": 8, "amount": try #require(Decimal(plain: "581.26"))])
    }

    @Test func theSameDeliveryTwiceIsOneLine() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let first = try await connector.apply([Delivery.cost()])
        let second = try await connector.apply([Delivery.cost()])
        #expect(first == second)
        #expect(odoo.ledger.byExternalID.count == 1)
    }

    @Test func deliveriesOfOneCostInABatchCollapseToTheLast() async throws {
        let odoo = ScriptedOdoo()
        let deliveries = try [
            Delivery.cost(hours: "1"), Delivery.cost(key: "EX-104/2"),
            Delivery.cost(hours: "2"),
        ]

        let outcomes = try await OdooConnector(odoo).apply(deliveries)

        #expect(odoo.calls("account.analytic.line.load").map(\.rows.count) == [2])
        #expect(outcomes.map { $0.record?.totals["hours"] } == [2, Decimal(plain: "7.75"), 2])
        #expect(outcomes[0] == outcomes[2])
    }

    @Test func aShiftedDateIsReportedWithTheLineItConcerns() async throws {
        let odoo = ScriptedOdoo { call in
            guard call.name == "account.analytic.line.read" else { return nil }
            return .result([["id": 41, "date": "2026-02-01", "unit_amount": 8, "amount": 1, "account_id": [9, "Q"]]])
        }
        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])
        let reason = try #require(outcomes.first?.rejection)
        #expect(reason.contains("account.analytic.line/41"))
        #expect(reason.contains("from 2026-01-05 to 2026-02-01"))
    }

    @Test func aLineThatCannotBeReadBackIsReportedWithItsNumber() async throws {
        let odoo = ScriptedOdoo { $0.name == "account.analytic.line.read" ? .result([]) : nil }
        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])
        #expect(outcomes.first?.rejection?.contains("account.analytic.line/41") == true)
    }

    @Test func aLineWithoutAnAccountIsReported() async throws {
        let odoo = ScriptedOdoo { call in
            guard call.name == "account.analytic.line.read" else { return nil }
            return .result([["id": 41, "date": "2026-01-05", "unit_amount": 8, "amount": 1, "account_id": false]])
        }
        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])
        #expect(outcomes.first?.rejection?.contains("without an analytic account") == true)
    }

    @Test func aCostInAnotherCurrencyIsRefusedBeforeItIsSent() async throws {
        let odoo = ScriptedOdoo()
        let deliveries = try [
            Delivery.cost(currency: "EUR"), Delivery.cost(key: "EX-104/2"),
        ]
        let outcomes = try await OdooConnector(odoo).apply(deliveries)
        #expect(outcomes[0].rejection?.contains("is in EUR, but Kestrel Civil keeps its books in USD") == true)
        #expect(outcomes[1].record != nil)
        #expect(odoo.ledger.byExternalID.count == 1)
    }

    @Test func anUnreadableDeliveryDoesNotKeepTheOthersFromLanding() async throws {
        let odoo = ScriptedOdoo()
        let broken = Delivery(key: "broken", object: CostEntry.name, payload: ["key": "EX-104/1"])
        let outcomes = try await OdooConnector(odoo).apply([broken, Delivery.cost()])
        #expect(outcomes[0].rejection?.contains("company: expected string, found nothing") == true)
        #expect(outcomes[1].record != nil)
    }

    @Test func anObjectThatIsNotWrittenIsRejectedByName() async throws {
        let odoo = ScriptedOdoo()
        let delivery = Delivery(key: "1", object: "MeterReading", payload: [:])
        let outcomes = try await OdooConnector(odoo).apply([delivery])
        #expect(
            outcomes.first?.rejection
                == "this connector does not write MeterReading, only Project, Equipment, CostEntry, PurchaseOrder, "
                + "Receipt, SupplierInvoice, Payment"
        )
        #expect(odoo.calls.isEmpty)
    }

    @Test func anEmptyBatchIsNoWork() async throws {
        let odoo = ScriptedOdoo()
        #expect(try await OdooConnector(odoo).apply([]) == [])
        #expect(try await OdooConnector(odoo).find([]) == [])
        #expect(odoo.calls.isEmpty)
    }

    @Test(arguments: [("75", "75.00"), ("41.375", "41.375"), ("0.5", "0.50")])
    func theLineTellsTheRateWithTheCurrencysDecimals(rate: String, text: String) async throws {
        let odoo = ScriptedOdoo()
        _ = try await OdooConnector(odoo).apply([Delivery.cost(rate: rate)])
        let name = odoo.ledger.byExternalID.values.first?.values["name"]
        #expect(name == "EX-104 2026-01-05 7.75 h x \(text) [02-315]")
    }

    @Test func aLabourCostSaysNeitherWhoseItIsNorAtWhatRate() async throws {
        let odoo = ScriptedOdoo()
        let outcomes = try await OdooConnector(odoo).apply([try labour(), try labour(.burden, hours: "0")])
        let lines = odoo.ledger.byExternalID.values.map(\.values)
        #expect(
            Set(lines.compactMap { $0["name"] })
                == ["labour 2026-01-28 44.5 h [03-300]", "burden 2026-01-28 [03-300]"]
        )
        #expect(lines.allSatisfy { $0["date"] == "2026-02-09" }, "it is posted in the open month")
        #expect(outcomes.map { $0.record?.totals["amount"] } == [Decimal(plain: "1934.28"), Decimal(plain: "1934.28")])
        #expect(outcomes.map { $0.record?.totals["hours"] } == [Decimal(plain: "44.5"), 0])
    }

    @Test func aLabourCostIsFoundAgainUnderItsPostingDate() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        _ = try await connector.apply([try labour()])
        let found = try await connector.find([try labour()])
        #expect(found.first??.totals["amount"] == Decimal(plain: "1934.28"))
    }

    private func labour(_ type: CostType = .labour, hours: String = "44.5") throws -> Delivery {
        let entry = CostEntry(
            key: "\(type.rawValue)/612/26-014/03-300/2026-01-28",
            company: "KST",
            project: "26-014",
            costCode: "03-300",
            costType: type,
            serviceDate: try #require(CalendarDate("2026-01-28")),
            postingDate: CalendarDate("2026-02-09"),
            hours: try #require(Decimal(plain: hours)),
            amount: Money(try #require(Decimal(plain: "1934.28")), try #require(Currency("USD")))
        )
        return Delivery(entry)
    }
}
