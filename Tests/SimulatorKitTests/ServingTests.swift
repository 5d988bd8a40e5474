import JSON
import SimulatorKit
import Testing

struct ServingTests {
    private func request(_ method: String, _ target: String, _ fields: String = "", body: String = "") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: yard\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n"
            + "\(fields)\r\n\(body)"
    }

    private func body(of answer: String) -> Substring {
        answer.firstRange(of: "\r\n\r\n").map { answer[$0.upperBound...] } ?? ""
    }

    @Test func startsOnAFreePortAndAnswers() async throws {
        try await withServer { _, port in
            let answer = try await RawConnection.exchange(request("GET", "/gates"), port: port)
            #expect(port > 0)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(body(of: answer) == "2 gates")
        }
    }

    @Test func dateFieldShowsTheVirtualClock() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/clock", ["set": "2026-01-05T05:58:11Z"])
            let answer = try await RawConnection.exchange(request("GET", "/gates"), port: port)
            #expect(answer.contains("Mon, 05 Jan 2026 05:58:11 GMT\r\n"))
        }
    }

    @Test func decodesPathQueryAndHeaders() async throws {
        try await withServer { _, port in
            let target = "/%65cho?q=rock+%26+sand"
            let answer = try await RawConnection.exchange(request("GET", target, "X-Driver: Ada\r\n"), port: port)
            #expect(body(of: answer) == "rock & sand, Ada")
            let broken = try await RawConnection.exchange(request("GET", "/%zz"), port: port)
            #expect(broken.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func droppedAnswerClosesWithoutAByteAfterTheWork() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "dropAnswer", "times": 1])
            let lost = try await RawConnection.exchange(request("POST", "/gates/1/lorries"), port: port)
            #expect(lost == "")
            let second = try await RawConnection.exchange(request("POST", "/gates/1/lorries"), port: port)
            #expect(body(of: second).hasPrefix("lorry 2 "))
            let entry = try await surface.ask("GET", "requests").answer["requests"]?[0]
            #expect(entry?["answered"] == .null)
            #expect(entry?["aborted"]?.objectValue != nil)
        }
    }

    @Test func refusedRequestClosesBeforeTheWork() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "refuse", "times": 1])
            #expect(try await RawConnection.exchange(request("POST", "/gates/1/lorries"), port: port) == "")
            let second = try await RawConnection.exchange(request("POST", "/gates/1/lorries"), port: port)
            #expect(body(of: second).hasPrefix("lorry 1 "))
        }
    }

    @Test(arguments: [0, 5, 400_000])
    func truncatedAnswerEndsAfterTheGivenBytes(bytes: Int) async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "truncate", "bytes": .integer(Int64(bytes))])
            let answer = try await RawConnection.exchange(request("GET", "/load"), port: port)
            #expect(answer.contains("Content-Length: 600000\r\n"))
            #expect(body(of: answer).utf8.count == bytes)
        }
    }

    @Test func repeatedAnswerSendsItsBodyAgainAndAgain() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "repeatBody", "bytes": 1_000_001])
            let answer = try await RawConnection.exchange(request("GET", "/gates"), port: port)
            #expect(answer.contains("Content-Length: 1000001\r\n"))
            #expect(body(of: answer).utf8.count == 1_000_001)
            #expect(body(of: answer).hasSuffix("2 gates2 gates2 "))
        }
    }

    @Test func headHasTheLengthButNoBody() async throws {
        try await withServer { _, port in
            let answer = try await RawConnection.exchange(request("HEAD", "/gates"), port: port)
            #expect(answer.contains("Content-Length: 7\r\n"))
            #expect(body(of: answer) == "")
        }
    }

    @Test func tooLargeABodyIsRefusedAndRecorded() async throws {
        try await withServer { surface, port in
            let head = "POST /gates/1/lorries HTTP/1.1\r\nHost: yard\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunk = "1000000\r\n" + String(repeating: "x", count: 0x1000000) + "\r\n"
            let answer = try await RawConnection.exchange(
                head + chunk + chunk + chunk + chunk + "1\r\nx\r\n0\r\n\r\n",
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("more than 67108864 bytes"))
            #expect(try await surface.ask("GET", "requests").answer["requests"]?[0]?["status"] == 413)
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == 0)
        }
    }

    @Test func lateAnswerComesLate() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "slow", "milliseconds": 30])
            let start = ContinuousClock.now
            let answer = try await RawConnection.exchange(request("GET", "/gates"), port: port)
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(ContinuousClock.now - start >= .milliseconds(30))
        }
    }

    @Test func aSnapshotMayBeLargerThanOtherBodies() async throws {
        try await withServer { surface, port in
            _ = await surface.weigh()
            let snapshot = try await surface.ask("GET", "snapshot").answer.canonicalText
            _ = await surface.weigh()
            // Blanks in front are a part of the document.
            let body = String(repeating: " ", count: 64 << 20) + snapshot
            let answer = try await RawConnection.exchange(request("PUT", "/_sim/snapshot", body: body), port: port)
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == 1)
        }
    }

    @Test func takenPortIsReported() async throws {
        try await withServer { surface, port in
            let error = await #expect(throws: SimulatorError.self) {
                try await SimulatorServer(surface, port: port).run { _ in }
            }
            #expect(error?.description.contains("Choose another --port") == true)
        }
    }
}
