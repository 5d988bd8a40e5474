public import CanonicalModel
public import JSON

/// From approved hours to payroll and back as labour cost (domain.md L7, P-1 to P-8).
///
/// Approved hours of a pay period go to payroll in one batch that a person approves; what payroll refuses comes back as
/// cases and goes again once it is corrected; what payroll paid is compared with what it accepted, and becomes labour and
/// burden per project, cost code and day. The key of the flow is company and end of the pay period, `KST/2026-01-04`;
/// hours belong to the period of the day of the work, however late they come.
public struct TimeToPayrollToJobCost: PeriodAwareFlow, MovingRecordFlow {
    /// `TimeToPayrollToJobCost`.
    public static let name = "TimeToPayrollToJobCost"

    /// Hours may be written down this many days before they are worked.
    static let daysAhead = 7

    var settings: TimeToPayrollSettings
    var closedMonths: Set<String> = []

    /// Creates the flow.
    public init(_ settings: TimeToPayrollSettings) {
        self.settings = settings
    }

    /// Hours, and payroll's answers and registers.
    public var consumes: Set<String> { [TimeEntry.name, PayrollBatchResult.name, PayrollRegister.name] }

    /// The projects.
    public var masterData: [FlowDelivery] { settings.projects.map { FlowDelivery(ofProject: $0) } }

    /// The same flow, knowing which months are closed.
    public func keepingOut(of months: Set<String>) -> any BusinessFlow {
        var flow = self
        flow.closedMonths = months
        return flow
    }

    /// The id of a time entry, whose day may be corrected into another pay period.
    public func identity(of object: String, payload: JSON) -> String? {
        object == TimeEntry.name ? payload["id"]?.stringValue : nil
    }

    /// Whether hours are approved: nothing is taken back on the word of a version that nobody has approved.
    public func counts(_ object: String, payload: JSON) -> Bool {
        object == TimeEntry.name && payload["status"]?.stringValue == TimeEntry.Status.approved.rawValue
    }

    /// The key of the period that ends on a day.
    func key(_ periodEnd: CalendarDate) -> String { "\(settings.company)/\(periodEnd.text)" }
}

extension TimeToPayrollToJobCost {
    /// The pay period that a record belongs to, or the case that keeps it back.
    public func route(_ event: FlowEvent) -> FlowRoute {
        let reader = JSONReader(event.payload, path: event.reference)
        do throws(JSONAccessError) {
            switch event.object {
            case PayrollBatchResult.name: return route(try PayrollBatchResult(reader), event)
            case PayrollRegister.name: return route(try PayrollRegister(reader), event)
            default: return route(try TimeEntry(reader), event)
            }
        } catch {
            return .hold(
                held(
                    "unusable_payroll_record",
                    event.reference,
                    "\(event.reference) is no \(event.object): \(error.path) must be \(error.expected); the connector of "
                        + "this system must be repaired, then try the case again"
                )
            )
        }
    }

    private func route(_ entry: TimeEntry, _ event: FlowEvent) -> FlowRoute {
        let today = settings.zone.date(of: event.receivedAt)
        guard entry.date <= today.adding(days: Self.daysAhead) else {
            return .hold(
                held(
                    "hours_in_future",
                    event.reference,
                    "\(event.reference) is for \(entry.date.text), received on \(today.text): correct the date in the "
                        + "time system, or try the case again when the day has come"
                )
            )
        }
        if let stranger = stranger(entry) { return .hold(stranger) }
        let key = key(settings.calendar.periodEnd(of: entry.date))
        return .accept(key: key, topics: [key, entry.id, entry.project])
    }

    /// The case of hours of somebody who is not listed for the day of the work.
    private func stranger(_ entry: TimeEntry) -> FlowCase? {
        guard let employees = settings.employees else { return nil }
        let terms = employees.filter { $0.number == entry.employee }
        guard !terms.contains(where: { $0.works(on: entry.date) }) else { return nil }
        let trouble = terms.isEmpty ? "is not listed" : "does not work for \(settings.company) on \(entry.date.text)"
        return held(
            "unknown_employee",
            entry.employee,
            "employee \(entry.employee), of whom there are hours on \(entry.date.text), \(trouble): correct the number in the time "
                + "system, or 'employees' of the flow, then try the case again"
        )
    }

    private func route(_ result: PayrollBatchResult, _ event: FlowEvent) -> FlowRoute {
        guard let end = settings.calendar.periodEnd(ofBatch: result.batch) else {
            return .hold(
                held(
                    "unknown_batch",
                    result.batch,
                    "payroll answered the batch \(result.batch), and no pay period has batches of such a number; find out "
                        + "who sent it, then reject the case with the reason"
                )
            )
        }
        return .accept(key: key(end), topics: [key(end), result.batch])
    }

    private func route(_ register: PayrollRegister, _ event: FlowEvent) -> FlowRoute {
        let end = register.periodEnd
        guard settings.calendar.periodEnd(of: end) == end else {
            return .hold(
                held(
                    "unknown_pay_period",
                    register.run,
                    "payroll's run \(register.run) is for a period that ends on \(end.text), when none of ours does; "
                        + "correct 'period' in the configuration, then try the case again, or reject the run"
                )
            )
        }
        return .accept(key: key(end), topics: [key(end), "run/\(register.run)"])
    }

    private func held(_ kind: String, _ subject: String, _ summary: String) -> FlowCase {
        FlowCase(
            kind: kind,
            subject: subject,
            severity: .warning,
            owner: settings.payrollRole,
            summary: summary,
            detail: .null,
            isRetriable: true,
            topics: [subject]
        )
    }
}

extension TimeToPayrollToJobCost {
    /// Takes hours, answers, registers and what people decided into account, then sends and posts what is due.
    public func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        let prefix = "\(settings.company)/"
        guard key.hasPrefix(prefix), let end = CalendarDate(String(key.dropFirst(prefix.count))) else {
            throw JSONAccessError(path: "key", expected: "\(prefix)YYYY-MM-DD", found: key)
        }
        var step = PayrollStep(
            flow: self,
            periodEnd: end,
            state: try state.map { json throws(JSONAccessError) in try PayPeriodState(JSONReader(json)) }
                ?? PayPeriodState(),
            now: now
        )
        for event in events { try step.take(event) }
        // It may settle a batch, which others wait for and after which another one may go.
        step.reportSilence()
        step.askWhereHoursWent()
        step.tellWaitingPeriods()
        step.proposeBatch()
        step.releaseRuns()
        step.reportPaddedNumbers()
        step.resolveRefusals()
        return step.decision
    }
}
