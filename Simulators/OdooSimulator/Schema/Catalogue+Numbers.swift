extension Catalogue {
    /// Marks the numbers whose description says that they are not rounded (source: measured in all three versions).
    static func showUnrounded(_ models: inout [String: ModelDefinition], _ profile: VersionProfile) {
        var fields = [
            "res.currency": ["rate", "inverse_rate"], "stock.move": ["product_qty"],
            "sale.order": ["currency_rate", "amount_undiscounted"],
            "res.currency.rate": ["rate", "company_rate", "inverse_company_rate"],
            "uom.uom": ["factor", "factor_inv", "rounding"],
        ]
        if profile.is18 {
            fields["account.move"] = ["invoice_currency_rate"]
            fields["purchase.order"] = ["currency_rate"]
        }
        if profile.is19 { fields.merge(ofVersion19) { $1 } }
        for (model, names) in fields {
            for name in names { models[model]?.adjust(name) { $0.isShownUnrounded = $0.digits == nil } }
        }
    }

    private static let ofVersion19 = [
        "uom.uom": ["relative_factor", "factor"],
        "product.product": ["price_extra", "lst_price", "standard_price", "list_price"],
        "product.template": ["list_price", "standard_price"],
        "account.move": ["expected_currency_rate", "invoice_currency_rate"], "account.move.line": ["price_unit"],
        "purchase.order.line": ["price_unit", "price_unit_product_uom"],
        "stock.move": ["product_qty", "standard_price"], "sale.order.line": ["price_unit"],
    ]
}
