import Foundation

extension ModelBehaviour {
    /// Transfers, their moves and lines.
    static let stock: [String: ModelBehaviour] = [
        "stock.picking": picking, "stock.move": move, "stock.move.line": moveLine,
        "stock.backorder.confirmation": backorderConfirmation, "stock.quant": quant,
    ]

    private static let picking = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            let type = set.columns["picking_type_id"]?.recordID
            if set.columns["name"]?.textValue ?? "/" == "/" {
                set.columns["name"] = try environment.transferNumber(type: type)
            }
            guard let type else { return }
            for (name, source) in [
                ("location_id", "default_location_src_id"), ("location_dest_id", "default_location_dest_id"),
            ]
            where set.columns[name]?.recordID == nil {
                set.columns[name] = environment.value(source, of: "stock.picking.type", type)
            }
            if set.columns["location_id"]?.recordID == nil {
                set.columns["location_id"] = environment.partnerLocation(
                    set.columns["partner_id"]?.recordID,
                    "supplier"
                )
            }
            if set.columns["location_dest_id"]?.recordID == nil {
                set.columns["location_dest_id"] = environment.partnerLocation(
                    set.columns["partner_id"]?.recordID,
                    "customer"
                )
            }
        },
        deleting: { environment, ids throws(OdooError) in
            for move in ids.flatMap(environment.moves(of:)) where environment.moveState(move) == "done" {
                throw .user(
                    "You cannot cancel a stock move that has been set to 'Done'. Create a return in order to reverse the "
                        + "moves which took place."
                )
            }
        }
    )

    private static let move = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            if let picking = set.columns["picking_id"]?.recordID {
                for name in ["location_id", "location_dest_id", "picking_type_id", "origin"]
                where set.columns[name]?.isNull ?? true {
                    set.columns[name] = environment.value(name, of: "stock.picking", picking)
                }
            }
            let isDirected = environment.profile.is18 || set.columns["picking_type_id"]?.recordID != nil
            if let product = set.columns["product_id"]?.recordID, !set.given.contains("description_picking"),
                isDirected,
                environment.exists("product.product", product)
            {
                let type = set.columns["picking_type_id"]?.recordID
                set.columns["description_picking"] = environment.transferNote(of: product, type: type)
            }
            if set.columns["product_uom"]?.recordID == nil, let product = set.columns["product_id"]?.recordID {
                set.columns["product_uom"] = environment.value("uom_id", of: "product.product", product)
            }
        },
        changed: { environment, id, change throws(OdooError) in
            if change.names.contains("quantity") {
                let quantity = environment.database.row("stock.move", id)?["quantity"]?.decimalValue ?? 0
                try environment.setQuantity(ofMove: id, to: quantity)
            }
            if change.names.contains("picked") {
                let isPicked = environment.database.row("stock.move", id)?["picked"]?.isTrue == true
                try environment.setPicked(isPicked, move: id)
            }
            if change.names.contains("product_uom_qty"), !change.isNew {
                try environment.refreshState(ofMove: id)
                try environment.reserve(moves: [id])
            }
        },
        deleting: { environment, ids throws(OdooError) in
            if ids.contains(where: { environment.moveState($0) == "done" }) {
                throw .user(
                    "You can not delete product moves if the picking is done. You can only correct the done quantities."
                )
            }
            if ids.contains(where: { !["draft", "cancel"].contains(environment.moveState($0)) }) {
                throw .user("You can only delete draft or cancelled moves.")
            }
        }
    )

    private static let moveLine = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try environment.complete(moveLine: &set) },
        changed: { environment, id, change throws(OdooError) in
            guard let move = environment.database.row("stock.move.line", id)?["move_id"]?.recordID else { return }
            try environment.followLines(of: move)
            if change.names.contains("picked") {
                let isPicked = environment.moveLines(of: move).contains {
                    environment.database.row("stock.move.line", $0)?["picked"]?.isTrue == true
                }
                try environment.set("stock.move", move, ["picked": .boolean(isPicked)])
            }
        },
        deleting: { environment, ids throws(OdooError) in
            for id in ids {
                let state = environment.value("state", of: "stock.move.line", id).textValue ?? ""
                guard state == "done" else { continue }
                throw .user(
                    "You can not delete product moves if the picking is done. You can only correct the done quantities."
                )
            }
        },
        removed: { environment, rows throws(OdooError) in
            for move in Set(rows.compactMap { $0["move_id"]?.recordID }).sorted()
            where environment.exists("stock.move", move) {
                try environment.followLines(of: move)
            }
        }
    )

    /// A confirmation that is made for transfers has a line for each of them.
    private static let backorderConfirmation = ModelBehaviour(
        changed: { environment, id, change throws(OdooError) in
            guard change.isNew, !change.names.contains("backorder_confirmation_line_ids") else { return }
            for picking in environment.value("pick_ids", of: "stock.backorder.confirmation", id).recordIDs {
                let row: Row = [
                    "backorder_confirmation_id": .record(id), "picking_id": .record(picking),
                    "to_backorder": .boolean(true),
                ]
                _ = try environment.insert("stock.backorder.confirmation.line", row)
            }
        }
    )
}

extension Environment {
    /// What a transfer says about a product: what the product says for its direction, else its name.
    fileprivate func transferNote(of product: Int64, type: Int64?) -> FieldValue {
        let fields = [
            "incoming": "description_pickingin", "outgoing": "description_pickingout",
            "internal": "description_picking",
        ]
        let code = type.flatMap { value("code", of: "stock.picking.type", $0).textValue } ?? ""
        if let own = fields[code].map({ value($0, of: "product.product", product) }), !own.isNull { return own }
        return value("name", of: "product.product", product)
    }

    /// The location that stands for a partner: what his record names, else the one of all vendors or customers.
    func partnerLocation(_ partner: Int64?, _ kind: String) -> FieldValue {
        let own = partner.map { value("property_stock_\(kind)", of: "res.partner", $0) } ?? .null
        guard own.isNull else { return own }
        return baseRecord("stock.stock_location_\(kind)s").map { .record($0) } ?? .null
    }

    /// What a move takes is what its lines take together.
    fileprivate mutating func followLines(of move: Int64) throws(OdooError) {
        let sum = moveLines(of: move).compactMap { database.row("stock.move.line", $0) }.reduce(Decimal(0)) {
            $0 + ($1["quantity"]?.decimalValue ?? 0)
        }
        try set("stock.move", move, ["quantity": .decimal(sum)])
        try refreshState(ofMove: move)
    }

    /// A new line belongs to the move of its product in its transfer, or makes one.
    fileprivate mutating func complete(moveLine set: inout ValueSet) throws(OdooError) {
        let product = set.columns["product_id"]?.recordID
        if set.columns["move_id"]?.recordID == nil, let product, let picking = set.columns["picking_id"]?.recordID {
            let found = openMoves(of: picking).first {
                database.row("stock.move", $0)?["product_id"]?.recordID == product
            }
            let move: Int64
            if let found { move = found } else { move = try extraMove(of: product, in: picking) }
            set.columns["move_id"] = .record(move)
        }
        guard let move = set.columns["move_id"]?.recordID, let row = database.row("stock.move", move) else { return }
        let names = ["picking_id", "product_id", "location_id", "location_dest_id", "company_id"]
        for name in names where set.columns[name]?.isNull ?? true { set.columns[name] = row[name] }
        if set.columns["product_uom_id"]?.recordID == nil { set.columns["product_uom_id"] = row["product_uom"] }
        if set.columns["picked"] == nil { set.columns["picked"] = row["picked"] }
    }

    private mutating func extraMove(of product: Int64, in picking: Int64) throws(OdooError) -> Int64 {
        let isDraft = pickingState(picking) == "draft"
        var row: Row = [
            "picking_id": .record(picking), "product_id": .record(product), "product_uom_qty": .decimal(0),
            "name": .text(shownName("product.product", product)), "date": thisSecond,
            "product_uom": value("uom_id", of: "product.product", product), "procure_method": .text("make_to_stock"),
            "state": .text(isDraft ? "draft" : "assigned"), "additional": .boolean(!isDraft),
        ]
        for name in ["location_id", "location_dest_id", "picking_type_id", "company_id", "origin"] {
            row[name] = value(name, of: "stock.picking", picking)
        }
        return try insert("stock.move", row)
    }
}
