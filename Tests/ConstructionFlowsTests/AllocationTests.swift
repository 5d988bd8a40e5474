import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

struct AllocationTests {
    private let twoDays = [
        ("2026-01-05T08:00:00Z", "100"), ("2026-01-05T20:00:00Z", "104"), ("2026-01-06T08:00:00Z", "104"),
        ("2026-01-06T20:00:00Z", "109"), ("2026-01-07T08:00:00Z", "109"),
    ]
    private let afterwards = "2026-01-07T14:00:00Z"

    @Test func eachDayGoesToTheProjectOfThatDayAtTheRateOfThatDay() throws {
        var yard = try Yard()
        let change = try #require(CalendarDate("2026-01-06"))
        let start = try #require(CalendarDate("2026-01-01"))
        let dollars = try #require(Currency("USD"))
        yard.settings.assignments = [
            EquipmentAssignment(equipment: "EX-104", project: "26-014", costCode: "02-315", from: start, until: change),
            EquipmentAssignment(equipment: "EX-104", project: "26-021", costCode: "02-400", from: change, until: nil),
        ]
        yard.settings.rates += [
            EquipmentRate(subject: .category("excavator"), from: change, perHour: Money(80, dollars)),
            EquipmentRate(subject: .category("dozer"), from: start, perHour: Money(1, dollars)),
        ]
        try yard.read(twoDays, at: afterwards)

        #expect(yard.staged == ["2026-01-05 4 300", "2026-01-06 5 400"])
        #expect(yard.approvals.map { $0.payload["project"]?.stringValue } == ["26-014", "26-021"])
        #expect(yard.approvals.map { $0.payload["costCode"]?.stringValue } == ["02-315", "02-400"])
    }

    @Test func aMachinesOwnRateGoesBeforeThatOfItsCategory() throws {
        var yard = try Yard()
        let start = try #require(CalendarDate("2025-06-01"))
        let own = Money(100, try #require(Currency("USD")))
        yard.settings.rates.append(EquipmentRate(subject: .equipment("EX-104"), from: start, perHour: own))
        try yard.read(twoDays, at: afterwards)

        #expect(yard.staged == ["2026-01-05 4 400", "2026-01-06 5 500"])
    }

    @Test(arguments: ["assignment", "rate", "second assignment"])
    func usageThatCannotBePricedIsHeldUntilAPersonHasMendedIt(missing: String) throws {
        let whole = try Yard()
        var yard = whole
        switch missing {
        case "assignment": yard.settings.assignments = []
        case "rate": yard.settings.rates = []
        default: yard.settings.assignments += yard.settings.assignments
        }
        try yard.read(twoDays, at: afterwards)
        #expect(yard.staged.isEmpty)
        #expect(yard.cases.map(\.kind) == ["unpriced_usage", "unpriced_usage"])

        let held = yard.cases
        for item in held { try yard.retry(item, at: "2026-01-07T15:00:00Z") }
        #expect(yard.staged.isEmpty)
        #expect(yard.cases.count == 4, "nothing was mended yet, so each case comes again")

        yard.settings = whole.settings
        for item in held + held { try yard.retry(item, at: "2026-01-07T16:00:00Z") }
        #expect(yard.staged.sorted() == ["2026-01-05 4 300", "2026-01-06 5 375"])
    }

    @Test func nothingIsDeliveredBeforeAPersonHasApprovedIt() throws {
        var yard = try Yard()
        try yard.read(twoDays, at: afterwards)
        #expect(yard.deliveries.isEmpty)

        try yard.answer("EX-104/2026-01-05/1", approved: true, at: "2026-01-07T15:00:00Z")
        try yard.answer("EX-104/2026-01-05/1", approved: true, at: "2026-01-07T15:00:01Z")
        try yard.answer("EX-104/2026-01-06/1", approved: false, at: "2026-01-07T15:00:02Z")
        try yard.answer("EX-104/2026-01-06/1", approved: true, at: "2026-01-07T15:00:03Z")
        try yard.answer("EX-999/2026-01-06/1", approved: true, at: "2026-01-07T15:00:04Z")

        #expect(yard.deliveries.map(\.key) == ["CostEntry/KST/EX-104/2026-01-05/1"])
        #expect(yard.deliveries.first?.controlTotals == ["hours": "4", "amount": "300"])
        #expect(yard.findings.filter { $0.event == "UsageRejected" }.count == 1)
    }

    @Test func masterDataIsTheProjectsAndMachines() throws {
        let masterData = try Yard().flow.masterData

        #expect(masterData.map(\.key) == ["Project/26-014", "Equipment/EX-104"])
        #expect(masterData.map(\.orderingKey) == ["26-014", "equipment/EX-104"])
    }
}
