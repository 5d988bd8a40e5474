import CanonicalModel
import ConnectorKit
import JSON

// What must hold; what would hold whatever happens is a mistake of the file.
extension ScenarioReader {
    /// The members of which an expectation compares at least one.
    private static let compared = ["budget": ["original", "revised"], "costs": ["lines", "hours", "amount"]]
    /// The members by which `costs` means some lines and no others.
    private static let scope = ["project", "code", "from", "until", "each"]

    mutating func expectation(_ value: JSON, _ key: String) -> Scenario.Act? {
        let plain = ScenarioWord.plainExpectations
        let known = ScenarioWord.expectations.map(\.name) + plain.map(\.name)
        guard let members = members(value, key, allowed: known) else { return nil }
        if value.objectValue?.isEmpty == true {
            report(key, "expects nothing; name one of \(known.joined(separator: ", "))")
        }
        for (name, value) in members {
            let place = "\(key).\(name)"
            if let word = ScenarioWord.expectations.first(where: { $0.name == name }) {
                if value.arrayValue?.isEmpty == true { report(place, "is an empty list, which holds whatever happens") }
                for (index, one) in several(value).enumerated() {
                    let place = value.arrayValue == nil ? place : "\(place)[\(index)]"
                    check(one, word, place)
                    checkCanFail(name, one, place)
                }
            } else if let member = plain.first(where: { $0.name == name }) {
                check(value, member, place)
                let only = ["audit": "whole", "nothingElse": "true", "planted": "found", "budgets": "awarded"][name]
                if let only, value.stringValue != only { report(place, "can only be '\(only)'") }
            }
        }
        if members["planted"] != nil, !hasPlanted {
            report("\(key).planted", "no step before it plants an exception; say cases: none")
        }
        if members["nothingElse"] != nil { checkLedger(members["costs"], "\(key).nothingElse") }
        let places = members.map { ($0.key, document.place(of: "\(key).\($0.key)")) }
        return .init(word: "expect", values: [value], places: Dictionary(uniqueKeysWithValues: places))
    }

    /// Reports an expectation that no state of the systems contradicts.
    private mutating func checkCanFail(_ name: String, _ value: JSON, _ key: String) {
        if let members = Self.compared[name], members.allSatisfy({ value[$0] == nil }) {
            let last = members.last ?? ""
            let choice = members.dropLast().joined(separator: ", ") + " or " + last
            report(key, "holds whatever is there; give \(choice)")
        }
        if let from = value["from"]?.stringValue.flatMap({ CalendarDate($0) }),
            let until = value["until"]?.stringValue.flatMap({ CalendarDate($0) }), from > until
        {
            report(key, "no day is from \(from.text) until \(until.text)")
        }
        if name == "fired", let system = value["of"]?.stringValue, !troubled.contains(system) {
            report(key, "no step before it adds a fault to '\(system)'")
        }
    }

    /// Reports that nothing could be a line too many.
    private mutating func checkLedger(_ costs: JSON?, _ key: String) {
        let ledgers = systems.filter { _, system in
            if case .simulator(.odoo, _) = system { true } else { false }
        }
        if ledgers.isEmpty {
            return report(key, "there is no Odoo simulator, so that nothing can be in its ledger")
        }
        guard let costs else { return }
        for one in several(costs) where Self.scope.allSatisfy({ one[$0] == nil }) {
            return report(key, "'costs' means every line; give it a project, code, day or amount")
        }
    }
}
