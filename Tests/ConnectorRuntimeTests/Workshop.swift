import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// A flow that wants every note delivered as it is, after approval where the note asks for it.
struct NoteFlow: BusinessFlow {
    static let name = "Notes"

    let consumes: Set<String> = ["Note"]
    var masterData: [FlowDelivery] = []
    var knownAuthors: Set<String> = ["ann", "ben", "cem"]
    /// What an ordinary note is worth.
    var worth = "1"
    /// What the flow delivers.
    var object = "Note"
    /// Whether the flow can take nothing at all.
    var isBroken = false

    func route(_ event: FlowEvent) -> FlowRoute {
        let author = event.payload["author"]?.stringValue ?? ""
        guard knownAuthors.contains(author) else {
            return .hold(
                FlowCase(
                    kind: "unknown_author",
                    subject: author,
                    severity: .warning,
                    owner: "editor",
                    summary: "nobody knows \(author)",
                    detail: .null,
                    isRetriable: true,
                    topics: [author]
                )
            )
        }
        return .accept(key: author, topics: [author])
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        if isBroken { throw JSONAccessError(path: "state", expected: "an older version", found: "a newer one") }
        var count = state?.integerValue ?? 0
        var decision = FlowDecision(state: 0)
        for event in events {
            let reader = JSONReader(event.payload, path: event.reference)
            if event.object == FlowEvent.approvalDecision {
                guard try reader.member("approved").bool() else { continue }
                decision.deliveries.append(delivery(try reader.member("id").string(), of: key, worth: "1"))
                continue
            }
            count += 1
            let text = try reader.member("text").string()
            if text.hasPrefix("secret:") {
                decision.approvals.append(
                    FlowApproval(
                        id: text,
                        role: "editor",
                        summary: text,
                        payload: .null,
                        topics: [key],
                        step: .equipmentUsage,
                        amount: try Self.amount(reader),
                        requester: try reader.optionalString("requester")
                    )
                )
            } else {
                let worth = try reader.optionalMember("twist") == nil ? self.worth : "2"
                decision.deliveries.append(delivery(text, of: key, worth: worth))
            }
        }
        decision.state = .integer(count)
        return decision
    }

    private static func amount(_ reader: JSONReader) throws(JSONAccessError) -> Money? {
        guard let amount = try reader.optionalMember("amount")?.decimal(), let currency = Currency("USD") else {
            return nil
        }
        return Money(amount, currency)
    }

    private func delivery(_ text: String, of key: String, worth: String) -> FlowDelivery {
        FlowDelivery(
            key: "Note/\(text)",
            object: object,
            payload: ["text": .string(text)],
            controlTotals: ["worth": worth],
            orderingKey: key,
            topics: [key]
        )
    }
}

/// A source whose pages a test writes.
final class NoteSource: RESTSource {
    static let manifest = ConnectorManifest(
        id: "notes",
        version: "1.0.0",
        summary: "Notes for tests.",
        configuration: [],
        reads: ["Note"],
        wireVersions: []
    )

    let streams = [SourceStream(name: "notes", object: "Note")]
    let pages = Mutex<[Result<RecordPage, ConnectorError>]>([])
    let asked = Mutex<[Cursor?]>([])
    /// What happens while a page is read.
    let meanwhile = Mutex<(@Sendable () async -> Void)?>(nil)

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        asked.withLock { $0.append(cursor) }
        await meanwhile.withLock { $0 }?()
        let next = pages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try next?.get() ?? RecordPage(records: [], next: cursor, hasMore: false)
    }

    func will(_ page: RecordPage) { pages.withLock { $0.append(.success(page)) } }

    func will(fail error: ConnectorError) { pages.withLock { $0.append(.failure(error)) } }

    /// A record of `author` that says `text`.
    static func note(_ author: String, _ text: String) -> SourceRecord {
        SourceRecord(
            id: "\(author)/\(text)",
            object: "Note",
            occurredAt: Instant(seconds: 0),
            payload: ["author": .string(author), "text": .string(text)]
        )
    }
}

/// A target that keeps a ledger and fails as a test wants it to.
final class NoteSink: RESTSink {
    static let manifest = ConnectorManifest(
        id: "ledger",
        version: "1.0.0",
        summary: "A ledger for tests.",
        configuration: [],
        writes: ["Note"],
        wireVersions: []
    )

    enum Mood: Sendable {
        case fails(ConnectorError)
        /// Does the work, then loses the answer.
        case losesTheAnswer
        case refuses(text: String)
        case misreads(text: String)
    }

    struct State: Sendable {
        var ledger: [String] = []
        var moods: [Mood] = []
        /// Whether every call ends as if the process had been told to end.
        var isCutOff = false
        /// A delivery whose mere presence makes the target answer nonsense.
        var poison: String?
        /// Whether the work is done all the same.
        var poisonTakesEffect = false
        var applied: [[String]] = []
        var lookedUp: [[String]] = []
    }

    let batchLimit: Int
    let keepsOrder = true
    let state = Mutex(State())
    /// Tells once that something was written.
    let written: AsyncStream<Void>
    private let tellWritten: AsyncStream<Void>.Continuation

    init(batchLimit: Int = 100) {
        self.batchLimit = batchLimit
        (written, tellWritten) = AsyncStream.makeStream()
    }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init()
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let mood = state.withLock { state -> Mood? in
            state.applied.append(batch.map(\.key))
            if state.isCutOff { return .fails(.cancelled) }
            if let poison = state.poison, batch.contains(where: { $0.key == poison }) {
                if state.poisonTakesEffect { state.ledger += batch.map(\.key) }
                return Mood.fails(.unexpectedAnswer(endpoint: "POST /", reason: "HTTP status 400"))
            }
            return state.moods.isEmpty ? nil : state.moods.removeFirst()
        }
        switch mood {
        case .fails(let error): throw error
        case .losesTheAnswer:
            state.withLock { $0.ledger += batch.map(\.key) }
            throw .outcomeUnknown(Self.lost)
        case .refuses(let text):
            return write(batch) { $0.key == "Note/\(text)" ? .rejected(reason: "no \(text)") : nil }
        case .misreads(let text):
            return write(batch) { delivery in
                guard delivery.key == "Note/\(text)" else { return nil }
                return .applied(FoundRecord(reference: "ledger/\(delivery.key)", totals: ["worth": 2]))
            }
        case nil: return write(batch) { _ in nil }
        }
    }

    private func write(_ batch: [Delivery], except exception: (Delivery) -> DeliveryOutcome?) -> [DeliveryOutcome] {
        batch.map { delivery in
            if let outcome = exception(delivery) { return outcome }
            state.withLock { $0.ledger.append(delivery.key) }
            tellWritten.yield()
            return .applied(Self.found(delivery))
        }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        if state.withLock({ $0.isCutOff }) { throw .cancelled }
        return state.withLock { state in
            state.lookedUp.append(batch.map(\.key))
            return batch.map { state.ledger.contains($0.key) ? Self.found($0) : nil }
        }
    }

    private static func found(_ delivery: Delivery) -> FoundRecord {
        FoundRecord(reference: "ledger/\(delivery.key)", totals: ["worth": 1])
    }

    static let lost = TransportError(
        reason: .connectionLost,
        requestMayHaveArrived: true,
        endpoint: "POST http://127.0.0.1/",
        detail: "the connection ended"
    )
}

/// A runtime with one source, one flow and one target on a clock that a test moves.
struct Workshop {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let store = InMemoryStore()
    let source = NoteSource()
    let sink: NoteSink
    var flow = NoteFlow()
    var governance = GovernancePolicy.standard
    var people = [Person(id: "eve", roles: ["editor", "integration-operator"]), Person(id: "joe", roles: ["reader"])]

    var credentials: [CredentialUse] = []

    init(batchLimit: Int = 100) {
        sink = NoteSink(batchLimit: batchLimit)
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: source, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "ledger", connector: sink, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: flow, sources: ["paper"], target: "ledger")],
            people: people,
            governance: governance,
            credentials: credentials
        )
    }

    /// One pass of a runtime that was just started.
    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    func publish(_ records: SourceRecord...) {
        publishMany(records)
    }

    func publishMany(_ records: [SourceRecord]) {
        source.will(RecordPage(records: records, next: nil, hasMore: false))
    }

    /// Lets notes wait for their flow, as if they had been read before the engine begins.
    ///
    /// What is published is read beside the first steps of the flows, so that either may come first.
    func receive(_ notes: [SourceRecord], for flow: String = NoteFlow.name) async throws {
        let received = notes.map { StateChange.recordReceived(.note($0, for: flow)) }
        _ = try await store.commit(received, by: "test", at: clock.now)
    }

    var ledger: [String] { sink.state.withLock { $0.ledger } }

    func openCases() async throws -> [StoredCase] { try await store.cases(onlyOpen: true) }

    func deliveries(_ state: DeliveryState) async throws -> [String] {
        try await store.deliveries(in: state, after: 0, limit: 1000).map(\.plan.delivery.key)
    }
}

extension ReceivedRecord {
    /// A note that waits for a flow which takes the notes of an author in order.
    static func note(_ note: SourceRecord, for flow: String = NoteFlow.name) -> ReceivedRecord {
        ReceivedRecord(
            system: "paper",
            record: note,
            flow: flow,
            key: note.payload["author"]?.stringValue ?? "",
            topics: [],
            disposition: .accepted
        )
    }
}
