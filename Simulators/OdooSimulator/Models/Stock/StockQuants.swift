import Foundation
import JSON

/// What lies where: a record for each storable product and location that holds something.
extension Catalogue {
    /// The quantities in locations.
    static let stockQuant = ModelDefinition(
        "stock.quant",
        "Quants",
        [
            .many2one("product_id", "Product", "product.product").required.restricted,
            .many2one("product_tmpl_id", "Product Template", "product.template").related("product_id.product_tmpl_id"),
            .many2one("product_uom_id", "Unit of Measure", "uom.uom").related("product_id.uom_id"),
            .many2one("location_id", "Location", "stock.location").required.restricted,
            .many2one("company_id", "Company", "res.company").related("location_id.company_id", stored: true),
            .float("quantity", "Quantity", digits: (16, 2)),
            .float("reserved_quantity", "Reserved Quantity", digits: (16, 2)).computed("quant_reserved"),
            .float("available_quantity", "Available Quantity", digits: (16, 2)).computedLive("quant_available"),
            .float("inventory_quantity", "Counted Quantity", digits: (16, 2)),
            .float("inventory_diff_quantity", "Difference", digits: (16, 2)).computed("quant_difference"),
            .boolean("inventory_quantity_set", "Inventory Quantity Set").readonly,
            .datetime("in_date", "Incoming Date").readonly,
        ]
    ) { model in
        model.recordName = nil
        model.displayName = "quant_name"
        model.indexes = [["product_id", "location_id"]]
        model.rules = [.company(field: "company_id")]
        let groups = ["Inventory/User"]
        model.rights = ModelRights(change: groups, read: groups)
    }
}

extension Computations {
    /// Quantities in locations.
    static let quants: [String: Function] = [
        "quant_reserved": { environment, model, id in .decimal(environment.reserved(model, id)) },
        "quant_available": { environment, model, id in
            .decimal(environment.value("quantity", in: model, id).decimalValue - environment.reserved(model, id))
        },
        "quant_difference": { environment, model, id in
            guard environment.value("inventory_quantity_set", in: model, id).isTrue else { return .decimal(0) }
            let counted = environment.value("inventory_quantity", in: model, id).decimalValue
            return .decimal(counted - environment.value("quantity", in: model, id).decimalValue)
        },
        "quant_name": { environment, model, id in
            .text(environment.shownName("stock.location", environment.value("location_id", in: model, id).recordID))
        },
    ]
}

extension ModelBehaviour {
    /// A count says what lies there until it is applied; nothing else can be said about a quantity.
    static let quant = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            set.columns["quantity"] = .decimal(0)
            set.columns["inventory_quantity_set"] = .boolean(set.given.contains("inventory_quantity"))
        },
        prepareWrite: { environment, _, set throws(OdooError) in
            set.columns["quantity"] = nil
            if set.given.contains("inventory_quantity") { set.columns["inventory_quantity_set"] = .boolean(true) }
        }
    )
}

extension ModelMethod {
    /// The button that makes what was counted true.
    static let quantMethods: [String: ModelMethod] = [
        "action_apply_inventory": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for quant in call.ids { try environment.applyCount(quant) }
            return nil
        }
    ]
}

extension Environment {
    /// Moves a quantity of a storable product, in its own unit, from one location to another.
    mutating func shift(
        _ quantity: Decimal,
        of product: Int64,
        from source: Int64?,
        to target: Int64?
    ) throws(OdooError) {
        guard isStorable(product) else { return }
        for (location, change) in [(source, -quantity), (target, quantity)] {
            guard let location else { continue }
            let key: [FieldValue] = [.record(product), .record(location)]
            let found = database.ids(of: "stock.quant", where: ["product_id", "location_id"], are: key)?.first
            guard let found else {
                let row: Row = [
                    "product_id": key[0], "location_id": key[1], "quantity": .decimal(change), "in_date": thisSecond,
                ]
                _ = try insert("stock.quant", row)
                continue
            }
            let sum = (database.row("stock.quant", found)?["quantity"]?.decimalValue ?? 0) + change
            if sum == 0 {
                database.replace("stock.quant", found, with: nil)
            } else {
                try set("stock.quant", found, ["quantity": .decimal(sum)])
            }
        }
    }

    fileprivate func reserved(_ model: ModelDefinition, _ quant: Int64) -> Decimal {
        guard let row = database.row(model.name, quant), let product = row["product_id"] else { return 0 }
        return (database.ids(of: "stock.move", where: ["product_id"], are: [product]) ?? [])
            .compactMap { database.row("stock.move", $0) }
            .filter { move in
                move["location_id"] == row["location_id"]
                    && !["draft", "done", "cancel"].contains(move["state"]?.textValue ?? "draft")
            }
            .reduce(Decimal(0)) { $0 + productQuantity($1, "quantity") }
    }

    /// Makes the move that brings a location to what was counted in it.
    fileprivate mutating func applyCount(_ quant: Int64) throws(OdooError) {
        guard let row = database.row("stock.quant", quant), row["inventory_quantity_set"]?.isTrue == true,
            let product = row["product_id"]?.recordID, let location = row["location_id"]?.recordID
        else { return }
        let difference = value("inventory_diff_quantity", of: "stock.quant", quant).decimalValue
        let cleared: Row = ["inventory_quantity": .decimal(0), "inventory_quantity_set": .boolean(false)]
        try set("stock.quant", quant, cleared)
        let company = value("company_id", of: "stock.location", location).recordID ?? currentCompany
        guard difference != 0, let loss = lossLocation(of: company) else { return }
        let (source, target) = difference > 0 ? (loss, location) : (location, loss)
        let move: Row = [
            "name": .text("Product Quantity Updated (\(shownName("res.users", user)))"), "product_id": .record(product),
            "is_inventory": .boolean(true),
            "product_uom": value("uom_id", of: "product.product", product), "state": .text("done"),
            "product_uom_qty": .decimal(difference.magnitude), "quantity": .decimal(difference.magnitude),
            "picked": .boolean(true), "location_id": .record(source), "location_dest_id": .record(target),
            "company_id": company.map { .record($0) } ?? .null, "date": thisSecond,
            "procure_method": .text("make_to_stock"), "priority": .text("0"),
        ]
        _ = try insert("stock.move", move)
        try shift(difference.magnitude, of: product, from: source, to: target)
    }

    private func lossLocation(of company: Int64?) -> Int64? {
        database.ids(of: "stock.location").first {
            let row = database.row("stock.location", $0)
            return row?["usage"] == .text("inventory") && row?["company_id"]?.recordID == company
        }
    }
}
