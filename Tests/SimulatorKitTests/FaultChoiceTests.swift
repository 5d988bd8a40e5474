import JSON
import SimulatorKit
import Testing

/// Which requests a rule strikes: by key, by the how-manieth, by the virtual clock, in bursts.
struct FaultChoiceTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(start: SimulatedInstant("2026-01-05T06:00:00Z")))
    }

    private func add(_ rule: JSON) async throws {
        let added = try await surface.ask("POST", "faults", rule)
        #expect(added.status == 201, "\(added.answer.text())")
    }

    private func status(_ driver: String? = nil, body: String = "", query: [String: String] = [:]) async -> Int {
        await surface.respond(
            to: SimulatedRequest(
                method: "POST",
                path: "/gates/1/lorries",
                query: query,
                headers: driver.map { ["x-driver": $0] } ?? [:],
                body: Array(body.utf8)
            )
        )
        .status
    }

    @Test func partsOfTheRequestChoose() async throws {
        try await add([
            "kind": "status", "code": 500,
            "where": ["header:X-Driver": "Ada", "body:/load/0/tons": 12, "query:side": "north", "method": "POST"],
        ])
        let body = "{\"load\":[{\"tons\":12}]}"
        #expect(await status("Ada", body: body, query: ["side": "north"]) == 500)
        #expect(await status("Bo", body: body, query: ["side": "north"]) == 200)
        #expect(await status("Ada", body: body, query: ["side": "south"]) == 200)
        #expect(await status("Ada", body: "{\"load\":[{\"tons\":13}]}", query: ["side": "north"]) == 200)
        #expect(await status("Ada", body: "tons", query: ["side": "north"]) == 200)
        #expect(await status(body: body, query: ["side": "north"]) == 200)
    }

    @Test func eachKeyHasItsOwnNthCall() async throws {
        try await add(["kind": "status", "code": 503, "per": "header:X-Driver", "skip": 1, "times": 1])
        var seen: [Int] = []
        for driver in ["Ada", "Bo", "Ada", "Ada", "Bo", "Bo"] { seen.append(await status(driver)) }
        #expect(seen == [200, 200, 503, 200, 503, 200])
        #expect(try await surface.ask("GET", "faults").answer["faults"]?[0]?["applied"] == 2)
    }

    @Test func outageLastsFromNowOn() async throws {
        try await add(["kind": "down", "for": "PT1H"])
        #expect(await surface.weigh().delivery == .reset)
        let listed = try await surface.ask("GET", "faults").answer["faults"]?[0]
        #expect(listed?["from"] == "2026-01-05T06:00:00Z")
        #expect(listed?["until"] == "2026-01-05T07:00:00Z")
        _ = await surface.send("POST", "/_sim/clock", ["advance": "PT1H"])
        #expect(await surface.weigh().delivery == .whole)
    }

    @Test func windowComesAgain() async throws {
        try await add([
            "kind": "status", "code": 503, "from": "2026-01-05T22:00:00Z", "for": "PT2H", "repeats": "P1D",
        ])
        var seen: [Int] = []
        for _ in 0..<10 {
            seen.append(await status())
            _ = await surface.send("POST", "/_sim/clock", ["advance": "PT8H"])
        }
        // 06:00, 14:00, 22:00 and so on.
        #expect(seen == [200, 200, 503, 200, 200, 503, 200, 200, 503, 200])
    }

    @Test func burstsStrikeInARow() async throws {
        try await add([
            "kind": "refuse", "bursts": ["starts": .real(0.05), "ends": .real(0.25)],
        ])
        var lost: [Bool] = []
        for _ in 0..<4000 { lost.append(await surface.weigh().delivery == .dropped) }
        let runs = lost.split(separator: false)
        let mean = Double(lost.count { $0 }) / Double(runs.count)
        // One in 0.25 is four in a row; chance alone would give 1.2.
        #expect((3...5).contains(mean), "\(mean)")
        #expect((300...1100).contains(lost.count { $0 }), "\(lost.count { $0 })")
    }

    @Test(
        arguments: [
            (["uniform": [100, 200]], 150.0, 29.0), (["normal": [300, 40]], 300, 40),
            // exp(0.5 sigma²) above the median, and the deviation that goes with it.
            (["lognormal": [100, .real(0.5)]], 113.3, 60.4),
        ] as [(JSON, Double, Double)]
    )
    func delaysAreDistributed(delay: JSON, mean: Double, deviation: Double) async throws {
        try await add(["kind": "slow", "delay": delay])
        var drawn: [Double] = []
        for _ in 0..<4000 { drawn.append(Double(await surface.weigh().milliseconds)) }
        let found = drawn.reduce(0, +) / 4000
        let spread = (drawn.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 4000).squareRoot()
        #expect(abs(found - mean) < mean / 25, "\(found)")
        #expect(abs(spread - deviation) < deviation / 8, "\(spread)")
    }

    @Test func countsOfEachKeyAreInTheSnapshot() async throws {
        try await add([
            "kind": "status", "code": 503, "per": ["header:X-Driver", "path"], "times": 2,
            "bursts": ["starts": .real(0.5), "ends": .real(0.5)], "delay": ["normal": [50, 9]],
        ])
        for driver in ["Ada", "Bo", "Ada"] { _ = await status(driver) }
        let snapshot = try await surface.ask("GET", "snapshot").answer
        #expect(!snapshot.text().contains("Ada"))
        var runs: [[Int]] = []
        for _ in 0..<2 {
            #expect(try await surface.ask("PUT", "snapshot", snapshot).status == 200)
            #expect(try await surface.ask("GET", "snapshot").answer == snapshot)
            var run: [Int] = []
            for index in 0..<20 { run.append(await status(index.isMultiple(of: 3) ? "Ada" : "Bo")) }
            runs.append(run)
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0].contains(503))
    }

    /// As files were before rules counted by key.
    @Test func olderSnapshotKeepsItsCounts() async throws {
        let snapshot: JSON = [
            "system": "weighing-yard", "now": "2026-01-05T06:00:00Z", "state": ["lorries": 3, "random": "1"],
            "faults": [
                "added": 1,
                "rules": [
                    [
                        "rule": [
                            "id": "fault-1", "kind": "status", "code": 500, "worksFirst": false, "skip": 2, "times": 2,
                        ], "matched": 3, "applied": 1, "random": "ff",
                    ]
                ],
            ],
        ]
        #expect(try await surface.ask("PUT", "snapshot", snapshot).status == 200)
        #expect(await [status(), status()] == [500, 200])
    }
}
