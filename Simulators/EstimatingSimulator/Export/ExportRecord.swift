internal import JSON
internal import SimulatorKit

/// What was exported: the file, and what a correct reader has to find in it.
struct ExportRecord: Sendable, Codable {
    /// How far the file has come.
    enum State: String, Sendable, Codable {
        case uploading, complete, failed
    }

    var number: Int
    var file: String
    /// When, in microseconds since 1970.
    var at: Int64
    /// Why: `award`, `request`, `schedule` or `companion`.
    var reason: String
    var estimate: String
    var revision: String
    /// The label and the status as the file shows them.
    var label: String
    var status: String
    var format: ExportFormat
    var dialect: String
    var digest: String
    var bytes: Int
    var state = State.complete
    /// Why the file could not be written.
    var failure: String?
    var quirks: [Quirk]
    var budget: [WrittenBill.BudgetFigure]
    var stated: Figure?
    /// Why a careful reader holds the file, in words; none if it can be loaded.
    var holds: [String]
    var lost: Int

    /// The sum of the budget.
    var total: Figure { budget.map(\.amount).total }

    /// The record as the truth port shows it, with the budget summed by cost code and type.
    var json: JSON {
        var sums: [String: Figure] = [:]
        var order: [(key: String, figure: WrittenBill.BudgetFigure)] = []
        for figure in budget {
            let key = "\(figure.costCode)\u{1F}\(figure.type)"
            if sums[key] == nil { order.append((key, figure)) }
            sums[key, default: .zero] = sums[key, default: .zero] + figure.amount
        }
        let byCode = order.sorted { $0.key < $1.key }.map { entry -> JSON in
            [
                "costCode": .string(entry.figure.costCode), "type": .string(entry.figure.type),
                "amount": .string(sums[entry.key, default: .zero].text(decimals: 2)),
            ]
        }
        return [
            "export": .integer(Int64(number)), "file": .string(file),
            "at": .string(SimulatedInstant(microseconds: at).text), "reason": .string(reason),
            "estimate": .string(estimate), "revision": .string(revision), "label": .string(label),
            "status": .string(status), "format": .string(format.rawValue), "dialect": .string(dialect),
            "sha256": .string(digest), "bytes": .integer(Int64(bytes)), "state": .string(state.rawValue),
            "failure": failure.map(JSON.string) ?? .null, "quirks": .array(quirks.map { .string($0.rawValue) }),
            "expected": [
                "total": .string(total.text(decimals: 2)), "byCode": .array(byCode),
                "stated": stated.map { .string($0.text(decimals: 2)) } ?? .null,
                "lines": .integer(Int64(budget.count)), "holds": .array(holds.map(JSON.string)),
            ],
            "charactersLost": .integer(Int64(lost)),
        ]
    }
}
