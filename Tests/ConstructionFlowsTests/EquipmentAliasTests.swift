import CanonicalModel
import ConstructionFlows
import Testing

/// What providers call machines changes from day to day.
struct EquipmentAliasTests {
    private static let box = EquipmentIdentity(pin: "BOX7")

    private func alias(
        _ equipment: String,
        _ identity: EquipmentIdentity = box,
        from: String = "2026-01-05",
        until: String? = nil,
        approvedBy: String? = "ann"
    ) throws -> EquipmentAlias {
        EquipmentAlias(
            equipment: equipment,
            identity: identity,
            validFrom: try #require(CalendarDate(from)),
            validUntil: try until.map { try #require(CalendarDate($0)) },
            approvedBy: approvedBy
        )
    }

    private func route(
        _ aliases: [EquipmentAlias],
        _ identity: EquipmentIdentity = box,
        at time: String = "2026-01-05T23:30:00Z"
    ) throws -> String {
        var yard = try Yard()
        yard.settings.equipment.append(
            Equipment(code: "EX-105", category: "excavator", identity: EquipmentIdentity())
        )
        yard.settings.aliases = aliases
        switch yard.flow.route(try Yard.reading(time, "1", identity: identity)) {
        case .accept(let key, _): return key
        case .hold(let held): return held.kind
        }
    }

    /// The company's days: the box goes from one machine to the other with midnight in Denver.
    @Test(arguments: [
        ("2026-01-05T06:59:59Z", "unknown_equipment"), ("2026-01-05T07:00:00Z", "EX-104"),
        ("2026-01-08T06:59:59Z", "EX-104"), ("2026-01-08T07:00:00Z", "EX-105"),
    ])
    func theDayOfTheReadingCounts(_ time: String, _ expected: String) throws {
        let aliases = [try alias("EX-104", until: "2026-01-08"), try alias("EX-105", from: "2026-01-08")]
        #expect(try route(aliases, at: time) == expected)
    }

    @Test func whatNobodyApprovedDoesNotCount() throws {
        #expect(try route([try alias("EX-104", approvedBy: nil)]) == "unknown_equipment")
        #expect(try route([try alias("EX-104", approvedBy: nil), try alias("EX-105")]) == "EX-105")
    }

    @Test func twoMachinesOfOneNameAreHeld() throws {
        #expect(try route([try alias("EX-104"), try alias("EX-105")]) == "contradictory_equipment")
    }

    /// A machine keeps the names of its own entry; a part that neither says speaks against it.
    @Test func anAliasStandsBesideTheEntry() throws {
        let aliases = [try alias("EX-104")]
        #expect(try route(aliases, EquipmentIdentity(pin: "KST0KX30A00104")) == "EX-104")
        #expect(try route(aliases, EquipmentIdentity(serial: "KX30A00104", pin: "BOX7")) == "EX-104")
        #expect(try route(aliases, EquipmentIdentity(serial: "OTHER", pin: "BOX7")) == "contradictory_equipment")
        #expect(try route(aliases, EquipmentIdentity(pin: "BOX8", equipmentID: "EX-104")) == "contradictory_equipment")
    }

    @Test func entriesThatContradictEachOtherAreFound() throws {
        let first = try alias("EX-104", until: "2026-01-08")
        #expect(first.contradicts(try alias("EX-105", from: "2026-01-07")))
        #expect(try alias("EX-105", from: "2026-01-07").contradicts(first))
        #expect(!first.contradicts(try alias("EX-105", from: "2026-01-08")))
        #expect(!first.contradicts(try alias("EX-104", from: "2026-01-07")))
        #expect(!first.contradicts(try alias("EX-105", approvedBy: nil)))
        #expect(!first.contradicts(try alias("EX-105", EquipmentIdentity(pin: "BOX8"))))
    }
}
