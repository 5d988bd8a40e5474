import ConnectorKit
import Foundation
import RecordingProxy
import Recordings
import Testing

/// What the recorder takes from its clients, as a socket sees it.
struct ProxyRequestTests {
    /// Answers every request alike, and remembers what it was asked.
    private actor System: HTTPTransport {
        private(set) var asked: [String] = []

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            asked.append("\(request.method) \(request.url)")
            let isHead = request.method == "HEAD"
            let length = HTTPField("Content-Length", isHead ? "4711" : "2")
            return HTTPResponse(status: 200, headers: [length], body: isHead ? [] : Array("ok".utf8))
        }
    }

    /// What a proxy of `https://fleet.example/api` answers to requests, and what it recorded.
    private func exchange(
        _ requests: [String],
        host: String = "127.0.0.1",
        with system: System = System()
    ) async throws -> (answers: [String], recording: Recording) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let header = RecordingHeader(
            system: "fleet",
            version: "3",
            recorded: "2026-01-05T06:00:00Z",
            address: "https://fleet.example/api",
            masking: .standard(adding: [])
        )
        let proxy = try RecordingProxy(header, into: file, over: system, host: host)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let running = Task {
            defer { continuation.finish() }
            try await proxy.run { continuation.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        var answers: [String] = []
        if let port = await iterator.next() {
            for request in requests {
                let text = request.replacing("PORT", with: "\(port)") + "Connection: close\r\n\r\n"
                answers.append(try await RawClient.exchange(text, port: port))
            }
        }
        running.cancel()
        _ = await running.result
        return (answers, try Recording(reading: [UInt8](Data(contentsOf: file))))
    }

    private func status(_ answer: String?) -> Int? { answer.flatMap { Int($0.dropFirst(9).prefix(3)) } }

    /// A page of a foreign site can have its name lead to this machine, but not say another name.
    @Test(arguments: [
        ("evil.example:PORT", 421), ("evil.example", 421), ("127.0.0.1.evil.example:PORT", 421), ("10.0.0.1", 421),
        ("[::2]:PORT", 421), ("127.0.0.1:PORT", 200), ("localhost:PORT", 200), ("LocalHost", 200), ("[::1]:PORT", 200),
    ])
    func onlyRequestsForThisMachineAreTaken(_ host: String, _ expected: Int) async throws {
        let system = System()
        let (answers, recording) = try await exchange(["GET /a HTTP/1.1\r\nHost: \(host)\r\n"], with: system)
        #expect(status(answers.first) == expected, "\(answers)")
        #expect(await system.asked.count == (expected == 200 ? 1 : 0))
        #expect(recording.exchanges.count == (expected == 200 ? 1 : 0))
    }

    @Test func whoeverListensForOthersTakesAnyName() async throws {
        let (answers, _) = try await exchange(["GET /a HTTP/1.1\r\nHost: recorder.kst.example\r\n"], host: "0.0.0.0")
        #expect(status(answers.first) == 200)
    }

    @Test(arguments: [
        ("/a/../b?c=/../d", "/b?c=/../d"), ("/../../b", "/b"), ("/a/./b/.", "/a/b/"), ("/a/b/..", "/a/"),
        ("/%2e%2E/b", "/b"), ("/a/.%2e/b", "/b"), ("/a/...", "/a/..."), ("/a//b/", "/a//b/"), ("/", "/"),
        ("/.b/..c?x", "/.b/..c?x"),
    ])
    func whatIsRecordedIsWhatTheSystemIsAsked(_ target: String, _ resolved: String) async throws {
        let system = System()
        let (_, recording) = try await exchange(["GET \(target) HTTP/1.1\r\nHost: localhost\r\n"], with: system)
        #expect(recording.exchanges.map(\.request.target) == [resolved])
        #expect(await system.asked == ["GET https://fleet.example/api\(resolved)"])
    }

    @Test func theLengthOfWhatHasNoBodyIsTold() async throws {
        let (answers, recording) = try await exchange([
            "HEAD /a HTTP/1.1\r\nHost: localhost\r\n", "GET /a HTTP/1.1\r\nHost: localhost\r\n",
        ])
        #expect(answers.first?.lowercased().contains("content-length: 4711\r\n") == true, "\(answers)")
        #expect(answers.last?.lowercased().contains("content-length: 2\r\n") == true, "\(answers)")
        #expect(recording.exchanges.map { $0.answer?.headers.value("Content-Length") } == ["4711", nil])
    }
}
