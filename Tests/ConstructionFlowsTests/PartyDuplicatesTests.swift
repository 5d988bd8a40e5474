import CanonicalModel
import ConstructionFlows
import Testing

/// Machines and employees that look the same.
struct PartyDuplicatesTests {
    private func machine(
        _ code: String,
        oem: String? = nil,
        serial: String? = nil,
        pin: String? = nil,
        name: String? = nil
    ) -> Equipment {
        let identity = EquipmentIdentity(oem: oem, model: nil, serial: serial, pin: pin, equipmentID: name)
        return Equipment(code: code, category: "excavator", identity: identity)
    }

    private func pairs(_ machines: [Equipment]) throws -> [String] {
        let flow = EquipmentUsageToJobCost(
            EquipmentUsageSettings(
                company: "KST",
                zone: try #require(SiteZone("America/Denver")),
                projects: [],
                equipment: machines,
                assignments: [],
                rates: []
            )
        )
        return PartyDuplicate.pairs(among: flow.parties).map { pair in
            "\(pair.first) \(pair.second): " + pair.shared.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        }
    }

    @Test func machinesAreRecognisedByEachOfTheirNames() throws {
        let found = try pairs([
            machine("EX-104", oem: "Cat", serial: "DKJ 01234", name: "Big digger"),
            machine("EX-105", oem: "CAT", serial: "dkj-01234"), machine("EX-106", pin: "KST0KX30A00106"),
            machine("EX-107", pin: "kst0kx30a00107"), machine("ex 107"), machine("EX-109", name: "big-digger"),
        ])
        #expect(
            found == [
                "EX-104 EX-105: serial number CATDKJ01234", "EX-104 EX-109: name at the provider BIGDIGGER",
                "EX-107 ex 107: code EX107",
            ]
        )
    }

    /// A serial number is unique only together with the manufacturer, and what says nothing is no name.
    @Test func whatOnlySeemsTheSameIsNoPair() throws {
        let found = try pairs([
            machine("EX-1", oem: "Cat", serial: "1234"), machine("EX-2", oem: "Volvo", serial: "1234"),
            machine("EX-3", name: "missing"), machine("EX-4", name: "-"), machine("EX-5", name: "Missing"),
            machine("EX-6", name: " "), machine("EX-7", name: "EX-6"),
        ])
        #expect(found.isEmpty)
    }

    @Test func threeOfAKindAreThreePairs() {
        let parties = ["c", "a", "b"].map { Party(.employee, key: $0, marks: [.init("number", "42")]) }
        let other = Party(.machine, key: "d", marks: [.init("number", "42")])
        let pairs = PartyDuplicate.pairs(among: parties + [other])
        #expect(pairs.map { "\($0.first)\($0.second)" } == ["ab", "ac", "bc"])
    }

    @Test func whatManyHaveTellsNothing() {
        func pairs(_ count: Int) -> Int {
            let parties = (1...count).map { Party(.machine, key: "\($0)", marks: [.init("name", "TBD")]) }
            return PartyDuplicate.pairs(among: parties).count
        }
        #expect(pairs(5) == 10 && pairs(6) == 0)
    }

    @Test func employeesAreRecognisedByNumbersWithoutLeadingZeros() throws {
        var office = try PayOffice()
        let day = try #require(CalendarDate("2026-01-05"))
        // Somebody who left and came back is one.
        office.settings.employees = [
            KnownEmployee("0042", until: day), KnownEmployee("0042", from: day), KnownEmployee("42"),
            KnownEmployee("420"),
        ]
        let pairs = PartyDuplicate.pairs(among: TimeToPayrollToJobCost(office.settings).parties)
        #expect(pairs.map { [$0.first, $0.second] } == [["0042", "42"]])
    }
}
