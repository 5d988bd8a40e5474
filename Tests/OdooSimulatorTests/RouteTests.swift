import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct RouteTests {
    private func surface(_ version: Int) throws -> SimulatorSurface<OdooServer> {
        try SimulatorSurface(options: SimulatorOptions(values: ["version": String(version)]))
    }

    /// A request of a route that has all that it must have.
    private func request(_ route: SimulatedRoute) -> SimulatedRequest {
        let names = ["{model}": "res.partner", "{method}": "search", "{service}": "common"]
        let path = route.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { names[String($0)] ?? String($0) }.joined(separator: "/")
        let body: JSON = ["jsonrpc": "2.0", "method": "call", "id": 1, "params": [:]]
        return SimulatedRequest(
            method: route.method,
            path: path,
            headers: route.headers,
            body: route.method == "GET" ? [] : Array(body.text().utf8)
        )
    }

    private func unmatched(_ surface: SimulatorSurface<OdooServer>) async throws -> JSON {
        let answer = await surface.respond(to: SimulatedRequest(method: "GET", path: "/_sim/unmatched"))
        return try JSON(parsing: answer.body)
    }

    @Test(arguments: [17, 18, 19])
    func everyRouteOfAVersionIsAnsweredAndNoOther(version: Int) async throws {
        let surface = try surface(version)
        let present = try OdooClient(version: version).server.presentRoutes
        for route in present {
            #expect(await surface.respond(to: request(route)).status != 404, "\(route.pattern)")
        }
        #expect(try await unmatched(surface)["count"] == 0)
        let others = OdooServer.routes.filter { !present.contains($0) }
        #expect(others.count == [17: 5, 18: 4, 19: 0][version])
        for route in others { _ = await surface.respond(to: request(route)) }
        #expect(try await unmatched(surface)["count"] == .integer(Int64(others.count)))
    }

    @Test(arguments: [17, 18])
    func callOfALaterVersionIsUnmatchedAndShownTheRoutesThatThereAre(version: Int) async throws {
        let surface = try surface(version)
        let call = try #require(OdooServer.routes.first { $0.path.hasPrefix("/json/2/") })
        _ = await surface.respond(to: request(call))
        let answer = try await unmatched(surface)
        #expect(answer["count"] == 1)
        let nearest = answer["requests"]?[0]?["nearest"]?.arrayValue ?? []
        #expect(nearest.count == 3)
        #expect(!nearest.contains { $0["route"] == .string(call.pattern) })
    }

    @Test func headIsAskedWhereGetIs() async throws {
        let surface = try surface(18)
        _ = await surface.respond(to: SimulatedRequest(method: "HEAD", path: "/"))
        #expect(try await unmatched(surface)["count"] == 0)
    }
}
