import JSON
import Synchronization

/// The analytic lines of a ``ScriptedOdoo``: loaded rows are kept by their external ids and can be read back.
final class AnalyticLedger: Sendable {
    /// One line.
    struct Line: Sendable {
        let id: Int64
        var values: [String: String]
        /// Who changed it last: the connector's user has the id 7.
        var author: Int64 = 7

        /// The line as `read` shows it.
        var record: JSON {
            [
                "id": .integer(id), "date": .string(values["date"] ?? ""), "unit_amount": number("unit_amount"),
                "amount": number("amount"), "account_id": [9, "[26-014] North Quay"],
            ]
        }

        private func number(_ field: String) -> JSON {
            let text = values[field] ?? "0"
            return (try? JSON(parsing: text.contains(".") ? text : text + ".0")) ?? .null
        }
    }

    private let lines = Mutex<[String: Line]>([:])
    private let makings = Mutex(0)

    /// The lines by their external ids.
    var byExternalID: [String: Line] { lines.withLock { $0 } }

    /// How many lines were made, rather than updated.
    var made: Int { makings.withLock { $0 } }

    /// Changes lines as a person or an automation in Odoo would.
    func change(_ field: String, to value: String, where isMeant: (Line) -> Bool = { _ in true }) {
        lines.withLock { lines in
            for (key, line) in lines where isMeant(line) {
                lines[key]?.values[field] = value
                lines[key]?.author = 2
            }
        }
    }

    func reply(to call: ScriptedOdoo.Call) -> ScriptedOdoo.Reply {
        switch call.name {
        case "account.analytic.line.load": .result(["ids": .array(load(call)), "messages": [], "nextrow": 0])
        case "account.analytic.line.read": .result(.array(records(call.arguments[0]).map(\.record)))
        case "account.analytic.line.search_read": .result(.array(search(call.arguments[0])))
        case "ir.model.data.search_read": .result(.array(registered(call.arguments[0])))
        case "account.analytic.line.get_external_id": .result(externalIDs(call.arguments[0]))
        case "account.analytic.line.get_metadata": .result(.array(metadata(call.arguments[0])))
        case "ir.model.data.check_object_reference": target(call)
        default: .exception("odoo.exceptions.UserError", "Object \(call.name) doesn't exist")
        }
    }

    private func load(_ call: ScriptedOdoo.Call) -> [JSON] {
        lines.withLock { lines in
            call.rows.map { row in
                if lines[row[0]] == nil { makings.withLock { $0 += 1 } }
                let line = Line(
                    id: lines[row[0]]?.id ?? Int64(41 + lines.count),
                    values: Dictionary(zip(call.columns, row)) { _, last in last }
                )
                lines[row[0]] = line
                return .integer(line.id)
            }
        }
    }

    private func records(_ ids: JSON) -> [Line] {
        let wanted = Set(ids.arrayValue?.compactMap(\.integerValue) ?? [])
        return byExternalID.values.filter { wanted.contains($0.id) }.sorted { $0.id < $1.id }
    }

    /// Understands domains such as `["|", ["date", ">=", "2026-01-05"], ["ref", "in", ["..."]]]`.
    private func search(_ domain: JSON) -> [JSON] {
        var terms = (domain.arrayValue ?? [])[...]
        var tests: [(Line) -> Bool] = []
        while !terms.isEmpty { tests.append(Self.test(&terms)) }
        return byExternalID.values.filter { line in tests.allSatisfy { $0(line) } }
            .sorted { $0.id < $1.id }.map(\.record)
    }

    private static func test(_ terms: inout ArraySlice<JSON>) -> (Line) -> Bool {
        switch terms.popFirst() {
        case .string(let sign)?:
            let (left, right) = (test(&terms), test(&terms))
            return sign == "|" ? { left($0) || right($0) } : { left($0) && right($0) }
        case let leaf?: return test(leaf)
        case nil: return { _ in false }
        }
    }

    private static func test(_ leaf: JSON) -> (Line) -> Bool {
        let field = leaf[0]?.stringValue ?? ""
        let limit = leaf[2]?.stringValue ?? ""
        let list = Set(leaf[2]?.arrayValue ?? [])
        switch (field, leaf[1]) {
        case ("create_uid", "="): return { _ in leaf[2] == 7 }
        case ("id", "in"): return { list.contains(.integer($0.id)) }
        case ("write_uid", "!="): return { .integer($0.author) != leaf[2] }
        case (_, ">="): return { $0.values[field] ?? "" >= limit }
        case (_, "<="): return { $0.values[field] ?? "" <= limit }
        case (_, "in"): return { list.contains(.string($0.values[field] ?? "")) }
        default: return { _ in false }
        }
    }

    /// The table of external ids, searched by module, name and model.
    private func registered(_ domain: JSON) -> [JSON] {
        let names = Set(domain[1]?[2]?.arrayValue?.compactMap(\.stringValue) ?? [])
        return byExternalID.compactMap { name, line in
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2, names.contains(parts[1]) else { return nil }
            return [
                "id": .integer(line.id + 1000), "module": .string(parts[0]), "name": .string(parts[1]),
                "res_id": .integer(line.id),
            ]
        }
    }

    private func externalIDs(_ ids: JSON) -> JSON {
        let known = Dictionary(byExternalID.map { ($0.value.id, $0.key) }) { first, _ in first }
        var object = JSONObject()
        for id in ids.arrayValue?.compactMap(\.integerValue) ?? [] { object["\(id)"] = .string(known[id] ?? "") }
        return .object(object)
    }

    private func metadata(_ ids: JSON) -> [JSON] {
        let known = externalIDs(ids).objectValue ?? [:]
        return known.compactMap { key, name in
            Int64(key).map { ["id": .integer($0), "xmlid": name == "" ? false : name] }
        }
    }

    private func target(_ call: ScriptedOdoo.Call) -> ScriptedOdoo.Reply {
        let name = call.arguments.compactMap(\.stringValue).joined(separator: ".")
        guard let line = byExternalID[name] else {
            return .exception("builtins.ValueError", "External ID not found in the system: \(name)")
        }
        return .result(["account.analytic.line", .integer(line.id)])
    }
}
