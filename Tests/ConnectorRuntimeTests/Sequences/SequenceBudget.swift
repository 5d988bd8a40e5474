import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// What the people of a project reckon its budget to be: by what they sent and what they approved.
struct SequenceBudget {
    /// What a revision or a change order gives in all.
    struct Content: Hashable {
        var amounts: [BudgetPosition: Decimal] = [:]
        var contract: Decimal = 0

        var isEmpty: Bool { contract == 0 && amounts.isEmpty }

        /// What has to be added to `other` to come here.
        func less(_ other: Content) -> Content {
            Content(
                amounts: amounts.merging(other.amounts.mapValues(-), uniquingKeysWith: +).filter { $0.value != 0 },
                contract: contract - other.contract
            )
        }

        mutating func add(_ other: Content) {
            amounts = amounts.merging(other.amounts, uniquingKeysWith: +).filter { $0.value != 0 }
            contract += other.contract
        }
    }

    /// A change order, of which the last decision counts.
    struct Order {
        var versions: [Content] = []
        var counted = Content()
        /// Whether anything of it ever counted or was refused: from then on people are asked.
        var isDecided = false
        var refused: Set<Content> = []
    }

    let project: String
    /// Whether people approve the first budget, too.
    let waitsForFirst: Bool
    /// The lines as the estimator has them now, and the alternates that the customer has accepted.
    var lines: [EstimateLine] = []
    var accepted: Set<String> = []
    /// What each awarded revision holds.
    var revisions: [Int: Content] = [:]
    /// The revisions as they were exported.
    var exports: [Int: Estimate] = [:]
    /// The revision whose stated total is wrong, until it is exported again.
    var misstated: Int?
    /// The highest revision that has arrived, whether it could be loaded or not.
    var highest: Int?
    /// The revision that counts.
    var counted: Int?
    var refused: Set<Int> = []
    var orders: [Int: Order] = [:]

    var estimate: String { "E\(project)" }

    /// What the budget is to hold.
    var total: Content {
        var total = counted.flatMap { revisions[$0] } ?? Content()
        for order in orders.values { total.add(order.counted) }
        return total
    }

    /// What was sent arrives together: of an estimate the highest revision counts, and of a change order the last decision.
    mutating func take(revisions arrived: [Int], orders changed: [Int: Content]) {
        if let newest = arrived.max(), newest >= highest ?? newest {
            highest = newest
            if counted == nil, !waitsForFirst, misstated != newest { counted = newest }
        }
        for (number, content) in changed { orders[number, default: Order()].versions.append(content) }
        countFirstOrders()
    }

    /// The first approval of a change order counts by itself, once there is a budget.
    mutating func countFirstOrders() {
        guard counted != nil else { return }
        for (number, order) in orders where !order.isDecided {
            guard let content = order.versions.last, !content.isEmpty else { continue }
            orders[number]?.counted = content
            orders[number]?.isDecided = true
        }
    }

    /// What has not come about that should have.
    var missing: [String] {
        var missing: [String] = []
        if let highest, let content = revisions[highest], !refused.contains(highest),
            counted.flatMap({ revisions[$0] }) != content
        {
            missing.append("revision \(highest) of \(estimate), where \(counted.map { "\($0)" } ?? "none") counts")
        }
        for (number, order) in orders where counted != nil {
            guard let last = order.versions.last, last != order.counted, !order.refused.contains(last) else { continue }
            missing.append("the last decision of change order \(number) of \(project)")
        }
        return missing
    }
}

/// What people are asked about a budget.
struct SequenceBudgetQuestion {
    enum Source: Hashable {
        case estimate(revision: Int)
        case order(Int)
    }

    let project: String
    let source: Source
    let difference: SequenceBudget.Content

    /// Reads a request; `nil` if it is about no budget.
    init?(id: String, payload: JSON) {
        guard id.hasPrefix("budget/"), let project = payload["project"]?.stringValue,
            let words = payload["source"]?.stringValue?.split(separator: " "),
            let number = words.last.flatMap({ Int($0) })
        else { return nil }
        self.project = project
        source = words.first == "estimate" ? .estimate(revision: number) : .order(number)
        var content = SequenceBudget.Content(contract: SequenceCompany.decimal(payload, "contractAmount") ?? 0)
        for line in payload["changes"]?.arrayValue ?? [] {
            guard let type = line["costType"]?.stringValue.flatMap({ CostType(rawValue: $0) }) else { return nil }
            let position = BudgetPosition(costCode: line["costCode"]?.stringValue ?? "", costType: type)
            content.amounts[position, default: 0] += SequenceCompany.decimal(line, "amount") ?? 0
        }
        difference = content
    }

    /// How much it moves, be it from one place to another alone.
    var size: Decimal {
        let more = difference.amounts.values.filter { $0 > 0 }.reduce(0, +)
        let less = difference.amounts.values.filter { $0 < 0 }.reduce(0, -)
        return max(more, less, difference.contract.magnitude)
    }
}

/// A place that takes budgets, each whole; answers may be lost after the work is done.
final class SequenceBudgetPlace: RESTSink {
    static let manifest = ConnectorManifest(
        id: "sequence-budgets",
        version: "1.0.0",
        summary: "A place for budgets in tests.",
        configuration: [],
        writes: [Budget.name],
        wireVersions: []
    )

    struct State: Sendable {
        var budgets: [String: Budget] = [:]
        /// Budgets that came again with other content.
        var changed: [String] = []
        var losesAnswers = false
    }

    let state = Mutex(State())
    let batchLimit = 10

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let (outcomes, areLost) = state.withLock { state in
            let outcomes = batch.map { delivery -> DeliveryOutcome in
                guard let budget = try? Budget(JSONReader(delivery.payload)) else {
                    return .rejected(reason: "is no budget")
                }
                if let known = state.budgets[budget.key], known != budget { state.changed.append(budget.key) }
                state.budgets[budget.key] = budget
                return .applied(FoundRecord(reference: budget.key, totals: budget.controlTotals))
            }
            return (outcomes, state.losesAnswers)
        }
        guard areLost else { return outcomes }
        throw .outcomeUnknown(
            TransportError(
                reason: .connectionLost,
                requestMayHaveArrived: true,
                endpoint: "POST http://127.0.0.1/",
                detail: "the connection ended"
            )
        )
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        state.withLock { state in
            batch.map { delivery in
                let asked = try? Budget(JSONReader(delivery.payload))
                return asked.flatMap { state.budgets[$0.key] }
                    .map { FoundRecord(reference: $0.key, totals: $0.controlTotals) }
            }
        }
    }

    /// The newest budget of a project, and how many there are.
    func newest(of project: String) -> (budget: Budget?, count: Int) {
        let own = state.withLock { $0.budgets.values.filter { $0.project == project } }
        return (own.max { $0.version < $1.version }, own.count)
    }
}
