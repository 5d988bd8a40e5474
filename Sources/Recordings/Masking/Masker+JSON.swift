internal import JSON

extension Masker {
    /// A body in JSON in which nothing but masked values is rewritten.
    mutating func masked(_ json: ExactJSON, in bytes: [UInt8]) -> [UInt8] {
        var edits = TextEdits()
        let secretPlaces = rules.places.union(Self.remoteCallPlaces(of: json)).map(Self.tokens)
        collect(json, [], nil, secretPlaces, &edits)
        return edits.applied(to: bytes)
    }

    /// Where a call of Odoo's external API by JSON-RPC has its key: the members of `args` have no names.
    static func remoteCallPlaces(of json: ExactJSON) -> Set<String> {
        switch json["params"]?["service"]?.text {
        case "object", "common": ["/params/args/2"]
        case "db": ["/params/args/0"]
        default: []
        }
    }

    static func tokens(of pointer: String) -> [String] {
        pointer.split(separator: "/").map { String($0.replacing("~1", with: "/").replacing("~0", with: "~")) }
    }

    private static func matches(_ place: [String], _ path: [String]) -> Bool {
        place.count == path.count && zip(place, path).allSatisfy { $0 == "*" || $0 == $1 }
    }

    /// Notes what has to be replaced in a value; `reason` is why the whole of it is masked.
    private mutating func collect(
        _ json: ExactJSON,
        _ path: [String],
        _ reason: MaskingRules.Sensitivity?,
        _ places: [[String]],
        _ edits: inout TextEdits
    ) {
        let reason = places.contains { Self.matches($0, path) } ? .secret : reason
        switch json.content {
        case .null, .bool: break
        case .number(let number):
            guard reason != nil else { break }
            countShape()
            edits.replace(json.range, with: Self.masked(number: number))
        case .string(let text):
            // A text in which nothing is masked stays as it was written.
            var masked = reason.map { self.masked(text, as: $0) } ?? withoutPersonalData(text)
            // Escapes may hide a secret from whoever looks for its bytes.
            if json.range.count != text.utf8.count + 2 { masked = withoutSecrets(masked) }
            if masked != text { edits.replace(json.range, with: ExactText.quoted(masked)) }
        case .object(let members):
            let tables = SensitivePositions(amongMembers: members.map(\.value), rules)
            for (index, member) in members.enumerated() {
                let place = path + [member.name]
                let name = withoutPersonalData(member.name)
                if name != member.name { edits.replace(member.nameRange, with: ExactText.quoted(name)) }
                let reason = reason ?? rules.sensitivity(of: member.name)
                if reason == nil, let columns = tables.columns[index] {
                    collect(rows: member.value, place, columns, places, &edits)
                } else {
                    collect(member.value, place, reason, places, &edits)
                }
            }
        case .array(let elements):
            let reasons = SensitivePositions(elements, rules)
            for (index, element) in elements.enumerated() {
                let place = path + ["\(index)"]
                if reason == nil, let columns = reasons.columns[index] {
                    collect(rows: element, place, columns, places, &edits)
                } else {
                    collect(element, place, reason ?? reasons.single[index], places, &edits)
                }
            }
        }
    }

    /// Notes what has to be replaced in rows, of which some columns are masked.
    private mutating func collect(
        rows: ExactJSON,
        _ path: [String],
        _ columns: [Int: MaskingRules.Sensitivity],
        _ places: [[String]],
        _ edits: inout TextEdits
    ) {
        for (row, cells) in (rows.elements ?? []).enumerated() {
            for (column, cell) in (cells.elements ?? []).enumerated() {
                collect(cell, path + ["\(row)", "\(column)"], columns[column], places, &edits)
            }
        }
    }

    /// A number of the same shape that says nothing: `0.00` for `-45.50`.
    private static func masked(number: String) -> String {
        let fraction = number.prefix { $0 != "e" && $0 != "E" }.split(separator: ".").dropFirst().first
        return fraction.map { "0." + String(repeating: "0", count: $0.count) } ?? "0"
    }
}

/// Which elements of a list are sensitive although they have no names themselves.
struct SensitivePositions {
    /// The second value of a condition such as `["email", "=", "…"]`.
    private(set) var single: [Int: MaskingRules.Sensitivity] = [:]
    /// The columns of rows whose names stand in the list before them, as in `["id", "vat"], [["a", "…"]]`.
    private(set) var columns: [Int: [Int: MaskingRules.Sensitivity]] = [:]

    init(_ elements: [ExactJSON], _ rules: MaskingRules) {
        if elements.count == 3, let name = elements[0].text, elements[1].text != nil {
            single[2] = rules.sensitivity(of: String(name.split(separator: ".").last ?? ""))
        }
        for index in elements.indices.dropFirst() {
            columns[index] = Self.columns(of: elements[index], named: elements[index - 1], rules)
        }
    }

    /// Those of `{"fields": ["id", "vat"], "data": [["a", "…"]]}`, in whichever order.
    init(amongMembers values: [ExactJSON], _ rules: MaskingRules) {
        for names in values where names.elements?.first?.text != nil {
            for (index, rows) in values.enumerated() {
                if let found = Self.columns(of: rows, named: names, rules) { columns[index] = found }
            }
        }
    }

    private static func columns(
        of rows: ExactJSON,
        named names: ExactJSON,
        _ rules: MaskingRules
    ) -> [Int: MaskingRules.Sensitivity]? {
        guard let names = names.elements?.map(\.text), !names.isEmpty, names.allSatisfy({ $0 != nil }),
            let rows = rows.elements, !rows.isEmpty, rows.allSatisfy({ $0.elements?.count == names.count })
        else { return nil }
        var found: [Int: MaskingRules.Sensitivity] = [:]
        for (column, name) in names.enumerated() { found[column] = rules.sensitivity(of: name ?? "") }
        return found
    }
}

/// Texts in JSON.
enum ExactText {
    static func quoted(_ text: String) -> String { JSON.string(text).text(style: .compact) }
}
