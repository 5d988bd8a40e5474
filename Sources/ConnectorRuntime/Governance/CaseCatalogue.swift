public import ConnectorStore

/// What a person may do with a case.
public enum CaseAction: String, Sendable, Hashable, CaseIterable {
    /// What is kept back is tried again as it is.
    case retry
    /// What is kept back is corrected, or routed by a configuration that was corrected, and tried again.
    case repair
    /// What is kept back is given up, with a reason.
    case reject
}

/// What is known of all cases of one kind.
public struct CaseKind: Sendable, Hashable {
    /// Whose a case is.
    public enum Owner: String, Sendable, Hashable {
        /// The role `operatorRole` of the configuration.
        case integrationOperator = "operatorRole"
        /// The role that approves in the flow that raised it.
        case flowApprover = "approvalRole"
        /// The role that declares periods closed.
        case finance = "periodRole"
    }

    /// The kind, for example `delivery_rejected`.
    public let name: String
    /// What happened, in one line.
    public let meaning: String
    /// How much it matters.
    public let severity: CaseProposal.Severity
    /// Whose it is.
    public let owner: Owner
    /// What a person may do with it; nothing if the runtime closes it once what it is about has been put right.
    public let actions: [CaseAction]
    /// How long it may stay open before it counts as overdue.
    public let attention: Duration
}

/// All kinds of cases that the runtime and its flows raise; connectors add kinds for what is no usable record.
public enum CaseCatalogue: Sendable {
    private static let day: Duration = .seconds(86_400)

    /// All kinds by name.
    public static let kinds: [CaseKind] = [
        kind("acknowledgement_changed", "payroll answered a batch again, and otherwise", .flowApprover, asItIs),
        kind("acknowledgement_contradicts", "payroll's answer does not fit its batch", .flowApprover, asItIs),
        kind("acknowledgement_overdue", "payroll has not answered a batch", .flowApprover, asItIs),
        kind(
            "acknowledgement_repeated",
            "payroll answered a batch twice",
            .flowApprover,
            asItIs,
            .information,
            day * 7
        ),
        kind("alternates_alone", "an estimate holds alternates and no base bid", .flowApprover, asItIs),
        // The runtime closes these three with the request that they are about.
        kind("approval_lapsed", "nobody answered an approval request in time", .flowApprover, [], .error),
        kind("approval_refused", "somebody wanted to decide who may not", .flowApprover, asItIs),
        kind("approval_waiting", "an approval request waits, and its owner is reminded", .flowApprover, []),
        kind(
            "budget_currency",
            "an estimate or a change order is in another currency than its budget",
            .flowApprover,
            asItIs
        ),
        kind("budget_returned", "a person gave a change of the budget back", .flowApprover, asItIs),
        kind("companion_mismatch", "two exports of a revision differ in lines or total", .flowApprover, asItIs),
        kind("companion_missing", "only one of two exports of a revision came", .flowApprover, asItIs),
        kind(
            "connector_failed",
            "a file or webhook could not be read, because its connector does not work",
            .integrationOperator,
            asItIs
        ),
        kind("contradictory_equipment", "a reading names two machines at once", .flowApprover, anyhow),
        // The runtime closes it, once the file gives another date.
        kind(
            "credential_ageing",
            "a service identity is to be renewed, or ends",
            .integrationOperator,
            [],
            .warning,
            day * 7
        ),
        kind("credential_expiring", "a credential ends soon", .integrationOperator, asItIs, .warning, day * 3),
        kind("delivery_conflict", "a target holds a newer version", .integrationOperator, anyhow),
        kind("delivery_exhausted", "a delivery failed too often", .integrationOperator, anyhow),
        kind(
            "delivery_failed",
            "a target answers a delivery with what nobody understands",
            .integrationOperator,
            anyhow
        ),
        kind("delivery_rejected", "a target will not take a delivery", .integrationOperator, anyhow),
        kind("delivery_unresolved", "a target cannot say whether it holds a delivery", .integrationOperator, asItIs),
        kind("duplicate_item_numbers", "an estimate has an item number more than once", .flowApprover, asItIs),
        kind("employee_numbers_differ", "payroll writes employee numbers with other zeros", .flowApprover, asItIs),
        kind("estimate_out_of_order", "an earlier revision came after a later one", .flowApprover, asItIs),
        kind("estimate_total_mismatch", "an estimate does not add up to its total", .flowApprover, asItIs),
        kind("file_changed", "a file was changed after it was read", .integrationOperator, asItIs, .error),
        kind("file_changing", "a file changes while it is read", .integrationOperator, asItIs),
        kind("file_not_taken", "nothing takes a file that was dropped", .integrationOperator, asItIs),
        kind("file_repeated", "a file repeats an earlier one, not the newest", .integrationOperator, asItIs),
        kind("file_stuck", "a file cannot be read or moved, and others can", .integrationOperator, asItIs),
        kind("flow_failed", "a flow cannot take a record, or cannot go on", .integrationOperator, anyhow, .error),
        // The runtime closes it when the system has been read again.
        kind("freshness_breach", "what was read of a system is older than its rule allows", .integrationOperator, []),
        kind("hours_exceed_day", "somebody has more hours on a day than a day may have", .flowApprover, asItIs),
        kind("hours_in_future", "hours are for a day that is too far ahead", .flowApprover, anyhow),
        kind("hours_not_approved", "hours of a pay period were not approved by the cut-off", .flowApprover, asItIs),
        kind("implausible_usage", "more work was counted for a day than it has hours", .flowApprover, asItIs),
        kind("intercompany_refused", "a person refused what a company charges another", .flowApprover, asItIs),
        kind("late_for_period", "a cost belongs to a month that its ledger has closed", .finance, asItIs),
        kind("meter_fall", "a meter fell and nobody has said why", .flowApprover, asItIs),
        kind("meter_jump", "a meter rose by more than the time that passed", .flowApprover, asItIs),
        kind("meter_operation_contradiction", "recorded meter operations do not fit", .flowApprover, asItIs),
        kind("ownership_conflict", "a system wrote what is another's at this stage", .integrationOperator, asItIs),
        kind("payroll_batch_refused", "a person refused a batch for payroll", .flowApprover, asItIs),
        kind("payroll_batch_rejected", "payroll refused a batch, or many of its lines", .flowApprover, asItIs),
        kind("payroll_cost_refused", "a person refused the labour cost of a payroll run", .flowApprover, asItIs),
        kind("payroll_line_rejected", "payroll refused a line of a batch", .flowApprover, asItIs),
        kind("payroll_run_changed", "payroll gave a run's register again, and otherwise", .flowApprover, asItIs),
        kind("payroll_run_differs", "payroll paid other hours than it accepted", .flowApprover, asItIs),
        kind("position_lost", "a stream has to be read from its beginning", .integrationOperator, asItIs, .error),
        // Something took effect, so that it is corrected in the target, never by another delivery under the same key.
        kind("readback_mismatch", "a target holds other totals than it was sent", .integrationOperator, asItIs, .error),
        kind("reading_changed", "a reading has a second value", .flowApprover, asItIs, .information, day * 7),
        kind("reading_in_future", "a machine's clock is ahead", .flowApprover, anyhow),
        kind("reading_too_old", "a reading is more than a year old", .flowApprover, anyhow),
        // The runtime closes it, once the schedule has been corrected: until then something waits for it.
        kind("schedule_over", "no date is left on which a flow delivers", .integrationOperator, [], .error),
        kind("schema_violation", "a record is not as its object's schema says", .integrationOperator, anyhow),
        // The runtime closes it once the sign-off is there, or the flow is in shadow again.
        kind("shadow_unsigned", "what was computed in shadow waits for a sign-off", .finance, [], .error),
        kind("silent_machine", "a machine with open usage does not report", .flowApprover, asItIs),
        kind("source_deletion", "a source deleted what a flow may have used", .integrationOperator, asItIs),
        kind("system_parked", "a system refuses our credentials", .integrationOperator, [.retry], .error, day / 6),
        kind("system_unreachable", "a system keeps failing", .integrationOperator, [.retry], .error, day / 6),
        // A run that finds both sides equal closes it: until then the books are not what was sent.
        kind("totals_differ", "a ledger and the journal do not hold the same costs", .finance, [], .error),
        kind("unassigned_estimate", "an awarded estimate belongs to no project", .flowApprover, anyhow),
        kind("unknown_batch", "payroll answered a batch that was never sent", .flowApprover, anyhow),
        kind("unknown_equipment", "nobody knows the machine of a reading", .flowApprover, anyhow),
        kind("unknown_pay_period", "a payroll run is for no period of ours", .flowApprover, anyhow),
        kind("unknown_project", "a record is of a project that is not listed", .flowApprover, anyhow),
        kind("unmapped_cost_code", "a code stands for no cost code", .flowApprover, asItIs),
        kind(
            "unmapped_cost_codes",
            "codes of an estimate or change order stand for no cost code",
            .flowApprover,
            asItIs
        ),
        kind("unpriced_estimate", "an estimate was exported without prices", .integrationOperator, asItIs),
        kind("unpriced_usage", "there is no assignment or rate for a day's usage", .flowApprover, asItIs),
        kind("unusable_batch", "a batch of opening balances is not what it says", .flowApprover, asItIs),
        kind("unusable_estimate", "an estimate has amounts that are none, or cannot be read", .flowApprover, anyhow),
        kind("unusable_file", "a file cannot be read as what it should be", .integrationOperator, asItIs),
        kind("unusable_row", "a row of a file cannot be read as what it should be", .integrationOperator, asItIs),
        kind("unusable_payroll_record", "a connector handed over what is no hours or pay", .flowApprover, anyhow),
        kind("unusable_reading", "a connector handed over what is no reading", .flowApprover, anyhow),
        kind("usage_returned", "a person gave the cost of a machine's day back", .flowApprover, asItIs),
        kind("voided_run_unknown", "a payroll run voids one that was never read", .flowApprover, asItIs),
        // What was signed is taken as it came, or not at all.
        kind("webhook_conflict", "a webhook came twice with different bodies", .integrationOperator, asItIs),
        kind("webhook_repeated", "a webhook came again under another id", .integrationOperator, asItIs),
        kind("webhook_unread", "a webhook cannot be understood", .integrationOperator, asItIs),
        kind("webhook_unrouted", "no flow takes what a webhook brought", .integrationOperator, asItIs),
        kind("duplicate_party", "two machines or employees look the same", .integrationOperator, asItIs),
        kind("unknown_employee", "hours are of somebody who is not listed for that day", .flowApprover, anyhow),
        kind(
            "over_budget",
            "a cost code cost more than its budget",
            .flowApprover,
            asItIs,
            .information,
            day * 3
        ),
        // The runtime closes it, too, once the month holds again what it did.
        kind("closed_period_changed", "a closed month holds other costs than at its close", .finance, asItIs, .error),
        // A proof closes it: until then somebody may use the credential.
        kind(
            "credential_still_valid",
            "a system lets a revoked identity in",
            .integrationOperator,
            [],
            .error,
            day / 6
        ),
        // The runtime closes it once nothing waits for the person any more.
        kind("person_left", "somebody who left has something open", .integrationOperator, []),
        // A comparison that finds both sides equal closes it, too; whoever wants it to stay so rejects it.
        kind("masters_differ", "two lists of masters differ, or one cannot be read", .integrationOperator, asItIs),
    ]

    /// The kind called `name`; `nil` for a connector's own.
    public static func kind(named name: String) -> CaseKind? {
        kinds.first { $0.name == name }
    }

    private static let anyhow: [CaseAction] = [.retry, .repair, .reject]
    private static let asItIs: [CaseAction] = [.retry, .reject]

    private static func kind(
        _ name: String,
        _ meaning: String,
        _ owner: CaseKind.Owner,
        _ actions: [CaseAction],
        _ severity: CaseProposal.Severity = .warning,
        _ attention: Duration = day
    ) -> CaseKind {
        CaseKind(
            name: name,
            meaning: meaning,
            severity: severity,
            owner: owner,
            actions: actions,
            attention: attention
        )
    }
}

extension StoredCase {
    /// What a person may do with the case: nothing once it is closed, and nothing that would do harm.
    public var allowedActions: [CaseAction] {
        guard state == .open else { return [] }
        let kind = CaseCatalogue.kind(named: proposal.kind)?.actions ?? CaseAction.allCases
        return proposal.remedy.actions.filter(kind.contains)
    }
}

extension CaseProposal.Remedy {
    fileprivate var actions: [CaseAction] {
        switch self {
        case .releaseRecords, .redeliver: [.retry, .repair, .reject]
        case .notifyFlow, .acknowledge: [.retry, .reject]
        case .resumeSystem: [.retry]
        }
    }
}
