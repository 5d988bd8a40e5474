import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing
import WebhookEndpoint

@Suite(.timeLimit(.minutes(2)))
struct WebhookServerTests {
    /// Problem details say what is wrong and repeat nothing of the delivery.
    private func expectProblem(_ answer: Answer, _ status: Int, _ detail: String) throws {
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.header("content-type") == "application/problem+json")
        let problem = try JSON(parsing: String(answer.body))
        #expect(problem["type"] == "about:blank")
        #expect(problem["status"] == .integer(Int64(status)))
        #expect(problem["title"]?.stringValue?.isEmpty == false)
        #expect(problem["detail"]?.stringValue?.contains(detail) == true, "\(problem)")
        #expect(!answer.text.contains(GateHook.token))
    }

    @Test func aDeliveryIsAnsweredOnceItIsDurable() async throws {
        try await withGate { gate in
            let answer = try await gate.deliver("d-1", #"{"lorry":1}"#)
            #expect(answer.status == 204)
            let reference = RecordReference(system: "gate", id: "webhook/lorries/d-1")
            let kept = try await gate.store.receivedRecord(reference)
            #expect(kept?.record.payload["text"] == #"{"lorry":1}"#)

            #expect(try await gate.deliver("d-1", #"{"lorry":1}"#).status == 204)
            #expect(try await gate.deliver("d-1", #"{"lorry":2}"#).status == 202)
            #expect(try await gate.store.cases(onlyOpen: true).map(\.proposal.kind) == ["webhook_conflict"])
        }
    }

    @Test func severalDeliveriesShareAConnection() async throws {
        try await withGate { gate in
            let client = try SocketClient(port: gate.port)
            for number in 0..<3 {
                await client.send(
                    Gate.request("POST", "/webhooks/gate/lorries", Gate.fields("d-\(number)"), body: "{}")
                )
                #expect(await client.answer().status == 204)
            }
            await client.send(Gate.request("POST", "/webhooks/gate/lorries", [], body: "{}"))
            #expect(await client.answer().status == 415)
            await client.send(Gate.request("GET", "/health", [], body: ""))
            #expect(await client.answer().status == 200)
            #expect(try await gate.deliveries() == 3)
        }
    }

    @Test func whatIsNotTakenIsToldAsAProblem() async throws {
        try await withGate { gate in
            let path = "/webhooks/gate/lorries"
            let fields = Gate.fields("d-1")
            try expectProblem(
                try await gate.send(
                    "POST",
                    path,
                    ["X-Token: wrong-token-of-the-gate"] + fields.dropFirst(),
                    body: "{}"
                ),
                401,
                "not authentic"
            )
            try expectProblem(try await gate.send("POST", path, Array(fields.dropFirst()), body: "{}"), 401, "not")
            try expectProblem(try await gate.send("POST", path, [fields[0], fields[2]], body: "{}"), 400, "X-Delivery")
            try expectProblem(try await gate.send("POST", path, [fields[0], fields[1]], body: "{}"), 415, "media type")
            for wrong in ["/webhooks/gate/trains", "/webhooks/yard/lorries", "/webhooks/gate", "/", "/webhooks/%zz/x"] {
                try expectProblem(try await gate.send("POST", wrong, fields, body: "{}"), 404, "no such endpoint")
            }
            for method in ["GET", "PUT", "DELETE"] {
                let answer = try await gate.send(method, path, fields)
                try expectProblem(answer, 405, "POST, OPTIONS")
                #expect(answer.header("allow") == "POST, OPTIONS")
            }
            #expect(try await gate.deliveries() == 0)
            #expect(!gate.log.lines.isEmpty)
            #expect(!"\(gate.log.lines)".contains("token-of-the-gate"))
        }
    }

    @Test func moreSignaturesThanAreLookedAtAreAProblem() async throws {
        try await withGate(signed: true) { gate in
            let fields = ["Content-Type: application/json"] + Array(repeating: "X-Signature: AAAA", count: 17)
            let path = "/webhooks/gate/lorries"
            try expectProblem(try await gate.send("POST", path, fields, body: "{}"), 400, "16 signatures")
            let fewer = try await gate.send("POST", path, Array(fields.dropLast()), body: "{}")
            try expectProblem(fewer, 401, "not authentic")
            #expect(try await gate.deliveries() == 0)
        }
    }

    @Test func anEventWhoseIDNobodySignsIsAProblemThatSaysWhatToSend() async throws {
        try await withGate(signed: true) { gate in
            // The HMAC-SHA256 of the body under the gate's token, computed by Python.
            let code = "OZP/DSlGnEp/hF0WQCetfmOBF3dA8xq/YENmz1jyC/I="
            let fields = ["Content-Type: application/json", "X-Signature: \(code)"]
            let path = "/webhooks/gate/lorries"
            let binary = fields + ["ce-id: 1", "ce-source: /gate"]
            let answer = try await gate.send("POST", path, binary, body: "{}")
            try expectProblem(answer, 400, "application/cloudevents+json")
            #expect(try await gate.deliveries() == 0)
            #expect(try await gate.send("POST", path, fields, body: "{}").status == 204)
        }
    }

    @Test func aBodyThatIsAnnouncedAsTooLargeIsRefusedBeforeItIsSent() async throws {
        try await withGate { gate in
            let client = try SocketClient(port: gate.port)
            let fields = Gate.fields("d-1") + ["Content-Length: 10485760", "Expect: 100-continue"]
            await client.send(
                (["POST /webhooks/gate/lorries HTTP/1.1", "Host: purlin"] + fields).joined(separator: "\r\n")
                    + "\r\n\r\n"
            )
            try expectProblem(await client.answer(), 413, "1000 bytes")
            #expect(await client.isClosed())
            #expect(try await gate.deliveries() == 0)
        }
    }

    @Test(arguments: [true, false])
    func tenMegabytesAreRefusedAfterTheLimit(isAnnounced: Bool) async throws {
        try await withGate { gate in
            let client = try SocketClient(port: gate.port)
            let body = String(repeating: "x", count: 10 << 20)
            if isAnnounced {
                await client.send(Gate.request("POST", "/webhooks/gate/lorries", Gate.fields("d-1"), body: body))
            } else {
                let head = ["POST /webhooks/gate/lorries HTTP/1.1", "Host: purlin", "Transfer-Encoding: chunked"]
                await client.send((head + Gate.fields("d-1")).joined(separator: "\r\n") + "\r\n\r\n")
                await client.send("\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n")
            }
            let answer = await client.answer()
            try expectProblem(answer, 413, "1000 bytes")
            #expect(answer.header("connection") == "close", "the rest was not read")
            #expect(await client.isClosed())
            #expect(try await gate.deliveries() == 0)
            #expect(try await gate.deliver("d-1").status == 204, "the next one is taken")
        }
    }

    @Test func aSlowBodyIsGivenUpAndHoldsUpNobody() async throws {
        try await withGate { gate in
            let slow = try SocketClient(port: gate.port)
            let request = Gate.request("POST", "/webhooks/gate/lorries", Gate.fields("d-1"), body: #"{"lorry":1}"#)
            await slow.send(String(request.dropLast(3)))
            try await gate.socketClock.untilSleeping(1)
            #expect(try await gate.deliver("d-2").status == 204)
            gate.socketClock.advance(by: .seconds(9))
            #expect(try await gate.deliver("d-3").status == 204)
            gate.socketClock.advance(by: .seconds(1))
            try expectProblem(await slow.answer(), 408, "10.0 seconds")
            #expect(await slow.isClosed())
            #expect(try await gate.deliveries() == 2)
        }
    }

    @Test func aThousandDuplicatesOverManyConnectionsAreOneDelivery() async throws {
        try await withGate { gate in
            let port = gate.port
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<20 { group.addTask { try await Self.repeated(50, port: port) } }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(statuses == Array(repeating: 204, count: 1000))
            #expect(try await gate.deliveries() == 1)
        }
    }

    /// The same delivery again and again on one connection.
    private static func repeated(_ times: Int, port: Int) async throws -> [Int] {
        let client = try SocketClient(port: port)
        var statuses: [Int] = []
        for _ in 0..<times {
            await client.send(Gate.request("POST", "/webhooks/gate/lorries", Gate.fields("d-1"), body: "{}"))
            statuses.append(await client.answer().status)
        }
        return statuses
    }

    @Test func aRateThatIsUsedUpTellsWhenToComeBack() async throws {
        try await withGate(rate: .init(perMinute: 2)) { gate in
            #expect(try await gate.deliver("d-1").status == 204)
            #expect(try await gate.deliver("d-2").status == 204)
            let refused = try await gate.deliver("d-3")
            try expectProblem(refused, 429, "repeat later")
            #expect(refused.header("retry-after") == "30")
        }
    }

    @Test func aStoreThatFailsIsToldSoThatTheSenderRepeats() async throws {
        try await withGate(store: { BrokenStore(inner: $0) }) { gate in
            let refused = try await gate.deliver("d-1")
            try expectProblem(refused, 503, "repeat it")
            #expect(refused.header("retry-after") == "30")
            #expect(try await gate.send("GET", "/health").status == 503)
        }
    }

    @Test func anOriginAsksForPermissionBeforeItSends() async throws {
        try await withGate(rate: .init(perMinute: 120)) { gate in
            let path = "/webhooks/gate/lorries"
            let allowed = try await gate.send("OPTIONS", path, ["WebHook-Request-Origin: yard.example"])
            #expect(allowed.status == 204)
            #expect(allowed.header("webhook-allowed-origin") == "yard.example")
            #expect(allowed.header("webhook-allowed-rate") == "120")
            let foreign = try await gate.send("OPTIONS", path, ["WebHook-Request-Origin: elsewhere.example"])
            #expect(foreign.status == 403)
            #expect(foreign.header("webhook-allowed-origin") == nil)
            #expect(try await gate.send("OPTIONS", path).header("allow") == "POST, OPTIONS")
        }
    }

    @Test func whatIsUnderWayWhenTheServerStopsIsFinished() async throws {
        try await withGate { gate in
            let client = try SocketClient(port: gate.port)
            let request = Gate.request("POST", "/webhooks/gate/lorries", Gate.fields("d-1"), body: "{}")
            await client.send(String(request.dropLast(1)))
            try await gate.socketClock.untilSleeping(1)
            gate.server.cancel()
            await client.send("}")
            #expect(await client.answer().status == 204)
            try await gate.server.value
            #expect(try await gate.deliveries() == 1)
            #expect(throws: SocketClient.Failure.self) { _ = try SocketClient(port: gate.port) }
        }
    }

    @Test func aTakenPortIsReported() async throws {
        try await withGate { gate in
            await #expect(throws: WebhookServerError.self) {
                let desk = try WebhookDesk(
                    settings: RuntimeSettings(systems: [], flows: [], people: []),
                    store: gate.store,
                    clock: gate.socketClock,
                    log: gate.log
                )
                try await WebhookServer(desk, configuration: .init(port: gate.port), clock: gate.socketClock).run { _ in
                }
            }
        }
    }
}

/// A store on a full disk.
private struct BrokenStore: StoreRelay {
    let inner: any RuntimeStore

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        throw .unavailable("the disk is full")
    }

    func willRead(_ what: String) async throws(StoreError) {
        throw .unavailable("the disk is full")
    }
}
