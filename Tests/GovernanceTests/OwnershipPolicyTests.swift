import CanonicalModel
import Governance
import Testing

/// The stages of objects, and whose they are.
struct OwnershipPolicyTests {
    private let estimate = ObjectOwnership(
        "Estimate",
        [
            OwnershipStage("bid", owner: .estimating, writers: [.contracts], until: ["EstimateAwarded"]),
            OwnershipStage("budget", owner: .purlin, fields: [FieldGroup(["status"], writers: [.estimating])]),
        ]
    )

    @Test func theOwnerAndFurtherWritersWriteAllOfAnObject() throws {
        let stage = try #require(estimate).first
        #expect(stage.mayWrite([.estimating]) && stage.mayWrite([.contracts, .payroll]))
        #expect(!stage.mayWrite([.payroll]) && !stage.mayWrite([]))
    }

    @Test func anotherRoleWritesItsFieldsAlone() throws {
        let stage = try #require(estimate).stage("budget")
        #expect(!stage.mayWrite([.estimating]))
        #expect(stage.writableFields([.estimating]) == ["status"])
        #expect(stage.writableFields([.payroll]).isEmpty)
    }

    @Test func onlyItsHandOffEndsAStage() throws {
        let estimate = try #require(estimate)
        #expect(estimate.stage(after: nil, on: "EstimateAwarded")?.name == "budget")
        #expect(estimate.stage(after: nil, on: "TimesheetApproved") == nil)
        #expect(estimate.stage(after: "budget", on: "EstimateAwarded") == nil)
    }

    @Test(arguments: [
        [], [OwnershipStage("bid", owner: .estimating), OwnershipStage("budget", owner: .purlin)],
        [OwnershipStage("bid", owner: .estimating, until: ["EstimateAwarded"])],
        [OwnershipStage("bid", owner: .odoo, until: ["EstimateAwarded"]), OwnershipStage("bid", owner: .purlin)],
    ])
    func stagesThatCannotFollowOnEachOtherAreNone(_ stages: [OwnershipStage]) {
        #expect(ObjectOwnership("Estimate", stages) == nil)
    }

    /// Were a rule of the default ill-formed, it would be missing.
    @Test func theDefaultHasARuleForEachObjectThatItNames() {
        #expect(
            OwnershipPolicy.standard.objects.keys.sorted() == [
                "Budget", "ChangeOrder", "CostEntry", "Estimate", "MeterReading", "PayrollBatch", "PayrollBatchResult",
                "PayrollRegister", "TimeEntry",
            ]
        )
    }

    @Test func aRuleNamesItsPlace() throws {
        let estimate = try #require(estimate)
        #expect(estimate.rule(of: estimate.first).description == "ownership.Estimate.bid (default)")
        #expect(GoverningRule("ownership.Estimate.bid", .file("g.yaml", line: 7)).description.hasSuffix("(g.yaml:7)"))
    }

    @Test func theCompanysWordOnASystemsRoleCountsBeforeTheConnectors() {
        let policy = OwnershipPolicy([], systems: ["tables": [.field]])
        #expect(policy.roles(of: "tables", declared: [.estimating]) == [.field])
        #expect(policy.roles(of: "other", declared: [.estimating]) == [.estimating])
    }
}
