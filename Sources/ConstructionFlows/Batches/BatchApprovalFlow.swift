public import CanonicalModel
public import JSON

/// Costs that a person puts before others as a whole.
public protocol CostBatch: CanonicalObject {
    /// The person who puts it before others.
    var requester: String { get }
    /// What is written of it once it is approved, in this order.
    var postings: [CostEntry] { get }
    /// What it is, in a few words.
    var summary: String { get }
    /// What whoever approves it is shown, and what is noted when it is put.
    var overview: JSON { get }
    /// What names it in what is noted of each answer.
    var note: JSONObject { get }
    /// How much is to be approved; `nil` where it is no single amount.
    var amount: Money? { get }
}

/// What is noted of a batch, in the words of the vocabulary's events.
public struct BatchEvents: Sendable, Hashable {
    let asked: String
    let approved: String
    let rejected: String
    let returned: String
}

/// A flow that asks about a batch as a whole, and then writes each of its costs once.
///
/// Somebody else approves a batch than the person who put it. The key is the batch's name, which is used up by an approval
/// or a rejection; a batch that is returned may be put anew.
public protocol BatchApprovalFlow: BusinessFlow {
    /// What it takes.
    associatedtype Batch: CostBatch
    /// Which approval of the workflow it is.
    static var step: ApprovalStep { get }
    /// What is noted of a batch.
    static var events: BatchEvents { get }
    /// What stands before a batch's name in that of its approval.
    static var approvalPrefix: String { get }
    /// What to do with a batch that cannot be read.
    static var remedy: String { get }

    /// The role that approves a batch.
    var approvalRole: String { get }
}

extension BatchApprovalFlow {
    /// Batches that people put.
    public var consumes: Set<String> { [Batch.name] }

    /// What the approval of a batch is called.
    public static func approval(of batch: String) -> String { "\(approvalPrefix)/\(batch)" }

    /// The batch itself.
    public func route(_ event: FlowEvent) -> FlowRoute {
        do {
            let batch = try Batch(JSONReader(event.payload, path: event.reference))
            return .accept(key: batch.key, topics: [Self.approval(of: batch.key)])
        } catch {
            return .hold(
                FlowCase(
                    kind: "unusable_batch",
                    subject: event.reference,
                    severity: .warning,
                    owner: approvalRole,
                    summary: "\(error); \(Self.remedy)",
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
        var state = try BatchState<Batch>(state)
        var decision = FlowDecision(state: .null)
        for event in events {
            let reader = JSONReader(event.payload, path: event.reference)
            switch event.object {
            case Batch.name: ask(for: try Batch(reader), &state, &decision)
            case FlowEvent.approvalDecision: try take(reader, &state, &decision)
            default: break
            }
        }
        decision.state = state.json
        return decision
    }

    /// A second batch of the name changes nothing, unless the first was given back.
    private func ask(for batch: Batch, _ state: inout BatchState<Batch>, _ decision: inout FlowDecision) {
        guard state.phase == .free else { return }
        state.batch = batch
        state.phase = .asked
        let id = Self.approval(of: batch.key)
        decision.findings.append(FlowFinding(Self.events.asked, topics: [id], detail: batch.overview))
        decision.approvals.append(
            FlowApproval(
                id: id,
                role: approvalRole,
                summary: batch.summary,
                payload: batch.overview,
                topics: [id],
                step: Self.step,
                amount: batch.amount,
                requester: batch.requester
            )
        )
    }

    private func take(
        _ answer: JSONReader,
        _ state: inout BatchState<Batch>,
        _ decision: inout FlowDecision
    ) throws(JSONAccessError) {
        guard state.phase == .asked, let batch = state.batch else { return }
        let isApproved = try answer.member("approved").bool()
        let isReturned = try answer.optionalMember("returned")?.bool() ?? false
        state.phase = isApproved ? .approved : isReturned ? .free : .rejected
        if isReturned { state.rounds += 1 }
        let events = Self.events
        let id = Self.approval(of: batch.key)
        var detail = batch.note
        detail["by"] = .string(try answer.member("person").string())
        decision.findings.append(
            FlowFinding(
                isApproved ? events.approved : isReturned ? events.returned : events.rejected,
                topics: [id],
                detail: .object(detail)
            )
        )
        guard isApproved else { return }
        decision.deliveries = batch.postings.map { cost in
            FlowDelivery(
                key: cost.deliveryKey,
                object: CostEntry.name,
                payload: cost.json,
                controlTotals: cost.controlTotals.mapValues(\.plainText),
                orderingKey: cost.project,
                topics: [id, cost.project],
                company: cost.company
            )
        }
    }
}
