import FoundationXML
import JSON
import SimulatorKit
import Testing

/// Quirks of whole answers: each is seen on the wire and counted.
struct PageQuirkTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory(start: SimulatedInstant("2026-01-12T20:00:00Z"))
    }

    @Test func cachedSnapshotRepeatsBytesForAnHour() async throws {
        let before = await story.get("/iso/Fleet/1").body
        try await story.at("2026-01-12T20:30:00Z")
        try await story.enable("cached-snapshot")
        #expect(await story.get("/iso/Fleet/1").body == before)
        try await story.at("2026-01-12T20:59:59Z")
        #expect(await story.get("/iso/Fleet/1").body == before)
        try await story.at("2026-01-12T21:00:00Z")
        #expect(await story.get("/iso/Fleet/1").body != before)
        #expect(try await story.served("cached-snapshot") == 2)
    }

    @Test func rowThatMovesIsSkippedInOnePassAndReadInTheNext() async throws {
        try await story.enable("row-moves-between-pages")
        func pass() async throws -> [String] {
            var serials: [String] = []
            for number in 1...3 {
                serials += try await story.page("/iso/Fleet/\(number)").machines.compactMap { $0["SerialNumber"] }
            }
            return serials
        }
        let first = try await pass()
        let second = try await pass()
        #expect(first.count == 10)
        #expect(Set(second).subtracting(first) == ["KX32A00105"])
        #expect(first.count { $0 == "KX30A00104" } == 2)
        #expect(Set(second).count == 10)
        #expect(try await story.served("row-moves-between-pages") == 2)
    }

    @Test func pageRepeatsTheOneBefore() async throws {
        let first = await story.get("/json/Fleet/1").body
        try await story.enable(["name": "page-repeats", "fleet": "json"])
        #expect(await story.get("/json/Fleet/2").body == first)
        #expect(await story.get("/json/Fleet/3").body != first)
        #expect(try await story.served("page-repeats") == 1)
    }

    @Test func pageLoopAlwaysHasANextPageWithTheSameRows() async throws {
        try await story.enable(["name": "page-loop", "fleet": "aemp1"])
        let last = try await story.page("/aemp1/Fleet/3")
        #expect(last.links["next"] == "/Fleet/4")
        for number in 4...9 {
            let page = try await story.page("/aemp1/Fleet/\(number)")
            #expect(page.links["next"] == "/Fleet/\(number + 1)")
            #expect(page.machines.map(\.key) == last.machines.map(\.key))
        }
        #expect(try await story.served("page-loop") == 6)
    }

    @Test func truncatedBodyIsNoDocument() async throws {
        try await story.enable("truncated-xml")
        for base in ["/iso", "/json"] {
            let response = await story.get("\(base)/Fleet/1")
            #expect(response.delivery == .whole)
            #expect(throws: (any Error).self) { try FleetDocument(response) }
        }
        #expect(try await story.served("truncated-xml") == 2)
    }

    @Test func entityExpansionWouldMakeABillionWords() async throws {
        try await story.enable("entity-expansion")
        let response = await story.get("/aemp1/Fleet/1")
        #expect(response.status == 200)
        #expect(response.text.contains("<!ENTITY e9 \"&e8;&e8;&e8;&e8;&e8;&e8;&e8;&e8;&e8;&e8;\">"))
        #expect(response.body.count < 2000)
        #expect(try await story.page("/json/Fleet/1").machines.count == 4)
        #expect(try await story.served("entity-expansion") == 1)
    }

    @Test func htmlErrorPageLooksLikeSuccess() async throws {
        try await story.enable(["name": "html-error-page", "times": 1])
        let response = await story.get("/iso/Fleet/1")
        #expect(response.status == 200)
        #expect(response.headers.first?.value.hasPrefix("text/html") == true)
        #expect(try await story.page("/iso/Fleet/1").machines.count == 4)
        #expect(try await story.served("html-error-page") == 1)
    }

    @Test func hugeBodyIsRepeated() async throws {
        try await story.enable(["name": "huge-body", "fleet": "iso"])
        #expect(await story.get("/iso/Fleet/1").delivery == .repeated(bytes: 2_147_483_648))
        try await story.enable(["name": "huge-body", "fleet": "iso", "bytes": 5000])
        #expect(await story.get("/iso/Fleet/1").delivery == .repeated(bytes: 5000))
        #expect(await story.get("/jcma/Fleet/1").delivery == .whole)
        #expect(try await story.served("huge-body") == 2)
    }

    @Test func expiredTokenIsRefusedOnceInMidPaging() async throws {
        try await story.enable("token-expires")
        var statuses: [Int] = []
        for number in [1, 2, 2, 3, 1, 2] { statuses.append(await story.get("/iso/Fleet/\(number)").status) }
        #expect(statuses == [200, 401, 200, 200, 200, 401])
        #expect(try await story.served("token-expires") == 2)
    }

    @Test func tooManyRequestsHaveNoRetryAfter() async throws {
        try await story.enable(["name": "too-many-requests", "times": 2])
        let capitalised = await story.get("/json/Fleet/1")
        #expect(capitalised.status == 429)
        #expect(
            try JSON(parsing: capitalised.body) == [
                "code": "429.002", "description": "Quota rate limit exceeded.",
            ]
        )
        let standard = await story.get("/iso/Fleet/1")
        #expect(standard.status == 429)
        #expect(!standard.headers.contains { $0.name == "Retry-After" })
        #expect(await story.get("/iso/Fleet/1").status == 200)
        #expect(try await story.served("too-many-requests") == 2)
    }

    @Test func unavailableAffectsItsFleetAndPageOnly() async throws {
        try await story.enable(["name": "unavailable", "fleet": "iso", "page": 2])
        #expect(await story.get("/iso/Fleet/1").status == 200)
        #expect(await story.get("/iso/Fleet/2").status == 503)
        #expect(await story.get("/json/Fleet/2").status == 200)
        #expect(try await story.served("unavailable") == 1)
    }
}
