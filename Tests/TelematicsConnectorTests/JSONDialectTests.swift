import CanonicalModel
import ConnectorKit
import Testing

@Suite("JSON dialects")
struct JSONDialectTests {
    @Test func pascalCaseWithNumbers() async throws {
        let page = try await read(
            """
            {"Version":"1","SnapshotTime":"2026-01-05T06:00:00Z",
             "Links":[{"Rel":"Self","Href":"https://fleet.example/aemp/Fleet/1"}],
             "Equipment":[{"EquipmentHeader":{"OEMName":"Kestrel","Model":"KX-30","EquipmentID":"EX-104",
               "SerialNumber":"KX30A00104","PIN":"KST0KX30A00104"},
               "Location":{"Latitude":59.9,"Longitude":10.7,"Datetime":"2026-01-05T05:57:00Z"},
               "CumulativeOperatingHours":{"Hour":4211.6,"Datetime":"2026-01-05T05:58:11Z"}}]}
            """
        )
        #expect(page.rejects.isEmpty)
        #expect(page.records.map(\.readingKey) == ["pin:KST0KX30A00104/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.map(\.counterSeconds) == [15_161_760])
        #expect(try page.readings.map(\.sourceValue) == ["4211.6"])
        #expect(try page.readings.first?.equipment.equipmentID == "EX-104")
    }

    @Test func camelCaseBelowFleetWithTexts() async throws {
        let page = try await read(
            """
            {"fleet":{"snapshotTime":"2026-01-05T06:00:00Z","links":null,
             "equipment":[{"equipmentHeader":{"make":"Norrland","serialNumber":70042},
               "cumulativeOperatingHours":{"hour":"PT17H15M","dateTime":"2026-01-05T05:58:11Z"}}]}}
            """
        )
        #expect(page.records.map(\.readingKey) == ["serial:Norrland/70042/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.map(\.counterSeconds) == [62_100])
    }

    @Test(
        "hours as a number keep their decimals",
        arguments: [
            ("0.1", 360), ("4211.60", 15_161_760), ("17", 61_200), ("1.7e1", 61_200), ("0.00125", 4), ("1e-7", 0),
        ]
    )
    func numbers(text: String, seconds: Int64) async throws {
        let page = try await read(document(hours: text))
        #expect(try page.readings.map(\.counterSeconds) == [seconds])
    }

    @Test func aListOfOneWrittenAsTheElementAlone() async throws {
        let page = try await read(
            """
            {"Links":{"Rel":"next","Href":"/Fleet/2"},"Equipment":{"EquipmentHeader":{"OEMName":"Kestrel",
            "SerialNumber":"A1"},"CumulativeOperatingHours":[{"Hour":"1","datetime":"2026-01-05T05:58:11Z"}]}}
            """
        )
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.hasMore)
    }

    @Test func membersThatSayNothing() async throws {
        let page = try await read(
            """
            {"Equipment":[{"EquipmentHeader":{"SerialNumber":"A1"},"CumulativeOperatingHours":null},
             {"EquipmentHeader":{"SerialNumber":"A2"},"CumulativeOperatingHours":{"Hour":null,"Datetime":null}},
             {"EquipmentHeader":{"SerialNumber":"A3"}}]}
            """
        )
        #expect(page == RecordPage(records: [], next: nil, hasMore: false))
    }

    @Test("a fleet without machines", arguments: [#"{"Equipment":[]}"#, #"{"Fleet":{"Links":[]}}"#])
    func empty(document: String) async throws {
        #expect(try await read(document) == RecordPage(records: [], next: nil, hasMore: false))
    }

    @Test func aByteOrderMarkAndAnXMLHeader() async throws {
        let body = Array(("\u{FEFF} " + document(hours: "1")).utf8)
        let answer = HTTPResponse(status: 200, headers: [HTTPField("Content-Type", "application/xml")], body: body)
        let page = try await FleetFixture(["\(FleetFixture.base)/Fleet/1": answer]).page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    private func document(hours: String) -> String {
        #"{"Equipment":[{"EquipmentHeader":{"OEMName":"Kestrel","SerialNumber":"A1"},"#
            + #""CumulativeOperatingHours":{"Hour":\#(hours),"datetime":"2026-01-05T05:58:11Z"}}]}"#
    }

    private func read(_ document: String) async throws -> RecordPage {
        try await FleetFixture.pages([document]).page()
    }
}
