import CanonicalModel
import FoundationEssentials
import Governance
import JSON
import Testing

/// Who may write what, and where the runtime may deliver.
struct OwnershipJudgingTests {
    private let policy = OwnershipPolicy.standard

    private func refusal(_ stage: String?, _ roles: Set<SystemRole>, _ changed: Set<String>?) -> OwnershipRefusal? {
        policy.refusal(ofWriting: "Estimate", at: stage, by: roles, changing: changed)
    }

    @Test func aRefusalNamesStageOwnerRuleAndMembers() throws {
        let changed: Set<String> = ["status", "lines", "statedTotal"]
        let refusal = try #require(self.refusal("budget", [.estimating], changed))
        #expect(refusal.stage.name == "budget" && refusal.stage.owner == .purlin)
        #expect(refusal.rule == GoverningRule("ownership.Estimate.budget", .standard))
        #expect(refusal.members == ["lines", "statedTotal"])
    }

    @Test func whoChangesNothingOrOnlyItsFieldsWritesNothingForeign() {
        #expect(refusal("budget", [.estimating], []) == nil)
        #expect(refusal("budget", [.estimating], ["status"]) == nil)
        #expect(refusal("budget", [.payroll], ["status"]) != nil)
        #expect(refusal("budget", [.payroll], []) == nil)
        // Nothing is known of the object: all of it is new.
        #expect(refusal("budget", [.estimating], nil)?.members == [])
    }

    @Test func anObjectWithoutARuleIsAnybodys() {
        #expect(policy.refusal(ofWriting: "Note", at: nil, by: [.payroll], changing: nil) == nil)
        #expect(policy.refusal(ofDelivering: "Note", at: nil, to: [.payroll]) == nil)
    }

    @Test func aStageThatThePolicyDoesNotKnowAnyMoreIsTheFirst() {
        #expect(refusal("tender", [.estimating], nil) == nil)
        #expect(refusal("tender", [.payroll], nil)?.stage.name == "bid")
    }

    @Test func aSystemWithoutARoleCountsAsTheOneThatAnObjectBeginsWith() {
        #expect(refusal(nil, [], nil) == nil)
        #expect(refusal("budget", [], ["lines"]) != nil)
        #expect(policy.refusal(ofDelivering: "CostEntry", at: nil, to: []) == nil)
        #expect(policy.refusal(ofDelivering: "CostEntry", at: "posted", to: []) != nil)
    }

    @Test func aHandOffNamesBothStages() throws {
        let handOff = try #require(policy.handOff(on: "CostEntryPosted", of: "CostEntry", at: nil))
        #expect(handOff.from.name == "approved" && handOff.from.owner == .purlin)
        #expect(handOff.to.name == "posted" && handOff.to.owner == .odoo)
        #expect(policy.handOff(on: "CostEntryPosted", of: "CostEntry", at: "posted") == nil)
        #expect(policy.handOff(on: "CostEntryPosted", of: "Note", at: nil) == nil)
    }

    /// A rule that waited for an event which nobody tells would hold for ever.
    @Test func everyStageOfTheDefaultWaitsForEventsThatAreTold() {
        for ownership in policy.objects.values {
            let told = OwnershipPolicy.handOffEvents[ownership.object] ?? []
            for stage in ownership.stages { #expect(stage.until.isSubset(of: told), "\(ownership.object)") }
        }
    }

    @Test func anObjectIsKnownByTheKeyOfItsModel() throws {
        let usd = try #require(Currency("USD"))
        let day = try #require(CalendarDate("2026-01-05"))
        let estimate = Estimate(
            number: "E26-014",
            revision: "03",
            status: .awarded,
            currency: usd,
            format: "bc3",
            lines: []
        )
        #expect(OwnedObject(Estimate.name, estimate.json, from: "any")?.key == estimate.key)
        let order = ChangeOrder(
            project: "26-014",
            number: "CO-1",
            status: .approved,
            currency: usd,
            contractAmount: 12_000,
            budget: []
        )
        #expect(OwnedObject(ChangeOrder.name, order.json, from: "any")?.key == order.key)
        let hours = TimeEntry(
            id: "T-1",
            employee: "000417",
            project: "26-014",
            costCode: "03-300",
            payCode: "REG",
            date: day,
            hours: 8,
            status: .approved
        )
        // Two time systems may call different hours by the same id.
        #expect(OwnedObject(TimeEntry.name, hours.json, from: "time") == OwnedObject(hours: hours.key, of: "time"))
        #expect(OwnedObject(TimeEntry.name, hours.json, from: "time")?.topic == hours.key)
        let cost = CostEntry(
            key: "EX-104/2026-01-05/1",
            company: "KST",
            project: "26-014",
            costCode: "02-315",
            serviceDate: day,
            equipment: "EX-104",
            hours: 11,
            rate: Money(75, usd)
        )
        #expect(OwnedObject(CostEntry.name, cost.json, from: "") == OwnedObject(cost: cost.key, of: "KST"))
        #expect(OwnedObject(CostEntry.name, .null, from: "") == nil)
        #expect(OwnedObject(PayrollBatch.name, ["batch": "B1"], from: "")?.key == "B1")
    }
}
