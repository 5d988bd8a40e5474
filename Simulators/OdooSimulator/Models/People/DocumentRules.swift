extension Catalogue {
    /// Who sees the documents of purchase, sale, accounting and stock; stands behind all other changes of these models.
    static func documentRules() -> [ModelChange] {
        companyModels.map { name in
            ModelChange(name) { model in
                guard model["company_id"] != nil, !model.rules.contains(where: { $0.companyField != nil }) else {
                    return
                }
                model.rules.append(.company(field: "company_id"))
            }
        } + followedDocuments.map { name, path in ModelChange(name) { $0.rules.append(portalRule(along: path)) } }
            + sellerRules.map { name, field in ModelChange(name) { $0.rules += salesRules(field) } }
            + [
                ModelChange("account.move") { $0.rules += entryRules(type: "move_type", seller: "invoice_user_id") },
                ModelChange("account.move.line") { model in
                    model.rules += entryRules(type: "move_id.move_type", seller: "move_id.invoice_user_id")
                },
            ]
    }

    private static let companyModels = [
        "purchase.order", "purchase.order.line", "sale.order", "sale.order.line", "account.move", "account.move.line",
        "account.payment", "account.journal", "account.tax", "account.payment.term", "stock.picking", "stock.move",
        "stock.move.line", "stock.picking.type", "stock.location", "stock.warehouse", "product.template",
        "product.product",
    ]

    /// The documents that portal users see if their firm follows them, with the path to what is followed.
    private static let followedDocuments: [(String, String?)] = [
        ("purchase.order", nil), ("purchase.order.line", "order_id"), ("sale.order", nil),
        ("sale.order.line", "order_id"), ("account.move", nil), ("account.move.line", "move_id"),
    ]

    private static let sellerRules = [("sale.order", "user_id"), ("sale.order.line", "order_id.user_id")]

    private static func portalRule(along field: String?) -> RecordRule {
        .members(of: "User types/Portal") { environment, model, id in
            let name = field.flatMap { model[$0]?.relation } ?? model.name
            let document = field.map { environment.value($0, in: model, id).recordID } ?? id
            return document.map { environment.isFollowedByFirm(name, $0) } ?? false
        }
    }

    /// Salespeople see their own orders and those of nobody, others with the right all.
    private static func salesRules(_ seller: String) -> [RecordRule] {
        [
            .members(of: "Sales/User: Own Documents Only") { environment, model, id in
                let user = environment.value(along: seller, from: model, id).recordID
                return user == nil || user == environment.user
            },
            .members(of: "Sales/User: All Documents"),
        ]
    }

    /// Accountants see all entries, buyers bills, salespeople invoices.
    private static func entryRules(type: String, seller: String) -> [RecordRule] {
        let isInvoice: RecordRule.Test = { environment, model, id in
            environment.value(along: type, from: model, id).textValue?.hasPrefix("out_") == true
        }
        return [
            .members(of: "Invoicing/Invoicing"),
            .members(of: "Technical/Show Accounting Features - Readonly"),
            .members(of: "Purchase/User") { environment, model, id in
                environment.value(along: type, from: model, id).textValue?.hasPrefix("in_") == true
            },
            .members(of: "Sales/User: Own Documents Only") { environment, model, id in
                let user = environment.value(along: seller, from: model, id).recordID
                return isInvoice(environment, model, id) && (user == nil || user == environment.user)
            },
            .members(of: "Sales/User: All Documents", isInvoice),
        ]
    }
}
