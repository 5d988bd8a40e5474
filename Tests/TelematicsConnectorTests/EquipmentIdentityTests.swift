import CanonicalModel
import ConnectorKit
import Testing

@Suite("Equipment identity in a snapshot")
struct EquipmentIdentityTests {
    @Test func theWordMissingCountsAsAbsent() async throws {
        let page = try await read([
            machine(
                "<OEMName>Takami</OEMName><Model>missing</Model><SerialNumber>T-11</SerialNumber><PIN>missing</PIN>"
            ),
            machine("<OEMName>Takami</OEMName><SerialNumber>Missing</SerialNumber><EquipmentID>Bagger 3</EquipmentID>"),
        ])
        #expect(
            page.records.map(\.readingKey) == [
                "id:Bagger 3/operatingHours/2026-01-05T05:58:11Z",
                "serial:Takami/T-11/operatingHours/2026-01-05T05:58:11Z",
            ]
        )
        #expect(try page.readings.last?.equipment.model == nil)
    }

    @Test func anEmptyModelAndAnAbsentSerialNumber() async throws {
        let page = try await read([machine("<OEMName>Takami</OEMName><Model/><PIN>tk01</PIN>")])
        #expect(page.records.map(\.readingKey) == ["pin:TK01/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.first?.equipment.model == nil)
        #expect(try page.readings.first?.equipment.serial == nil)
    }

    @Test func oneSerialNumberUnderTwoMakersIsTwoMachines() async throws {
        let page = try await read([
            machine("<OEMName>Kestrel</OEMName><SerialNumber>1001</SerialNumber>"),
            machine("<OEMName>Norrland</OEMName><SerialNumber>1001</SerialNumber>"),
        ])
        #expect(page.records.count == 2)
        #expect(Set(page.records.map(\.readingKey)).count == 2)
    }

    @Test func aMachineWithoutAnyIdentityIsNamedByMakerAndModel() async throws {
        let page = try await read([
            machine("<OEMName>Takami</OEMName><Model>TM9</Model><SerialNumber>missing</SerialNumber><PIN></PIN>"),
            XMLFleet.machine("A1"),
        ])
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.rejects.map(\.kind) == ["unidentified_equipment"])
        #expect(page.rejects.map(\.subject) == ["Takami TM9"])
        #expect(page.rejects.first?.reason.hasPrefix("Fleet/1, machine 1 ") == true)
    }

    @Test func aMachineWithoutIdentityAndWithoutHoursIsNoTrouble() async throws {
        let page = try await read(["<Equipment><EquipmentHeader/></Equipment>", "<Equipment/>"])
        #expect(page == RecordPage(records: [], next: nil, hasMore: false))
    }

    @Test func anEndlessIdentityIsRejected() async throws {
        let page = try await read([XMLFleet.machine(String(repeating: "9", count: 5000)), XMLFleet.machine("A1")])
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.rejects.map(\.kind) == ["malformed_reading"])
        #expect(page.rejects.allSatisfy { $0.subject.utf8.count < 400 && $0.reason.utf8.count < 400 })
    }

    private func machine(_ header: String) -> String {
        "<Equipment><EquipmentHeader>\(header)</EquipmentHeader><CumulativeOperatingHours datetime=\"2026-01-05T05:58:11Z\">"
            + "<Hour>1</Hour></CumulativeOperatingHours></Equipment>"
    }

    private func read(_ machines: [String]) async throws -> RecordPage {
        try await FleetFixture.pages([XMLFleet.page(machines)]).page()
    }
}
