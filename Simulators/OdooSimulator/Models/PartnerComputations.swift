import Foundation

extension Computations {
    static let partners: [String: Function] = [
        "partner_complete_name": { .text($0.completeName(ofPartner: $2, $1)) },
        "partner_display_name": { .text($0.completeName(ofPartner: $2, $1)) },
        "partner_company_type": { environment, model, id in
            .text(environment.value("is_company", in: model, id).isTrue ? "company" : "person")
        },
        "partner_commercial": { .record($0.commercialPartner(of: $2, $1)) },
        "category_partners": { environment, _, id in
            let partners = environment.database.ids(of: "res.partner").filter { partner in
                environment.database.row("res.partner", partner)?["category_id"]?.recordIDs.contains(id) == true
            }
            return .records(partners)
        },
    ]
}

extension Environment {
    /// The company above a partner, or the partner itself.
    func commercialPartner(of id: Int64, _ model: ModelDefinition) -> Int64 {
        var current = id
        var seen: Set<Int64> = []
        while seen.insert(current).inserted, !value("is_company", in: model, current).isTrue,
            let parent = value("parent_id", in: model, current).recordID
        {
            current = parent
        }
        return current
    }

    /// `Parent, Child`; a child without a name is shown by the kind of its address.
    fileprivate func completeName(ofPartner id: Int64, _ model: ModelDefinition) -> String {
        var name = name(model, id)
        if let parent = value("parent_id", in: model, id).recordID {
            let type = value("type", in: model, id).textValue ?? ""
            if name.isEmpty, type != "contact" {
                name = model["type"]?.selection.first { $0.key == type }?.label ?? ""
            }
            if !value("is_company", in: model, id).isTrue {
                let commercial = commercialPartner(of: id, model)
                let isCompany = value("is_company", in: model, commercial).isTrue
                name = "\(self.name(model, isCompany ? commercial : parent)), \(name)"
            }
        }
        return name.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
