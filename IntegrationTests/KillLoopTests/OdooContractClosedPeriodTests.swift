import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// A closed period, into which Odoo posts on another day without a word (domain.md §8, O-1).
@Suite(.serialized, .enabled(if: DocumentBench.hasAdministrator, "needs PURLIN_ODOO_ADMIN"))
struct OdooContractClosedPeriodTests {
    /// A bench whose books are closed until the end of the month before, and a day in that month.
    private func withClosedMonth(
        _ party: OdooContractTests.Party,
        _ test: (DocumentBench, String, () async throws -> Void) async throws -> Void
    ) async throws {
        let bench = try await DocumentBench(party)
        let company = try await bench.company
        let last = try bench.lastDayOfTheMonthBefore
        let open = { try await bench.person.write("res.company", company, ["fiscalyear_lock_date": false]) }
        try await bench.with(["fiscalyear_lock_date": .string(last)], of: "res.company", company) {
            try await test(bench, "\(last.prefix(8))15", open)
        }
    }

    @Test(arguments: OdooContractTests.versions)
    func aBillThatWouldBeMovedIsNotPosted(party: OdooContractTests.Party) async throws {
        try await withClosedMonth(party) { bench, day, open in
            let invoice = bench.invoice("1", on: day)
            try await bench.refused(invoice, "is not posted", "was meant for the month of \(day)", "open the period")
            #expect(try await bench.bills().map { $0["state"] } == ["draft"])
            #expect(try await bench.found(invoice) == nil)

            try await open()
            try await bench.applied(invoice)
            #expect(try await bench.bills().map { $0["state"] } == ["posted"])
            #expect(try await bench.bills().allSatisfy { $0["date"]?.stringValue?.prefix(7) == day.prefix(7) })
        }
    }

    /// Where the accounting date is given, Odoo moves it only while it posts.
    @Test(arguments: OdooContractTests.versions)
    func aBillThatWasMovedIsReversed(party: OdooContractTests.Party) async throws {
        try await withClosedMonth(party) { bench, day, open in
            let invoice = bench.invoice("1", on: day, with: ["accountingDate": .string(day)])
            try await bench.refused(
                invoice,
                "from \(day) to ",
                "since the period is locked",
                "was reversed by account.move/"
            )
            // Sent once more, it is neither posted nor reversed again.
            try await bench.refused(invoice, "was reversed")
            #expect(try await bench.found(invoice) == nil)
            let bills = try await bench.bills()
            #expect(bills.map { $0["move_type"] } == ["in_invoice", "in_refund"])
            #expect(bills.map { $0["state"] } == ["posted", "posted"])
            #expect(bills.map { $0["amount_residual"]?.number } == [0, 0])
            #expect(bills.allSatisfy { $0["date"]?.stringValue ?? "" > day })
            #expect(bills[0]["payment_state"] == "reversed")

            try await open()
            try await bench.applied(bench.invoice("2", on: day, with: ["accountingDate": .string(day)]))
            #expect(try await bench.bills().last?["date"]?.stringValue == day)
        }
    }

    /// A bill that was posted before, perhaps by a person, is not reversed: whoever sends it again hears of both days.
    @Test(arguments: OdooContractTests.versions)
    func aBillWhoseMoveWasNotHeardOfIsNamed(party: OdooContractTests.Party) async throws {
        try await withClosedMonth(party) { bench, day, _ in
            guard let simulator = bench.simulator else { return }
            let invoice = bench.invoice("1", on: day, with: ["accountingDate": .string(day)])
            let place = party.wire == "json2" ? "pathContains" : "bodyContains"
            var rule: JSONObject = ["kind": "dropAnswer", "times": 1]
            rule[place] = "action_post"
            try await simulator.control("POST", "faults", .object(rule))
            await #expect(throws: ConnectorError.self) { try await bench.send(invoice) }
            #expect(try await bench.found(invoice) == nil)
            try await bench.refused(
                invoice,
                "stands on ",
                "was meant for \(day)",
                "confirm the date, or reverse it there"
            )
            #expect(try await bench.bills().map { $0["state"] } == ["posted"])
        }
    }

    @Test(arguments: OdooContractTests.versions)
    func aPaymentThatWasMovedIsCancelled(party: OdooContractTests.Party) async throws {
        try await withClosedMonth(party) { bench, day, open in
            try await bench.applied(bench.invoice())
            let payment = bench.payment("1", "42.95", on: day)
            try await bench.refused(payment, "was meant to be 42.95 on \(day)", "was cancelled", "the period is locked")
            #expect(try await bench.found(payment) == nil)
            #expect(try await bench.bills().map { $0["amount_residual"]?.number } == [142.95])

            try await open()
            try await bench.applied(payment)
            #expect(try await bench.bills().map { $0["amount_residual"]?.number } == [100])
            #expect(try await bench.payments().last?["date"]?.stringValue == day)
        }
    }
}

extension DocumentBench {
    fileprivate var lastDayOfTheMonthBefore: String {
        get throws {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
            let first = try Date("\(today.prefix(8))01T12:00:00Z", strategy: .iso8601)
            let last = try #require(calendar.date(byAdding: .day, value: -1, to: first))
            return String(last.ISO8601Format().prefix(10))
        }
    }
}
