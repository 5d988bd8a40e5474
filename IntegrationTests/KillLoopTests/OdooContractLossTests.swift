import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// Each document is there exactly once, in the right state, whichever call loses its answer or never arrives, and
/// although the process dies with it.
@Suite(.serialized)
struct OdooContractLossTests {
    private static let parties = OdooContractTests.versions.filter { $0.version != nil }

    @Test(arguments: parties)
    func aLostAnswerLeavesEachDocumentOnce(party: OdooContractTests.Party) async throws {
        try await expectOnce(party, "dropAnswer")
    }

    @Test(arguments: parties.suffix(1))
    func aCallThatNeverArrivedLeavesEachDocumentOnce(party: OdooContractTests.Party) async throws {
        try await expectOnce(party, "refuse")
    }

    private func expectOnce(_ party: OdooContractTests.Party, _ fault: String) async throws {
        let bench = try await DocumentBench(party)
        let simulator = try #require(bench.simulator)
        var count = 0
        for step in 0..<4 {
            for call in 0..<60 {
                let number = "\(step)-\(call)"
                let documents = bench.cycle(number)
                for earlier in documents.prefix(step) { try await bench.applied(earlier, "before \(number)") }
                let document = documents[step]
                let rule: JSON = ["kind": .string(fault), "skip": .integer(Int64(call)), "times": 1, "method": "POST"]
                try await simulator.control("POST", "faults", rule)
                let survived = try? await bench.send(document)
                let applied = try await simulator.control("GET", "faults")["faults"]?[0]?["applied"]?.integerValue
                try await simulator.control("DELETE", "faults")
                if applied == 0 {
                    guard case .applied? = survived else { throw BenchError(description: "\(document)") }
                    break
                }
                count += 1
                try bench.restart()
                let found = try await bench.found(document)
                let record = try await bench.applied(document, "\(fault) of call \(call)")
                if let found { #expect(found == record) }
                #expect(try await bench.found(document) == record)
                #expect(try await bench.picture(number) == bench.expected(number, step), "\(document.object) \(call)")
            }
        }
        print("odoo documents \(party): \(count) calls, each with \(fault)")
        #expect(count > 30)
    }
}

extension DocumentBench {
    /// An order with its receipt, bill and payment.
    fileprivate func cycle(_ number: String) -> [Delivery] {
        [
            order(number), receipt(number, order: number, [("1", "5"), ("2", "3")]),
            invoice(number, order: number, [line("1", "CEM", "5", "10.10"), line("2", "SND", "3", "7.25")]),
            payment(number, of: number, "72.25"),
        ]
    }

    /// What people see of a cycle.
    fileprivate func picture(_ number: String) async throws -> [String] {
        var picture = try await orders(number).map {
            "order \($0["state"]?.stringValue ?? "") \($0["amount_untaxed"]?.number ?? 0) in "
                + "\($0["order_line"]?.arrayValue?.count ?? 0) lines"
        }
        for picking in try await pickings(number) {
            let moves = try await moves(of: picking).map { "\($0["quantity"]?.number ?? 0)" }.sorted()
            picture.append("picking \(picking["state"]?.stringValue ?? "") \(moves.joined(separator: "+"))")
        }
        let bills = try await bills().filter { $0["ref"] == .string("INV-\(mark)-\(number)") }
        picture += bills.map {
            "bill \($0["state"]?.stringValue ?? "") \($0["amount_untaxed"]?.number ?? 0) on \($0["date"]?.stringValue ?? "")"
                + " open \($0["amount_residual"]?.number ?? 0)"
        }
        let ofOrder = try await person.records(
            "account.move",
            [["invoice_line_ids.purchase_line_id.order_id.partner_ref", "=", .string("PO-\(mark)-\(number)")]],
            ["state"]
        )
        return picture + (ofOrder.count > 1 ? ["\(ofOrder.count) bills of one order"] : [])
    }

    fileprivate func expected(_ number: String, _ step: Int) -> [String] {
        let pickings = step == 0 ? ["picking assigned 12.0+3.0"] : ["picking done 3.0+5.0", "picking assigned 7.0"]
        let open = step == 3 ? "0.0" : "72.25"
        return ["order purchase 142.95 in 2 lines"] + pickings
            + (step < 2 ? [] : ["bill posted 72.25 on \(today) open \(open)"])
    }
}
