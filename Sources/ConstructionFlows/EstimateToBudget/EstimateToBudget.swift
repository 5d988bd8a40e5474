public import CanonicalModel
public import JSON

/// From awarded estimates and approved change orders to the budget of a project (domain.md L2, E-1 to E-6).
///
/// The first awarded revision of a project's estimate is its original budget. A later one, a further estimate and a change
/// order that changes its mind become differences, which a person in the budget role approves; the first approval of a
/// change order counts by itself. A revision is loaded whole or not at all: what does not add up or has no cost code holds
/// all of it. The ledger of revisions is the flow's state; a target gets each budget as one delivery. The key is the
/// project's code.
public struct EstimateToBudget: BusinessFlow {
    /// `EstimateToBudget`.
    public static let name = "EstimateToBudget"

    /// What the flow knows of the company.
    public let settings: EstimateToBudgetSettings

    /// Creates the flow.
    public init(_ settings: EstimateToBudgetSettings) {
        self.settings = settings
    }

    /// Estimates and change orders.
    public var consumes: Set<String> { [Estimate.name, ChangeOrder.name] }

    /// None.
    public var masterData: [FlowDelivery] { [] }

    /// The project that an estimate or a change order belongs to, or the case that keeps it back: an awarded estimate
    /// whose project nobody has named is held, an open one is only noted under its own number.
    public func route(_ event: FlowEvent) -> FlowRoute {
        let reader = JSONReader(event.payload, path: event.reference)
        do {
            if event.object == ChangeOrder.name { return route(try ChangeOrder(reader)) }
            return route(try Estimate(reader))
        } catch {
            return .hold(
                heldCase(
                    "unusable_estimate",
                    subject: event.reference,
                    "\(error); the connector of this system must be repaired, then try the case again"
                )
            )
        }
    }

    private func route(_ estimate: Estimate) -> FlowRoute {
        let topics = [estimate.number, estimate.key]
        let configured = settings.projects.filter { $0.estimates.contains(estimate.number) }.map(\.code)
        let named = estimate.project.map { [$0] } ?? []
        let codes = Set(configured + named).sorted()
        if codes.count == 1, settings.projects.contains(where: { $0.code == codes[0] }) {
            return .accept(key: codes[0], topics: topics + codes)
        }
        guard estimate.status == .awarded else { return .accept(key: "estimate/\(estimate.number)", topics: topics) }
        let trouble =
            codes.count > 1
            ? "the export and the configuration name different projects: \(codes.joined(separator: ", "))"
            : codes.first.map { "its project '\($0)' is not listed in the configuration" }
                ?? "neither the export nor the configuration says for which project"
        return .hold(
            heldCase(
                "unassigned_estimate",
                subject: estimate.number,
                "Estimate \(estimate.number) revision \(estimate.revision) is awarded, but \(trouble); name its number "
                    + "under 'projects' of the flow, then try the case again",
                topics: topics
            )
        )
    }

    private func route(_ order: ChangeOrder) -> FlowRoute {
        guard settings.projects.contains(where: { $0.code == order.project }) else {
            return .hold(
                heldCase(
                    "unknown_project",
                    subject: order.project,
                    "Change order \(order.number) is of project '\(order.project)', which is not listed; add it under "
                        + "'projects' of the flow, then try the case again",
                    topics: [order.project, order.key]
                )
            )
        }
        return .accept(key: order.project, topics: [order.project, order.key])
    }

    private func heldCase(_ kind: String, subject: String, _ summary: String, topics: [String] = []) -> FlowCase {
        FlowCase(
            kind: kind,
            subject: subject,
            severity: .warning,
            owner: settings.budgetRole,
            summary: summary,
            detail: [:],
            isRetriable: true,
            topics: topics.isEmpty ? [subject] : topics
        )
    }

    /// Takes what happened into account, then books, proposes or holds what is waiting.
    public func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var step = BudgetStep(
            flow: self,
            project: key,
            state: try state.map { json throws(JSONAccessError) in try BudgetState(JSONReader(json)) }
                ?? BudgetState(),
            now: now
        )
        for event in events { try step.take(event) }
        step.advance()
        return step.decision
    }

    /// The revisions of a project's budget, oldest first, as a state of this flow holds them.
    ///
    /// - Parameter state: What a step left.
    /// - Returns: The revisions; none before the award.
    /// - Throws: ``JSONAccessError`` if the state is not what this flow wrote.
    public static func revisions(in state: JSON) throws(JSONAccessError) -> [BudgetRevision] {
        try BudgetState(JSONReader(state)).revisions
    }

    /// What waits before it can change a project's budget: its name and why, as a state of this flow holds it.
    ///
    /// - Parameter state: What a step left.
    /// - Returns: The name, such as `estimate E26-014 revision 04`, and what it waits for.
    /// - Throws: ``JSONAccessError`` if the state is not what this flow wrote.
    public static func waiting(in state: JSON) throws(JSONAccessError) -> [(name: String, reason: String)] {
        let state = try BudgetState(JSONReader(state))
        return state.sources.sorted { $0.key < $1.key }.flatMap { source, story in
            var waiting: [(name: String, reason: String)] = []
            if let proposal = story.proposal {
                waiting.append((source.origin(label: proposal.label).text, "approval \(proposal.id)"))
            }
            if let candidate = story.candidate {
                let name = source.origin(label: candidate.label).text
                waiting.append((name, story.reported.map { "case \($0)" } ?? candidate.waitsFor(state, story)))
            }
            return waiting
        }
    }
}

extension EstimateToBudget: BudgetingFlow {
    /// The role that approves changes of budgets.
    public var budgetRole: String { settings.budgetRole }

    /// The revisions of a project's budget, as its state holds them.
    public func revisions(of state: JSON) throws(JSONAccessError) -> [BudgetRevision] { try Self.revisions(in: state) }
}
