import Foundation

extension Computations {
    /// Transfers, moves and stock.
    static let stock: [String: Function] = pickings.merging(moves) { $1 }.merging(quantities) { $1 }.merging(quants) {
        $1
    }

    private static let pickings: [String: Function] = [
        "location_parent_path": { environment, _, id in
            .text(environment.locationPath(id).map { "\($0)/" }.joined())
        },
        "location_warehouse": { environment, _, id in
            let path = environment.locationPath(id)
            let house = environment.database.ids(of: "stock.warehouse").first {
                let view = environment.database.row("stock.warehouse", $0)?["view_location_id"]?.recordID
                return view.map(path.contains) ?? false
            }
            return house.map { .record($0) } ?? .null
        },
        "warehouse_type_IN": { environment, _, id in environment.operationType("IN", ofWarehouse: id) },
        "warehouse_type_OUT": { environment, _, id in environment.operationType("OUT", ofWarehouse: id) },
        "warehouse_type_INT": { environment, _, id in environment.operationType("INT", ofWarehouse: id) },
        "warehouse_type_PICK": { environment, _, id in environment.operationType("PICK", ofWarehouse: id) },
        "warehouse_type_PACK": { environment, _, id in environment.operationType("PACK", ofWarehouse: id) },
        "picking_state": { environment, _, id in .text(environment.pickingState(id)) },
        "picking_purchase": { environment, _, id in
            let line = environment.moves(of: id).lazy.compactMap {
                environment.database.row("stock.move", $0)?["purchase_line_id"]?.recordID
            }.first
            return line.map { environment.value("order_id", of: "purchase.order.line", $0) } ?? .null
        },
        "picking_product": { environment, _, id in
            environment.moves(of: id).first.map { environment.value("product_id", of: "stock.move", $0) } ?? .null
        },
        "picking_scheduled_date": { environment, model, id in
            let dates = environment.moves(of: id).filter { environment.moveState($0) != "cancel" }.compactMap {
                environment.database.row("stock.move", $0)?["date"]
            }
            return dates.min { $0.precedes($1) } ?? environment.value("date", in: model, id)
        },
        "picking_deadline": { environment, _, id in
            let dates = environment.moves(of: id).compactMap {
                environment.database.row("stock.move", $0)?["date_deadline"]
            }
            return dates.min { $0.precedes($1) } ?? .null
        },
        "picking_shows_check": { environment, _, id in
            .boolean(
                environment.moves(of: id).contains {
                    ["confirmed", "waiting", "partially_available"].contains(environment.moveState($0))
                }
            )
        },
        "picking_has_lines": { environment, _, id in
            .boolean(environment.moves(of: id).contains { !environment.moveLines(of: $0).isEmpty })
        },
        "picking_availability": { environment, model, id in
            let found = environment.availability(model, id)
            return found.map { .text($0 == "late" ? "Not Available" : "Available") } ?? .null
        },
        "picking_availability_state": { environment, model, id in
            environment.availability(model, id).map { .text($0) } ?? .null
        },
        "picking_type_display_name": { environment, model, id in
            let name = environment.name(model, id)
            guard let warehouse = environment.value("warehouse_id", in: model, id).recordID else { return .text(name) }
            return .text("\(environment.shownName("stock.warehouse", warehouse)): \(name)")
        },
        "picking_type_draft": { environment, _, id in .integer(environment.transfers(ofType: id, in: ["draft"])) },
        "picking_type_assigned": { environment, _, id in .integer(environment.transfers(ofType: id, in: ["assigned"]))
        },
        "picking_type_confirmed": { environment, _, id in
            .integer(environment.transfers(ofType: id, in: ["confirmed", "waiting"]))
        },
        "picking_type_open": { environment, _, id in
            .integer(environment.transfers(ofType: id, in: ["assigned", "confirmed", "waiting"]))
        },
        "location_path": { environment, model, id in .text(environment.locationPath(model, id)) },
    ]

    private static let moves: [String: Function] = [
        "move_display_name": { environment, model, id in .text(environment.moveName(model, id)) },
        "move_reference": { environment, model, id in
            let picking = environment.value("picking_id", in: model, id).recordID
            return picking.map { environment.value("name", of: "stock.picking", $0) }
                ?? environment.value("name", in: model, id)
        },
        "move_product_quantity": { environment, model, id in
            .decimal(environment.productQuantity(environment.database.row(model.name, id), "product_uom_qty"))
        },
        "move_lines_count": { environment, _, id in .integer(Int64(environment.moveLines(of: id).count)) },
        "move_is_locked": { environment, model, id in
            let picking = environment.value("picking_id", in: model, id).recordID
            return .boolean(picking.map { environment.value("is_locked", of: "stock.picking", $0).isTrue } ?? false)
        },
        "move_demand_editable": { environment, _, id in .boolean(environment.moveState(id) == "draft") },
        "move_quantity_editable": { environment, _, id in
            .boolean(!["draft", "cancel"].contains(environment.moveState(id)))
        },
        "move_line_display_name": { environment, model, id in
            .text(environment.shownName("product.product", environment.value("product_id", in: model, id).recordID))
        },
        "move_line_type": { environment, model, id in
            let picking = environment.value("picking_id", in: model, id).recordID
            return picking.map { environment.value("picking_type_id", of: "stock.picking", $0) } ?? .null
        },
        "move_line_reference": { environment, model, id in
            environment.value("move_id", in: model, id).recordID.map {
                environment.value("reference", of: "stock.move", $0)
            } ?? .null
        },
        "move_line_product_quantity": { environment, model, id in
            .decimal(
                environment.productQuantity(environment.database.row(model.name, id), "quantity", "product_uom_id")
            )
        },
    ]

    private static let quantities: [String: Function] = [
        "stock_on_hand": { .decimal($0.stock(of: $2, $1).onHand) },
        "stock_forecast": { environment, model, id in
            let stock = environment.stock(of: id, model)
            return .decimal(stock.onHand + stock.incoming - stock.outgoing)
        },
        "stock_incoming": { .decimal($0.stock(of: $2, $1).incoming) },
        "stock_outgoing": { .decimal($0.stock(of: $2, $1).outgoing) },
        "stock_free": { environment, model, id in
            let stock = environment.stock(of: id, model)
            return .decimal(stock.onHand - stock.reserved)
        },
    ]
}

extension Environment {
    /// Whether the goods of an open delivery are there: `available`, `late`, or nothing for other transfers.
    fileprivate func availability(_ model: ModelDefinition, _ id: Int64) -> String? {
        let isOutgoing = value(along: "picking_type_id.code", from: model, id) == .text("outgoing")
        guard isOutgoing, ["waiting", "confirmed", "assigned"].contains(pickingState(id)) else { return nil }
        let isShort = openMoves(of: id).contains { move in
            let row = database.row("stock.move", move) ?? [:]
            return (row["quantity"]?.decimalValue ?? 0) < (row["product_uom_qty"]?.decimalValue ?? 0)
        }
        return isShort ? "late" : "available"
    }

    /// The locations from the top down to this one.
    fileprivate func locationPath(_ location: Int64) -> [Int64] {
        var path = [location]
        while let parent = database.row("stock.location", path[0])?["location_id"]?.recordID, !path.contains(parent) {
            path.insert(parent, at: 0)
        }
        return path
    }

    /// The operation type of a warehouse that draws numbers with a code.
    fileprivate func operationType(_ code: String, ofWarehouse house: Int64) -> FieldValue {
        let found = database.ids(of: "stock.picking.type").first { id in
            let row = database.row("stock.picking.type", id)
            return row?["sequence_code"] == .text(code) && row?["warehouse_id"]?.recordID == house
        }
        return found.map { .record($0) } ?? .null
    }

    /// The quantities of a product in the company's own locations, as its moves leave them.
    struct Stock {
        var onHand: Decimal = 0
        var incoming: Decimal = 0
        var outgoing: Decimal = 0
        var reserved: Decimal = 0
    }

    /// The stock of a product, or of all variants of a template.
    func stock(of id: Int64, _ model: ModelDefinition) -> Stock {
        var stock = Stock()
        let products =
            model.name == "product.template"
            ? database.ids(of: "product.product").filter {
                database.row("product.product", $0)?["product_tmpl_id"]?.recordID == id
            } : [id]
        for product in products where isStorable(product) {
            for move in database.ids(of: "stock.move", where: ["product_id"], are: [.record(product)]) ?? [] {
                add(move, to: &stock)
            }
        }
        return stock
    }

    private func add(_ move: Int64, to stock: inout Stock) {
        guard let row = database.row("stock.move", move), let state = row["state"]?.textValue else { return }
        let comes = isOwn(row["location_dest_id"]?.recordID)
        let goes = isOwn(row["location_id"]?.recordID)
        switch state {
        case "done":
            let moved = productQuantity(row, "quantity")
            stock.onHand += (comes ? moved : 0) - (goes ? moved : 0)
        case "draft", "cancel": break
        default:
            let wanted = productQuantity(row, "product_uom_qty")
            if comes, !goes { stock.incoming += wanted }
            if goes, !comes { stock.outgoing += wanted }
            if goes { stock.reserved += productQuantity(row, "quantity") }
        }
    }

    private func isOwn(_ location: Int64?) -> Bool {
        ["internal", "transit"].contains(locationUsage(location))
    }

    /// What a location is for.
    func locationUsage(_ location: Int64?) -> String {
        location.flatMap { value("usage", of: "stock.location", $0).textValue } ?? ""
    }

    /// A quantity of a move or move line in the product's own unit.
    func productQuantity(_ row: Row?, _ column: String, _ unit: String = "product_uom") -> Decimal {
        let product = row?["product_id"]?.recordID
        return quantity(
            row?[column]?.decimalValue ?? 0,
            from: row?[unit]?.recordID,
            to: product.flatMap { value("uom_id", of: "product.product", $0).recordID }
        )
    }

    fileprivate func transfers(ofType type: Int64, in states: Set<String>) -> Int64 {
        let found = database.ids(of: "stock.picking").filter {
            database.row("stock.picking", $0)?["picking_type_id"]?.recordID == type && states.contains(pickingState($0))
        }
        return Int64(found.count)
    }

    fileprivate func locationPath(_ model: ModelDefinition, _ id: Int64) -> String {
        let name = name(model, id)
        guard let parent = value("location_id", in: model, id).recordID, locationUsage(id) != "view" else {
            return name
        }
        return "\(locationPath(model, parent))/\(name)"
    }

    fileprivate func moveName(_ model: ModelDefinition, _ id: Int64) -> String {
        let origin = value(along: "picking_id.origin", from: model, id).textValue.map { "\($0)/" } ?? ""
        let code = value(along: "product_id.default_code", from: model, id).textValue.map { "\($0): " } ?? ""
        let from = value(along: "location_id.name", from: model, id).textValue ?? ""
        let target = value(along: "location_dest_id.name", from: model, id).textValue ?? ""
        return "\(origin)\(code)\(from)>\(target)"
    }
}
