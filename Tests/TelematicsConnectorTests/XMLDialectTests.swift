import CanonicalModel
import ConnectorKit
import Testing

@Suite("XML dialects")
struct XMLDialectTests {
    @Test func theStandardsOwnNamespaceAndDurations() async throws {
        let page = try await read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- composed for this test -->
            <Fleet xmlns="http://standards.iso.org/iso/15143/-3" version="20190501" snapshotTime="2026-01-05T06:00:00Z">
             <Links><rel>self</rel><href>https://fleet.example/aemp/Fleet/1</href></Links>
             <Equipment>
              <EquipmentHeader>
               <UnitInstallDateTime>0001-01-01T00:00:00Z</UnitInstallDateTime>
               <OEMName>Kestrel</OEMName><Model>KX-30</Model><EquipmentID>EX-104</EquipmentID>
               <SerialNumber>KX30A00104</SerialNumber><PIN>kst0kx30a00104</PIN>
              </EquipmentHeader>
              <Location datetime="2026-01-05T05:57:00Z"><Latitude>59.9</Latitude><Longitude>10.7</Longitude></Location>
              <CumulativeOperatingHours datetime="2026-01-05T05:58:11Z">
               <Hour>PT4211H36M</Hour>
              </CumulativeOperatingHours>
              <CumulativeIdleHours datetime="2026-01-05T05:58:12Z"><Hour>1320.40</Hour></CumulativeIdleHours>
              <FuelRemaining datetime="2026-01-05T05:50:00Z"><FuelTankCapacity>0</FuelTankCapacity></FuelRemaining>
             </Equipment>
            </Fleet>
            """
        )

        #expect(page.rejects.isEmpty)
        #expect(page.hasMore == false)
        let record = try #require(page.records.first)
        #expect(page.records.count == 1)
        #expect(record.readingKey == "pin:KST0KX30A00104/operatingHours/2026-01-05T05:58:11Z")
        #expect(record.object == "MeterReading")
        #expect(record.occurredAt == Instant("2026-01-05T05:58:11Z"))
        let expected = MeterReading(
            equipment: EquipmentIdentity(
                oem: "Kestrel",
                model: "KX-30",
                serial: "KX30A00104",
                pin: "KST0KX30A00104",
                equipmentID: "EX-104"
            ),
            series: .operatingHours,
            time: record.occurredAt,
            counterSeconds: 15_161_760,
            sourceValue: "PT4211H36M"
        )
        #expect(record.payload == expected.json)
    }

    @Test func noNamespaceAndMakeForTheMaker() async throws {
        let page = try await read(
            """
            <Fleet><Equipment><EquipmentHeader><Make>Norrland</Make><Model>N7</Model><SerialNumber>N7-0042</SerialNumber>
            </EquipmentHeader><CumulativeOperatingHours datetime="2026-01-05T05:58:11Z"><Hour>P13DT0H25M59.999S</Hour>
            </CumulativeOperatingHours></Equipment></Fleet>
            """
        )
        #expect(page.records.map(\.readingKey) == ["serial:Norrland/N7-0042/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.map(\.counterSeconds) == [1_124_760])
    }

    @Test func prefixedElementsAndTheTimeInAChildElement() async throws {
        let page = try await read(
            """
            <i:Fleet xmlns:i="http://www.jcmanet.or.jp/english2017/ISO/15143/-3/20190501" i:version="1">
            <i:Equipment><i:EquipmentHeader><i:OEMName>Takami</i:OEMName><i:PIN>missing</i:PIN>
            <i:SerialNumber>T-11</i:SerialNumber></i:EquipmentHeader><i:CumulativeOperatingHours>
            <i:Hour>17.25</i:Hour><i:datetime>2026-01-05T05:58:11Z</i:datetime></i:CumulativeOperatingHours></i:Equipment>
            </i:Fleet>
            """
        )
        #expect(page.rejects.isEmpty)
        #expect(page.records.map(\.readingKey) == ["serial:Takami/T-11/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.map(\.counterSeconds) == [62_100])
    }

    @Test func aPrefixThatIsNeverDeclared() async throws {
        let page = try await read(
            "<a:Fleet>"
                + XMLFleet.machine("A1").replacing("<Hour>", with: "<a:Hour>")
                .replacing("</Hour>", with: "</a:Hour>") + "</a:Fleet>"
        )
        #expect(page.rejects.isEmpty)
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    @Test("the time attribute in another spelling", arguments: ["datetime", "dateTime", "DateTime", "x:datetime"])
    func timeAttribute(name: String) async throws {
        let machine = XMLFleet.machine("A1").replacing("datetime=", with: "\(name)=")
        let page = try await read("<Fleet xmlns:x=\"urn:x\">\(machine)</Fleet>")
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    @Test func fractionsAndZonesOfTimes() async throws {
        let page = try await read(
            XMLFleet.page([
                XMLFleet.machine("A1", at: "2026-01-05T05:58:11.250Z"),
                XMLFleet.machine("A2", at: "2026-01-04T22:58:11-07:00"),
            ])
        )
        #expect(
            page.records.map(\.readingKey) == [
                XMLFleet.id("A2", at: "2026-01-05T05:58:11Z"), XMLFleet.id("A1", at: "2026-01-05T05:58:11.25Z"),
            ]
        )
    }

    @Test func characterDataSectionsReferencesAndBlanks() async throws {
        let machine = XMLFleet.machine("&#65;1", hours: "\n <![CDATA[100]]>.5 ").replacing(
            "Kestrel",
            with: "Kestrel &amp; Co"
        )
        let page = try await read("<Fleet>\(machine)</Fleet>")
        #expect(page.records.map(\.readingKey) == ["serial:Kestrel & Co/A1/operatingHours/2026-01-05T05:58:11Z"])
        #expect(try page.readings.map(\.counterSeconds) == [361_800])
    }

    @Test func aByteOrderMarkAndBlanksBeforeTheRoot() async throws {
        let page = try await read("\u{FEFF}\r\n  " + XMLFleet.page([XMLFleet.machine("A1")]))
        #expect(page.rejects.isEmpty)
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    @Test func anOlderEncoding() async throws {
        let head = Array("<?xml version='1.0' encoding='ISO-8859-1'?><Fleet>".utf8)
        let machine = Array(XMLFleet.machine("B#r").utf8).map { $0 == UInt8(ascii: "#") ? 0xE4 : $0 }
        let body = head + machine + Array("</Fleet>".utf8)
        let page = try await FleetFixture(["\(FleetFixture.base)/Fleet/1": HTTPResponse(status: 200, body: body)])
            .page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("Bär")])
    }

    @Test("a statement of the unit", arguments: ["hour", "Hours", "h"])
    func unitOfHours(unit: String) async throws {
        let machine = XMLFleet.machine("A1").replacing("<Hour>", with: "<HourUnits>\(unit)</HourUnits><Hour>")
        #expect(try await read("<Fleet>\(machine)</Fleet>").records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    @Test(
        "what other readers only warn of",
        arguments: [
            "<?xml version=\"1.1\"?><Fleet>", "<Fleet xmlns=\"fleet\">", "<Fleet xmlns=\":: ::\">",
            "<Fleet xmlns:a=\"\">",
            "<Fleet><!-- a -- b -->",
        ]
    )
    func harmlessFaults(head: String) async throws {
        let page = try await read(head + XMLFleet.machine("A1") + "</Fleet>")
        #expect(page.rejects.isEmpty)
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
    }

    @Test func aFleetWithoutMachines() async throws {
        let page = try await read("<Fleet/>")
        #expect(page == RecordPage(records: [], next: nil, hasMore: false))
    }

    private func read(_ document: String) async throws -> RecordPage {
        try await FleetFixture.pages([document]).page()
    }
}
