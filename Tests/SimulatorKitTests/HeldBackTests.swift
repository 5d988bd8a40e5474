import JSON
import SimulatorKit
import Testing

/// Requests that a fault holds back while something else happens to the simulator.
struct HeldBackTests {
    private func weighing(_ driver: String) -> String {
        "POST /gates/1/lorries HTTP/1.1\r\nHost: yard\r\nX-Driver: \(driver)\r\nConnection: close\r\n"
            + "Content-Length: 0\r\n\r\n"
    }

    private func rule(_ driver: String, worksFirst: Bool = false) -> JSON {
        [
            "id": .string(driver), "kind": "reorder", "milliseconds": 600_000, "times": 1,
            "worksFirst": .bool(worksFirst), "where": ["header:x-driver": .string(driver)],
        ]
    }

    private func body(of text: String) -> Substring {
        text.firstRange(of: "\r\n\r\n").map { text[$0.upperBound...] } ?? ""
    }

    private func waits(for total: Int64, _ surface: SimulatorSurface<WeighingYard>) async throws {
        while try await surface.ask("GET", "requests").answer["total"] != .integer(total) { await Task.yield() }
    }

    @Test func answerAfterTheJournalWasEmptiedIsNoAnswerOfAnotherRequest() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", rule("Ada"))
            async let held = RawConnection.exchange(weighing("Ada"), port: port)
            try await waits(for: 1, surface)
            _ = await surface.send("DELETE", "/_sim/requests")
            _ = await surface.send("GET", "/gatez")
            _ = await surface.send("DELETE", "/_sim/faults")
            #expect(try await body(of: held).hasPrefix("lorry 1 "))
            let answer = try await surface.ask("GET", "requests").answer
            #expect(answer["total"] == 1)
            #expect(answer["requests"]?[0]?["status"] == 404)
            #expect(answer["requests"]?[0]?["unmatched"] == true)
            #expect(answer["requests"]?[0]?["fault"] == nil)
        }
    }

    @Test(arguments: [false, true])
    func nothingOfAnOldStoryHappensInANewOne(worksFirst: Bool) async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", rule("Ada", worksFirst: worksFirst))
            async let held = RawConnection.exchange(weighing("Ada"), port: port)
            try await waits(for: 1, surface)
            _ = await surface.send("POST", "/_sim/reset")
            #expect(try await held == "")
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == 0)
            #expect(try await surface.ask("GET", "requests").answer["total"] == 0)
            #expect(try await surface.ask("GET", "transcript?digest=true").answer["lines"] == 0)
        }
    }

    @Test(arguments: [false, true])
    func whatWaitsWhenASnapshotIsRestoredIsDropped(worksFirst: Bool) async throws {
        try await withServer { surface, port in
            _ = await surface.weigh()
            _ = await surface.send("POST", "/_sim/faults", rule("Ada", worksFirst: worksFirst))
            let snapshot = try await surface.ask("GET", "snapshot").answer
            async let held = RawConnection.exchange(weighing("Ada"), port: port)
            try await waits(for: 2, surface)
            // The rule is in the snapshot too: it goes on, the request that it holds does not.
            #expect(try await surface.ask("PUT", "snapshot", snapshot).status == 200)
            let entry = try await surface.ask("GET", "requests").answer["requests"]?[1]
            #expect(entry?["aborted"] != .null)
            #expect(entry?["answered"] == .null)
            #expect(try await held == "")
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == 1)
            let lines = await surface.send("GET", "/_sim/transcript").text.split(separator: "\n")
            #expect(lines.dropLast().last?.contains(" dropped") == true)
            #expect(lines.last?.contains(" restored ") == true)
        }
    }

    @Test func whatOnlyTheAnswerTellsIsNoVerdictBeforeIt() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", rule("Ada"))
            async let held = RawConnection.exchange(weighing("Ada"), port: port)
            try await waits(for: 1, surface)
            let claims: [JSON] = [
                ["status": 200], ["fault": "Ada"], ["ended": "answered"], ["ended": "aborted"], ["unmatched": true],
            ]
            for claim in claims {
                guard case .object(var object) = claim else { continue }
                object["count"] = 0
                let (status, answer) = try await surface.ask("POST", "verify", .object(object))
                #expect(status == 409, "\(claim.text())")
                let reason = answer["error"]?.stringValue
                #expect(reason?.hasPrefix("Request 1 is held back and not answered yet") == true)
            }
            #expect(try await surface.ask("GET", "requests?status=200").status == 409)
            #expect(try await surface.ask("POST", "verify", ["method": "POST", "count": 1]).status == 200)
            let others: JSON = ["method": "GET", "status": 200, "count": 0]
            #expect(try await surface.ask("POST", "verify", others).status == 200)
            _ = await surface.send("DELETE", "/_sim/faults")
            _ = try await held
            #expect(try await surface.ask("POST", "verify", ["status": 200, "count": 1]).status == 200)
        }
    }

    @Test func whoCameFirstIsLetGoFirst() async throws {
        let drivers = ["Ada", "Bo", "Cem", "Dee", "Eve"]
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", .array(drivers.map { rule($0) }))
            try await withThrowingTaskGroup(of: (Int, Substring).self) { group in
                for (index, driver) in drivers.enumerated() {
                    group.addTask {
                        (index + 1, try await body(of: RawConnection.exchange(weighing(driver), port: port)))
                    }
                    try await waits(for: Int64(index + 1), surface)
                }
                _ = await surface.send("DELETE", "/_sim/faults")
                for try await (place, text) in group { #expect(text.hasPrefix("lorry \(place) ")) }
            }
        }
    }
}
