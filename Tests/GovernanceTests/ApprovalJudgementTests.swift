import CanonicalModel
import FoundationEssentials
import Governance
import JSON
import Testing

/// Whose signature counts, by which rule.
struct ApprovalJudgementTests {
    private static let day = CalendarDate("2026-02-03") ?? CalendarDate(daysSince1970: 0)
    private static let people = [
        RoleHolder(id: "fay", roles: ["finance"]), RoleHolder(id: "gil", roles: ["finance", "equipment-manager"]),
        RoleHolder(id: "eve", roles: ["equipment-manager"]), RoleHolder(id: "dan", roles: ["foreman"]),
        RoleHolder(id: "odoo", roles: ["finance"]), RoleHolder(id: "system:bot", roles: ["finance"]),
        RoleHolder(id: "lou", roles: ["finance"], until: day.adding(days: -1)),
    ]

    private static func delegation(
        _ from: String,
        _ to: String,
        since: Int = 0,
        until: Int = 0,
        revokedBy: String? = nil
    ) -> ApprovalDelegation {
        ApprovalDelegation(
            number: 1,
            role: "finance",
            from: from,
            to: to,
            since: day.adding(days: since),
            until: day.adding(days: until),
            approvedBy: "gil",
            revokedBy: revokedBy
        )
    }

    private static func ground(_ delegations: [ApprovalDelegation] = []) -> ApprovalGround {
        ApprovalGround(people: people, systems: ["odoo"], delegations: delegations, day: day)
    }

    private static func terms(_ signatures: [Set<String>], requester: String? = nil) -> ApprovalTerms {
        ApprovalTerms(
            rule: "approvals.labour-cost (g.yaml:3)",
            signatures: signatures,
            requester: requester,
            owner: "x"
        )
    }

    private func refusal(
        _ terms: ApprovalTerms,
        _ person: String,
        after given: [ApprovalSignature] = [],
        on ground: ApprovalGround = Self.ground()
    ) -> ApprovalRefusal? {
        do throws(ApprovalRefusal) {
            _ = try terms.judge(signatureOf: person, after: given, on: ground)
            return nil
        } catch {
            return error
        }
    }

    @Test func onePersonOfTheRoleIsEnoughByDefault() throws {
        let terms = ApprovalPolicy.standard.terms(of: .labourCost, role: "finance", amount: nil, requester: nil)
        #expect(terms.rule == "approvals.labour-cost (default)")
        let signature = try terms.judge(signatureOf: "fay", after: [], on: Self.ground())
        #expect(signature == ApprovalSignature(person: "fay", role: "finance"))
        #expect(terms.isSatisfied(by: [signature]))
    }

    @Test(arguments: [
        ("odoo", ApprovalRefusal.system("odoo")), ("system:bot", .system("system:bot")), ("purlin", .system("purlin")),
        ("mallory", .unknownPerson("mallory")), ("lou", .left("lou", until: "2026-02-02")),
    ])
    func systemsStrangersAndThoseWhoLeftNeverSign(person: String, expected: ApprovalRefusal) {
        #expect(refusal(Self.terms([["finance"]]), person) == expected)
    }

    @Test func whoLeavesTodayIsStillThere() {
        let today = ApprovalGround(people: [RoleHolder(id: "lou", roles: ["finance"], until: Self.day)], day: Self.day)
        #expect(refusal(Self.terms([["finance"]]), "lou", on: today) == nil)
    }

    @Test func whoAskedDoesNotApproveNorDoesTheirDelegate() {
        let terms = Self.terms([["finance"]], requester: "fay")
        #expect(refusal(terms, "fay") == .isRequester(person: "fay", rule: terms.rule))
        let lent = Self.ground([Self.delegation("fay", "dan")])
        #expect(refusal(terms, "dan", on: lent) == .isRequester(person: "dan", rule: terms.rule))
        #expect(refusal(terms, "gil") == nil)
    }

    @Test func twoSignaturesAreOfTwoPeopleAndADelegateIsNoSecondOne() throws {
        let terms = Self.terms([["finance"], ["finance"]])
        let first = try terms.judge(signatureOf: "fay", after: [], on: Self.ground())
        #expect(terms.missing(after: [first]) == [["finance"]])
        #expect(refusal(terms, "fay", after: [first]) == .hasSigned(person: "fay", rule: terms.rule))
        let lent = Self.ground([Self.delegation("fay", "dan")])
        #expect(refusal(terms, "dan", after: [first], on: lent) == .hasSigned(person: "dan", rule: terms.rule))
        let inPlace = try terms.judge(signatureOf: "dan", after: [], on: lent)
        #expect(inPlace == ApprovalSignature(person: "dan", role: "finance", onBehalfOf: "fay"))
        #expect(refusal(terms, "fay", after: [inPlace], on: lent) == .hasSigned(person: "fay", rule: terms.rule))
        let second = try terms.judge(signatureOf: "gil", after: [inPlace], on: lent)
        #expect(terms.isSatisfied(by: [inPlace, second]))
    }

    @Test func twoRolesAreMissedByRole() throws {
        let terms = Self.terms([["equipment-manager"], ["finance"]])
        let first = try terms.judge(signatureOf: "eve", after: [], on: Self.ground())
        #expect(terms.missing(after: [first]) == [["finance"]])
        // Gil has both roles and gives the one that is missing.
        #expect(try terms.judge(signatureOf: "gil", after: [first], on: Self.ground()).role == "finance")
        let chosen = try terms.judge(signatureOf: "gil", as: "finance", after: [], on: Self.ground())
        #expect(chosen.role == "finance")
        let missing = ["equipment-manager"]
        #expect(refusal(terms, "fay", after: [chosen]) == .notNeeded(person: "fay", missing: missing, rule: terms.rule))
        #expect(
            refusal(terms, "dan")
                == .roleMissing(person: "dan", roles: ["equipment-manager", "finance"], rule: terms.rule)
        )
    }

    @Test func aSignatureMovesToAPlaceThatOnlyItCanTake() throws {
        let terms = Self.terms([["finance", "equipment-manager"], ["finance"]])
        let first = try terms.judge(signatureOf: "fay", after: [], on: Self.ground())
        #expect(terms.missing(after: [first])?.count == 1)
        #expect(refusal(terms, "eve", after: [first]) == nil)
    }

    @Test(arguments: [
        (Self.delegation("fay", "dan", since: 1, until: 3), false),
        (Self.delegation("fay", "dan", since: -3, until: -1), false),
        (Self.delegation("fay", "dan", since: -1, until: 0), true),
        (Self.delegation("fay", "dan", revokedBy: "gil"), false),
        (Self.delegation("lou", "dan"), false), (Self.delegation("eve", "dan"), false),
    ])
    func aDelegationHoldsOnItsDaysForWhatItsGiverHas(delegation: ApprovalDelegation, holds: Bool) {
        let refused = refusal(Self.terms([["finance"]]), "dan", on: Self.ground([delegation]))
        #expect((refused == nil) == holds)
    }

    @Test func aDelegationIsApprovedBySomebodyElseAndNotPassedOn() {
        let policy = ApprovalPolicy(delegationRoles: ["finance"])
        func refusal(
            _ from: String,
            _ to: String,
            by approver: String,
            _ lent: [ApprovalDelegation] = []
        ) -> DelegationRefusal? {
            let delegation = ApprovalDelegation(
                number: 2,
                role: "finance",
                from: from,
                to: to,
                since: Self.day,
                until: Self.day,
                approvedBy: approver
            )
            do throws(DelegationRefusal) {
                try policy.judge(delegation, on: Self.ground(lent))
                return nil
            } catch {
                return error
            }
        }
        let rule = "approvals.delegation (default)"
        #expect(refusal("fay", "dan", by: "gil") == nil)
        #expect(refusal("fay", "dan", by: "fay") == .ownMatter("fay", rule: rule))
        #expect(refusal("fay", "gil", by: "gil") == .ownMatter("gil", rule: rule))
        #expect(refusal("fay", "fay", by: "gil") == .toThemselves("fay"))
        #expect(refusal("fay", "odoo", by: "gil") == .person(.system("odoo")))
        #expect(
            refusal("fay", "dan", by: "eve") == .person(.roleMissing(person: "eve", roles: ["finance"], rule: rule))
        )
        let lent = [Self.delegation("fay", "dan")]
        #expect(refusal("dan", "eve", by: "gil", lent) == .notTheirs("dan", role: "finance"))
        #expect(throws: DelegationRefusal.notPermitted(rule: rule)) {
            try ApprovalPolicy.standard.judge(Self.delegation("fay", "dan"), on: Self.ground())
        }
    }

    @Test func limitsAskForMoreAboveAnAmountAndForTheMostWhereItIsNotKnown() throws {
        let usd = try #require(Currency("USD"))
        let limit = Money(try #require(Decimal(plain: "5000.00")), usd)
        let small: [Set<String>] = [["equipment-manager"]]
        let great: [Set<String>] = [["equipment-manager"], ["finance"]]
        let rule = ApprovalRule(limits: [
            ApprovalRule.Limit(upTo: limit, signatures: small), ApprovalRule.Limit(upTo: nil, signatures: great),
        ])
        #expect(rule.signatures(for: limit) == small)
        #expect(rule.signatures(for: Money(limit.amount + Decimal(1) / 100, usd)) == great)
        #expect(rule.signatures(for: Money(-limit.amount - 1, usd)) == great)
        #expect(rule.signatures(for: nil) == great)
        #expect(rule.signatures(for: Money(1, try #require(Currency("EUR")))) == great)
    }

    @Test func termsSurviveJSON() throws {
        let terms = ApprovalTerms(
            rule: "r",
            signatures: [["b", "a"], ["c"]],
            amount: Money(try #require(Decimal(plain: "12.50")), try #require(Currency("USD"))),
            requester: "fay",
            requesterMaySign: true,
            owner: "o",
            expiresAfter: .seconds(60),
            remindsEvery: .seconds(7)
        )
        #expect(try ApprovalTerms(JSONReader(JSON(parsing: terms.json.canonicalText))) == terms)
    }
}
