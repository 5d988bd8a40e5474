import CanonicalModel
import FoundationEssentials
import JSON

/// Why a revision or a change order cannot be booked as it is: all of it is held (domain.md E-1, E-3, E-7).
struct BudgetTrouble: Error, Hashable {
    let kind: String
    let summary: String
    var detail: JSON = [:]

    /// The kinds that a person may let pass by trying the case again.
    static let passable: Set = ["alternates_alone", "duplicate_item_numbers", "estimate_out_of_order"]
}

/// Looks at a revision or a change order before it may change the budget.
struct BudgetInspection {
    let settings: EstimateToBudgetSettings
    let project: String
    let source: BudgetSource
    let candidate: BudgetCandidate
    let story: BudgetSourceState
    /// The currency of the project's budget, once there is one.
    let currency: Currency?
    let now: Instant

    /// What its cases are about.
    var subject: String {
        switch source {
        case .estimate(let number): "\(number)/\(candidate.label)"
        case .changeOrder(let number): "\(project)/\(number)"
        }
    }

    private var name: String {
        let text = source.origin(label: candidate.label).text
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// What the budget gets, per cost code and kind of cost; or the first thing that stands against it.
    func target() -> Result<BudgetTarget, BudgetTrouble> {
        if let trouble = companionTrouble ?? amountTrouble ?? totalTrouble ?? loneliness ?? repetition {
            return .failure(trouble)
        }
        return mapped().flatMap { target in
            if let trouble = disorder(of: target) { return .failure(trouble) }
            return .success(target)
        }
    }

    // MARK: - Codes

    private func mapped() -> Result<BudgetTarget, BudgetTrouble> {
        let day = settings.zone.date(of: now)
        var target = BudgetTarget(contractAmount: candidate.contractAmount)
        var unmapped: [BudgetCandidateLine] = []
        for line in candidate.lines {
            let match = settings.codes.match(line.code ?? "", type: line.type, of: candidate.system, on: day)
            guard case .mapped(let costCode, let costType) = match else {
                unmapped.append(line)
                continue
            }
            target.amounts[BudgetPosition(costCode: costCode, costType: costType), default: 0] += line.amount
        }
        guard !unmapped.isEmpty else { return .success(target) }
        return .failure(trouble(unmapped, on: day))
    }

    private func trouble(_ unmapped: [BudgetCandidateLine], on day: CalendarDate) -> BudgetTrouble {
        let uses = unmapped.map { line in
            let system = candidate.system
            return CodeCoverage.Use(
                system: system,
                code: line.code ?? "",
                type: line.type,
                date: day,
                amount: line.amount
            )
        }
        let gaps = CodeCoverage(of: uses, in: settings.codes).gaps
        let named = gaps.prefix(5).map { "\($0.name) (\($0.amount.plainText)) \($0.match)" }
        let rest = gaps.count > 5 ? "; and \(gaps.count - 5) more" : ""
        return BudgetTrouble(
            kind: "unmapped_cost_codes",
            summary: "\(name) is held whole: \(named.joined(separator: "; "))\(rest). Then try the case again",
            detail: [
                "codes": .array(
                    gaps.map { gap in
                        [
                            "code": .string(gap.code), "type": JSON(gap.type),
                            "reason": .string(gap.match.description), "amount": .string(gap.amount.plainText),
                            "lines": .integer(Int64(gap.uses)),
                        ]
                    }
                ),
                "places": .array(unmapped.prefix(50).map { .string($0.place) }),
            ]
        )
    }

    // MARK: - Amounts

    private var amountTrouble: BudgetTrouble? {
        if let currency, currency != candidate.currency {
            return BudgetTrouble(
                kind: "budget_currency",
                summary: "\(name) is in \(candidate.currency.code), but the budget of \(project) is in "
                    + "\(currency.code); have it exported in that currency, or reject the case"
            )
        }
        let decimals = candidate.currency.decimals
        guard let line = candidate.lines.first(where: { $0.amount != $0.amount.rounded(scale: decimals) }) else {
            return nil
        }
        return BudgetTrouble(
            kind: "unusable_estimate",
            summary: "\(name) has an amount with a fraction of the smallest coin at \(line.place): "
                + "\(line.amount.plainText) \(candidate.currency.code); correct the mapping or the export"
        )
    }

    /// The sum of the lines is the total that the export states, to the cent (domain.md E-1).
    private var totalTrouble: BudgetTrouble? {
        guard case .estimate(let estimate) = candidate.content else { return nil }
        guard let stated = estimate.statedTotal else {
            guard settings.requiresStatedTotal else { return nil }
            return BudgetTrouble(
                kind: "estimate_total_mismatch",
                summary: "\(name) states no total, and the configuration requires one; export it with its total"
            )
        }
        let sum = estimate.total
        guard sum != stated.rounded(scale: estimate.currency.decimals) else { return nil }
        return BudgetTrouble(
            kind: "estimate_total_mismatch",
            summary: "\(name): its budget lines add up to \(sum.plainText), but it states \(stated.plainText), "
                + "\((stated - sum).plainText) more; nothing is loaded. Look for alternates, mark-up and assemblies that "
                + "are counted otherwise, and export it again",
            detail: ["sum": .string(sum.plainText), "stated": .string(stated.plainText)]
        )
    }

    // MARK: - What a person may let pass

    /// An export of accepted alternates alone would take the place of the base bid.
    private var loneliness: BudgetTrouble? {
        guard case .estimate(let estimate) = candidate.content, !story.waved.contains("alternates_alone"),
            !estimate.budgetLines.isEmpty, estimate.budgetLines.allSatisfy({ $0.alternate != nil })
        else { return nil }
        return BudgetTrouble(
            kind: "alternates_alone",
            summary: "\(name) holds alternates alone and no base bid; export both together. If the alternates are an "
                + "estimate of their own, under a number of its own, try the case again"
        )
    }

    private var repetition: BudgetTrouble? {
        guard case .estimate(let estimate) = candidate.content, !story.waved.contains("duplicate_item_numbers") else {
            return nil
        }
        let counts = Dictionary(grouping: estimate.budgetLines, by: \.path).filter { $0.value.count > 1 }
        guard !counts.isEmpty else { return nil }
        let named = counts.sorted { $0.key < $1.key }.prefix(5).map { path, lines in
            "\(path) (\(lines.map(\.amount.plainText).joined(separator: ", ")))"
        }
        return BudgetTrouble(
            kind: "duplicate_item_numbers",
            summary:
                "\(name) has \(counts.count) item numbers more than once: \(named.joined(separator: "; ")). If all "
                + "of them are meant, try the case again; otherwise correct and export it again"
        )
    }

    /// An earlier revision than the booked one, with content that was not booked under that name.
    private func disorder(of target: BudgetTarget) -> BudgetTrouble? {
        let booked = story.decided.filter(\.isBooked)
        guard case .estimate = source, let current = booked.last, !story.waved.contains("estimate_out_of_order") else {
            return nil
        }
        let order = RevisionOrder(candidate.label)
        let isKnown = booked.dropLast().contains { RevisionOrder($0.label) == order }
        guard order != RevisionOrder(current.label), isKnown || order.isBefore(RevisionOrder(current.label)),
            target != current.target
        else { return nil }
        return BudgetTrouble(
            kind: "estimate_out_of_order",
            summary:
                "\(name) came after revision \(current.label) was booked. If it is to take its place, try the case "
                + "again, and the difference will be proposed for approval; otherwise reject the case"
        )
    }

    // MARK: - Companion

    private var companionTrouble: BudgetTrouble? {
        guard let companion = settings.companion, case .estimate(let estimate) = candidate.content else { return nil }
        guard let totals = story.companion, RevisionOrder(totals.revision) == RevisionOrder(estimate.revision) else {
            let found = story.companion.map { "its last export is of revision \($0.revision)" } ?? "it sent none"
            return BudgetTrouble(
                kind: "companion_missing",
                summary: "\(name) waits for the export of the same revision from \(companion); \(found). Export both "
                    + "again; nothing is loaded until they agree"
            )
        }
        let lines = estimate.budgetLines.count
        guard totals.lines != lines || totals.total != estimate.total else { return nil }
        return BudgetTrouble(
            kind: "companion_mismatch",
            summary: "\(name) has \(lines) lines and a total of \(estimate.total.plainText), but \(companion) exported "
                + "\(totals.lines) lines and \(totals.total.plainText); export both again with the same filter"
        )
    }
}

extension CodeCoverage.Gap {
    /// The code and kind as a person calls them.
    fileprivate var name: String {
        let code = code.isEmpty ? "a line without a code" : "'\(code)'"
        return type.map { "\(code) of kind '\($0)'" } ?? code
    }
}
