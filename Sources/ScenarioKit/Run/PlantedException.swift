import Foundation
import JSON

/// Something wrong that a scenario brought about, and that must be found as a case.
struct PlantedException: Hashable {
    let kind: String
    /// What stands in the subject or the summary of the case.
    let words: [String]
    /// What it keeps from becoming cost or budget.
    var keepsBack: KeptBack?

    /// A machine or a project of which something cannot be in the ledgers.
    struct KeptBack: Hashable {
        /// The simulated system.
        let system: String
        /// The machine or the project.
        let key: String
        /// Of a machine, the first day whose work is missing; `nil` if none is.
        let from: String?
    }

    /// Whether an open case says that it was found.
    func isFound(as found: JSON) -> Bool {
        let text = "\(found["subject"]?.stringValue ?? "")\n\(found["summary"]?.stringValue ?? "")"
        return found["kind"]?.stringValue == kind && words.allSatisfy { text.contains($0) }
    }
}

extension ScenarioPlay {
    /// The open cases of all companies.
    func openCases() async throws -> [JSON] {
        try await site.answers("cases", "list").flatMap { $0.answer["cases"]?.arrayValue ?? [] }
    }

    /// Compares the planted exceptions with the open cases, both ways.
    func plantedCases() async throws -> Found? {
        var open = try await openCases()
        var missed: [PlantedException] = []
        for exception in planted {
            if let index = open.firstIndex(where: { exception.isFound(as: $0) }) {
                open.remove(at: index)
            } else {
                missed.append(exception)
            }
        }
        guard !missed.isEmpty || !open.isEmpty else { return nil }
        let lines =
            missed.map { "\n  not found: \($0.kind) about \($0.words.joined(separator: ", "))" }
            + open.map { "\n  invented: \($0["kind"]?.stringValue ?? ""): \($0["summary"]?.stringValue ?? "")" }
        let message =
            "of \(planted.count) planted exceptions \(missed.count) were not found, and \(open.count) cases are "
        return (
            message + "about none of them" + lines.prefix(20).joined(),
            open.first?["subject"]?.stringValue ?? missed.first?.words.first ?? ""
        )
    }

    /// The first company's answer to a question that one of them can answer.
    func first(_ arguments: [String]) async throws -> (status: Int32, answer: JSON) {
        var last: (status: Int32, answer: JSON) = (1, .null)
        for company in scenario.companies {
            last = try await site.purlin(arguments, of: company)
            if last.status == 0 { return last }
        }
        return last
    }
}

// MARK: - What payroll paid

/// Hours and cost of one project, cost code and day.
private struct PaidDay: Equatable {
    var hours: Decimal = 0
    var cost: Decimal = 0
}

extension ScenarioPlay {
    /// Compares what payroll paid with what Odoo holds, by project, cost code and day.
    func paid(_ value: JSON) async throws -> Found? {
        let (payroll, odoo) = (text(value, "of"), text(value, "in"))
        var wanted: [[String]: PaidDay] = [:]
        for day in try await site.control(payroll, "GET", "truth")["paid"]?.arrayValue ?? [] {
            let key = ["project", "costCode", "date"].map { text(day, $0) }
            wanted[key, default: PaidDay()].hours += Decimal(plain: text(day, "hours")) ?? 0
            wanted[key, default: PaidDay()].cost += Decimal(plain: text(day, "cost")) ?? 0
        }
        guard !wanted.isEmpty else { return ("\(payroll) paid nothing, so that nothing can be compared", "") }
        let others = Set(value["without"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        var found: [[String]: PaidDay] = [:]
        for line in try await lines(of: odoo) where others.isDisjoint(with: line.codes) {
            let key = [line.project, line.codes.first ?? "", line.date]
            found[key, default: PaidDay()].hours += line.hours
            found[key, default: PaidDay()].cost -= line.amount
        }
        let keys = Set(wanted.keys).union(found.keys).filter { wanted[$0] != found[$0] }
        guard let first = keys.min(by: { $0.lexicographicallyPrecedes($1) }) else { return nil }
        let (ours, theirs) = (wanted[first] ?? PaidDay(), found[first] ?? PaidDay())
        return (
            "\(keys.count) of \(wanted.count) days differ between \(payroll) and \(odoo); the first is "
                + "\(first.joined(separator: " ")): paid \(ours.hours.plainText) h and \(ours.cost.plainText), found "
                + "\(theirs.hours.plainText) h and \(theirs.cost.plainText)",
            first[0]
        )
    }
}
