extension Catalogue {
    /// What transfers, moves, warehouses and locations have beyond what was measured.
    static func stockChanges(_ profile: VersionProfile) -> [ModelChange] {
        [picking, move, moveLine] + products
            + [
                ModelChange("stock.picking.type") { model in
                    model.displayName = "picking_type_display_name"
                    model.rules = [.company(field: "company_id")]
                    for (name, computation) in [
                        ("count_picking_draft", "draft"), ("count_picking_ready", "assigned"),
                        ("count_picking_waiting", "confirmed"), ("count_picking", "open"),
                    ] {
                        model.compute(name, by: "picking_type_\(computation)")
                    }
                },
                ModelChange("stock.location") { model in
                    model.displayName = "location_path"
                    model.nameSearch = ["complete_name", "barcode"]
                    model.adjust("company_id") { $0.defaultValue = .company }
                    model.compute("complete_name", by: "location_path")
                    model.compute("parent_path", by: "location_parent_path")
                    model.compute("warehouse_id", by: "location_warehouse")
                    model.rules = [.company(field: "company_id")]
                },
                ModelChange("stock.warehouse") { model in
                    model.rules = [.company(field: "company_id")]
                    for (name, code) in [
                        ("in_type_id", "IN"), ("out_type_id", "OUT"), ("int_type_id", "INT"), ("pick_type_id", "PICK"),
                        ("pack_type_id", "PACK"),
                    ] { model.compute(name, by: "warehouse_type_\(code)") }
                },
            ]
    }

    private static let picking = ModelChange("stock.picking") { model in
        model.indexes += [["backorder_id"]]
        model.rules = orderRules
        model.adjust("priority") { $0.defaultValue = .value(.text("0")) }
        model.compute("date_deadline", by: "picking_deadline")
        for name in ["date_done", "backorder_id", "printed"] {
            model.adjust(name) { $0.isCopied = false }
        }
        model.adjust("is_locked") { $0.defaultValue = .value(.boolean(true)) }
        model.adjust("date") { $0.defaultValue = .now }
        model.adjust("picking_type_id") { $0.isReadonly = false }
        for name in ["picking_type_id", "location_id", "location_dest_id", "partner_id"] {
            model.adjust(name) { $0.isCopied = true }
        }
        model.compute("state", by: "picking_state")
        model.compute("purchase_id", by: "picking_purchase")
        model.compute("product_id", by: "picking_product")
        model.compute("scheduled_date", by: "picking_scheduled_date")
        model.compute("show_check_availability", by: "picking_shows_check")
        model.compute("move_line_exist", by: "picking_has_lines")
        model.compute("products_availability", by: "picking_availability")
        model.compute("products_availability_state", by: "picking_availability_state")
        model.adjust("move_ids") { $0.isCopied = true }
    }

    private static let move = ModelChange("stock.move") { model in
        model.indexes += [["picking_id"], ["purchase_line_id"], ["sale_line_id"], ["product_id"]]
        model.displayName = "move_display_name"
        model.rules = [.company(field: "company_id")]
        model.adjust("picking_id") { $0.deletionRule = .cascade }
        model.adjust("state") { $0.defaultValue = .value(.text("draft")) }
        for name in ["state", "quantity", "picked", "date_deadline", "origin_returned_move_id", "to_refund"] {
            model.adjust(name) { $0.isCopied = false }
        }
        for name in ["purchase_line_id", "sale_line_id"] { model.adjust(name) { $0.isCopied = true } }
        model.adjust("sequence") { $0.defaultValue = .value(.integer(10)) }
        model.adjust("propagate_cancel") { $0.defaultValue = .value(.boolean(true)) }
        model.compute("reference", by: "move_reference")
        model.compute("product_qty", by: "move_product_quantity")
        model.compute("move_lines_count", by: "move_lines_count")
        model.compute("is_locked", by: "move_is_locked")
        model.compute("is_initial_demand_editable", by: "move_demand_editable")
        model.compute("is_quantity_done_editable", by: "move_quantity_editable")
    }

    private static let moveLine = ModelChange("stock.move.line") { model in
        model.indexes += [["move_id"], ["picking_id"]]
        model.recordName = nil
        model.displayName = "move_line_display_name"
        model.rules = [.company(field: "company_id")]
        model.adjust("move_id") { $0.deletionRule = .cascade }
        model.compute("picking_type_id", by: "move_line_type")
        model.compute("reference", by: "move_line_reference")
        model.compute("quantity_product_uom", by: "move_line_product_quantity")
    }

    private static let products = ["product.product", "product.template"].map { name in
        ModelChange(name) { model in
            model.compute("qty_available", by: "stock_on_hand")
            model.compute("virtual_available", by: "stock_forecast")
            model.compute("incoming_qty", by: "stock_incoming")
            model.compute("outgoing_qty", by: "stock_outgoing")
            model.compute("free_qty", by: "stock_free")
        }
    }
}
