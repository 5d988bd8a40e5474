import CanonicalModel
public import ConnectorKit
import JSON

extension NotesConnector: FileSource, FileSink {
    /// Text files with a note a line.
    public var fileStreams: [FileStream] {
        [FileStream(SourceStream(name: "lines", object: "Note"), patterns: ["*.txt", "?.note"], badRows: .rejectFile)]
    }

    /// Reads lines; a name with `old` in it is refused, and for one with `clock` the time is asked first.
    public func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        guard !file.name.contains("old") else { throw FileFault(kind: "old_file", "\(file.name) is of an old kind") }
        if file.name.contains("clock") { _ = services.clock.now }
        return LineReaderOfNotes(file: file)
    }

    /// A file with the delivery's text; none for one without a text.
    public func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        guard let text = delivery.payload["text"]?.stringValue else { return .rejected(reason: "there is no text") }
        let bytes = Array(text.utf8) + [0xFF, 0x00]
        return .file(OutgoingFile(name: "\(delivery.key).txt", bytes: bytes, controlTotals: delivery.controlTotals))
    }
}

/// A note a line; a line `!` is no file at all, and a line `trap` ends the process.
struct LineReaderOfNotes: FileRecordReader {
    let file: ArrivedFile
    private var rest: [UInt8] = []
    private var count = 0

    init(file: ArrivedFile) { self.file = file }

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        rest += bytes
        var items: [FileItem] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            items.append(try item(String(decoding: rest[..<end], as: UTF8.self)))
            rest.removeSubrange(...end)
        }
        return items
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        guard rest.isEmpty else { throw FileFault("row \(count + 1): the file is cut off") }
        return []
    }

    private mutating func item(_ text: String) throws(FileFault) -> FileItem {
        count += 1
        if text == "!" { throw FileFault("row \(count): no note") }
        if text == "trap" { _ = text.utf8[text.utf8.index(after: text.utf8.endIndex)] }
        guard !text.isEmpty else {
            return .reject(
                SourceReject(kind: "empty", subject: "\(file.name):\(count)", reason: "row \(count) is empty")
            )
        }
        let payload: JSON = ["text": .string(text)]
        return .record(SourceRecord(id: text, object: "Note", occurredAt: file.modifiedAt, payload: payload))
    }
}

extension NotesConnector: WebhookSource, WebhookSink {
    /// One endpoint for each way of proving whose a delivery is.
    public var endpoints: [WebhookEndpoint] {
        let key = WebhookKey(Secret("bm90ZXM="), encoding: .base64)
        let timestamped = TimestampedHMAC(
            keys: [key],
            signatureHeader: "X-Sig",
            timestampHeader: "X-At",
            unit: .milliseconds
        )
        return [
            WebhookEndpoint(
                name: "standard",
                authentication: .standardWebhooks(
                    keys: [Secret("whsec_YQ==")],
                    prefix: "svix",
                    tolerance: .seconds(60)
                ),
                deliveryID: .header("svix-id")
            ),
            WebhookEndpoint(
                name: "timestamped",
                authentication: .timestampedHMAC(timestamped),
                deliveryID: .member(["event", "id"]),
                bodyLimit: 1024,
                contentTypes: [],
                keptHeaders: ["X-Kind"],
                rate: WebhookEndpoint.Rate(perMinute: 90),
                origins: ["*"]
            ),
            WebhookEndpoint(
                name: "body",
                authentication: .bodyHMAC(keys: [key], headers: ["X-Sig"], form: .hexadecimal(prefix: "sha256=")),
                deliveryID: .bodyDigest
            ),
            WebhookEndpoint(
                name: "base64",
                authentication: .bodyHMAC(keys: [key], headers: ["X-Sig"], form: .base64),
                deliveryID: .cloudEvent
            ),
            WebhookEndpoint(
                name: "token",
                authentication: .header(name: "X-Token", values: [Secret("t")]),
                deliveryID: .bodyDigest
            ),
        ]
    }

    /// One note for each delivery.
    public func content(of webhook: ReceivedWebhook) -> WebhookContent {
        let text = "\(webhook.endpoint) \(webhook.header("x-kind") ?? "") \(webhook.body.count)"
        let record = SourceRecord(
            id: webhook.id,
            object: "Note",
            occurredAt: webhook.receivedAt,
            payload: ["text": .string(text)]
        )
        return WebhookContent(records: [record])
    }

    /// A target.
    public var target: WebhookTarget {
        WebhookTarget(url: "https://example.com/hook", keys: [Secret("whsec_YWJj")], deadline: .seconds(15))
    }

    /// Tells of notes.
    public func event(for delivery: Delivery) -> WebhookEvent? {
        delivery.object == "Note" ? WebhookEvent(type: "note.written", body: delivery.payload) : nil
    }
}
