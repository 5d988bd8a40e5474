import CanonicalModel
public import ConnectorKit
import Foundation
import JSON

/// A connector with every capability, for the tests of hosting: notes of a made-up service.
///
/// What a delivery's member `do` says happens to the process that it is handed to.
public struct NotesConnector: Connector {
    /// Name and keys.
    public static let manifest = ConnectorManifest(
        id: "notes",
        version: "1.2.0",
        summary: "Notes of a service that exists in tests only.",
        configuration: [
            ConfigurationKey("address", .address(schemes: ["http"]), required: true, summary: "Where it is."),
            ConfigurationKey("key", .secret, required: true, summary: "Lets in."),
            ConfigurationKey("size", .integer(1...500), default: "100", summary: "Notes a page."),
            ConfigurationKey("tags", .texts, summary: "Which notes."),
            ConfigurationKey("mapping", .document, summary: "What is what."),
            ConfigurationKey("strict", .boolean, summary: "Whether to be."),
        ],
        reads: ["Note"],
        writes: ["Note"],
        wireVersions: ["notes/3"],
        limits: CallLimits(budgets: [RateBudget(calls: 10, per: .seconds(1))], concurrentCalls: 3)
    )

    let address: String
    private let key: Secret
    /// Transport, clock and log.
    public let services: ConnectorServices

    /// Reads the configuration; the address `http://refused.invalid` is none.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        address = try configuration.requiredText("address")
        guard let key = configuration.secret("key") else {
            throw .invalidConfiguration(key: "key", reason: "is missing")
        }
        guard address != "http://refused.invalid" else {
            throw .invalidConfiguration(key: "address", reason: "names a service that was closed")
        }
        if address == "http://trap.invalid" { Self.trap() }
        self.key = key
        self.services = services
    }

    /// Asks the service; tells of the environment too.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        let answer = try await get("/check")
        let mapping = ProcessInfo.processInfo.environment.keys.sorted().joined(separator: " ")
        return [
            CheckFinding(
                answer.status == 200 ? .passed : .failed,
                "the service answered \(answer.status)",
                credentials: answer.status == 200 ? .accepted : .refused
            ),
            CheckFinding(.passed, "the key is \(key.withValue { $0 })"),
            CheckFinding(.warning, "the environment has \(mapping)"),
        ]
    }

    func get(_ path: String) async throws(ConnectorError) -> HTTPResponse {
        let header = key.withValue { HTTPField("Authorization", "Bearer \($0)") }
        return try await send(HTTPRequest(url: address + path, headers: [header], deadline: .seconds(5)))
    }

    func post(_ path: String, _ body: JSON) async throws(ConnectorError) -> HTTPResponse {
        try await send(HTTPRequest(method: "POST", url: address + path, body: body.canonicalBytes))
    }

    private func send(_ request: HTTPRequest) async throws(ConnectorError) -> HTTPResponse {
        let answer: HTTPResponse
        do throws(TransportError) { answer = try await services.transport.send(request) } catch {
            throw ConnectorError(error)
        }
        let leaked = key.withValue { $0 }
        guard answer.status != 401 else {
            throw .unauthorized(endpoint: request.url, reason: "the service refused the key \(leaked)")
        }
        services.log.write(.info, "asked", ["status": String(answer.status), "header": leaked])
        return answer
    }

    /// Does what a delivery says, where that is no answer.
    func misbehave(_ deed: String?) async {
        switch deed {
        case "trap": Self.trap()
        case "hang": while true {}
        case "print": print("this line is for a person")
        case "spin": while services.clock.now.seconds >= 0 {}
        case "shout": Self.shout("a" + String(repeating: "b", count: 200_000), "and this comes behind it")
        case "whisper": Self.shout(key.withValue { String(repeating: "x", count: 490) + $0 })
        case "start": startProgram()
        case "sleep": try? await services.clock.sleep(until: services.clock.now.adding(.seconds(3_600)))
        default: break
        }
    }

    private static func shout(_ lines: String...) {
        for line in lines { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
    }

    /// Starts a program that shows what it can read, and stays.
    private func startProgram() {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "readlink /proc/$$/fd/0 >&2; echo started >&2; exec sleep 600"]
        try? process.run()
        services.log.write(.info, "program", ["number": String(process.processIdentifier)])
    }

    private static func trap() {
        let none: [Int] = []
        print(none[services(none)])
    }

    private static func services(_ list: [Int]) -> Int { list.count + 1 }
}

extension NotesConnector: RESTSource {
    /// One stream.
    public var streams: [SourceStream] { [SourceStream(name: "notes", object: "Note")] }

    /// Reads notes; the body of the service's answer is a list of texts.
    public func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let answer = try await get("/notes?after=\(cursor?.text ?? "")")
        guard let notes = (try? JSON(parsing: answer.body))?.arrayValue else {
            throw .unexpectedAnswer(endpoint: address, reason: "no list")
        }
        var records: [SourceRecord] = []
        var rejects: [SourceReject] = []
        for note in notes {
            guard let text = note["text"]?.stringValue else {
                let excerpt = note["do"] == "leak" ? key.withValue { $0 } : ""
                rejects.append(
                    SourceReject(kind: "no_text", subject: "note", reason: "a note has no text", excerpt: excerpt)
                )
                continue
            }
            await misbehave(note["do"]?.stringValue)
            let author = note["author"] ?? "ann"
            records.append(
                SourceRecord(
                    id: text,
                    object: "Note",
                    occurredAt: services.clock.now,
                    payload: ["author": author, "text": .string(text), "size": note["size"] ?? .null]
                )
            )
        }
        return RecordPage(records: records, rejects: rejects, next: Cursor("\(records.count)"), hasMore: false)
    }
}

extension NotesConnector: RESTSink {
    /// Ten.
    public var batchLimit: Int { 10 }
    /// Four attempts.
    public var retrySchedule: RetrySchedule { .fixed([.zero, .milliseconds(1500), .seconds(60), .seconds(60)]) }

    /// Posts each delivery.
    public func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch {
            let answer = try await post("/notes/\(delivery.key)", delivery.payload)
            await misbehave(delivery.payload["do"]?.stringValue)
            switch answer.status {
            case 200 where delivery.payload["do"] == "leak":
                outcomes.append(.rejected(reason: "not with \(key.withValue { $0 })"))
            case 200: outcomes.append(.applied(FoundRecord(reference: delivery.key, totals: delivery.controlTotals)))
            case 409: outcomes.append(.conflict(reason: "newer"))
            case 423: outcomes.append(.retryLater(after: .seconds(7), reason: "locked"))
            default: outcomes.append(.rejected(reason: "status \(answer.status)"))
            }
        }
        return outcomes
    }

    /// Asks for each delivery.
    public func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        var found: [FoundRecord?] = []
        for delivery in batch {
            let answer = try await get("/notes/\(delivery.key)")
            found.append(
                answer.status == 200 ? FoundRecord(reference: delivery.key, totals: delivery.controlTotals) : nil
            )
        }
        return found
    }
}
