import CanonicalModel
import ConnectorStore
import JSON

/// The closes of periods that people have declared.
struct PeriodLedger {
    /// The name under which it is kept, as the state of a flow.
    static let flow = "periodClose"
    static let key = "company"
    /// The event of a close.
    static let event = "PeriodCloseDeclared"

    /// How many closes there were.
    let version: Int64
    /// Who declared the close of a period, and when, by the period.
    private let periods: JSONObject

    static func read(from store: any FlowStateStore) async throws(StoreError) -> PeriodLedger {
        let stored = try await store.flowState(flow: flow, key: key)
        return PeriodLedger(version: stored?.version ?? 0, periods: stored?.state.objectValue ?? JSONObject())
    }

    /// Who declared the close of `period`, and when; `nil` if nobody did.
    func close(of period: String) -> (person: String, at: String)? {
        guard let close = periods[period] else { return nil }
        return (close["by"]?.stringValue ?? "", close["at"]?.stringValue ?? "")
    }

    /// The months whose close was declared, for example `2026-01`.
    var months: Set<String> { Set(periods.keys) }

    /// The last close that was declared: its period and when.
    var last: (period: String, at: Instant)? {
        periods.sortedByKey.compactMap { period, close in
            close["at"]?.stringValue.flatMap { Instant($0) }.map { (period, $0) }
        }
        .max { $0.at < $1.at }
    }

    /// When the first close after `instant` was declared; `nil` if there was none.
    func firstClose(after instant: Instant) -> Instant? {
        periods.sortedByKey.compactMap { _, close in close["at"]?.stringValue.flatMap { Instant($0) } }
            .filter { $0 > instant }.min()
    }

    /// The step that declares a close, with what the journal holds of the month.
    func closing(
        _ period: String,
        by person: String,
        at now: Instant,
        waiting: Int,
        totals: ControlTotals
    ) -> FlowAdvance {
        var periods = periods
        periods[period] = ["by": .string(person), "at": .string(now.text)]
        var detail = totals.members
        detail["period"] = .string(period)
        detail["by"] = .string(person)
        detail["waiting"] = .integer(Int64(waiting))
        return FlowAdvance(
            flow: Self.flow,
            key: Self.key,
            expectedVersion: version,
            state: .object(periods),
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: Self.event, topics: [period], detail: .object(detail))]
        )
    }
}
