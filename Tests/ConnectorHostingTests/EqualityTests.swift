import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import HostedSamples
import JSON
import Testing

/// H05: a connector says and does the same in both hosts, call by call and request by request.
struct EqualityTests {
    /// What the service answers: by path, with an answer that is no text among them.
    private static let service: FixtureTransport.Handler = { request throws(TransportError) in
        if request.url.hasSuffix("after=lost") {
            throw TransportError(
                reason: .connectionLost,
                requestMayHaveArrived: true,
                endpoint: "GET /notes",
                detail: "cut",
                retryAfter: .seconds(3)
            )
        }
        if request.url.hasSuffix("after=bytes") { return HTTPResponse(status: 200, body: [0xFF, 0x00, 0x80]) }
        if request.url.hasSuffix("after=refused") { return HTTPResponse(status: 401) }
        if request.url.hasSuffix("/Note/newer") { return HTTPResponse(status: 409) }
        if request.url.hasSuffix("/Note/locked") { return HTTPResponse(status: 423) }
        if request.url.hasSuffix("/Note/no") { return HTTPResponse(status: 400) }
        let notes = #"[{"text":"e\u0301 \u0000 \"x\"","size":0.1},{"size":9007199254740993},{"text":"two"}]"#
        return HTTPResponse(
            status: 200,
            headers: [HTTPField("X-A", "1"), HTTPField("X-A", "2")],
            body: Array(notes.utf8)
        )
    }

    /// Makes a connector and writes down what each of some calls gives.
    private func transcript(
        _ make: (Office) throws -> any Connector,
        _ calls: (any Connector, inout [String]) async -> Void
    ) async throws -> [String] {
        let office = Office(Self.service)
        let connector = try make(office)
        var lines: [String] = []
        await calls(connector, &lines)
        (connector as? HostedConnector)?.stop()
        lines += office.transport.requests.map { "\($0)" }
        // What a connector lets slip is taken out on the way through the pipe; apart from that the lines are equal.
        return lines
            + office.log.lines.map { line in
                "\(line.level) \(line.message) \(line.values.sorted { $0.key < $1.key })"
                    .replacing(Office.canary, with: "<redacted>")
            }
    }

    private func requireEqual(_ calls: (any Connector, inout [String]) async -> Void) async throws {
        let linked = try await transcript({ try $0.linked() }, calls)
        let hosted = try await transcript({ try $0.hosted() }, calls)
        #expect(hosted == linked)
        #expect(!linked.isEmpty)
    }

    private func told<Value>(_ call: () async throws(ConnectorError) -> Value) async -> String {
        do throws(ConnectorError) { return "\(try await call())" } catch {
            return "failed: \(error)".replacing(Office.canary, with: "<redacted>")
        }
    }

    @Test func pagesAreEqual() async throws {
        try await requireEqual { connector, lines in
            guard let source = connector.restSource else { return }
            lines.append("\(source.streams) \(connector.manifest)")
            for cursor in [nil, "7", "lost", "bytes", "refused"] {
                lines.append(
                    await told { () async throws(ConnectorError) in
                        try await source.page(of: source.streams[0], after: cursor.map { Cursor($0) })
                    }
                )
            }
        }
    }

    @Test func changesAreEqual() async throws {
        let time = Instant(microseconds: 1_767_600_000_000_001)
        let requests: [ChangeRequest] = [
            .since(nil), .since(time), .at(time, behind: nil), .at(time, behind: "5"), .page(token: "t", since: time),
            .page(token: "expired", since: nil), .offset(40, since: nil),
        ]
        try await requireEqual { connector, lines in
            guard let source = connector.incrementalSource else { return }
            lines.append("\(source.incrementalStreams)")
            for stream in source.incrementalStreams {
                for request in requests {
                    lines.append(
                        await told { () async throws(ConnectorError) in try await source.changes(of: stream, request) }
                    )
                }
                for text in ["2026-01-05T05:58:11Z", "none"] {
                    lines.append("\(String(describing: source.position(ofEarlier: Cursor(text), in: stream)))")
                }
            }
            lines.append("\(String(describing: connector.expiringCredentials?.credentialsExpireAt))")
            if let locks = connector.periodLockSource {
                lines.append(await told { () async throws(ConnectorError) in try await locks.ledgerLocks() })
            }
        }
    }

    @Test func deliveriesAreEqual() async throws {
        let batch = ["one", "newer", "locked", "no"].map { Office.note($0) }
        try await requireEqual { connector, lines in
            guard let sink = connector.restSink else { return }
            let limits = [sink.batchLimit, sink.batchBytes, sink.parallelCalls]
            let schedule = (1...4).map { sink.retrySchedule.delay(beforeAttempt: $0) }
            lines.append("\(limits) \(sink.keepsOrder) \(sink.batchAge) \(sink.retrySchedule.attempts) \(schedule)")
            lines.append(await told { () async throws(ConnectorError) in try await sink.apply(batch) })
            lines.append(await told { () async throws(ConnectorError) in try await sink.find(batch) })
        }
    }

    @Test func filesAreEqual() async throws {
        let texts = ["a\nb\n\nc\n", "a\n!\nb\n", "a\nb", ""]
        try await requireEqual { connector, lines in
            guard let source = connector.fileSource, let sink = connector.fileSink else { return }
            lines.append("\(source.fileStreams)")
            for (number, text) in (texts + ["x\n"]).enumerated() {
                let file = ArrivedFile(
                    name: number == texts.count ? "old.txt" : "\(number).txt",
                    size: Int64(text.utf8.count),
                    digest: "d",
                    modifiedAt: Instant(seconds: 5)
                )
                do throws(FileFault) {
                    var reader = try source.reader(of: file, in: source.fileStreams[0])
                    for byte in text.utf8 { lines.append("\(try reader.take([byte]))") }
                    lines.append("\(try reader.finish())")
                } catch {
                    lines.append("\(error.kind) \(error.reason)")
                }
            }
            lines.append("\(sink.file(for: Office.note("x")))")
            lines.append("\(sink.file(for: Delivery(key: "k", object: "Note", payload: [:])))")
        }
    }

    @Test func webhooksAreEqual() async throws {
        try await requireEqual { connector, lines in
            guard let source = connector.webhookSource, let sink = connector.webhookSink else { return }
            // A secret prints as redacted: its equality is asked for.
            let linked = (connector as? NotesConnector) ?? (try? Office().linked())
            lines.append("\(source.endpoints) \(source.endpoints == linked?.endpoints)")
            lines.append("\(sink.target) \(sink.target.keys == linked?.target.keys)")
            let webhook = ReceivedWebhook(
                endpoint: "timestamped",
                id: "7",
                receivedAt: Instant(seconds: 5),
                headers: [HTTPField("X-Kind", "k")],
                body: [0xFF, 1, 2]
            )
            lines.append("\(source.content(of: webhook))")
            lines.append("\(String(describing: sink.event(for: Office.note("x"))))")
            lines.append("\(String(describing: sink.event(for: Delivery(key: "k", object: "Other", payload: 1))))")
        }
    }

    @Test func aWaitAndItsCancellationAreEqual() async throws {
        let office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array(#"[{"text":"x","do":"sleep"}]"#.utf8))
        }
        let connector = try office.hosted()
        let stream = connector.streams[0]
        async let page = connector.page(of: stream, after: nil)
        try await office.clock.untilSleeping(1)
        office.clock.advance(by: .seconds(3_600))
        #expect(try await page.records.map(\.occurredAt) == [office.clock.now])

        let cancelled = Task { () -> String in
            do throws(ConnectorError) { return "\(try await connector.page(of: stream, after: nil))" } catch {
                return "\(error)"
            }
        }
        try await office.clock.untilSleeping(1)
        cancelled.cancel()
        #expect(await cancelled.value == "cancelled")
        connector.stop()
    }
}
