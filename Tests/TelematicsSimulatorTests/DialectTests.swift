import JSON
import SimulatorKit
import Testing

struct DialectTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory(start: SimulatedInstant("2026-01-12T20:00:00Z"))
    }

    @Test(arguments: ["/iso", "/aemp1", "/jcma", "/json"])
    func everyPageIsWellFormedAndHasItsMachines(base: String) async throws {
        var machines: [ReportedMachine] = []
        for number in 1... {
            let page = try await story.page("\(base)/Fleet/\(number)")
            if page.machines.isEmpty { break }
            #expect(page.snapshotTime == "2026-01-12T20:00:00Z")
            machines += page.machines
        }
        #expect(machines.count == (base == "/json" ? 11 : 10))
        #expect(Set(machines.map(\.key)).count == machines.count)
        for machine in machines {
            #expect((machine.operatingHours ?? 0) > 0)
            #expect(machine.readAt != nil)
        }
    }

    @Test func standardFormHasItsNamespaceDecimalHoursAndAbsoluteLinks() async throws {
        let page = try await story.page("/iso/Fleet/2")
        #expect(page.namespace == "http://standards.iso.org/iso/15143/-3")
        #expect(
            page.links == [
                "self": "http://127.0.0.1:8070/iso/Fleet/2", "prev": "http://127.0.0.1:8070/iso/Fleet/1",
                "next": "http://127.0.0.1:8070/iso/Fleet/3", "last": "http://127.0.0.1:8070/iso/Fleet/3",
            ]
        )
        #expect(page.machines.count == 4)
        let hauler = try await story.machine("AT-401", in: "/iso")
        #expect(hauler["CumulativeOperatingHours/Hour"]?.wholeMatch(of: /\d+\.\d\d/) != nil)
        #expect(hauler["Distance/OdometerUnits"] == "mile")
        #expect(hauler["FuelUsed/FuelUnits"] == "litre")
        #expect(hauler["Location/AltitudeUnits"] == "metre")
    }

    @Test func standardFormIsGivenInJSONOnRequest() async throws {
        let response = await story.get("/iso/Fleet/1", accept: "application/json")
        #expect(response.headers.first?.value == "application/json")
        let machine = try #require(try JSON(parsing: response.body)["equipment"]?[3])
        #expect(machine["equipmentHeader"]?["serialNumber"] == "KX30A00104")
        #expect(machine["cumulativeOperatingHours"]?["hour"] == .real(4211.6))
        let own = await story.get("/iso/Fleet/1", accept: "application/xml, application/json;q=0.5")
        #expect(own.headers.first?.value == "application/xml; charset=utf-8")
    }

    @Test func firstEditionHasMakeDurationsAndRelativeLinks() async throws {
        let page = try await story.page("/aemp1/Fleet/1")
        #expect(page.namespace == nil || page.namespace == "")
        #expect(page.links == ["next": "/Fleet/2"])
        #expect(try await story.page("/aemp1/Fleet/3").links == [:])
        let machine = try #require(page.machines.first)
        #expect(machine["Make"] == "Baumgart")
        #expect(machine["OEMName"] == nil)
        #expect(machine["CumulativeOperatingHours/Hour"]?.wholeMatch(of: /P\d+DT\d+H\d+M\d+S/) != nil)
        #expect(machine["FuelUsed/FuelUnits"] == "litres")
        #expect(machine["Location/AltitudeUnits"] == "Metres")
    }

    @Test func associationFormHasTimesAsChildrenAndUselessLinks() async throws {
        let response = await story.get("/jcma/Fleet/1")
        #expect(!response.text.contains("<CumulativeOperatingHours datetime="))
        let page = try FleetDocument(response)
        #expect(page.namespace == "http://www.jcmanet.or.jp/english2017/ISO/15143/-3/20190501")
        #expect(page.links == ["self": "/Fleet/0", "prev": "/Fleet/0", "next": "/Fleet/0", "last": "/Fleet/0"])
        #expect(page.machines.count == 10)
        #expect(await story.get("/jcma/Fleet/0").body == response.body)
        #expect(page.machines.allSatisfy { $0["UnitInstallDateTime"] == "0001-01-01T00:00:00Z" })
        #expect(page.machines.allSatisfy { ["0", nil].contains($0["FuelRemaining/FuelTankCapacity"]) })
        let nameless = try #require(page.machines.first { $0["EquipmentID"] == "EX-115" })
        #expect(["Model", "SerialNumber", "PIN"].map { nameless[$0] } == ["missing", "missing", "missing"])
    }

    @Test func capitalisedJSONHasNumbersAndItsOwnType() async throws {
        let response = await story.get("/json/Fleet/1")
        #expect(response.headers.first?.value == "application/iso15143-snapshot+json")
        let root = try JSON(parsing: response.body)
        #expect(root["Links"]?[1] == ["Rel": "Next", "Href": "http://127.0.0.1:8070/json/Fleet/2"])
        let hour = try #require(root["Equipment"]?[0]?["CumulativeOperatingHours"]?["Hour"])
        #expect(["integer", "real"].contains(hour.kind))
        let last = try JSON(parsing: await story.get("/json/Fleet/3").body)
        #expect(last["Links"]?.arrayValue?.contains { $0["Rel"] == "Next" } == false)
    }

    @Test func elementsAndIdentifiersAreAbsentWhereAMachineHasNone() async throws {
        #expect(try await story.machine("EX-103", in: "/iso")["FuelRemaining/Percent"] == nil)
        #expect(try await story.machine("KST/DZ-203", in: "/aemp1")["Location/Latitude"] == nil)
        #expect(try await story.machine("KST/DZ-204", in: "/aemp1")["PIN"] == nil)
        #expect(try await story.machine("EX-114", in: "/jcma").idleHours == nil)
        #expect(try await story.machine("RL 703", in: "/json")["Model"] == "")
        let third = try await story.page("/iso/Fleet/3").machines
        #expect(third.contains { $0["SerialNumber"] == "NA40A00404" && $0["EquipmentID"] == nil })
    }

    @Test func timesDifferInsideAMachineAndAreOlderThanTheSnapshot() async throws {
        let machine = try await story.machine("EX-101", in: "/iso")
        let times = machine.fields.filter { $0.key.hasSuffix("/datetime") }.map(\.value)
        #expect(Set(times).count >= 3)
        #expect(times.allSatisfy { $0 < "2026-01-12T20:00:00Z" })
    }
}
