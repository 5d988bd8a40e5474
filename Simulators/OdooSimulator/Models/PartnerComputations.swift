import Foundation

extension Computations {
    static let partners: [String: Function] = [
        "partner_complete_name": { .text($0.completeName(ofPartner: $2, $1)) },
        "partner_display_name": { .text($0.shownName(ofPartner: $2, $1)) },
        "partner_address": { .text($0.address(ofPartner: $2, $1, withFirm: true)) },
        "partner_inline_address": { environment, model, id in
            let text = environment.address(ofPartner: id, model, withFirm: true).replacing(#/\n\s*/#, with: ", ")
            return .text(text.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: [","]))
        },
        "country_address_format": { environment, model, id in
            .text(AddressFormat.format(of: environment.value("code", in: model, id).textValue))
        },
        "partner_company_type": { environment, model, id in
            .text(environment.value("is_company", in: model, id).isTrue ? "company" : "person")
        },
        "partner_commercial": { .record($0.commercialPartner(of: $2, $1)) },
        "partner_commercial_name": { environment, model, id in
            let firm = environment.commercialPartner(of: id, model)
            guard environment.value("is_company", in: model, firm).isTrue else {
                return environment.value("company_name", in: model, id)
            }
            return environment.value("name", in: model, firm)
        },
        "partner_share": { environment, _, id in
            let users = environment.activeRecords(of: "res.users", "partner_id", id)
            return .boolean(
                users.isEmpty || users.contains { environment.value("share", of: "res.users", $0).isTrue }
            )
        },
        "partner_email_formatted": { environment, model, id in
            guard let address = environment.value("email", in: model, id).textValue, !address.isEmpty else {
                return .null
            }
            let plain = environment.value("email_normalized", in: model, id).textValue ?? address
            return .text("\"\(environment.name(model, id))\" <\(plain)>")
        },
        "partner_email_normalized": { environment, model, id in
            guard let address = environment.value("email", in: model, id).textValue, address.contains("@") else {
                return .null
            }
            return .text(address.trimmingCharacters(in: .whitespaces).lowercased())
        },
        "partner_employees": { environment, _, id in
            Environment.count(environment.activeRecords(of: "hr.employee", "work_contact_id", id))
        },
        "partner_self": { _, _, id in .record(id) },
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
    func completeName(ofPartner id: Int64, _ model: ModelDefinition) -> String {
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
