public import CanonicalModel
import FoundationEssentials
public import JSON

/// From a batch of opening balances to the cost of projects (domain.md L20).
///
/// A batch is approved as a whole, by somebody else than the person who loaded it; then each balance is written once. The key
/// is the batch's name, which is used up by an approval or a rejection; a batch that is returned may be loaded anew.
public struct OpeningBalancesToJobCost: BusinessFlow {
    /// `OpeningBalancesToJobCost`.
    public static let name = "OpeningBalancesToJobCost"

    /// The company whose balances are loaded.
    public let company: String
    /// The currency of its books.
    public let currency: Currency
    /// The role that approves a batch.
    public let approvalRole: String
    /// The projects that the ledger must know before the balances.
    public let projects: [Project]

    /// Creates the flow; no projects are needed where another flow lists them.
    public init(company: String, currency: Currency, approvalRole: String = "finance", projects: [Project] = []) {
        self.company = company
        self.currency = currency
        self.approvalRole = approvalRole
        self.projects = projects
    }

    /// Batches that people load.
    public var consumes: Set<String> { [MigrationBatch.name] }

    /// The projects.
    public var masterData: [FlowDelivery] { projects.map { FlowDelivery(ofProject: $0) } }

    /// What the approval of a batch is called.
    public static func approval(of batch: String) -> String { "migration/\(batch)" }

    /// The batch itself.
    public func route(_ event: FlowEvent) -> FlowRoute {
        let reader = JSONReader(event.payload, path: event.reference)
        do {
            let batch = try MigrationBatch(reader)
            return .accept(key: batch.key, topics: [Self.approval(of: batch.key)])
        } catch {
            return .hold(
                FlowCase(
                    kind: "unusable_batch",
                    subject: event.reference,
                    severity: .warning,
                    owner: approvalRole,
                    summary: "\(error); correct the file and load it under another name",
                    detail: [:],
                    isRetriable: true,
                    topics: [event.reference]
                )
            )
        }
    }

    /// Asks for the approval of a batch, and writes it once it is given.
    public func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var state = try OpeningBalancesState(state)
        var decision = FlowDecision(state: .null)
        for event in events {
            let reader = JSONReader(event.payload, path: event.reference)
            switch event.object {
            case MigrationBatch.name: try ask(for: MigrationBatch(reader), &state, &decision)
            case FlowEvent.approvalDecision: try take(reader, &state, &decision)
            default: break
            }
        }
        decision.state = state.json
        return decision
    }

    /// A second batch of the name changes nothing, unless the first was given back.
    private func ask(
        for batch: MigrationBatch,
        _ state: inout OpeningBalancesState,
        _ decision: inout FlowDecision
    ) {
        guard state.phase == .free else { return }
        state.batch = batch
        state.phase = .asked
        let id = Self.approval(of: batch.key)
        decision.findings.append(
            FlowFinding("MigrationBatchLoaded", topics: [id], detail: summary(of: batch))
        )
        let projects = Set(batch.balances.map(\.project)).count
        decision.approvals.append(
            FlowApproval(
                id: id,
                role: approvalRole,
                summary: "opening balances \(batch.key) through \(batch.cutover.text): \(batch.controlTotals.text) "
                    + "\(batch.currency.code) on \(projects) projects",
                payload: summary(of: batch),
                topics: [id],
                step: .openingBalances,
                amount: Money(batch.controlTotals.amount, batch.currency),
                requester: batch.loadedBy
            )
        )
    }

    private func take(
        _ reader: JSONReader,
        _ state: inout OpeningBalancesState,
        _ decision: inout FlowDecision
    ) throws(JSONAccessError) {
        guard state.phase == .asked, let batch = state.batch else { return }
        let isApproved = try reader.member("approved").bool()
        let isReturned = try reader.optionalMember("returned")?.bool() ?? false
        state.phase = isApproved ? .approved : isReturned ? .free : .rejected
        if isReturned { state.rounds += 1 }
        let id = Self.approval(of: batch.key)
        let event =
            isApproved ? "MigrationBatchApproved" : isReturned ? "MigrationBatchReturned" : "MigrationBatchRejected"
        let detail: JSON = ["batch": .string(batch.key), "by": .string(try reader.member("person").string())]
        decision.findings.append(FlowFinding(event, topics: [id], detail: detail))
        guard isApproved else { return }
        decision.deliveries = batch.costs.map { cost in
            FlowDelivery(
                key: cost.deliveryKey,
                object: CostEntry.name,
                payload: cost.json,
                controlTotals: cost.controlTotals.mapValues(\.plainText),
                orderingKey: cost.project,
                topics: [id, cost.project]
            )
        }
    }

    private func summary(of batch: MigrationBatch) -> JSON {
        [
            "batch": .string(batch.key), "by": .string(batch.loadedBy), "cutover": .string(batch.cutover.text),
            "digest": .string(batch.digest), "count": .integer(Int64(batch.controlTotals.count)),
            "hours": .string(batch.controlTotals.hours.plainText),
            "amount": .string(batch.controlTotals.amount.plainText), "currency": .string(batch.currency.code),
        ]
    }
}
