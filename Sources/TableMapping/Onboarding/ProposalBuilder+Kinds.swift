import JSON
import TabularText

/// What lines of an estimate are no cost of their own: mark-up and totals of assemblies would be counted twice.
extension ProposalBuilder {
    /// Words that mean the same everywhere.
    private static let known = [
        "allowance": "allowance", "contingency": "contingency", "markup": "markup", "mark-up": "markup",
        "mark up": "markup", "assembly": "assembly", "wagnis und gewinn": "markup",
    ]

    /// Kinds of cost that are nothing else.
    private static let costTypes: Set<String> = [
        "l", "m", "e", "s", "o", "lab", "labor", "labour", "mat", "material", "eq", "equ", "equip", "equipment", "sub",
        "subcontract", "subcontractor", "oth", "other", "burden", "lohn", "stoffe", "geräte", "gerät", "nu",
        "nachunternehmer", "fremdleistung", "sonstiges",
    ]

    /// The column that is called like a field, whether or not it is used.
    func column(calledLike field: FieldDescription) -> ColumnProfile? {
        table.columns.first { HeaderWords.fit($0.header, field.name, of: object) > 0 }
    }

    /// The kinds of lines, where no column tells them: found by words of resources and kinds of cost, the rest is asked.
    func kind(_ proposal: inout MappingProposal) -> JSON? {
        var sources: [JSON] = []
        var open: [String] = []
        for column in table.columns where !sensitive.contains(column.position) && column.distinctCount <= 100 {
            let isCostType = HeaderWords.fit(column.header, "costType", of: object) > 0
            guard isCostType || ["resource", "ressource", "activity"].contains(HeaderWords.simple(column.header)) else {
                continue
            }
            var values = JSONObject()
            for value in tellingWords(of: column) {
                if let word = words["kind"]?[value] ?? Self.known[value.lowercased()] {
                    values[value] = .string(word)
                } else if isCostType, !Self.costTypes.contains(value.lowercased()) {
                    open.append(value)
                }
            }
            if !values.isEmpty { sources.append(["column": .string(name(of: column)), "values": .object(values)]) }
        }
        if !open.isEmpty {
            proposal.ask(
                "fields.kind",
                "are lines of the type \(open.prefix(12).joined(separator: ", ")) cost of their own? Mark-up and totals of "
                    + "assemblies must not become budget",
                ["{constant: item}"] + open.prefix(12).map { "--answer " + "kind.\($0)=markup".shellWord }
            )
        }
        guard !sources.isEmpty else { return nil }
        proposal.notes["fields.kind"] = "mark-up and totals of assemblies are no budget"
        return .array(sources + [["constant": "item"]])
    }
}
