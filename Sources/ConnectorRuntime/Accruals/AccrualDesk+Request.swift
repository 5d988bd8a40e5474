public import CanonicalModel
internal import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

extension AccrualDesk {
    /// Puts the accruals of a month before those who approve them; nothing is written before.
    ///
    /// From then on no cost of the flow's companies is posted in the month, or in one before, but for what is on its way: it comes
    /// in the next month at the earliest, unless the accruals are refused or given back.
    ///
    /// - Parameters:
    ///   - month: The month, for example `2026-01`.
    ///   - person: The person who asks, and does not approve it.
    ///   - now: The present.
    /// - Returns: What the request for approval will be called, and what is asked for.
    /// - Throws: ``GovernanceError`` if the person is not known, no flow posts accruals, the month is none, is not over, is
    ///   closed or has nothing to accrue, the next one is closed, a cost goes to other books than the flow's, or accruals of
    ///   the month were asked for before.
    public func request(
        _ month: String,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> (id: String, report: AccrualReport) {
        try settings.person(person, at: now)
        guard let binding = settings.flow(AccrualsToJobCost.name), let flow = binding.flow as? AccrualsToJobCost else {
            throw .unchanged("no flow posts accruals: configure 'accrualsToJobCost' under 'flows'")
        }
        let report = try await report(of: month, at: now)
        if let next = CalendarDate(firstAfter: month), settings.day(of: now) < next {
            throw .unchanged("\(month) is not over: ask for its accruals from \(next.text) on")
        }
        do throws(StoreError) {
            let ledger = try await PeriodLedger.read(from: store)
            if let close = ledger.close(of: month) {
                throw StoreError.conflict(
                    "\(month) was closed by \(close.person) at \(close.at), and its totals are noted: what is still open is "
                        + "among the accruals of the next month"
                )
            }
            if let next = CalendarDate(firstAfter: month),
                let close = ledger.close(of: next.month)
            {
                throw StoreError.conflict(
                    "\(next.month), in which they would be taken back, was closed by \(close.person) at \(close.at)"
                )
            }
            let desk = BatchDesk<AccrualsToJobCost>(store: store)
            if let reason = Self.refusal(to: month, try await desk.state(of: month).phase) {
                throw StoreError.conflict(reason)
            }
            if let reason = report.fault(for: flow, binding) { throw StoreError.conflict(reason) }
            let batch = AccrualBatch(
                month: month,
                requestedBy: person,
                accruals: report.lines.map(\.accrual),
                companies: Array(flow.companies),
                covers: report.items.filter(\.reason.isAccrued).map(\.entry.deliveryKey),
                onTheirWay: report.notAccrued.map(\.entry.deliveryKey),
                requests: Array(report.requests)
            )
            try await requireOpen(batch)
            return (try await desk.put(batch, unless: { Self.refusal(to: month, $0) }, at: now), report)
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    /// What was booked while the report was made is not accrued as well.
    private func requireOpen(_ batch: AccrualBatch) async throws(StoreError) {
        for key in batch.covers {
            guard let stored = try await store.delivery(key), stored.mayBeWritten, let entry = try? stored.cost.get(),
                entry.postingDate.month <= batch.month
            else { continue }
            throw .conflict("\(key) was posted in this very moment: ask for the accruals of \(batch.month) again")
        }
    }

    private static func refusal(to month: String, _ phase: BatchPhase) -> String? {
        switch phase {
        case .free: nil
        case .asked: "the accruals of \(month) wait for approval; return them to ask for them anew"
        case .approved: "the accruals of \(month) were approved; what is known since is among those of the next month"
        case .rejected: "the accruals of \(month) were refused, and a month's are asked for once"
        }
    }
}

extension AccrualReport {
    /// Why its accruals cannot be asked for.
    fileprivate func fault(for flow: AccrualsToJobCost, _ binding: FlowBinding) -> String? {
        guard !lines.isEmpty else {
            return "there is nothing to accrue for \(month); see 'purlin period accruals \(month)'"
        }
        for item in items where item.reason.isAccrued {
            let (key, company) = (item.entry.deliveryKey, item.entry.company)
            guard flow.companies.contains(company) else {
                return "\(key) is a cost of \(company), for whose books the flow writes no accruals: name it "
                    + "under 'companies'"
            }
            let system = binding.companyTargets.isEmpty ? binding.target : binding.companyTargets[company]
            guard system == item.system else {
                return "\(key) goes to \(item.system), and the flow writes the accruals of \(company) to "
                    + "\(system ?? "no system"): both belong to the same books"
            }
        }
        return nil
    }
}
