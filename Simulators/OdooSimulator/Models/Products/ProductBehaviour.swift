import Foundation
import JSON

extension ModelBehaviour {
    /// Products, their templates and rates.
    static let products: [String: ModelBehaviour] = [
        "product.template": template,
        "product.product": variant,
        "product.category": productCategory,
        "res.currency.rate": rate,
    ]

    /// The fields of templates that variants hold, and prices under another name.
    static let productInverses: [String: Inverse] = [
        "product.product.lst_price": writeListPrice,
        "product.template.default_code": ofVariant("default_code"),
        "product.template.barcode": ofVariant("barcode"),
        "product.template.standard_price": ofVariant("standard_price"),
        "product.template.weight": ofVariant("weight"),
        "product.template.volume": ofVariant("volume"),
        "product.template.service_policy": writeServicePolicy,
        "res.currency.rate.company_rate": writeRate,
        "res.currency.rate.inverse_company_rate": writeInverseRate,
    ]

    private static let writeListPrice: Inverse = { environment, id, value throws(OdooError) in
        guard let template = environment.value("product_tmpl_id", of: "product.product", id).recordID else { return }
        try environment.write(try environment.model("product.template"), [template], ["list_price": value])
    }

    /// Writes a field of a template to its only variant.
    private static func ofVariant(_ name: String) -> Inverse {
        { environment, id, value throws(OdooError) in
            let variants = environment.variants(ofTemplate: id)
            guard variants.count == 1 else { return }
            var values = JSONObject()
            values[name] = value
            try environment.write(try environment.model("product.product"), variants, values)
        }
    }

    private static let writeRate: Inverse = { environment, id, value throws(OdooError) in
        try environment.write(try environment.model("res.currency.rate"), [id], ["rate": value])
    }

    private static let writeInverseRate: Inverse = { environment, id, value throws(OdooError) in
        let number = ValueConversion.decimal(ofNumber: value) ?? 0
        guard number != 0 else { return }
        try environment.set("res.currency.rate", id, ["rate": .decimal(1 / number)])
    }

    private static let productCategory = ModelBehaviour(
        validate: { environment, id, names throws(OdooError) in
            guard names.contains("parent_id") else { return }
            try environment.checkNoCircle("product.category", id, .user("Recursion Detected."))
        }
    )

    /// A template has a variant from the start; archiving goes both ways.
    private static let template = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in ProductDefaults.complete(&set, environment) },
        prepareWrite: { environment, _, set throws(OdooError) in ProductDefaults.follow(&set, environment) },
        applying: { environment, id, set throws(OdooError) in
            try ProductDefaults.makeVariant(&environment, id)
            try environment.apply(set, to: id, try environment.model("product.template"))
        },
        changed: { environment, id, change throws(OdooError) in
            if !change.isNew, change.names.contains("active") {
                let active = environment.value("active", of: "product.template", id)
                for variant in environment.allVariants(ofTemplate: id) {
                    try environment.set("product.product", variant, ["active": active])
                }
            }
        },
        validate: { environment, id, _ throws(OdooError) in
            let row = environment.database.row("product.template", id)
            let categories = ["uom_id", "uom_po_id"].map { name in
                (row?[name]?.recordID).map { environment.kind(ofUnit: $0) }
            }
            guard !environment.profile.is19, categories[0] != categories[1] else { return }
            throw .validation(
                "The default Unit of Measure and the purchase Unit of Measure must be in the same category."
            )
        }
    )

    /// A variant made by itself brings its template; the last variant takes the template with it.
    private static let variant = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            guard set.columns["product_tmpl_id"]?.recordID == nil else { return }
            var values = JSONObject()
            for (field, value) in set.derived where field.related != nil { values[field.name] = value }
            let price = set.derived.first { $0.field.name == "lst_price" }?.value
            if let price { values["list_price"] = price }
            let model = try environment.model("product.template")
            let before = environment.context
            environment.context = before.setting(ProductDefaults.withoutVariant, to: true)
            defer { environment.context = before }
            let created = try environment.create(model, [values])
            set.columns["product_tmpl_id"] = created.first.map { .record($0) }
            set.derived = []
            set.links.removeAll { $0.field.related != nil }
        },
        changed: { environment, id, change throws(OdooError) in
            guard !change.isNew, change.names.contains("active"),
                let template = environment.value("product_tmpl_id", of: "product.product", id).recordID
            else { return }
            let isActive = environment.allVariants(ofTemplate: template).contains {
                environment.value("active", of: "product.product", $0).isTrue
            }
            try environment.set("product.template", template, ["active": .boolean(isActive)])
        },
        validate: { environment, id, names throws(OdooError) in
            guard let code = environment.database.row("product.product", id)?["barcode"]?.textValue else { return }
            let same = environment.database.ids(of: "product.product").filter {
                environment.database.row("product.product", $0)?["barcode"]?.textValue == code
            }
            guard same.count > 1 else { return }
            let names = same.sorted().map { environment.shownName("product.product", $0) }
            let last = environment.profile.is18 ? " and " : ", "
            let list = names.dropLast().joined(separator: ", ") + last + (names.last ?? "")
            throw .validation(
                "Barcode(s) already assigned:\n\n- Barcode \"\(code)\" already assigned to product(s): \(list)\n\nNote: "
                    + "products that you don't have access to will not be shown above."
            )
        },
        deleted: { environment throws(OdooError) in
            for template in environment.database.ids(of: "product.template")
            where environment.allVariants(ofTemplate: template).isEmpty {
                try environment.asSuperuser { environment throws(OdooError) in
                    try environment.unlink(try environment.model("product.template"), [template])
                }
            }
        }
    )

    private static let rate = ModelBehaviour(
        validate: { environment, id, _ throws(OdooError) in
            guard environment.value("rate", of: "res.currency.rate", id).decimalValue > 0 else {
                throw .constraint("The currency rate must be strictly positive.")
            }
        }
    )

    private static let writeServicePolicy: Inverse = { environment, id, value throws(OdooError) in
        let columns: Row? =
            switch value.stringValue {
            case "ordered_prepaid": ["invoice_policy": .text("order"), "service_type": .text("manual")]
            case "delivered_timesheet": ["invoice_policy": .text("delivery"), "service_type": .text("timesheet")]
            case "delivered_manual": ["invoice_policy": .text("delivery"), "service_type": .text("manual")]
            default: nil
            }
        if let columns { try environment.set("product.template", id, columns) }
    }
}

/// What a product gets when its maker does not say.
enum ProductDefaults {
    /// The member of the context that says that a template is made for a variant that follows.
    static let withoutVariant = "create_product_product"

    /// Fills in type, taxes, units and the control of bills of a new template.
    static func complete(_ set: inout ValueSet, _ environment: Environment) {
        follow(&set, environment)
        let company = environment.currentCompany
        for (field, source) in [
            ("taxes_id", "account_sale_tax_id"), ("supplier_taxes_id", "account_purchase_tax_id"),
        ] where !set.given.contains(field) {
            guard let company, let tax = environment.value(source, of: "res.company", company).recordID else {
                continue
            }
            set.columns[field] = .records([tax])
        }
        if environment.profile.is18, set.given.contains("uom_id"), !set.given.contains("uom_po_id") {
            set.columns["uom_po_id"] = set.columns["uom_id"]
        }
        if !set.given.contains("purchase_method") {
            let isPurchased = environment.profile.is18 && set.columns["type"] == .text("service")
            set.columns["purchase_method"] = .text(isPurchased ? "purchase" : "receive")
        }
    }

    /// Keeps the two fields of version 17 that hold the type of a product alike.
    static func follow(_ set: inout ValueSet, _ environment: Environment) {
        guard !environment.profile.is18 else { return }
        if set.given.contains("type"), !set.given.contains("detailed_type") {
            set.columns["detailed_type"] = set.columns["type"]
        } else if set.given.contains("detailed_type"), !set.given.contains("type") {
            set.columns["type"] = set.columns["detailed_type"]
        }
    }

    /// Makes the variant of a new template, unless the template was made for one.
    static func makeVariant(_ environment: inout Environment, _ template: Int64) throws(OdooError) {
        guard environment.context.values[withoutVariant] == nil,
            environment.allVariants(ofTemplate: template).isEmpty
        else { return }
        _ = try environment.insert("product.product", ["product_tmpl_id": .record(template), "active": .boolean(true)])
    }
}

extension Environment {
    /// The variants of a template, archived ones included.
    func allVariants(ofTemplate id: Int64) -> [Int64] {
        database.ids(of: "product.product", where: ["product_tmpl_id"], are: [.record(id)]) ?? []
    }
}
