import CanonicalModel
import ConnectorKit
public import ConnectorStore
import FoundationEssentials
import JSON

/// The close of a month as a person declared it.
struct DeclaredClose {
    let month: String
    let person: String
    let at: Instant
    /// `nil` if it was declared by an earlier version, which kept none.
    let totals: ControlTotals?

    /// The close of a month, from its event; `nil` if nobody declared it.
    static func read(_ month: String, from store: any JournalStore) async throws(StoreError) -> DeclaredClose? {
        for entry in try await store.journal(topic: month) where entry.content.kind == "flow.advanced" {
            let notes = (try? JSON(parsing: entry.content.body))?["notes"]?.arrayValue ?? []
            let note = notes.first { $0["event"]?.stringValue == PeriodLedger.event }
            guard let detail = note?["detail"], detail["period"]?.stringValue == month else { continue }
            let totals: ControlTotals?
            do throws(JSONAccessError) {
                let reader = JSONReader(detail, path: PeriodLedger.event)
                totals = detail["places"] == nil ? nil : try ControlTotals(reader, of: month)
            } catch {
                throw .damaged("entry \(entry.sequence) of the journal holds no control totals: \(error)")
            }
            return DeclaredClose(
                month: month,
                person: detail["by"]?.stringValue ?? "",
                at: entry.recordedAt,
                totals: totals
            )
        }
        return nil
    }
}

/// Compares what the journal holds of closed months with the control totals of their close; nothing is rewritten.
public struct ControlTotalsDesk: Sendable {
    /// The kind of the cases; the subject is month, company and system.
    static let kind = "closed_period_changed"
    /// How many places and deliveries a case names.
    private static let named = 20

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// How a closed month's totals compare with those of its close.
    ///
    /// - Parameter month: The month, for example `2026-01`.
    /// - Returns: The totals of then and now.
    /// - Throws: ``GovernanceError`` if the month is none, was not closed or its close kept no totals, or the store cannot
    ///   be read.
    public func report(of month: String) async throws(GovernanceError) -> ControlTotalsReport {
        guard CalendarDate(firstOf: month) != nil else {
            throw .unchanged("'\(month)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            guard let close = try await DeclaredClose.read(month, from: store) else {
                throw .conflict("nobody has declared \(month) closed: 'purlin period close \(month)' notes its totals")
            }
            guard var count = ControlTotalsCount(close) else {
                throw .conflict("\(month) was closed by an earlier version of Purlin, which noted no totals")
            }
            _ = try await MonthCosts.each(of: [month], in: store) { count.take($0, $1) }
            return count.report
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }
}

extension ControlTotalsDesk {
    /// Raises a case for each company's ledger of which a closed month has changed, and closes those of months that hold
    /// again what they did.
    func watch(at now: Instant) async throws(StoreError) {
        var counts: [String: ControlTotalsCount] = [:]
        for month in try await PeriodLedger.read(from: store).months {
            guard let close = try await DeclaredClose.read(month, from: store) else { continue }
            counts[month] = ControlTotalsCount(close)
        }
        guard !counts.isEmpty else { return }
        _ = try await MonthCosts.each(of: Set(counts.keys), in: store) { position, cost in
            counts[cost.place.group.period]?.take(position, cost)
        }
        let reports = counts.sorted { $0.key < $1.key }.map(\.value.report)
        let changes = try await store.standing(
            reports.flatMap { proposals(of: $0) },
            of: Self.kind,
            elseClosedBecause: "the month holds what it did when it was closed"
        )
        if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
    }

    private func proposals(of report: ControlTotalsReport) -> [CaseProposal] {
        Dictionary(grouping: report.differing) { $0.place.ledger }.sorted { $0.key < $1.key }.map { ledger, lines in
            let (company, month) = (ledger.group.company, report.month)
            let added = lines.flatMap(\.totals.added).sorted()
            let amount = lines.reduce(Decimal(0)) { $0 + $1.totals.rest.amount - $1.totals.atClose.amount }
            let first = lines.first.map { "\($0.place.text): \($0.totals.words)" } ?? ""
            let others = lines.count > 1 ? ", and \(lines.count - 1) more places" : ""
            return CaseProposal(
                kind: Self.kind,
                subject: "\(month)/\(company)/\(ledger.system)",
                severity: .error,
                owner: settings.periodRole,
                summary: "\(month) of \(company) in \(ledger.system) holds other costs than when \(report.person) "
                    + "closed it at \(report.at.text), by \(amount.plainText) in all (\(first)\(others)); 'purlin period "
                    + "totals \(month)' names each place: lock the month in the ledger, have what does not belong there "
                    + "taken back in an open month, and close the case with the reason if the rest is right",
                detail: [
                    "month": .string(month), "company": .string(company), "system": .string(ledger.system),
                    "places": .array(
                        lines.prefix(Self.named).map { line in
                            [
                                "project": .string(line.place.group.project),
                                "costCode": .string(line.place.group.costCode),
                                "costType": .string(line.place.group.costType),
                                "atClose": line.totals.atClose.json, "now": line.totals.rest.json,
                            ]
                        }
                    ),
                    "more": .integer(Int64(max(lines.count - Self.named, 0))),
                    "difference": .string(amount.plainText),
                    "added": .array(added.prefix(Self.named).map { .string($0) }),
                ],
                remedy: .acknowledge,
                topics: [month] + added.prefix(Self.named)
            )
        }
    }
}

extension ClosedTotals {
    /// What differs, for a person.
    fileprivate var words: String {
        guard rest != atClose else { return "the same sum on other cost codes" }
        let parts = [
            "\(atClose.count) costs of \(atClose.amount.plainText)", "\(rest.count) of \(rest.amount.plainText)",
        ]
        return parts.joined(separator: ", now ")
    }
}
