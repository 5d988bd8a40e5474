internal import JSON
internal import SimulatorKit

/// Reads what the control surface is told to do to an estimate.
struct ChangeReader {
    private let body: JSON

    init(_ body: JSON) {
        self.body = body
    }

    /// A text that must be there, one of `words` if any are given.
    func text(_ key: String, of words: [String] = []) throws(SimulatorError) -> String {
        let hint = words.isEmpty ? "a text" : "one of " + words.joined(separator: ", ")
        guard let text = try optionalText(key), words.isEmpty || words.contains(text) else {
            throw SimulatorError("\(key) is \(body[key]?.text() ?? "missing"): give \(hint).")
        }
        return text
    }

    /// A text that may be missing.
    func optionalText(_ key: String) throws(SimulatorError) -> String? {
        guard let value = body[key], value != .null else { return nil }
        guard let text = value.stringValue else { throw SimulatorError("\(key) is \(value.text()): give a text.") }
        return text
    }

    /// A number or label that becomes a part of file names: letters, digits, hyphens and points.
    func identifier(_ key: String) throws(SimulatorError) -> String {
        guard let text = try optionalIdentifier(key) else { throw SimulatorError("\(key) is missing: give a text.") }
        return text
    }

    /// The same, if it is there.
    func optionalIdentifier(_ key: String) throws(SimulatorError) -> String? {
        guard let text = try optionalText(key) else { return nil }
        let isPlain = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46
        }
        guard isPlain, (1...20).contains(text.utf8.count), !text.hasPrefix("."), !text.hasPrefix("-") else {
            throw SimulatorError("\(key) is \"\(text)\": give 1 to 20 letters, digits, hyphens and points.")
        }
        return text
    }

    /// A list; empty if it is missing.
    func list(_ key: String) throws(SimulatorError) -> [JSON] {
        guard let value = body[key], value != .null else { return [] }
        guard let list = value.arrayValue else { throw SimulatorError("\(key) is \(value.text()): give a list.") }
        return list
    }

    /// A whole number from a range.
    func count(_ key: String, in range: ClosedRange<Int64>) throws(SimulatorError) -> Int {
        guard let number = body[key]?.integerValue, range.contains(number) else {
            let found = body[key]?.text() ?? "missing"
            throw SimulatorError("\(key) is \(found): give a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return Int(number)
    }

    private func figure(_ key: String) throws(SimulatorError) -> Figure {
        let text = try text(key)
        guard let figure = Figure(text) else {
            throw SimulatorError("\(key) is \"\(text)\": give a number with at most four decimals such as \"38.40\".")
        }
        return figure
    }

    /// A new estimate with its first revision.
    func estimate(_ number: String, at now: SimulatedInstant) throws(SimulatorError) -> Estimate {
        var estimate = Estimate(
            number: number,
            project: try optionalText("project") ?? String(number.drop { !$0.isNumber }),
            name: try optionalText("name") ?? number,
            currency: try optionalText("currency") ?? "USD",
            revisions: [
                Revision(label: try optionalIdentifier("revision") ?? "01", begun: now.microseconds, lines: [])
            ],
            nextLine: 1
        )
        for entry in try list("assemblies") {
            estimate.revisions[0].assemblies.append(try ChangeReader(entry).assembly())
        }
        for entry in try list("markups") { estimate.revisions[0].markups.append(try ChangeReader(entry).markup()) }
        for entry in try list("lines") { try ChangeReader(entry).add(to: &estimate, 0) }
        for entry in try list("acceptedAlternates") {
            estimate.revisions[0].alternates[entry.stringValue ?? entry.text()] = true
        }
        return estimate
    }

    private func assembly() throws(SimulatorError) -> Assembly {
        Assembly(
            bidItem: try text("bidItem"),
            activity: try text("activity"),
            costCode: try text("costCode"),
            text: try text("text"),
            quantity: try figure("quantity"),
            unit: try text("unit")
        )
    }

    private func markup() throws(SimulatorError) -> Markup {
        let purpose = try text("purpose", of: Markup.Purpose.allCases.map(\.rawValue))
        return Markup(
            purpose: Markup.Purpose(rawValue: purpose) ?? .overhead,
            text: try optionalText("text") ?? purpose,
            percent: try figure("percent")
        )
    }

    /// Adds the line that the body describes.
    private func add(to estimate: inout Estimate, _ place: Int) throws(SimulatorError) {
        let kind = try optionalText("kind") ?? "item"
        guard let kind = EstimateLine.Kind(rawValue: kind) else {
            throw SimulatorError("kind is \"\(kind)\": give item, allowance or contingency.")
        }
        let line = EstimateLine(
            id: estimate.nextLine,
            kind: kind,
            bidItem: try identifier("bidItem"),
            activity: try identifier("activity"),
            resource: try text("resource"),
            alternate: try optionalIdentifier("alternate"),
            costCode: try optionalText("costCode") ?? "",
            type: try text("type", of: ["L", "M", "E", "S", "O"]),
            text: try text("text"),
            quantity: try figure("quantity"),
            unit: try text("unit"),
            price: try figure("price")
        )
        try Self.check(line)
        estimate.nextLine += 1
        estimate.revisions[place].lines.append(line)
        if let alternate = line.alternate, estimate.revisions[place].alternates[alternate] == nil {
            estimate.revisions[place].alternates[alternate] = false
        }
    }

    /// Carries out a change of a revision's lines or alternates.
    func change(_ action: String, _ estimate: inout Estimate, _ place: Int) throws(SimulatorError) {
        switch action {
        case "accept-alternate", "reject-alternate":
            let name = try identifier("alternate")
            guard estimate.revisions[place].alternates[name] != nil else {
                throw SimulatorError("Estimate \(estimate.number) has no alternate \(name).")
            }
            estimate.revisions[place].alternates[name] = action == "accept-alternate"
        case "add-line":
            guard let line = body["line"] else { throw SimulatorError("line is missing: give the line to add.") }
            try ChangeReader(line).add(to: &estimate, place)
        case "change-line":
            let index = try line(of: estimate, place)
            try set(&estimate.revisions[place].lines[index])
        case "delete-line":
            let index = try line(of: estimate, place)
            estimate.revisions[place].lines.remove(at: index)
        default: throw SimulatorError("\(action) is no change of lines or alternates.")
        }
    }

    private func line(of estimate: Estimate, _ place: Int) throws(SimulatorError) -> Int {
        guard let number = body["line"]?.integerValue,
            let index = estimate.revisions[place].lines.firstIndex(where: { Int64($0.id) == number })
        else {
            throw SimulatorError("line is \(body["line"]?.text() ?? "missing"): give the number of a line.")
        }
        return index
    }

    private func set(_ line: inout EstimateLine) throws(SimulatorError) {
        if body["quantity"] != nil {
            line.quantity = try figure("quantity")
            line.measures = []
        }
        if body["price"] != nil { line.price = try figure("price") }
        if let text = try optionalText("text") { line.text = text }
        if let unit = try optionalText("unit") { line.unit = unit }
        if let code = try optionalText("costCode") { line.costCode = code }
        if body["type"] != nil { line.type = try text("type", of: ["L", "M", "E", "S", "O"]) }
        try Self.check(line)
    }

    private static func check(_ line: EstimateLine) throws(SimulatorError) {
        guard line.amount <= .greatest, -line.amount <= .greatest else {
            throw SimulatorError("Line \(line.id) comes to more than \(Figure.greatest.text(decimals: 2)).")
        }
    }
}
