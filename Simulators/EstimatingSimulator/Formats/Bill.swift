internal import SimulatorKit

/// A revision as one export shows it, quirks and all.
struct Bill: Sendable {
    /// One line as the export shows it.
    struct Row: Sendable {
        /// What the row is.
        enum Kind: Sendable, Hashable {
            case cost(EstimateLine.Kind)
            case assembly
            case markup(Markup.Purpose, percent: Figure)
        }

        var kind: Kind
        var bidItem: String
        var activity: String
        var resource: String
        var alternate: String?
        /// Whether the customer has accepted its alternate; `true` for the base bid.
        var isAccepted = true
        /// The cost code as it is spelled in this export; empty if it is missing.
        var costCode: String
        var type: String
        var text: String
        var quantity: Figure
        var unit: String
        /// `nil` if the cell is left blank.
        var price: Figure?
        /// `nil` if the cell is left blank.
        var amount: Figure?
        var measures: [EstimateLine.Measure] = []

        /// Whether the row is a line of cost, accepted or not.
        var isCost: Bool {
            if case .cost = kind { return true }
            return false
        }

        /// Whether a budget counts the row.
        var isBudget: Bool { isCost && isAccepted }
    }

    var estimate: String
    var project: String
    var name: String
    var currency: String
    var revision: String
    var status: String
    /// The day of the export.
    var day: CivilDate
    /// The time of the export, as `16:00:00`.
    var time: String
    var rows: [Row]
    var assemblies: [Assembly]
    /// What the estimate comes to without mark-up, whatever rows are missing here.
    var estimateTotal: Figure
    /// What a reader of this export has to hold, in words; empty if it can be loaded.
    var holds: [String] = []

    /// The rows that become budget.
    var budgetRows: [Row] { rows.filter(\.isBudget) }
}

extension Bill {
    /// The view of a revision before any quirk.
    init(
        _ estimate: Estimate,
        _ revision: Revision,
        codes: CodeSpelling,
        allAlternates: Bool,
        at now: SimulatedInstant
    ) {
        let lines = revision.lines.filter { line in
            guard let alternate = line.alternate else { return true }
            return allAlternates || revision.alternates[alternate] ?? false
        }
        self.estimate = estimate.number
        project = estimate.project
        name = estimate.name
        currency = estimate.currency
        self.revision = revision.label
        status = revision.word
        day = now.date
        time = String(now.text.dropFirst(11).prefix(8))
        assemblies = revision.assemblies
        estimateTotal = revision.budgetTotal
        rows = lines.map { line in
            Row(
                line,
                isAccepted: line.alternate.map { revision.alternates[$0] ?? false } ?? true,
                costCode: codes.spelled(line.costCode, line.type, project: estimate.project)
            )
        }
        rows += revision.markups.enumerated().map { index, markup in
            Row(markup, amount: markup.amount(on: revision.budgetTotal), activity: String(9010 + 10 * index))
        }
    }
}

extension Bill.Row {
    /// The row of a line.
    fileprivate init(_ line: EstimateLine, isAccepted: Bool, costCode: String) {
        self.init(
            kind: .cost(line.kind),
            bidItem: line.bidItem,
            activity: line.activity,
            resource: line.resource,
            alternate: line.alternate,
            isAccepted: isAccepted,
            costCode: costCode,
            type: line.type,
            text: line.text,
            quantity: line.quantity,
            unit: line.unit,
            price: line.price,
            amount: line.amount,
            measures: line.measures
        )
    }

    /// The row of a mark-up, which has no cost code.
    fileprivate init(_ markup: Markup, amount: Figure, activity: String) {
        self.init(
            kind: .markup(markup.purpose, percent: markup.percent),
            bidItem: "9000",
            activity: activity,
            resource: "MARKUP",
            costCode: "",
            type: "X",
            text: markup.text,
            quantity: .one,
            unit: "LS",
            price: amount,
            amount: amount
        )
    }
}

/// How an export spells the company's cost codes (domain.md §3: the same work, five spellings).
enum CodeSpelling: String, Sendable, Hashable, Codable, CaseIterable {
    /// `03-300`
    case company
    /// `03 30 00`
    case masterformat
    /// `3300`: a spreadsheet took the leading zero away.
    case number
    /// `26-014-03300.L`
    case project

    /// The code of a line in this spelling; a code that is not the company's own stays as it is.
    func spelled(_ code: String, _ type: String, project: String) -> String {
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 3], parts.joined().allSatisfy(\.isNumber) else { return code }
        let digits = parts.joined()
        switch self {
        case .company: return code
        case .masterformat: return "\(parts[0]) \(parts[1].prefix(2)) \(parts[1].suffix(1))0"
        case .number: return String(digits.drop { $0 == "0" })
        case .project: return "\(project)-\(digits).\(type)"
        }
    }
}

/// A file as a format writes it, and what a correct reader has to find in it.
struct WrittenBill: Sendable {
    var bytes: [UInt8]
    /// The budget that the written figures give, row by row.
    var budget: [BudgetFigure]
    /// The total of cost that the file itself states; `nil` if it states none.
    var stated: Figure?
    /// How many characters the encoding could not show.
    var lost = 0

    /// One figure of the budget.
    struct BudgetFigure: Sendable, Hashable, Codable {
        var costCode: String
        /// The cost type; empty if the format does not tell.
        var type: String
        var amount: Figure
    }
}
