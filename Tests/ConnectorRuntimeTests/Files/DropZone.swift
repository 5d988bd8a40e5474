import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// A system that drops notes, one a line as `author:text`, and takes notes as files of one line.
///
/// `bad` begins a line that is no note; `!cut` is a line that makes the file one that was cut off.
struct NoteFiles: FileSource, FileSink {
    static let manifest = ConnectorManifest(
        id: "note-files",
        version: "1.0.0",
        summary: "Notes in files, for tests.",
        configuration: [],
        reads: ["Note"],
        writes: ["Note"],
        wireVersions: []
    )

    var badRows = FileStream.BadRows.skipped
    /// The longest line that is taken, in bytes.
    var longestLine = 1000
    /// What becomes of a note, by the configuration.
    var rendering = Rendering.note

    enum Rendering: Sendable {
        case note, nothing
        /// Another name, other bytes and other totals.
        case other(prefix: String)
    }
    /// Whether a note is a state of what its author says, `author@digest`.
    var tellsStates = false
    /// How a line begins that is no note.
    var badAuthor = "bad"
    /// How many bytes readers were given.
    let handedOver = HandedOver()

    init(badRows: FileStream.BadRows = .skipped) { self.badRows = badRows }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    var fileStreams: [FileStream] {
        [FileStream(SourceStream(name: "notes", object: "Note"), patterns: ["*.csv", "notes*.txt"], badRows: badRows)]
    }

    func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        NoteLines(longestLine: longestLine, tellsStates: tellsStates, badAuthor: badAuthor, handedOver)
    }

    func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        guard let text = delivery.payload["text"]?.stringValue, !text.isEmpty else {
            return .rejected(reason: "a note has no text")
        }
        let name = text.contains("/") ? text : "\(text).csv"
        switch rendering {
        case .note: break
        case .nothing: return .rejected(reason: "notes are not written")
        case .other(let prefix):
            let bytes = Array("\(prefix)\(text)\n".utf8)
            return .file(OutgoingFile(name: prefix + name, bytes: bytes, controlTotals: ["worth": 2]))
        }
        return .file(OutgoingFile(name: name, bytes: Array("note:\(text)\n".utf8), controlTotals: ["worth": 1]))
    }
}

/// Counts bytes.
final class HandedOver: Sendable {
    private let bytes = Mutex(0)

    var count: Int { bytes.withLock { $0 } }

    func add(_ count: Int) { bytes.withLock { $0 += count } }
}

/// Takes lines; its longest one and nothing else of the file is held.
struct NoteLines: FileRecordReader {
    let longestLine: Int
    let tellsStates: Bool
    let badAuthor: String
    private let handedOver: HandedOver
    private var rest: [UInt8] = []
    private var number = 0

    init(longestLine: Int, tellsStates: Bool, badAuthor: String, _ handedOver: HandedOver) {
        (self.longestLine, self.tellsStates, self.badAuthor) = (longestLine, tellsStates, badAuthor)
        self.handedOver = handedOver
    }

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        rest += bytes
        handedOver.add(bytes.count)
        var items: [FileItem] = []
        while let end = rest.firstIndex(of: 0x0A) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest.removeSubrange(...end)
            number += 1
            if let item = try item(line) { items.append(item) }
        }
        guard rest.count <= longestLine else {
            throw FileFault("row \(number + 1) is longer than \(longestLine) bytes")
        }
        return items
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        guard rest.isEmpty else { throw FileFault("row \(number + 1) has no end; the file is cut off") }
        return []
    }

    private func item(_ line: String) throws(FileFault) -> FileItem? {
        if line == "!cut" { throw FileFault("row \(number): the file is cut off") }
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] != badAuthor else {
            return .reject(SourceReject(kind: "unusable_row", subject: "row \(number)", reason: "is no author:text"))
        }
        let note = NoteSource.note(parts[0], parts[1])
        guard tellsStates else { return .record(note) }
        let id = "\(parts[0])@\(ContentDigest(parts[1].utf8).short)"
        return .record(SourceRecord(id: id, object: note.object, occurredAt: note.occurredAt, payload: note.payload))
    }
}

/// A runtime between a drop zone and a ledger, on a clock that a test moves.
struct DropZone {
    static let folders = ["incoming", "outgoing"]
    /// Where `Note/hello` lies until it is whole, whatever its name will be.
    static let temporary = "outgoing/.4ef89c00ea6a49a8.partial"

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    var store: any RuntimeStore = InMemoryStore()
    let files: InMemoryFileTransport
    let sink = NoteSink()
    let spool: TemporaryFolder
    /// Another one needs a new process, which knows nothing of what the last one saw.
    var connector = NoteFiles() {
        didSet { watched = FilePlace(transport: files, name: "memory", spool: spool.path) }
    }
    var readiness = FilePlace.Readiness()
    var limit: Int64 = 1 << 20
    var backlogLimit = 10_000
    var decrypt: (any FileFilter)?
    var encrypt: (any FileFilter)?
    var outgoing = "outgoing"
    /// What tells the place from others, if it is not its name.
    var identity: String?
    /// What the runtime speaks to, if it is not the place in memory.
    var transport: (any FileTransport)?
    private var watched: FilePlace

    init(tellsTimes: Bool = true, spool: TemporaryFolder? = nil) throws {
        files = InMemoryFileTransport(folders: Self.folders, tellsTimes: tellsTimes)
        let spool = try spool ?? TemporaryFolder()
        self.spool = spool
        watched = FilePlace(transport: files, name: "memory", spool: spool.path)
    }

    var place: FilePlace {
        var place = transport.map { FilePlace(transport: $0, name: "place", spool: spool.path) } ?? watched
        place.folders.outgoing = outgoing
        place.identity = identity ?? place.identity
        place.readiness = readiness
        place.limit = limit
        place.decrypt = decrypt
        place.encrypt = encrypt
        return place
    }

    private let people = [Person(id: "eve", roles: ["editor", "integration-operator"])]

    /// Notes are read from the drop zone and written to a ledger.
    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: connector, pollInterval: .seconds(60), files: place),
                ConfiguredSystem(name: "ledger", connector: sink, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: ["paper"], target: "ledger")],
            people: people,
            backlogLimit: backlogLimit
        )
    }

    /// Whatever is planned is written to the drop zone.
    var sendingSettings: RuntimeSettings {
        RuntimeSettings(
            systems: [ConfiguredSystem(name: "paper", connector: connector, pollInterval: .seconds(60), files: place)],
            flows: [FlowBinding(flow: NoteFlow(), sources: [], target: "paper")],
            people: people
        )
    }

    func drop(_ name: String, _ lines: String...) {
        files.put(Array(lines.map { $0 + "\n" }.joined().utf8), at: "incoming/\(name)")
    }

    /// One pass of a runtime that was just started.
    func run() async throws { try await Engine(settings: settings, store: store, clock: clock).runOnce() }

    /// The same some time later.
    func run(after span: Duration) async throws {
        clock.advance(by: span)
        try await run()
    }

    var ledger: [String] { sink.state.withLock { $0.ledger } }

    func openCases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.key) }

    /// The events that the journal tells of a file.
    func story(of name: String) async throws -> [String] {
        try await store.journal(topic: name).flatMap { entry -> [String] in
            let notes = (try? JSON(parsing: entry.content.body))?["notes"]?.arrayValue ?? []
            return notes.compactMap { $0["event"]?.stringValue }
        }
    }

    func text(_ path: String) -> String? { files.bytes(at: path).map { String(decoding: $0, as: UTF8.self) } }

    // MARK: - Sending

    func plan(_ texts: String..., key: String? = nil) async throws {
        let changes = texts.map { text -> StateChange in
            let delivery = Delivery(
                key: key ?? "Note/\(text)",
                object: "Note",
                payload: ["text": .string(text)],
                controlTotals: ["worth": 1]
            )
            return .deliveryPlanned(
                PlannedDelivery(delivery: delivery, system: "paper", orderingKey: text, topics: [text])
            )
        }
        _ = try await store.commit(changes, by: "system:test", at: clock.now)
    }

    func send() async throws { try await Engine(settings: sendingSettings, store: store, clock: clock).runOnce() }
}
