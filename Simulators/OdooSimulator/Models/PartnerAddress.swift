import Foundation

/// How the address of a partner is written in his country.
enum AddressFormat {
    /// The form of most countries.
    static let usual = "%(street)s\n%(street2)s\n%(city)s %(state_code)s %(zip)s\n%(country_name)s"

    /// The form of a country, by its code.
    static func format(of country: String?) -> String {
        guard let country else { return usual }
        let towns: [String: String] = [
            "MX": "%(zip)s %(city)s, %(state_code)s", "HR": "%(zip)s %(city)s ", "LU": "%(zip)s %(city)s ",
            "BR": "%(city)s %(state_code)s\n%(zip)s", "TH": "%(city)s\n%(state_name)s %(zip)s", "EC": "%(city)s",
            "ES": "%(zip)s %(city)s\n%(state_name)s", "GB": "%(city)s\n%(state_name)s\n%(zip)s",
            "IN": "%(city)s %(zip)s\n%(state_name)s %(state_code)s",
        ]
        let street = "%(street)s\n%(street2)s\n"
        switch country {
        case "VN": return street + "%(city)s\n%(state_name)s %(country_name)s"
        case "CN": return "%(country_name)s, %(zip)s\n%(state_name)s %(city)s %(street)s %(street2)s"
        case "JP": return "%(zip)s\n%(state_name)s %(city)s\n\(street)%(country_name)s"
        case _ where zipFirst.contains(country): return street + "%(zip)s %(city)s\n%(country_name)s"
        case _ where stateByName.contains(country):
            return street + "%(city)s %(state_name)s %(zip)s\n%(country_name)s"
        default: return towns[country].map { "\(street)\($0)\n%(country_name)s" } ?? usual
        }
    }

    private static let zipFirst: Set<String> = [
        "AT", "BE", "CH", "DE", "DK", "FI", "FR", "LI", "NL", "NO", "PL", "SE",
    ]

    private static let stateByName: Set<String> = ["AR", "CO", "DO", "PA", "TR"]
}

extension Environment {
    /// The address of a partner, a part a line.
    func address(ofPartner id: Int64, _ model: ModelDefinition, withFirm: Bool) -> String {
        let country = value("country_id", in: model, id).recordID
        var format = AddressFormat.format(
            of: country.flatMap { value("code", of: "res.country", $0).textValue }
        )
        let firm = value("commercial_company_name", in: model, id).textValue ?? ""
        if withFirm, !firm.isEmpty { format = "%(company_name)s\n" + format }
        let paths = [
            "state_code": "state_id.code", "state_name": "state_id.name", "country_name": "country_id.name",
            "company_name": "commercial_company_name",
        ]
        for name in ["street", "street2", "zip", "city"] + paths.keys {
            let text = value(along: paths[name] ?? name, from: model, id).textValue ?? ""
            format = format.replacing("%(\(name))s", with: text)
        }
        return format
    }

    /// The name of a partner with what the context wants to see beside it.
    func shownName(ofPartner id: Int64, _ model: ModelDefinition) -> String {
        var name = completeName(ofPartner: id, model)
        if context.isSet("show_address") { name += "\n" + address(ofPartner: id, model, withFirm: false) }
        name = Self.withoutBlankEnds(name)
        if context.isSet("partner_show_db_id") { name += " (\(id))" }
        if context.isSet("address_inline") {
            let lines = name.split(separator: "\n").map(String.init)
            name = lines.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ", ")
        }
        let email = value("email", in: model, id).textValue ?? ""
        if context.isSet("show_email"), !email.isEmpty { name += " <\(email)>" }
        let number = value("vat", in: model, id).textValue ?? ""
        if context.isSet("show_vat"), !number.isEmpty { name += " ‒ \(number)" }
        return name.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The text without the blanks, and the empty lines, before the end of a line.
    private static func withoutBlankEnds(_ text: String) -> String {
        var result = ""
        var blanks = ""
        for character in text {
            if character == "\n" {
                blanks = "\n"
            } else if character.isWhitespace {
                blanks.append(character)
            } else {
                result += blanks
                result.append(character)
                blanks = ""
            }
        }
        return result + blanks
    }
}
