import JSON
import SimulatorKit
import Testing

struct ControlSurfaceTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface()
    }

    @Test func healthNamesTheSystem() async throws {
        let (status, answer) = try await surface.ask("GET", "health")
        #expect(status == 200)
        #expect(answer["status"] == "pass")
        #expect(answer["system"] == "weighing-yard")
    }

    @Test func unknownRouteNamesTheNearestOnes() async throws {
        let response = await surface.send("POST", "/gate/7/lorry")
        #expect(response.status == 404)
        let answer = try JSON(parsing: response.body)
        #expect(answer["error"] == "weighing-yard has no route POST /gate/7/lorry.")
        #expect(answer["nearest"]?.arrayValue?.count == 3)
        let gates: JSON = ["field": "path[1]", "wanted": "gates", "given": "gate"]
        let lorries: JSON = ["field": "path[3]", "wanted": "lorries", "given": "lorry"]
        #expect(answer["nearest"]?[0] == ["route": "POST /gates/{gate}/lorries", "differences": [gates, lorries]])
        let method: JSON = ["field": "method", "wanted": "GET", "given": "POST"]
        #expect(
            answer["nearest"]?[1] == ["route": "GET /gates/{gate}/lorries", "differences": [method, gates, lorries]]
        )
    }

    @Test func nearestRouteNamesWhatTheRequestLacks() async throws {
        let request = SimulatedRequest(
            method: "POST",
            path: "/tickets",
            query: ["side": "north"],
            headers: ["content-type": "text/plain"],
            body: Array("{\"driver\":\"Ada\"}".utf8)
        )
        let response = await surface.respond(to: request)
        #expect(
            try JSON(parsing: response.body)["nearest"]?[0] == [
                "route": "POST /tickets",
                "differences": [
                    ["field": "query.gate", "wanted": "any value", "given": .null],
                    ["field": "header.content-type", "wanted": "application/json…", "given": "another value"],
                    ["field": "body.lorry", "wanted": "any value", "given": .null],
                ],
            ]
        )
    }

    @Test func systemsOwnControlIsReached() async throws {
        _ = await surface.weigh()
        #expect(try await surface.ask("POST", "lost-lorries", ["count": 1]).answer == ["lorries": 0])
        let (status, answer) = try await surface.ask("POST", "lost-lorries", ["count": 1])
        #expect(status == 400)
        #expect(answer == ["error": "Only 0 lorries came in."])
    }

    @Test func unknownControlListsTheKnownOnes() async throws {
        for target in ["helth", "faults/", ""] {
            let (status, answer) = try await surface.ask("GET", target)
            #expect(status == 404)
            #expect(answer["error"]?.stringValue?.contains("GET health, GET clock, POST clock") == true)
        }
    }

    @Test func wrongMethodNamesTheRightOnes() async throws {
        let response = await surface.send("DELETE", "/_sim/clock")
        #expect(response.status == 405)
        #expect(response.headers.contains { $0.name == "Allow" && $0.value == "GET, POST" })
        #expect(try await surface.ask("PUT", "faults").status == 405)
    }

    @Test func truthThatCannotBeGivenIsABadRequest() async throws {
        #expect(try await surface.ask("GET", "truth?until=2026-01-31").status == 200)
        #expect(try await surface.ask("GET", "truth?until=soon").status == 400)
    }

    @Test func partsOfThePathThatAreTooManyOrMissingAreNamed() async throws {
        let tooMany = try JSON(parsing: await surface.send("GET", "/weather/now").body)["nearest"]?[0]
        #expect(tooMany?["differences"] == [["field": "path[2]", "wanted": .null, "given": "now"]])
        let missing = try JSON(parsing: await surface.send("POST", "/gates/1").body)["nearest"]?.arrayValue
        let lorries = missing?.first { $0["route"] == "POST /gates/{gate}/lorries" }
        #expect(lorries?["differences"] == [["field": "path[3]", "wanted": "lorries", "given": .null]])
    }

    @Test func operationsWithoutAMarkAreNamed() async throws {
        let unmarked = [
            "GET /gates/{gate}/lorries", "GET /weather", "POST /tickets", "POST /_sim/lost-lorries",
        ]
        #expect(CoverageLedger<WeighingYard>.unmarked == unmarked)
        #expect(try await surface.ask("GET", "coverage").answer["unmarked"] == .array(unmarked.map(JSON.string)))
    }

    @Test func controlThatIsNotDeclaredIsNotCarriedOut() async throws {
        let (status, answer) = try await surface.ask("DELETE", "lost-lorries")
        #expect(status == 404)
        #expect(answer["error"]?.stringValue?.hasSuffix("POST lost-lorries.") == true)
        // The yard knows it, but it stands in no list.
        #expect(try await surface.ask("POST", "found-lorries").status == 404)
    }

    @Test func coverageIsCountedByEvidence() async throws {
        let answer = try await surface.ask("GET", "coverage").answer
        #expect(answer["counts"] == ["validated": 0, "documented": 1, "assumed": 3])
        #expect(answer["shares"] == ["validated": "0.0", "documented": "25.0", "assumed": "75.0"])
        #expect(
            answer["operations"]?[0] == [
                "operation": "GET /gates", "evidence": "documented", "source": "the yard's handbook",
            ]
        )
    }
}
