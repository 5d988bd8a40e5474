import JSON

extension ModelMethod {
    /// The methods of products.
    static let products: [String: [String: ModelMethod]] = [
        "product.product": [
            "copy": .ofRecords(.optional("default")) { environment, call throws(OdooError) in
                let changes = try call.arguments.object("default")
                let template = try environment.model("product.template")
                var made: [Int64] = []
                for id in call.ids {
                    guard environment.exists(call.model.name, id) else {
                        throw .missing(call.model.name, id, user: environment.user)
                    }
                    let own = environment.value("product_tmpl_id", in: call.model, id).recordID ?? 0
                    let copies = try environment.copy(template, [own], changes)
                    made += copies.flatMap { environment.variants(ofTemplate: $0) }
                }
                if environment.profile.is18 { return .array(made.map { .integer($0) }) }
                return made.first.map { .integer($0) } ?? false
            }
        ]
    ]
}
