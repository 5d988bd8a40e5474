import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Broken pages")
struct BrokenPageTests {
    private let threeMachines = XMLFleet.page(["A1", "A2", "A3"].map { XMLFleet.machine($0) })

    @Test func machinesBeforeTheBreakOfACutOffPageAreKept() async throws {
        let whole = Array(threeMachines.utf8)
        for length in "<Fleet".count..<whole.count {
            let cut = String(decoding: whole[..<length], as: UTF8.self)
            let page = try await FleetFixture.pages([cut]).page()
            let complete = cut.split(separator: "</Equipment>", omittingEmptySubsequences: false).count - 1
            #expect(
                page.records.map(\.readingKey) == ["A1", "A2", "A3"].prefix(complete).map { XMLFleet.id($0) },
                "cut at \(length)"
            )
            #expect(page.rejects.map(\.kind) == ["malformed_page"], "cut at \(length)")
            #expect(page.rejects.map(\.subject) == ["Fleet/1"])
        }
    }

    @Test func machinesBeforeTheBreakOfACutOffJSONPageAreKept() async throws {
        let machines = ["A1", "A2", "A3"]
            .map {
                #"{"EquipmentHeader":{"OEMName":"Kestrel","SerialNumber":"\#($0)"},"#
                    + #""CumulativeOperatingHours":{"Hour":"1","Datetime":"2026-01-05T05:58:11Z"},"Note":"a \"]}\" b"}"#
            }
        let whole = Array(
            #"{"SnapshotTime":"2026-01-05T06:00:00Z","Equipment":[\#(machines.joined(separator: ","))]}"#.utf8
        )
        for length in whole.indices.dropFirst(2) {
            let cut = String(decoding: whole[..<length], as: UTF8.self)
            let page = try await FleetFixture.pages([cut]).page()
            let complete = cut.split(separator: #"b"}"#, omittingEmptySubsequences: false).count - 1
            #expect(
                page.records.map(\.readingKey) == ["A1", "A2", "A3"].prefix(complete).map { XMLFleet.id($0) },
                "cut at \(length)"
            )
            #expect(page.rejects.count == 1, "cut at \(length)")
            #expect(page.rejects.map(\.subject) == ["Fleet/1"])
        }
    }

    @Test func aJSONMachineThatBreaksTheRulesIsLeftOutAlone() async throws {
        let page = try await FleetFixture.pages([
            """
            {"Equipment":[
            {"EquipmentHeader":{"SerialNumber":"A1"},"CumulativeOperatingHours":{"Hour":NaN,"Datetime":"2026-01-05T05:58:11Z"}},
            {"EquipmentHeader":{"SerialNumber":"A2"},"CumulativeOperatingHours":{"Hour":2,"Datetime":"2026-01-05T05:58:11Z"}}],
            "Links":[{"Rel":"next","Href":"/Fleet/7"}]}
            """
        ])
        .page()
        #expect(page.records.map(\.readingKey) == ["serial:/A2/operatingHours/2026-01-05T05:58:11Z"])
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
        #expect(page.rejects.first?.reason.contains("1 of 2 machines could not be read") == true)
        #expect(page.hasMore)
    }

    @Test("a text that is no XML spoils its own machine only", arguments: ["KX & Co", "KX&Co", "&oops;", "a ]]> b"])
    func spoiledText(model: String) async throws {
        let machines = ["A1", "A2", "A3"].map { XMLFleet.machine($0) }
        let spoiled = [machines[0], machines[1].replacing("KX-30", with: model), machines[2]]
        let page = try await FleetFixture.pages([XMLFleet.page(spoiled)]).page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1"), XMLFleet.id("A3")])
        #expect(page.rejects.map(\.kind) == ["malformed_reading"])
        #expect(page.rejects.map(\.subject) == ["serial:Kestrel/A2/operatingHours"])
        #expect(page.rejects.first?.reason.hasPrefix("Fleet/1, machine 2 (serial:Kestrel/A2): line 1, column ") == true)
    }

    @Test func aSpoiledLinkIsNotFollowedButThePageIsKept() async throws {
        let link = "/Fleet/7?a=1&b=2"
        for page in [
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": link]),
            "<Fleet><Links rel=\"next\" href=\"\(link)\"/>" + XMLFleet.machine("A1") + "</Fleet>",
        ] {
            let fixture = try FleetFixture.pages([page])
            let pages = try await fixture.round()
            #expect(pages.ids == [XMLFleet.id("A1")])
            #expect(pages.rejects.map(\.kind) == ["malformed_page"])
            #expect(fixture.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2"])
        }
    }

    @Test func aStrayAmpersandBetweenMachinesCostsNone() async throws {
        let page = try await FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1"), " & ", XMLFleet.machine("A2")])
        ])
        .page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
    }

    @Test(
        "tags that do not match end the page, machines before them are kept",
        arguments: ["<Equipment><Oops></Equipment>", "</Fleet><Fleet>", "<Equipment a=\"1\" a=\"2\"/>", "\u{1}", "<"]
    )
    func brokenNesting(fault: String) async throws {
        let page = try await FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1"), fault, XMLFleet.machine("A2")])
        ])
        .page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
    }

    @Test(
        "a document type is refused before anything is read",
        arguments: [
            "<!DOCTYPE Fleet [<!ENTITY a \"1\"><!ENTITY b \"&a;&a;&a;\">]>",
            "<?xml version=\"1.0\"?><!-- <Fleet> --><?style x?><!DOCTYPE Fleet SYSTEM \"file:///etc/passwd\">",
            "<!doctype html [<!ENTITY a SYSTEM \"https://other.example/\">]>",
        ]
    )
    func entityDeclarations(prolog: String) async throws {
        let body = prolog + XMLFleet.page([XMLFleet.machine("A1", hours: "&b;"), XMLFleet.machine("A2")])
        let fixture = try FleetFixture.pages([body])
        let page = try await fixture.page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["entity_declaration"])
        #expect(fixture.transport.requests.count == 1)
    }

    @Test(
        "what is no fleet snapshot is called so",
        arguments: [
            "<!DOCTYPE html><html><head><title>Sign in</title><body>", "<html><body>Down for maintenance</body></html>",
            "<HTML><BR></HTML>", "Service unavailable", "", "  \n", "[1,2]", "{\"status\":500,\"message\":\"oops\"}",
            "{\"a\":",
            "<rss version=\"2.0\"/>",
        ]
    )
    func otherDocuments(body: String) async throws {
        let page = try await FleetFixture.pages([body]).page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["not_a_fleet_document"])
        #expect(page.rejects.map(\.subject) == ["Fleet/1"])
        #expect(page.hasMore, "the connector goes on with page 2")
    }

    @Test(
        "an encoding that hides markup is refused",
        arguments: [
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?>", "<?xml version='1.0' encoding = 'utf-16'?>",
            "<?xml version='encoding=\"utf-8\"' encoding='UTF-7'?>",
        ]
    )
    func encodings(declaration: String) async throws {
        let page = try await FleetFixture.pages([declaration + threeMachines]).page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
        #expect(page.rejects.first?.reason.contains("UTF-8 was expected") == true)
    }

    @Test("bytes that are no UTF-8 text are refused", arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []] as [[UInt8]])
    func utf16(mark: [UInt8]) async throws {
        let body = mark + Array(threeMachines.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let page = try await FleetFixture(["\(FleetFixture.base)/Fleet/1": HTTPResponse(status: 200, body: body)])
            .page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
    }

    @Test func aPageBeyondTheLimitIsCalledTooLarge() async throws {
        let fixture = try FleetFixture.pages(
            [threeMachines + String(repeating: " ", count: 4000)],
            values: ["pageLimitBytes": .integer(2048)]
        )
        let page = try await fixture.page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["page_too_large"])
        #expect(page.rejects.first?.reason.contains("2048") == true)
        #expect(fixture.transport.requests.map(\.responseLimit) == [2048])
    }

    @Test("nesting beyond measure is refused", arguments: ["<a>", "<Equipment>"])
    func deepNesting(tag: String) async throws {
        let page = try await FleetFixture.pages(["<Fleet>" + String(repeating: tag, count: 50_000)]).page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
    }

    @Test func deepJSONNestingIsRefused() async throws {
        let page = try await FleetFixture.pages(["{\"Equipment\":" + String(repeating: "[", count: 50_000)]).page()
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.kind) == ["malformed_page"])
    }
}
