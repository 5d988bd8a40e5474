import Foundation

/// How transfers and their moves go on: confirmed, reserved, done, cancelled.
extension Environment {
    /// The moves of a transfer, the oldest first.
    func moves(of picking: Int64) -> [Int64] {
        (database.ids(of: "stock.move", where: ["picking_id"], are: [.record(picking)]) ?? []).sorted()
    }

    /// The moves of a transfer that are neither done nor cancelled.
    func openMoves(of picking: Int64) -> [Int64] {
        moves(of: picking).filter { !["done", "cancel"].contains(moveState($0)) }
    }

    /// The detailed lines of a move, the oldest first.
    func moveLines(of move: Int64) -> [Int64] {
        (database.ids(of: "stock.move.line", where: ["move_id"], are: [.record(move)]) ?? []).sorted()
    }

    /// The state of a move.
    func moveState(_ move: Int64) -> String {
        database.row("stock.move", move)?["state"]?.textValue ?? "draft"
    }

    /// The state of a transfer, which follows from its moves.
    func pickingState(_ picking: Int64) -> String {
        let states = moves(of: picking).map(moveState)
        if states.isEmpty || states.contains("draft") { return "draft" }
        if states.allSatisfy({ $0 == "cancel" }) { return "cancel" }
        if states.allSatisfy({ $0 == "done" || $0 == "cancel" }) { return "done" }
        if !isReserved(from: value("location_id", of: "stock.picking", picking).recordID) { return "assigned" }
        let open = openMoves(of: picking).map(moveState)
        if value("move_type", of: "stock.picking", picking) == .text("one") {
            return open.allSatisfy { $0 == "assigned" } ? "assigned" : "confirmed"
        }
        return open.contains { $0 == "assigned" || $0 == "partially_available" }
            ? "assigned" : open.first ?? "confirmed"
    }

    /// Whether what leaves a location has to be there first.
    private func isReserved(from location: Int64?) -> Bool {
        !["supplier", "customer", "inventory", "production"].contains(locationUsage(location))
    }

    /// Confirms the drafts among moves and reserves what there is.
    mutating func confirm(moves: [Int64]) throws(OdooError) {
        for move in moves where moveState(move) == "draft" {
            try set("stock.move", move, ["state": .text("confirmed")])
        }
        try reserve(moves: moves)
    }

    /// Reserves what moves still want, as far as it is there.
    mutating func reserve(moves: [Int64]) throws(OdooError) {
        for move in moves where ["confirmed", "partially_available"].contains(moveState(move)) {
            guard let row = database.row("stock.move", move), let product = row["product_id"]?.recordID else {
                continue
            }
            let held = row["quantity"]?.decimalValue ?? 0
            var wanted = (row["product_uom_qty"]?.decimalValue ?? 0) - held
            if isReserved(from: row["location_id"]?.recordID), isStorable(product),
                let model = catalogue["product.product"]
            {
                let stock = stock(of: product, model)
                let unit = value("uom_id", of: "product.product", product).recordID
                wanted = min(
                    wanted,
                    quantity(stock.onHand - stock.reserved, from: unit, to: row["product_uom"]?.recordID)
                )
            }
            if wanted > 0 { try setQuantity(ofMove: move, to: held + wanted) }
        }
    }

    /// Sets what a move takes, in its detailed lines too, and its state after it.
    mutating func setQuantity(ofMove move: Int64, to quantity: Decimal) throws(OdooError) {
        guard let row = database.row("stock.move", move) else { return }
        var missing = quantity
        try correctStock(row, move, to: quantity)
        for line in moveLines(of: move) {
            let held = database.row("stock.move.line", line)?["quantity"]?.decimalValue ?? 0
            let isLast = line == moveLines(of: move).last
            let kept = isLast ? missing : min(held, missing)
            if kept > 0 {
                try set("stock.move.line", line, ["quantity": .decimal(kept)])
            } else {
                database.replace("stock.move.line", line, with: nil)
            }
            missing -= kept
        }
        if missing > 0 { _ = try insert("stock.move.line", moveLine(of: row, move, missing)) }
        try set("stock.move", move, ["quantity": .decimal(quantity)])
        try refreshState(ofMove: move)
    }

    /// A correction of what was moved already changes what lies in both locations.
    private mutating func correctStock(_ row: Row, _ move: Int64, to quantity: Decimal) throws(OdooError) {
        guard moveState(move) == "done", let product = row["product_id"]?.recordID else { return }
        if let line = row["purchase_line_id"]?.recordID {
            try set("purchase.order.line", line, ["qty_received": .null])
        }
        var change = row
        let before = moveLines(of: move).reduce(Decimal(0)) {
            $0 + (database.row("stock.move.line", $1)?["quantity"]?.decimalValue ?? 0)
        }
        change["quantity"] = .decimal(quantity - before)
        let (source, target) = (row["location_id"]?.recordID, row["location_dest_id"]?.recordID)
        try shift(productQuantity(change, "quantity"), of: product, from: source, to: target)
    }

    private func moveLine(of row: Row, _ move: Int64, _ quantity: Decimal) -> Row {
        var line: Row = [
            "move_id": .record(move), "quantity": .decimal(quantity), "date": thisSecond,
            "picked": row["picked"] ?? .boolean(false), "product_uom_id": row["product_uom"] ?? .null,
        ]
        for name in [
            "picking_id", "product_id", "location_id", "location_dest_id", "company_id", "description_picking",
        ] {
            line[name] = row[name]
        }
        return line
    }

    /// Sets the state of an open move after what it holds.
    mutating func refreshState(ofMove move: Int64) throws(OdooError) {
        guard let row = database.row("stock.move", move), !["draft", "done", "cancel"].contains(moveState(move)) else {
            return
        }
        let held = row["quantity"]?.decimalValue ?? 0
        let wanted = row["product_uom_qty"]?.decimalValue ?? 0
        let state = held >= wanted ? "assigned" : held > 0 ? "partially_available" : "confirmed"
        try set("stock.move", move, ["state": .text(state)])
    }

    /// Marks a move and its lines as picked, or as not picked.
    mutating func setPicked(_ isPicked: Bool, move: Int64) throws(OdooError) {
        try set("stock.move", move, ["picked": .boolean(isPicked)])
        for line in moveLines(of: move) { try set("stock.move.line", line, ["picked": .boolean(isPicked)]) }
    }

    /// Carries out a transfer; what is not moved goes into a backorder or is cancelled.
    mutating func finish(picking: Int64, cancelsRest: Bool) throws(OdooError) {
        var rest: [Int64] = []
        for move in openMoves(of: picking) {
            guard let row = database.row("stock.move", move) else { continue }
            let moved = row["quantity"]?.decimalValue ?? 0
            guard row["picked"]?.isTrue == true, moved > 0 else {
                rest.append(move)
                continue
            }
            let wanted = row["product_uom_qty"]?.decimalValue ?? 0
            if moved < wanted { rest.append(try split(move, row, rest: wanted - moved)) }
            let done: Row = [
                "state": .text("done"), "date": thisSecond, "product_uom_qty": .decimal(min(moved, wanted)),
            ]
            try set("stock.move", move, done)
            if let line = row["purchase_line_id"]?.recordID {
                try set("purchase.order.line", line, ["qty_received": .null])
            }
            for line in moveLines(of: move) { try set("stock.move.line", line, ["date": thisSecond]) }
            if let product = row["product_id"]?.recordID {
                let (source, target) = (row["location_id"]?.recordID, row["location_dest_id"]?.recordID)
                try shift(productQuantity(row, "quantity"), of: product, from: source, to: target)
            }
        }
        try set("stock.picking", picking, ["date_done": thisSecond, "priority": .text("0")])
        if cancelsRest { return try cancel(moves: rest) }
        if !rest.isEmpty { try makeBackorder(of: picking, rest) }
    }

    private mutating func split(_ move: Int64, _ row: Row, rest: Decimal) throws(OdooError) -> Int64 {
        var copy = row
        copy["product_uom_qty"] = .decimal(rest)
        copy["quantity"] = .decimal(0)
        copy["picked"] = .boolean(false)
        copy["state"] = .text("confirmed")
        return try insert("stock.move", copy)
    }

    private mutating func makeBackorder(of picking: Int64, _ moves: [Int64]) throws(OdooError) {
        var row = database.row("stock.picking", picking) ?? [:]
        row["date_done"] = nil
        row["backorder_id"] = .record(picking)
        row["name"] = try transferNumber(type: row["picking_type_id"]?.recordID)
        let backorder = try insert("stock.picking", row)
        for move in moves {
            try set("stock.move", move, ["picking_id": .record(backorder)])
            for line in moveLines(of: move) { try set("stock.move.line", line, ["picking_id": .record(backorder)]) }
            try setPicked(false, move: move)
        }
        try checkSender()
        try reserve(moves: moves)
    }

    /// What moves bring to locations of a usage, less what they bring back: as done, or as wanted of those under way.
    ///
    /// - Parameters:
    ///   - moves: The moves; cancelled ones do not count.
    ///   - usage: The usage of the locations, for example `customer`.
    ///   - unit: The unit of the sum.
    /// - Returns: The sum; below zero if more was brought back.
    func moved(_ moves: [Int64], towards usage: String, in unit: Int64?) -> Decimal {
        moves.compactMap { database.row("stock.move", $0) }.filter { $0["state"] != .text("cancel") }
            .reduce(Decimal(0)) { sum, move in
                let wanted = quantity(
                    move[move["state"] == .text("done") ? "quantity" : "product_uom_qty"]?.decimalValue ?? 0,
                    from: move["product_uom"]?.recordID,
                    to: unit
                )
                return locationUsage(move["location_dest_id"]?.recordID) == usage ? sum + wanted : sum - wanted
            }
    }

    /// Cancels moves that are not done.
    ///
    /// - Throws: UserError if one is done.
    mutating func cancel(moves: [Int64]) throws(OdooError) {
        if moves.contains(where: { moveState($0) == "done" }) {
            throw .user(
                "You cannot cancel a stock move that has been set to 'Done'. Create a return in order to reverse the moves "
                    + "which took place."
            )
        }
        for move in moves {
            for line in moveLines(of: move) { database.replace("stock.move.line", line, with: nil) }
            try set("stock.move", move, ["state": .text("cancel"), "quantity": .decimal(0)])
        }
    }

    /// The next number of an operation type: `WH/IN/00001`.
    mutating func transferNumber(type: Int64?) throws(OdooError) -> FieldValue {
        guard let type else { return .text("/") }
        let code = value("sequence_code", of: "stock.picking.type", type).textValue ?? ""
        let warehouse = value("warehouse_id", of: "stock.picking.type", type).recordID
        let house = warehouse.flatMap { value("code", of: "stock.warehouse", $0).textValue }.map { "\($0)/" } ?? ""
        let prefix = FieldValue.text("\(house)\(code)/")
        let own = value("sequence_id", of: "stock.picking.type", type).recordID
        let found =
            own ?? database.ids(of: "ir.sequence").first { database.row("ir.sequence", $0)?["prefix"] == prefix }
        guard let found else { return .text("/") }
        return .text(try nextNumber(ofSequence: found))
    }
}
