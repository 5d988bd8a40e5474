import Foundation
import JSON

// What must hold.
extension ScenarioPlay {
    func expect(_ act: Scenario.Act) async throws {
        guard let members = act.values.first?.objectValue else { return }
        for (word, value) in members {
            for one in value.arrayValue ?? [value] {
                outcome.checks += 1
                guard let found = try await finding(word, one, members) else { continue }
                outcome.findings.append(
                    .init(place: act.places[word] ?? scenario.file, message: found.message, key: found.key)
                )
            }
        }
    }

    typealias Found = (message: String, key: String)

    private func finding(_ word: String, _ value: JSON, _ all: JSONObject) async throws -> Found? {
        switch word {
        case "cases": try await cases(value)
        case "planted": try await plantedCases()
        case "paid": try await paid(value)
        case "worked": try await worked(value)
        case "budgets": try await awarded()
        case "approvals": try await approvals(value)
        case "budget": try await budget(value)
        case "costs": try await costs(value)
        case "nothingElse": try await nothingElse(all["costs"] ?? .array([]))
        case "journal": try await journal(value)
        case "truth": try await truth(value)
        case "fired": try await fired(value)
        default: try await audit()
        }
    }

    private func cases(_ value: JSON) async throws -> Found? {
        let open = try await openCases()
        var found: [String: Int] = [:]
        for one in open { found[one["kind"]?.stringValue ?? "", default: 0] += 1 }
        var wanted: [String: Int] = [:]
        for (kind, count) in value.objectValue ?? [:] { wanted[kind] = Int(count.stringValue ?? "") }
        wanted = wanted.filter { $0.value > 0 }
        guard found != wanted else { return nil }
        let strange = open.first {
            (found[$0["kind"]?.stringValue ?? ""] ?? 0) != (wanted[$0["kind"]?.stringValue ?? ""] ?? 0)
        }
        let words = open.map { "\($0["kind"]?.stringValue ?? ""): \($0["summary"]?.stringValue ?? "")" }
        let message = "open cases: expected \(Self.list(wanted)), found \(Self.list(found))"
        return (message + words.map { "\n  \($0)" }.joined(), strange?["subject"]?.stringValue ?? "")
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.isEmpty
            ? "none" : counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private func approvals(_ value: JSON) async throws -> Found? {
        let waiting = try await requests().map(\.request)
        guard waiting.count != Int(value.stringValue ?? "") else { return nil }
        let lines = waiting.map { "\n  \($0["id"]?.stringValue ?? "") \($0["summary"]?.stringValue ?? "")" }.joined()
        return ("decisions that wait: expected \(value.stringValue ?? ""), found \(waiting.count)\(lines)", "")
    }

    private func budget(_ value: JSON) async throws -> Found? {
        let project = text(value, "project")
        let (status, answer) = try await first(["budget", "show", project])
        guard status == 0 else {
            return ("budget of \(project): \(answer["error"]?.stringValue ?? answer.text())", project)
        }
        for member in ["original", "revised"] {
            guard let wanted = value[member]?.stringValue.flatMap({ Decimal(plain: $0) }) else { continue }
            let found = answer[member]?.stringValue.flatMap { Decimal(plain: $0) }
            if found != wanted {
                let shown = found.map(\.plainText) ?? "none"
                return ("\(member) budget of \(project): expected \(wanted.plainText), found \(shown)", project)
            }
        }
        return nil
    }

    private func journal(_ value: JSON) async throws -> Found? {
        let key = text(value, "key")
        let (_, answer) = try await first(["journal", "show", key])
        let found = answer["entries"]?.arrayValue?.compactMap { $0["kind"]?.stringValue } ?? []
        var rest = found[...]
        for kind in value["order"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
            guard let index = rest.firstIndex(of: kind) else {
                return ("journal of \(key): no \(kind) in this order; found \(found.joined(separator: ", "))", key)
            }
            rest = rest[(index + 1)...]
        }
        return nil
    }

    private func audit() async throws -> Found? {
        for company in scenario.companies {
            let (status, answer) = try await site.purlin(["audit", "verify"], of: company)
            if status != 0 { return ("the journal is not whole: \(answer.text())", "") }
        }
        return nil
    }

    private func truth(_ value: JSON) async throws -> Found? {
        let (name, place, wanted) = (text(value, "of"), text(value, "member"), text(value, "is"))
        let found = Self.member(place, of: try await site.control(name, "GET", "truth"))
        guard let shown = found.map({ $0.stringValue ?? $0.canonicalText }) else {
            return ("truth of \(name), \(place): expected \(wanted), found nothing there", "")
        }
        let isSame = shown == wanted || Self.isSameNumber(shown, wanted)
        return isSame ? nil : ("truth of \(name), \(place): expected \(wanted), found \(shown)", "")
    }

    private static func isSameNumber(_ left: String, _ right: String) -> Bool {
        guard let left = Decimal(plain: left), let right = Decimal(plain: right) else { return false }
        return left == right
    }

    /// The value at a place such as `batches[0].status`.
    static func member(_ place: String, of value: JSON) -> JSON? {
        var found: JSON? = value
        for part in place.split(whereSeparator: { ".[".contains($0) }) {
            if part.hasSuffix("]") {
                found = Int(part.dropLast()).flatMap { found?[$0] }
            } else {
                found = found?[String(part)]
            }
        }
        return found
    }

    private func fired(_ value: JSON) async throws -> Found? {
        let name = text(value, "of")
        let rules = try await site.control(name, "GET", "faults")["faults"]?.arrayValue ?? []
        let count = rules.reduce(0) { $0 + ($1["applied"]?.integerValue ?? 0) }
        guard count != Int64(text(value, "times")) else { return nil }
        return ("faults of \(name): expected to apply \(text(value, "times")) times, applied \(count) times", "")
    }
}

// MARK: - Cost

/// A line of cost that Odoo holds.
struct CostLine {
    let id: Int64
    let date, project, name: String
    let codes: [String]
    let hours, amount: Decimal

    init(_ json: JSON) {
        id = json["id"]?.integerValue ?? 0
        date = json["date"]?.stringValue ?? ""
        name = json["name"]?.stringValue ?? ""
        let account = json["accounts"]?["account_id"]?["code"]?.stringValue ?? ""
        project = account.isEmpty ? json["project"]?.stringValue ?? "" : account
        hours = json["unitAmount"]?.stringValue.flatMap { Decimal(plain: $0) } ?? 0
        amount = json["amount"]?.stringValue.flatMap { Decimal(plain: $0) } ?? 0
        let accounts = json["accounts"]?.objectValue.map { $0.map(\.value) } ?? []
        // A reference begins with the cost code (Plugins/OdooConnector/README.md); other firms keep a plan of accounts for them.
        let code = json["ref"]?.stringValue?.split(separator: " ").first.map(String.init)
        codes =
            [code].compactMap { $0 }
            + accounts.flatMap { [$0["code"]?.stringValue, $0["name"]?.stringValue] }.compactMap { $0 }
    }

    /// Whether this is one of the lines that an expectation means.
    func isMeant(by value: JSON) -> Bool {
        if let wanted = value["project"]?.stringValue, project != wanted, !codes.contains(wanted) { return false }
        if let wanted = value["code"]?.stringValue, !codes.contains(where: { $0 == wanted }) { return false }
        if let from = value["from"]?.stringValue, date < from { return false }
        if let until = value["until"]?.stringValue, date > until { return false }
        if let each = value["each"]?.stringValue, Decimal(plain: each) != amount { return false }
        return true
    }
}

extension ScenarioPlay {
    func lines(of odoo: String) async throws -> [CostLine] {
        try await site.control(odoo, "GET", "truth")["analyticLines"]?.arrayValue?.map { CostLine($0) } ?? []
    }

    private func costs(_ value: JSON) async throws -> Found? {
        let name = try named(value, .odoo)
        let meant = try await lines(of: name).filter { $0.isMeant(by: value) }
        var wrong: [String] = []
        let sums: [(String, Decimal)] = [
            ("lines", Decimal(meant.count)), ("hours", meant.reduce(0) { $0 + $1.hours }),
            ("amount", meant.reduce(0) { $0 + $1.amount }),
        ]
        for (member, found) in sums {
            guard let wanted = value[member]?.stringValue.flatMap({ Decimal(plain: $0) }), wanted != found else {
                continue
            }
            wrong.append("\(member): expected \(wanted.plainText), found \(found.plainText)")
        }
        guard !wrong.isEmpty else { return nil }
        let scope = ["project", "code", "from", "until", "each"].compactMap { member in
            value[member]?.stringValue.map { "\(member) \($0)" }
        }
        let what = scope.isEmpty ? "all cost" : "cost of \(scope.joined(separator: ", "))"
        return ("\(name), \(what): \(wrong.joined(separator: "; "))", text(value, "project"))
    }

    private func nothingElse(_ costs: JSON) async throws -> Found? {
        let wanted = costs.arrayValue ?? [costs]
        var strange: [CostLine] = []
        for odoo in scenario.simulators(.odoo) {
            let meaning = wanted.filter { ($0["in"]?.stringValue ?? odoo) == odoo }
            strange += try await lines(of: odoo).filter { line in !meaning.contains { line.isMeant(by: $0) } }
        }
        guard let first = strange.first else { return nil }
        let shown = strange.prefix(5).map { "\n  \($0.date) \($0.project) \($0.name): \($0.amount.plainText)" }.joined()
        return ("\(strange.count) lines of cost are meant by no 'costs'\(shown)", first.project)
    }

    /// Cost by project and cost code, for the report.
    func costs() async throws -> [ScenarioCost] {
        var sums: [[String]: (hours: Decimal, amount: Decimal)] = [:]
        for odoo in scenario.simulators(.odoo) {
            for line in try await lines(of: odoo) {
                let code = line.codes.first { $0 != line.project } ?? ""
                sums[[line.project, code], default: (0, 0)].hours += line.hours
                sums[[line.project, code], default: (0, 0)].amount += line.amount
            }
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ScenarioCost(project: $0.key[0], code: $0.key[1], hours: $0.value.hours, amount: $0.value.amount) }
    }
}
