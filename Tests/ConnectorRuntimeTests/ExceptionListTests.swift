import ConnectorRuntime
import ConnectorStore
import Governance
import Testing

/// The business exceptions that a contractor must see: each is a kind of case with severity, owner and time.
struct ExceptionListTests {
    @Test(arguments: [
        ("unmapped_cost_code", CaseProposal.Severity.warning, CaseKind.Owner.flowApprover, 24),
        ("unmapped_cost_codes", .warning, .flowApprover, 24), ("duplicate_party", .warning, .integrationOperator, 24),
        ("unknown_employee", .warning, .flowApprover, 24), ("unknown_equipment", .warning, .flowApprover, 24),
        ("meter_fall", .warning, .flowApprover, 24), ("hours_exceed_day", .warning, .flowApprover, 24),
        ("implausible_usage", .warning, .flowApprover, 24), ("over_budget", .information, .flowApprover, 72),
        ("late_for_period", .warning, .finance, 24), ("ownership_conflict", .warning, .integrationOperator, 24),
        ("credential_ageing", .warning, .integrationOperator, 168),
        ("freshness_breach", .warning, .integrationOperator, 24), ("totals_differ", .error, .finance, 24),
        ("closed_period_changed", .error, .finance, 24),
        ("credential_still_valid", .error, .integrationOperator, 4),
        ("person_left", .warning, .integrationOperator, 24),
        ("masters_differ", .warning, .integrationOperator, 24),
    ])
    func isAKindOfCase(
        _ name: String,
        _ severity: CaseProposal.Severity,
        _ owner: CaseKind.Owner,
        _ hours: Int64
    ) throws {
        let kind = try #require(CaseCatalogue.kind(named: name))
        #expect(kind.severity == severity && kind.owner == owner)
        let general = try #require(ExceptionSeverity(rawValue: severity.rawValue))
        let terms = ExceptionPolicy.standard.terms(of: name, general, usual: kind.attention)
        #expect(terms.answerWithin == .seconds(hours * 3600))
        // A company gives it times and roles of its own.
        let rule = ServiceLevel(answerWithin: .seconds(60), escalation: [EscalationStep(to: "director")])
        let own = ExceptionPolicy(kinds: [name: rule]).terms(of: name, general, usual: kind.attention)
        #expect(own.answerWithin == .seconds(60) && own.escalation.map(\.role) == ["director"])
    }

    @Test(arguments: CaseProposal.Severity.allCases)
    func everySeverityMayHaveARule(_ severity: CaseProposal.Severity) {
        #expect(ExceptionSeverity(rawValue: severity.rawValue) != nil)
    }
}
