import ConnectorKit
import FoundationEssentials
import JSON

extension Clerk {
    /// Does one piece of work, whichever the clerk's dice say.
    mutating func work() async throws {
        switch roll(8) {
        case 0: try await buy()
        case 1, 2: try await settle(try await enter("in_invoice"))
        case 3: try await settle(try await enter("out_invoice"))
        case 4: try await bookHours()
        case 5: try await loadLines()
        case 6: try await makeMistakes()
        default: try await look()
        }
    }

    private mutating func price() -> JSON {
        .string("\(roll(900) + 1).\(roll(90) + 10)")
    }

    /// An order, its bill, and what is paid on it.
    private mutating func buy() async throws {
        var lines: [JSON] = []
        for _ in 0...roll(3) {
            let line: JSON = [
                "product_id": .integer(office.service), "product_qty": .integer(Int64(roll(9) + 1)),
                "price_unit": price(),
            ]
            lines.append([0, 0, line])
        }
        let order = try await create(
            "purchase.order",
            ["partner_id": .integer(office.partner), "order_line": .array(lines)]
        )
        confirmed.orders += 1
        try await call("purchase.order", "button_confirm", [.integer(order)])
        let action = try await call("purchase.order", "action_create_invoice", [.integer(order)])
        guard let bill = action["res_id"]?.integerValue else { throw Refusal(description: "no bill of order \(order)") }
        try await call("account.move", "write", [.integer(bill)], ["invoice_date": "2026-01-05"])
        try await post(bill)
        try await settle(bill)
    }

    /// A bill or an invoice without an order, posted.
    private mutating func enter(_ type: String) async throws -> Int64 {
        var lines: [JSON] = []
        var whole = JSONObject()
        whole[String(office.account)] = 100
        for index in 0...roll(4) {
            let line: JSON = [
                "name": .string("Item \(index)"), "quantity": .integer(Int64(roll(5) + 1)), "price_unit": price(),
                "analytic_distribution": .object(whole),
            ]
            lines.append([0, 0, line])
        }
        let id = try await create(
            "account.move",
            [
                "move_type": .string(type), "partner_id": .integer(office.partner), "invoice_date": "2026-01-05",
                "invoice_line_ids": .array(lines),
            ]
        )
        try await post(id)
        if roll(6) == 0 {
            try await call("account.move", "button_draft", [.integer(id)])
            try await call("account.move", "action_post", [.integer(id)])
        }
        return id
    }

    private mutating func post(_ id: Int64) async throws {
        try await call("account.move", "action_post", [.integer(id)])
        let total = try await value("amount_total", of: "account.move", id)
        confirmed.entries[id] = try JSONReader(total).decimalFromNumber()
    }

    /// Leaves a posted bill or invoice open, pays all or a part of it, or reverses it.
    private mutating func settle(_ id: Int64) async throws {
        let about: JSON = ["active_model": "account.move", "active_ids": [.integer(id)]]
        switch roll(4) {
        case 0: break
        case 1:
            let wizard = try await create("account.move.reversal", ["date": "2026-01-06"], context: about)
            let action = try await call("account.move.reversal", "refund_moves", [.integer(wizard)])
            guard let refund = action["res_id"]?.integerValue else {
                throw Refusal(description: "no reversal of \(id)")
            }
            try await post(refund)
        default:
            for _ in 0...roll(2) {
                var values: JSONObject = ["payment_date": "2026-01-06"]
                if roll(2) == 0 { values["amount"] = .string("1.5") }
                let residual = try await value("amount_residual", of: "account.move", id)
                guard try JSONReader(residual).decimalFromNumber() > 2 else { return }
                let wizard = try await create("account.payment.register", .object(values), context: about)
                try await call("account.payment.register", "action_create_payments", [.integer(wizard)])
            }
        }
    }

    /// A timesheet line, changed or taken back at times.
    private mutating func bookHours() async throws {
        let values: JSON = [
            "name": "Work", "project_id": .integer(office.project), "employee_id": .integer(office.employee),
            "unit_amount": .real(2.5), "date": "2026-01-05",
        ]
        let id = try await create("account.analytic.line", values)
        switch roll(3) {
        case 0:
            try await call("account.analytic.line", "write", [.integer(id)], ["unit_amount": .real(1.25)])
            confirmed.hours += Decimal(125) / 100
        case 1: try await call("account.analytic.line", "unlink", [.integer(id)])
        default: confirmed.hours += Decimal(25) / 10
        }
    }

    /// Cost lines by external id; a bad row takes all others with it.
    private mutating func loadLines() async throws {
        let names = (0...roll(5)).map { "soak.line_\(number)_\(confirmed.calls)_\($0)" }
        let isBad = roll(3) == 0
        let rows = names.map { name -> JSON in
            [.string(name), .string(name), .integer(office.account), isBad && name == names.last ? "ten" : "-10.50"]
        }
        let result = try await call(
            "account.analytic.line",
            "load",
            ["id", "name", "account_id/.id", "amount"],
            .array(rows)
        )
        guard (result["ids"]?.arrayValue == nil) == isBad else { throw Refusal(description: "load: \(result.text())") }
        if !isBad { confirmed.lines.formUnion(names) }
    }

    /// Calls that must be refused after a part of their work.
    private mutating func makeMistakes() async throws {
        let undated = try await create(
            "account.move",
            [
                "move_type": "in_invoice", "partner_id": .integer(office.partner),
                "invoice_line_ids": [[0, 0, ["name": "Undated", "price_unit": 5]]],
            ]
        )
        let sound = try await enter("in_invoice")
        try await expectRefusal("account.move", "action_post", [.integer(undated)])
        try await expectRefusal("account.move", "action_post", [.integer(sound)])
        try await expectRefusal("account.move", "unlink", [.integer(undated), .integer(sound)])
        try await call("account.move", "unlink", [.integer(undated)])
    }

    private mutating func expectRefusal(_ model: String, _ method: String, _ arguments: JSON...) async throws {
        do {
            try await call(model, method, arguments[0])
        } catch is Refusal {
            return
        }
        throw Refusal(description: "\(model).\(method) was carried out: \(arguments[0].text())")
    }

    /// Reads the newest entries with their lines: what is read balances at every moment.
    private mutating func look() async throws {
        let newest = try await call("account.move", "search", [["state", "=", "posted"]], 0, 20)

        let lines = try await call(
            "account.move.line",
            "search_read",
            [["move_id", "in", newest]],
            ["move_id", "balance"]
        )
        var sums: [Int64: Decimal] = [:]
        for line in lines.arrayValue ?? [] {
            let entry = line["move_id"]?[0]?.integerValue ?? 0
            sums[entry, default: 0] += try JSONReader(line["balance"] ?? .null).decimalFromNumber()
        }
        if let wrong = sums.first(where: { $0.value != 0 }) {
            throw Refusal(description: "entry \(wrong.key) was read with a balance of \(wrong.value)")
        }
    }
}
