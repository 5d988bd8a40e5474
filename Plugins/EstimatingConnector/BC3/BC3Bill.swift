import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// The concepts of a BC3 file, how they are composed, and what was measured of them.
///
/// A code with and without its marks `#` and `##` is one. An empty field says nothing; of two records about a concept the
/// later one adds to or replaces what it says.
struct BC3Bill {
    struct Concept {
        var unit = ""
        var summary = ""
        var price: Decimal?
        var type: String?
        /// 2 for the root, 1 for a chapter, 0 for anything else.
        var rank = 0
        var line = 0
    }

    struct Part {
        let code: String
        let factor: Decimal
        let yield: Decimal
        let line: Int
    }

    private(set) var concepts: [String: Concept] = [:]
    private(set) var parts: [String: [Part]] = [:]
    /// What was measured of a child in a parent, by `parent\child`, and by `parent\child\position` where a position says
    /// which of several it is.
    private(set) var measured: [String: Decimal] = [:]
    private(set) var rules = BC3Rules()
    private(set) var root: String?
    private(set) var headings: [String] = []

    /// Reads the records of a budget.
    ///
    /// - Throws: ``FileFault`` for a record that contradicts the format, or a file that is no budget.
    init(_ records: [BC3Record]) throws(FileFault) {
        guard let head = records.first, head.type == "V" else {
            throw FileFault("line 1: a BC3 file begins with a record ~V; export it again as FIEBDC-3")
        }
        try take(head: head)
        // Rounding is needed before measurements are added up, wherever ~K stands.
        if let record = records.first(where: { $0.type == "K" }) { rules = try BC3Rules(record) }
        for record in records {
            switch record.type {
            case "C": try take(concept: record)
            case "D": try take(decomposition: record, adds: false)
            case "Y": try take(decomposition: record, adds: true)
            default: break
            }
        }
        for record in records where record.type == "M" || record.type == "N" {
            try take(measurement: record, adds: record.type == "N")
        }
    }

    static func bare(_ code: String) -> String {
        var code = code[...]
        while code.last == "#" { code.removeLast() }
        return String(code)
    }

    private mutating func take(head: BC3Record) throws(FileFault) {
        let kinds = ["1": "a price base", "3": "a certification", "4": "an update of a price base"]
        if let kind = head.part(6).flatMap({ kinds[$0] }) {
            throw FileFault("line \(head.line): the file is \(kind), not a budget; export the budget (type 2)")
        }
        guard head.fields.indices.contains(3) else { return }
        headings.append(head.fields[3].joined(separator: "\\"))
    }

    private mutating func take(concept record: BC3Record) throws(FileFault) {
        guard let names = record.fields.first, let first = names.first, !first.isEmpty else {
            throw FileFault("line \(record.line): a concept ~C has no code")
        }
        let code = Self.bare(first)
        var concept = concepts[code] ?? Concept()
        concept.line = record.line
        concept.rank = max(concept.rank, first.hasSuffix("##") ? 2 : first.hasSuffix("#") ? 1 : 0)
        concept.unit = record.part(1) ?? concept.unit
        concept.summary = record.part(2) ?? concept.summary
        if let text = record.part(3) {
            concept.price = text == "NUL" ? nil : try number(text, "the price of \(code)", record.line)
        }
        concept.type = record.part(5) ?? concept.type
        concepts[code] = concept
        guard concept.rank == 2 else { return }
        guard root == nil || root == code else {
            throw FileFault("line \(record.line): the file has two roots, \(root ?? "") and \(code)")
        }
        root = code
    }

    private mutating func take(decomposition record: BC3Record, adds: Bool) throws(FileFault) {
        guard let parent = record.part(0) else {
            throw FileFault("line \(record.line): a decomposition ~\(record.type) has no parent")
        }
        // The third field of later versions names what a percentage is taken of, and goes before the second.
        let field = record.fields.indices.contains(2) && record.fields[2].contains { !$0.isEmpty } ? 2 : 1
        var list: [Part] = []
        for group in record.groups(field, of: field == 2 ? 4 : 3) where !group[0].isEmpty {
            let place = "the part \(group[0]) of \(parent)"
            list.append(
                Part(
                    code: Self.bare(group[0]),
                    factor: group[1].isEmpty ? 1 : try number(group[1], "the factor of \(place)", record.line),
                    yield: group[2].isEmpty ? 1 : try number(group[2], "the yield of \(place)", record.line),
                    line: record.line
                )
            )
        }
        let code = Self.bare(parent)
        if adds { parts[code, default: []] += list } else { parts[code] = list }
        // A parent may be marked as a chapter here and not in its concept.
        guard parent.hasSuffix("#") else { return }
        let rank = parent.hasSuffix("##") ? 2 : 1
        concepts[code, default: Concept()].rank = max(concepts[code]?.rank ?? 0, rank)
        if rank == 2, root == nil { root = code }
    }

    private mutating func take(measurement record: BC3Record, adds: Bool) throws(FileFault) {
        guard let names = record.fields.first, let child = names.last, !child.isEmpty else {
            throw FileFault("line \(record.line): a measurement ~\(record.type) names no concept")
        }
        let parent = names.count > 1 ? Self.bare(names[0]) : ""
        let key = "\(parent)\\\(Self.bare(child))"
        var stated: Decimal?
        if let text = record.part(2) { stated = try number(text, "the measurement of \(child)", record.line) }
        let sum = try sum(of: record)
        if let sum, let stated, Self.differ(sum.value, stated, sum.lines, rules.measurement) {
            throw FileFault(
                "line \(record.line): the measurement of \(child) in \(parent) states \(stated), but its lines add up to "
                    + "\(sum.value); export the bill again"
            )
        }
        guard let value = sum?.value ?? stated else { return }
        // The last part of the position is the child's place among the parts of its parent.
        let place = record.fields.indices.contains(1) ? record.fields[1].last ?? "" : ""
        for key in [key, "\(key)\\\(place)"] { measured[key] = adds ? (measured[key] ?? 0) + value : value }
    }

    private static func differ(_ sum: Decimal, _ stated: Decimal, _ lines: Int, _ decimals: Int) -> Bool {
        let distance = sum < stated ? stated - sum : sum - stated
        return distance > Decimal(sign: .plus, exponent: -decimals, significand: Decimal(max(lines, 1)))
    }

    /// What the lines of a measurement add up to, if it has any.
    ///
    /// Subtotals (types 1 and 2) are no lines.
    private func sum(of record: BC3Record) throws(FileFault) -> (value: Decimal, lines: Int)? {
        var (total, count) = (Decimal(0), 0)
        for group in record.groups(3, of: 6) {
            let hasValue = group[0] == "3" || group[2...].contains { !$0.isEmpty }
            guard group[0] != "1", group[0] != "2", hasValue else { continue }
            total += try line(group, record.line)
            count += 1
        }
        return count == 0 ? nil : (total.roundedCommercially(scale: rules.measurement), count)
    }

    private func line(_ group: [String], _ place: Int) throws(FileFault) -> Decimal {
        var given: [Decimal] = []
        var values: [Decimal] = []
        for text in group[2...5] {
            // What is not given is no factor, and 0 in an expression.
            let value = text.isEmpty ? nil : try number(text, "a value of a measurement line", place)
            values.append(value ?? 0)
            if let value { given.append(value) }
        }
        guard group[0] == "3" else {
            let product = given.isEmpty ? 0 : given.reduce(1, *)
            return product.roundedCommercially(scale: rules.measurement)
        }
        // The identifier of a building model may follow the expression behind a #.
        let text = String(group[1].prefix { $0 != "#" })
        guard let value = BC3Expression.value(of: text, values) else {
            throw FileFault("line \(place): '\(text.prefix(60))' is no expression of a, b, c, d and p with a value")
        }
        return value.roundedCommercially(scale: rules.measurement)
    }

    private func number(_ text: String, _ what: String, _ line: Int) throws(FileFault) -> Decimal {
        // NUL clears a value in updates; in a budget it is the same as 0.
        if text == "NUL" { return 0 }
        guard let number = Decimal(written: text) else {
            throw FileFault("line \(line): \(what) is '\(text.prefix(30))'; a number such as 1250.50 was expected")
        }
        return number
    }
}
