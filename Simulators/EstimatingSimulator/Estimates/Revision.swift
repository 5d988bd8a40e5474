internal import JSON
internal import SimulatorKit

/// One revision of an estimate.
struct Revision: Sendable, Hashable, Codable {
    /// How far it has come; the word that people write for it is ``Revision/word``.
    enum Stage: String, Sendable, Hashable, Codable {
        case open, awarded, lost, superseded
    }

    /// The label, for example `03`.
    var label: String
    var stage = Stage.open
    /// The status as the estimator types it: free text.
    var word = "BID"
    /// When it was begun, in microseconds since 1970.
    var begun: Int64
    var lines: [EstimateLine]
    var assemblies: [Assembly] = []
    var markups: [Markup] = []
    /// The alternates, and whether the customer has accepted each.
    var alternates: [String: Bool] = [:]

    /// The lines of the base bid.
    var base: [EstimateLine] { lines.filter { $0.alternate == nil } }

    /// The lines that become budget: the base bid and the accepted alternates.
    var budgetLines: [EstimateLine] {
        lines.filter { $0.alternate.map { alternates[$0] ?? false } ?? true }
    }

    /// What the budget comes to, without mark-up.
    var budgetTotal: Figure { budgetLines.map(\.amount).total }

    /// The day it was begun.
    var day: CivilDate { SimulatedInstant(microseconds: begun).date }

    /// The revision with its totals.
    var json: JSON {
        let accepted = lines.filter { $0.alternate.map { alternates[$0] ?? false } ?? false }
        let markup = markups.map { $0.amount(on: budgetTotal) }.total
        var choice = JSONObject()
        for (name, isAccepted) in alternates.sorted(by: { $0.key < $1.key }) { choice[name] = .bool(isAccepted) }
        return [
            "revision": .string(label), "stage": .string(stage.rawValue), "status": .string(word),
            "begun": .string(SimulatedInstant(microseconds: begun).text), "alternates": .object(choice),
            "lines": .array(lines.map(\.json)), "assemblies": .array(assemblies.map(\.json)),
            "markups": .array(
                markups.map {
                    [
                        "purpose": .string($0.purpose.rawValue), "text": .string($0.text),
                        "percent": .string($0.percent.text(least: 2)),
                        "amount": .string($0.amount(on: budgetTotal).text(decimals: 2)),
                    ]
                }
            ),
            "totals": [
                "base": .string(base.map(\.amount).total.text(decimals: 2)),
                "acceptedAlternates": .string(accepted.map(\.amount).total.text(decimals: 2)),
                "markup": .string(markup.text(decimals: 2)), "budget": .string(budgetTotal.text(decimals: 2)),
            ],
        ]
    }
}

/// An estimate with all its revisions, oldest first.
struct Estimate: Sendable, Hashable, Codable {
    var number: String
    var project: String
    var name: String
    var currency = "USD"
    var revisions: [Revision]
    /// The number of the next line that is added.
    var nextLine: Int

    /// The place of a revision, the latest if no label is given.
    func index(of label: String?) -> Int? {
        guard let label else { return revisions.indices.last }
        return revisions.lastIndex { $0.label == label }
    }

    var json: JSON {
        [
            "estimate": .string(number), "project": .string(project), "name": .string(name),
            "currency": .string(currency), "revisions": .array(revisions.map(\.json)),
        ]
    }
}
