public import CanonicalModel
import ConnectorKit
public import ConnectorStore
import JSON

/// Where people compare what a flow in shadow has computed with what another way has written, and sign it off.
///
/// A flow in shadow takes records, asks for approvals and computes everything; what it would write waits. Once the other
/// way's costs are signed off through a day, what the flow computed for these days counts as written by it. When the flow
/// is configured to be live, the rest is delivered.
public struct ShadowDesk: Sendable {
    /// What is compared: a flow, and what another way has written.
    public struct Request: Sendable {
        /// The flow's name.
        public let flow: String
        /// The last day of work.
        public let through: CalendarDate
        /// The first one; `nil` for the day after the last sign-off, and all days if there was none.
        public let since: CalendarDate?
        /// What the other way has written, of any days.
        public let written: [WrittenCost]
        /// The SHA-256 of the file that says so.
        public let digest: String

        /// Creates a request.
        public init(
            _ flow: String,
            since: CalendarDate? = nil,
            through: CalendarDate,
            written: [WrittenCost],
            digest: String
        ) {
            self.flow = flow
            self.since = since
            self.through = through
            self.written = written
            self.digest = digest
        }
    }

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// The last sign-off of the flow's last shadow; `nil` if there was none.
    public func lastSignOff(of flow: String) async throws(StoreError) -> ShadowSignOff? {
        try await ShadowMemory.read(flow, from: store)?.signOff
    }

    /// Compares what the flow has computed and nobody has written with what the other way has written.
    ///
    /// What came for days that were signed off before is compared too, so that nobody forgets it: with rows of these days,
    /// if the request asks for them.
    ///
    /// - Throws: ``GovernanceError`` if there is no such flow, or the store cannot be read.
    public func compare(_ request: Request) async throws(GovernanceError) -> ShadowComparison {
        let binding = try binding(request.flow)
        do throws(StoreError) {
            return try await held(request, of: binding, since: try await lastSignOff(of: request.flow)).comparison
        } catch {
            throw .store(error)
        }
    }

    /// Signs off what the other way has written through a day.
    ///
    /// - Parameters:
    ///   - request: What is compared.
    ///   - person: Who signs, in the period role.
    ///   - reason: Why the differences are accepted; `nil` to sign only if there are none.
    ///   - now: The present.
    /// - Returns: What was compared.
    /// - Throws: ``GovernanceError`` if the person may not, there is nothing to sign, a later day is signed off, or there are
    ///   differences that nobody accepted.
    public func signOff(
        _ request: Request,
        by person: String,
        accepting reason: String? = nil,
        at now: Instant
    ) async throws(GovernanceError) -> ShadowComparison {
        let binding = try binding(request.flow)
        try settings.require(person, in: settings.periodRole, to: "sign off what \(request.flow) computed", at: now)
        if let reason, reason.isEmpty { throw .reasonMissing(subject: request.flow) }
        do throws(StoreError) {
            var memory = try await ShadowMemory.read(request.flow, from: store) ?? ShadowMemory()
            let (comparison, position) = try await held(request, of: binding, since: memory.signOff)
            guard position > 0 else {
                throw .conflict("nothing that \(request.flow) computed in shadow waits: there is nothing to sign off")
            }
            if let last = memory.signOff, last.through > request.through {
                throw .conflict("\(request.flow) is signed off through \(last.through.text) already, by \(last.person)")
            }
            guard comparison.differences.isEmpty || reason != nil else {
                throw .conflict(
                    "\(request.flow) and the other way differ at \(comparison.differences.count) places: correct them, or "
                        + "accept them with a reason"
                )
            }
            let signOff = ShadowSignOff(
                through: request.through,
                person: person,
                at: now,
                position: position
            )
            memory.signOff = signOff
            let step = memory.advance(of: request.flow, [signOff.note(of: request, comparison, accepting: reason)])
            _ = try await store.commit([step], by: "person:\(person)", at: now)
            try await ShadowDeliveries(of: binding, settings, store).settle(signOff, at: now)
            return comparison
        } catch .conflict(let text) {
            throw .unchanged(text)
        } catch {
            throw .store(error)
        }
    }

    private func binding(_ flow: String) throws(GovernanceError) -> FlowBinding {
        guard let binding = settings.flows.first(where: { $0.name == flow }) else {
            let known = settings.flows.map(\.name).joined(separator: ", ")
            throw .unchanged("there is no flow '\(flow)'; configured are \(known.isEmpty ? "none" : known)")
        }
        return binding
    }

    /// What waits, beside what was written; the place of the last delivery that waits, 0 if none does.
    private func held(
        _ request: Request,
        of binding: FlowBinding,
        since last: ShadowSignOff?
    ) async throws(StoreError) -> (comparison: ShadowComparison, position: Int64) {
        var computed: [CostEntry] = []
        var position: Int64 = 0
        try await ShadowDeliveries(of: binding, settings, store).forEachPage { page in
            position = max(position, page.map(\.sequence).max() ?? 0)
            for stored in page where stored.plan.delivery.object == CostEntry.name {
                guard let entry = try? stored.cost.get(), entry.serviceDate <= request.through else { continue }
                computed.append(entry)
            }
        }
        let since = request.since ?? last?.through.adding(days: 1)
        let written = request.written.filter { cost in
            cost.place.day <= request.through && since.map { $0 <= cost.place.day } ?? true
        }
        return (ShadowComparison(computed, with: written), position)
    }
}

extension ShadowSignOff {
    fileprivate func note(
        of request: ShadowDesk.Request,
        _ comparison: ShadowComparison,
        accepting reason: String?
    ) -> FlowNote {
        let totals = comparison.totals
        let detail: JSON = [
            "flow": .string(request.flow), "through": .string(through.text), "by": .string(person),
            "digest": .string(request.digest), "differences": .integer(Int64(comparison.differences.count)),
            "reason": JSON(reason),
            "computed": .string(totals.computed.amount.plainText), "written": .string(totals.written.amount.plainText),
            "computedHours": .string(totals.computed.hours.plainText),
            "writtenHours": .string(totals.written.hours.plainText),
        ]
        return FlowNote(event: "ShadowSignedOff", topics: [request.flow], detail: detail)
    }
}
