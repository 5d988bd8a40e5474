import JSON
import SimulatorKit
import Testing

struct RoutingTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory()
    }

    @Test(arguments: [
        "/iso/Fleet/4", "/iso/Fleet/0", "/iso/Fleet/-1", "/iso/Fleet/one", "/jcma/Fleet/2", "/json/Fleet/99",
    ])
    func pageBeyondTheLastIsNotFound(path: String) async throws {
        let response = await story.get(path)
        #expect(response.status == 404)
        let error = try JSON(parsing: response.body)
        #expect(error["status"] == 404)
        #expect(error["code"] == "page-not-found")
        #expect(error["message"]?.stringValue?.isEmpty == false)
    }

    @Test func pageSizeIsAnOption() async throws {
        let story = try FleetStory(pageSize: 6)
        #expect(try await story.page("/aemp1/Fleet/2").machines.count == 4)
        #expect(await story.get("/aemp1/Fleet/3").status == 404)
        #expect(throws: SimulatorError.self) { try FleetStory(pageSize: 0) }
    }

    @Test func wrongOrMissingCredentialsAreRefused() async throws {
        for response in [
            await story.get("/iso/Fleet/1", password: "wrong"),
            await story.surface.respond(to: SimulatedRequest(method: "GET", path: "/iso/Fleet/1")),
            await story.surface.respond(
                to: SimulatedRequest(method: "GET", path: "/iso/Fleet/1", headers: ["authorization": "Basic %%%"])
            ),
        ] {
            #expect(response.status == 401)
            #expect(response.headers.contains { $0.name == "WWW-Authenticate" && $0.value.hasPrefix("Basic ") })
            #expect(try JSON(parsing: response.body)["code"] == "unauthorized")
        }
    }

    @Test func onlyGetIsSupported() async {
        let response = await story.get("/iso/Fleet/1", method: "POST")
        #expect(response.status == 405)
        #expect(response.headers.contains { $0.name == "Allow" && $0.value == "GET" })
    }

    @Test func machineIsFoundByMakeModelAndSerial() async throws {
        let path = "Fleet/Equipment/MakeModelSerial"
        let found = try await story.page("/iso/\(path)/Kestrel/KX-30/KX30A00104")
        #expect(found.machines.map { $0["EquipmentID"] } == ["EX-104"])
        #expect(found.links == [:])
        #expect(try await story.page("/aemp1/\(path)/Baumgart/B-650/B650A00201").machines.count == 1)
        for wrong in ["Kestrel/KX-30/kx30a00104", "Kestrel/KX-32/KX30A00104", "Norrland/KX-30/KX30A00104"] {
            let response = await story.get("/iso/\(path)/\(wrong)")
            #expect(response.status == 404)
            #expect(try JSON(parsing: response.body)["code"] == "equipment-not-found")
        }
        #expect(await story.get("/jcma/\(path)/Takami/missing/missing").status == 404)
    }

    @Test(arguments: ["/iso/fleet/1", "/volvo/Fleet/1", "/iso/Fleet", "/iso/Fleet/Equipment", "/"])
    func unknownPathNamesTheNearestRoutes(path: String) async throws {
        let response = await story.get(path)
        #expect(response.status == 404)
        #expect(try JSON(parsing: response.body)["nearest"]?.arrayValue?.count == 3)
    }
}
