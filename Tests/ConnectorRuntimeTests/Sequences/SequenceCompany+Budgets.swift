import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// The estimators, their customers, and the place that budgets go to.
struct SequenceBudgets {
    let estimating = SequenceSource(of: Estimate.name)
    let changes = SequenceSource(of: ChangeOrder.name)
    let place = SequenceBudgetPlace()
    var random = SeededGenerator(seed: 0)
    var projects: [SequenceBudget]
    /// What is on its way.
    var late: [(record: SourceRecord, project: Int, revision: Int)] = []
    /// Whether a first budget was approved, and its flow has not taken the answer.
    var isFirstApproved = false
    /// What was sent since flows took their steps last, by project.
    var revisions: [Int: [Int]] = [:]
    var orders: [Int: [Int: SequenceBudget.Content]] = [:]

    init(waitsForFirst: Bool) {
        projects = ["26-014", "26-022"].map { SequenceBudget(project: $0, waitsForFirst: waitsForFirst) }
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &random) }

    /// What was sent has arrived.
    mutating func arrive() {
        isFirstApproved = false
        for index in projects.indices {
            projects[index].take(revisions: revisions[index] ?? [], orders: orders[index] ?? [:])
        }
        revisions = [:]
        orders = [:]
    }
}

extension SequenceCompany {
    /// What estimating and the sites do beside an act, from numbers of its own.
    mutating func budgetAct(_ number: Int) async throws {
        budgets.random = SeededGenerator(seed: seed &* 7_368_787 &+ UInt64(number) &* 104_729)
        let index = budgets.below(2)
        switch budgets.below(12) {
        case 0, 1, 2: award(index)
        case 3: export(index, again: true)
        case 4, 5, 6: order(index)
        case 7: arriveLateBudgets()
        case 8: for source in [budgets.estimating, budgets.changes] { source.repeatEverything(&budgets.random) }
        case 9, 10: try await answerBudgets()
        default: budgets.place.state.withLock { $0.losesAnswers.toggle() }
        }
    }

    // MARK: - Estimates

    /// The customer gives the work, or agrees to another revision, whose export may state another total than its lines have.
    private mutating func award(_ index: Int) {
        // Nobody goes on from an export that does not add up.
        guard budgets.projects[index].misstated == nil else { return export(index, again: true) }
        revise(index)
        let revision = budgets.projects[index].revisions.count + 1
        budgets.projects[index].revisions[revision] = content(of: budgets.projects[index])
        let isMisstated = budgets.below(8) == 0
        if isMisstated {
            budgets.projects[index].misstated = revision
            meet("an estimate states another total")
        }
        export(index, again: false)
    }

    /// Lines come, go and change; what people add on top and what their parts make up is no cost.
    private mutating func revise(_ index: Int) {
        var lines = budgets.projects[index].lines
        let isFirst = lines.isEmpty
        if !isFirst, lines.count > 3, budgets.below(2) == 0 { lines.remove(at: 1 + budgets.below(lines.count - 1)) }
        if !isFirst, budgets.below(2) == 0 {
            let changed = lines.remove(at: 0)
            lines.insert(line(changed.path, alternate: nil, kind: .item), at: 0)
        }
        for number in 0...budgets.below(3) {
            let alternate: String? = isFirst && number == 0 || budgets.below(3) > 0 ? nil : "ALT"
            let kind: EstimateLine.Kind =
                number == 0 ? .item : [.item, .allowance, .contingency, .assembly, .markup][budgets.below(5)]
            lines.append(line("line \(nextNumber())", alternate: alternate, kind: kind))
        }
        budgets.projects[index].lines = lines
        budgets.projects[index].accepted = budgets.below(2) == 0 ? ["ALT"] : []
    }

    private mutating func line(_ path: String, alternate: String?, kind: EstimateLine.Kind) -> EstimateLine {
        let amount = Decimal(budgets.below(900_000) + 1) / 100 * (budgets.below(6) == 0 ? -1 : 1)
        return EstimateLine(
            path: path,
            kind: kind,
            alternate: alternate,
            costCode: ["300", "301", "310"][budgets.below(3)],
            costType: ["L", "M"][budgets.below(2)],
            text: "work",
            quantity: 1,
            unit: "LS",
            unitPrice: nil,
            amount: amount
        )
    }

    /// What the lines give: those of the base bid and of what the customer has accepted, without what is no cost.
    private func content(of budget: SequenceBudget) -> SequenceBudget.Content {
        var content = SequenceBudget.Content()
        for line in budget.lines where line.kind != .assembly && line.kind != .markup {
            guard line.alternate == nil || !budget.accepted.isEmpty else { continue }
            content.add(SequenceBudget.Content(amounts: [Self.position(line.costCode, line.costType): line.amount]))
        }
        return content
    }

    private static func position(_ code: String?, _ type: String?) -> BudgetPosition {
        BudgetPosition(costCode: code == "310" ? "03-310" : "03-300", costType: type == "L" ? .labour : .material)
    }

    /// A revision is exported; again with its lines in another order, or an older one, or with its total corrected.
    private mutating func export(_ index: Int, again isAgain: Bool) {
        let budget = budgets.projects[index]
        let newest = budget.revisions.count
        guard newest > 0 else { return }
        if isAgain, budget.misstated == nil, budgets.below(2) == 0, let old = budget.exports[1 + budgets.below(newest)]
        {
            return send(old, index)
        }
        if isAgain { budgets.projects[index].misstated = nil }
        let isMisstated = budgets.projects[index].misstated == newest
        let total = budget.revisions[newest]?.amounts.values.reduce(0, +) ?? 0
        let estimate = Estimate(
            number: budget.estimate,
            revision: newest < 10 ? "0\(newest)" : "\(newest)",
            status: .awarded,
            currency: dollars,
            acceptedAlternates: budget.accepted,
            statedTotal: total + (isMisstated ? Decimal(1) / 100 : 0),
            format: "csv",
            lines: budget.lines.shuffled(using: &budgets.random)
        )
        if !isMisstated { budgets.projects[index].exports[newest] = estimate }
        send(estimate, index, isOrdered: isMisstated || isAgain)
    }

    private mutating func send(_ estimate: Estimate, _ index: Int, isOrdered: Bool = false) {
        let record = SourceRecord(
            id: "\(estimate.key)/\(nextNumber())",
            object: Estimate.name,
            occurredAt: now,
            payload: estimate.json
        )
        let revision = Int(estimate.revision) ?? 0
        story.append("  \(estimate.number) revision \(revision), total \(estimate.statedTotal?.plainText ?? "")")
        if isOrdered || budgets.below(3) > 0 {
            publish(record, index, revision)
        } else {
            budgets.late.append((record, index, revision))
        }
    }

    private mutating func publish(_ record: SourceRecord, _ index: Int, _ revision: Int) {
        budgets.estimating.publish(record)
        budgets.revisions[index, default: []].append(revision)
    }

    mutating func arriveLateBudgets() {
        for (record, index, revision) in budgets.late.shuffled(using: &budgets.random) {
            if revision < budgets.projects[index].highest ?? 0 { meet("an earlier revision comes late") }
            publish(record, index, revision)
        }
        budgets.late = []
    }

    /// What does not add up is exported once more.
    mutating func correctEstimates() {
        for index in budgets.projects.indices where budgets.projects[index].misstated != nil {
            export(index, again: true)
        }
    }

    // MARK: - Change orders

    /// A change order is decided for the first time, or otherwise than before.
    private mutating func order(_ index: Int) {
        let number = 1 + budgets.below(3)
        let isApproved = budgets.below(4) > 0
        let (code, type) = (["300", "310"][budgets.below(2)], ["L", "M"][budgets.below(2)])
        let amount = Decimal(budgets.below(200_000) + 1) / 100 * (budgets.below(3) == 0 ? -1 : 1)
        let contract = Decimal(budgets.below(300_000)) / 100
        let order = ChangeOrder(
            project: budgets.projects[index].project,
            number: "\(number)",
            status: isApproved ? .approved : [.rejected, .withdrawn, .submitted][budgets.below(3)],
            currency: dollars,
            contractAmount: contract,
            budget: [ChangeOrder.BudgetChange(costCode: code, costType: type, amount: amount)]
        )
        story.append("  change order \(order.key) \(order.status) \(amount.plainText)")
        budgets.changes.publish(
            SourceRecord(
                id: "\(order.key)/\(nextNumber())",
                object: ChangeOrder.name,
                occurredAt: now,
                payload: order.json
            )
        )
        guard order.status != .submitted else { return }
        let position = Self.position(code, type)
        let content = SequenceBudget.Content(amounts: [position: amount], contract: contract)
        if budgets.projects[index].orders[number]?.isDecided ?? false { meet("a change order changes its mind") }
        budgets.orders[index, default: [:]][number] = isApproved ? content : SequenceBudget.Content()
    }
}
