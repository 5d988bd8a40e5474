internal import SimulatorKit

extension Bill {
    /// The quirks that change what is exported, in the order in which they do.
    static let rowQuirks: [Quirk] = [
        .notFinal, .assemblyAndParts, .foreignUnits, .roundedPrices, .zeroQuantityLumpSums, .unmarkedAllowances,
        .blankPrices, .missingCostCodes, .duplicateItemNumbers, .renumberedRevision, .freeStatus,
        .paddedCells,
    ]

    /// Lets a quirk change the bill.
    ///
    /// - Parameters:
    ///   - quirk: One of ``rowQuirks``.
    ///   - format: The format that the bill is written in.
    ///   - count: The number of the export, from which varying words follow.
    /// - Returns: Whether it changed anything.
    mutating func suffer(_ quirk: Quirk, format: ExportFormat, count: Int) -> Bool {
        let isTable = format == .csv
        switch quirk {
        case .notFinal: return dropLastCode()
        case .assemblyAndParts: return isTable && listAssemblies()
        case .foreignUnits: return change { Self.convertUnits(of: &$0) }
        case .roundedPrices: return isTable && change { Self.roundPrice(of: &$0) }
        case .zeroQuantityLumpSums: return (isTable || format == .sage) && change { Self.emptyLumpSum(&$0) }
        case .unmarkedAllowances: return change { Self.unmark(&$0) }
        case .blankPrices: return isTable && blankFirst()
        case .missingCostCodes: return dropCodes()
        case .duplicateItemNumbers: return isTable && repeatNumber()
        case .paddedCells: return isTable && change { Self.pad(&$0) }
        case .renumberedRevision: return renumber()
        case .freeStatus: return reword(count)
        default: return false
        }
    }

    /// Puts the rows into an order that follows from a seed; mark-up stays at the end.
    mutating func shuffle(_ random: inout SeededRandom) {
        let cost = rows.filter { $0.type != "X" }
        rows = cost.shuffled(using: &random) + rows.filter { $0.type == "X" }
    }

    private mutating func change(_ change: (inout Row) -> Bool) -> Bool {
        var isChanged = false
        for index in rows.indices where change(&rows[index]) { isChanged = true }
        return isChanged
    }

    private mutating func dropLastCode() -> Bool {
        var codes: [String] = []
        for row in budgetRows where !codes.contains(row.costCode) { codes.append(row.costCode) }
        guard codes.count > 1, let last = codes.last else { return false }
        rows.removeAll { $0.isBudget && $0.costCode == last }
        holds.append("made before the estimate was final: cost code \(last) is missing")
        return true
    }

    private mutating func listAssemblies() -> Bool {
        var listed: [Row] = []
        for row in rows {
            if let assembly = assemblies.first(where: { $0.bidItem == row.bidItem && $0.activity == row.activity }),
                !listed.contains(where: { $0.kind == .assembly && $0.bidItem == row.bidItem })
            {
                listed.append(total(of: assembly, like: row))
            }
            listed.append(row)
        }
        defer { rows = listed }
        return listed.count > rows.count
    }

    private func total(of assembly: Assembly, like row: Row) -> Row {
        let parts = rows.filter { $0.bidItem == assembly.bidItem && $0.activity == assembly.activity }
        let amount = parts.compactMap(\.amount).total
        return Row(
            kind: .assembly,
            bidItem: assembly.bidItem,
            activity: assembly.activity,
            resource: "",
            alternate: row.alternate,
            isAccepted: row.isAccepted,
            costCode: row.costCode,
            type: "A",
            text: assembly.text,
            quantity: assembly.quantity,
            unit: assembly.unit,
            price: amount.divided(by: assembly.quantity, decimals: 4),
            amount: amount
        )
    }

    /// Cubic metres as cubic yards and square metres as square feet (domain.md §9a); the amount stays.
    private static func convertUnits(of row: inout Row) -> Bool {
        // A cubic yard is 0.764554857984 m³ and a square foot 0.09290304 m², both to the digits that matter here.
        let scales: [String: (unit: String, size: Int128)] = [
            "m³": ("CY", 764_554_857_984), "m²": ("SF", 92_903_040_000),
        ]
        guard let (unit, size) = scales[row.unit] else { return false }
        let whole: Int128 = 1_000_000_000_000
        let units = Int128(row.quantity.units) * whole
        let sign: Int128 = units < 0 ? -1 : 1
        row.quantity = Figure(units: Int64(clamping: (units + sign * size / 2) / size)).rounded(to: 2)
        row.unit = unit
        if let amount = row.amount { row.price = amount.divided(by: row.quantity, decimals: 4) }
        row.measures = []
        return true
    }

    private static func roundPrice(of row: inout Row) -> Bool {
        guard let price = row.price, row.type != "X", price.rounded(to: 1) != price else { return false }
        row.price = price.rounded(to: 1)
        return true
    }

    private static func emptyLumpSum(_ row: inout Row) -> Bool {
        guard row.unit == "LS", row.type != "X" else { return false }
        row.quantity = .zero
        row.price = nil
        return true
    }

    private static func unmark(_ row: inout Row) -> Bool {
        guard row.kind == .cost(.allowance) || row.kind == .cost(.contingency), !row.resource.isEmpty else {
            return false
        }
        row.resource = ""
        return true
    }

    private static func pad(_ row: inout Row) -> Bool {
        guard !row.costCode.isEmpty else { return false }
        row.bidItem += "  "
        row.costCode = " " + row.costCode + " "
        row.type += " "
        return true
    }

    private mutating func blankFirst() -> Bool {
        guard let index = rows.firstIndex(where: \.isBudget) else { return false }
        rows[index].price = nil
        rows[index].amount = nil
        holds.append("the first line has no price")
        return true
    }

    private mutating func dropCodes() -> Bool {
        let places = rows.indices.filter { rows[$0].isBudget }
        let chosen = places.enumerated().filter { $0.offset % 3 == 2 }.map(\.element)
        for index in chosen { rows[index].costCode = "" }
        if !chosen.isEmpty { holds.append("\(chosen.count) lines have no cost code") }
        return !chosen.isEmpty
    }

    private mutating func repeatNumber() -> Bool {
        let places = rows.indices.filter { rows[$0].isBudget }
        guard places.count > 1 else { return false }
        let first = rows[places[0]]
        rows[places[1]].bidItem = first.bidItem
        rows[places[1]].activity = first.activity
        rows[places[1]].resource = first.resource
        holds.append("\(first.bidItem)/\(first.activity)/\(first.resource) stands twice")
        return true
    }

    private mutating func renumber() -> Bool {
        guard let number = Int(revision), (1...26).contains(number) else { return false }
        revision = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number - 1)))
        return true
    }

    private mutating func reword(_ count: Int) -> Bool {
        guard status == "AWARDED" else { return false }
        let words = ["Awarded", "WON", "Zuschlag", "gewonnen", "Auftrag erteilt"]
        status = words[count % words.count]
        return true
    }
}
