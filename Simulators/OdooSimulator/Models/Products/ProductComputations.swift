import Foundation

extension Computations {
    static let products: [String: Function] = [
        "template_default_code": { $0.ofOnlyVariant("default_code", $2) },
        "template_barcode": { $0.ofOnlyVariant("barcode", $2) },
        "template_standard_price": { $0.ofOnlyVariant("standard_price", $2) },
        "template_weight": { $0.ofOnlyVariant("weight", $2) },
        "template_volume": { $0.ofOnlyVariant("volume", $2) },
        "template_variant": { environment, _, id in
            environment.activeVariants(ofTemplate: id).first.map { .record($0) } ?? .null
        },
        "template_variant_count": { environment, _, id in
            .integer(Int64(environment.activeVariants(ofTemplate: id).count))
        },
        "template_service_policy": { environment, model, id in
            guard environment.value("type", in: model, id) == .text("service") else { return .null }
            if environment.value("invoice_policy", in: model, id) == .text("order") { return .text("ordered_prepaid") }
            let isTimesheet = environment.value("service_type", in: model, id) == .text("timesheet")
            return .text(isTimesheet ? "delivered_timesheet" : "delivered_manual")
        },
        "product_currency": { environment, model, id in
            let company = environment.value("company_id", in: model, id).recordID ?? environment.currentCompany
            return company.map { environment.value("currency_id", of: "res.company", $0) } ?? .null
        },
        "product_list_price": { environment, model, id in environment.value("list_price", in: model, id) },
        "product_code": { environment, model, id in environment.value("default_code", in: model, id) },
        "product_display_name": { environment, model, id in
            let name = environment.name(model, id)
            let code = environment.value("default_code", in: model, id).textValue ?? ""
            return .text(code.isEmpty ? name : "[\(code)] \(name)")
        },
        "product_combination": { _, _, _ in .text("") },
        "always": { _, _, _ in .boolean(true) },
        "rate_to_company": { environment, model, id in
            .decimal(environment.value("rate", in: model, id).decimalValue)
        },
        "rate_inverse": { environment, model, id in
            let rate = environment.value("rate", in: model, id).decimalValue
            return .decimal(rate == 0 ? 0 : 1 / rate)
        },
    ]
}

extension Environment {
    /// The variants of a template, archived ones only if it has no other.
    func variants(ofTemplate id: Int64) -> [Int64] {
        let active = activeVariants(ofTemplate: id)
        return active.isEmpty ? allVariants(ofTemplate: id) : active
    }

    /// The variants of a template that are not archived.
    fileprivate func activeVariants(ofTemplate id: Int64) -> [Int64] {
        allVariants(ofTemplate: id).filter { database.row("product.product", $0)?["active"]?.isTrue == true }
    }

    /// The value that the only variant of a template holds; empty if there are several.
    fileprivate func ofOnlyVariant(_ field: String, _ template: Int64) -> FieldValue {
        let variants = variants(ofTemplate: template)
        guard variants.count == 1, let variant = variants.first else { return .null }
        return value(field, of: "product.product", variant)
    }
}
