import CanonicalModel
import Governance
import Testing

/// How long a case may wait, and to whom it goes then.
struct ExceptionPolicyTests {
    private static let hour = Duration.seconds(3600)
    private static let policy = ExceptionPolicy(
        kinds: [
            "meter_fall": ServiceLevel(answerWithin: hour * 2, origin: .file("governance.yaml", line: 7)),
            "meter_jump": ServiceLevel(escalation: [], origin: .file("governance.yaml", line: 8)),
        ],
        severities: [
            .warning: ServiceLevel(
                answerWithin: hour * 8,
                escalation: [EscalationStep(to: "finance", answerWithin: hour * 3), EscalationStep(to: "controller")],
                origin: .file("governance.yaml", line: 3)
            )
        ]
    )

    @Test(arguments: [
        (
            "meter_fall", ExceptionSeverity.warning, 2, ["finance", "controller"], "exceptions.kinds.meter_fall",
            Int?.some(7)
        ),
        ("meter_jump", .warning, 8, [], "exceptions.kinds.meter_jump", 8),
        ("silent_machine", .warning, 8, ["finance", "controller"], "exceptions.severities.warning", 3),
        ("silent_machine", .error, 5, [], "exceptions.severities.error", nil),
    ])
    func theMostSpecificRuleHoldsAndTakesTheRestFromTheNext(
        _ kind: String,
        _ severity: ExceptionSeverity,
        _ hours: Int,
        _ roles: [String],
        _ rule: String,
        _ line: Int?
    ) {
        let terms = Self.policy.terms(of: kind, severity, usual: Self.hour * 5)
        #expect(terms.answerWithin == Self.hour * hours)
        #expect(terms.escalation.map(\.role) == roles)
        #expect(terms.rule == GoverningRule(rule, line.map { .file("governance.yaml", line: $0) } ?? .standard))
    }

    @Test(arguments: [(ExceptionSeverity.error, 4), (.warning, 24), (.information, 168)])
    func withoutRulesTheSeveritySaysHowLong(_ severity: ExceptionSeverity, _ hours: Int) {
        let terms = ExceptionPolicy.standard.terms(of: "quota", severity)
        #expect(terms.answerWithin == Self.hour * hours && terms.escalation.isEmpty)
        #expect(!ExceptionPolicy.standard.escalates && Self.policy.escalates)
        #expect(!ExceptionPolicy(kinds: ["meter_jump": ServiceLevel(escalation: [])]).escalates)
    }

    /// The time of a role is its own, otherwise that of the first owner; so is that of one whom the chain names no more.
    @Test(arguments: [(0, 8), (1, 3), (2, 8), (3, 8)])
    func eachRoleHasItsTime(_ step: Int, _ hours: Int64) {
        let since = Instant(seconds: 1_767_600_000)
        let due = Self.policy.terms(of: "silent_machine", .warning).due(since: since, step: step)
        #expect(due == since.adding(seconds: hours * 3600))
    }

    @Test(arguments: [
        (0, "yard", String?.some("finance")), (0, "finance", "controller"), (1, "finance", "controller"),
        (2, "controller", nil),
        (1, "controller", nil),
    ])
    func whoOwnsItAlreadyIsPassedOver(_ step: Int, _ owner: String, _ next: String?) {
        #expect(Self.policy.terms(of: "silent_machine", .warning).next(after: step, ownedBy: owner)?.role == next)
    }
}
