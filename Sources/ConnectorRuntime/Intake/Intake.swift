import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Reads the streams of one system and makes what it reads durable before it reads on.
struct Intake {
    let system: ConfiguredSystem
    let settings: RuntimeSettings
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler
    /// Where it is noted that the system was read; `nil` if nobody asks.
    var reads: ReadNotes?

    /// After how many pages that brought nothing new the position is made durable all the same.
    static let longestUncommitted = 100
    /// How many open deliveries are looked at together.
    private static let deliveryPage = 100

    private var health: SystemHealth {
        SystemHealth(system: system.name, operatorRole: settings.operatorRole, seed: settings.seed)
    }

    /// How a look at a system ended.
    enum End {
        /// All that it has was read, as far as that may be asked for.
        case read
        /// Something is still to be read; `nil` if only an event says when.
        case unread(retryAt: Instant?)
    }

    /// Reads every stream of the system that a flow takes records from, to its present end.
    ///
    /// - Returns: Whether it was read, or when it is to be tried again.
    /// - Throws: ``StoreError`` if what was read cannot be made durable.
    func poll() async throws(StoreError) -> End {
        let source = StreamReader(system.connector, clock: clock)
        let files = FileIntake(self)
        guard source != nil || files != nil else { return .read }
        let began = clock.now
        let pause = try await store.pause(of: system.name)
        if let pause {
            guard let until = pause.until, until <= clock.now else { return .unread(retryAt: pause.until) }
        }
        if let failure = try await warnOfExpiry() {
            return .unread(retryAt: try await fail(failure, previous: pause))
        }
        var failure: ConnectorError?
        var isHeldUp = false
        var hasAnswered = false
        var again: Instant?
        streams: for stream in source?.streams ?? [] {
            guard let source, let binding = settings.binding(of: stream, from: system.name) else { continue }
            switch try await read(stream, from: source, for: binding) {
            case .finished: hasAnswered = true
            case .notNow: continue
            case .heldUp:
                isHeldUp = true
                report(.heldUp(system: system.name, stream: stream.name, target: binding.targetNames))
            case .failed(let error):
                failure = failure ?? error
                // What one stream answered in a way that nobody understands says nothing about the others.
                guard case .unexpectedAnswer = error else { break streams }
            }
        }
        switch failure == nil ? try await files?.poll() : nil {
        case .read: hasAnswered = true
        case .waiting(let time):
            hasAnswered = true
            again = time
        case .heldUp(let binding):
            isHeldUp = true
            report(.heldUp(system: system.name, stream: "files", target: binding.targetNames))
        case .failed(let error): failure = error
        case nil: break
        }
        if let failure { return .unread(retryAt: try await fail(failure, previous: pause)) }
        // A system that was not asked has not answered; that it can be read does not mean that it takes what is written.
        if hasAnswered, let pause, try await !hasSomethingToWrite() {
            try await health.recover(from: pause, store: store, at: clock.now)
        }
        if isHeldUp { return .unread(retryAt: clock.now.adding(Backlog.patience)) }
        if let again { return .unread(retryAt: again) }
        if hasAnswered { try await reads?.note(system, readAt: began, now: clock.now) }
        return .read
    }

    /// Whether the first delivery of some lane could be written now, or is being written.
    ///
    /// One that has to be looked up, or waits for its time, keeps back its lane, and says nothing of what the system takes.
    private func hasSomethingToWrite() async throws(StoreError) -> Bool {
        guard system.target != nil else { return false }
        let now = clock.now
        var lanes: Set<String> = []
        var position: Int64? = 0
        while let start = position {
            let page = try await store.openDeliveries(to: system.name, after: start, limit: Self.deliveryPage)
            let firsts = page.filter { lanes.insert($0.plan.orderingKey).inserted }
            guard !firsts.contains(where: { $0.mayBeWritten(at: now) }) else { return true }
            position = page.count < Self.deliveryPage ? nil : page.last?.sequence
        }
        return false
    }

    /// How the reading of a stream ended.
    private enum Reading {
        /// At the stream's present end.
        case finished
        /// Nothing was asked, because the stream has begun again too often.
        case notNow
        /// Before the end, because too much waits already.
        case heldUp
        case failed(ConnectorError)
    }

    /// Reads one stream page by page.
    private func read(
        _ stream: SourceStream,
        from source: StreamReader,
        for binding: FlowBinding
    ) async throws(StoreError) -> Reading {
        let id = StreamID(system: system.name, stream: stream.name)
        var position = StreamPosition(try await store.cursor(of: id))
        guard position.mayBeRead(at: clock.now) else { return .notNow }
        var count = PageCount()
        var pagesSinceCommit = 0
        defer { report(.polled(system: system.name, stream: stream.name, count)) }
        let backlog = Backlog(settings: settings, store: store)
        while true {
            guard try await backlog.hasRoom(for: binding, at: clock.now) else { return .heldUp }
            let page: RecordPage
            do throws(ConnectorError) {
                page = try await source.page(of: stream, after: position.cursor)
            } catch {
                if case .positionUnavailable(_, let reason, let earliest) = error {
                    position.begin(again: source.cursor(from: earliest, in: stream), because: reason, at: clock.now)
                    try await commitRestart(position, of: id, because: "\(error)")
                    guard position.mayBeRead(at: clock.now) else { return .finished }
                    continue
                }
                // Pages that brought nothing new need not be read again because a later one failed.
                if pagesSinceCommit > 0 { try await commit([.cursorAdvanced(id, position.stored)]) }
                return .failed(error)
            }
            let standsStill = page.hasMore && page.next == position.cursor
            position.cursor = page.next
            let (changes, news) = try await changes(of: page, of: id, for: binding)
            count += news
            pagesSinceCommit += 1
            if !changes.isEmpty || !page.hasMore || pagesSinceCommit >= Self.longestUncommitted {
                if !page.hasMore { position.forgetRestarts(at: clock.now) }
                try await commit(changes + [.cursorAdvanced(id, position.stored)])
                pagesSinceCommit = 0
            }
            guard page.hasMore else {
                try await resolve("position_lost:\(id.system)/\(id.stream)", because: "read to its end")
                return .finished
            }
            guard !standsStill else {
                return .failed(
                    .unexpectedAnswer(
                        endpoint: "\(system.name)/\(stream.name)",
                        reason: "the connector says that there is more, and does not move its cursor"
                    )
                )
            }
        }
    }

    /// What a page changes: new records, and what was no record; known ones change nothing.
    func changes(
        of page: RecordPage,
        of id: StreamID,
        for binding: FlowBinding
    ) async throws(StoreError) -> ([StateChange], PageCount) {
        let now = clock.now
        let known = try await store.knownRecords(
            among: page.records.map { RecordReference(system: system.name, id: $0.id) }
        )
        var count = PageCount()
        var changes: [StateChange] = []
        for record in page.records {
            guard !known.contains(RecordReference(system: system.name, id: record.id)) else {
                count.known += 1
                continue
            }
            let routing = binding.routing(record, from: system.name, ownedBy: settings.operatorRole, at: now)
            count.received += 1
            count.heldBack += routing.proposal == nil ? 0 : 1
            changes.append(.recordReceived(routing.received))
            if let proposal = routing.proposal { changes.append(.caseRaised(proposal)) }
        }
        count.heldBack += page.rejects.count
        for reject in page.rejects { changes += try await store.raising(proposal(for: reject)) }
        return (changes, count)
    }

    func commit(_ changes: [StateChange]) async throws(StoreError) {
        _ = try await store.commit(changes, by: Engine.actor, at: clock.now)
    }

    func resolve(_ key: String, because reason: String) async throws(StoreError) {
        let changes = try await store.resolving(key, because: reason)
        guard !changes.isEmpty else { return }
        do throws(StoreError) {
            try await commit(changes)
        } catch .conflict {
            // A person was faster.
        }
    }

    private func proposal(for reject: SourceReject) -> CaseProposal {
        CaseProposal(
            kind: reject.kind,
            subject: "\(system.name)/\(reject.subject)",
            severity: .warning,
            owner: settings.operatorRole,
            summary: "\(system.name): \(reject.reason)",
            detail: ["excerpt": .string(reject.excerpt)],
            remedy: .acknowledge,
            topics: [system.name]
        )
    }

    private func fail(
        _ error: ConnectorError,
        previous: SystemPause?
    ) async throws(StoreError) -> Instant? {
        guard error != .cancelled else { return nil }
        let (changes, retryAt) = try await health.changes(after: error, previous: previous, store: store, at: clock.now)
        _ = try await store.commit(changes, by: Engine.actor, at: clock.now)
        report(.failed(system: system.name, reason: "\(error)"))
        return retryAt
    }
}

extension StoredDelivery {
    /// Whether it is being written, or nothing but a failure of its system keeps it back.
    fileprivate func mayBeWritten(at now: Instant) -> Bool {
        switch state {
        case .attempted: true
        case .planned: attempts > 0 || notBefore.map { $0 <= now } ?? true
        default: false
        }
    }
}

/// What became of the records of a page or stream.
public struct PageCount: Sendable, Hashable {
    /// Records that are new.
    public var received = 0
    /// Records that were received before.
    public var known = 0
    /// Of the new records those that wait for a person, and what was no usable record.
    public var heldBack = 0

    static func += (left: inout PageCount, right: PageCount) {
        left.received += right.received
        left.known += right.known
        left.heldBack += right.heldBack
    }
}

extension RuntimeSettings {
    /// The flow that takes the records of a stream, or `nil`.
    func binding(of stream: SourceStream, from system: String) -> FlowBinding? {
        binding(of: stream.object, from: system)
    }

    /// The flow that takes a system's records of a canonical object, or `nil`.
    func binding(of object: String, from system: String) -> FlowBinding? {
        flows.first { $0.sources.contains(system) && $0.flow.consumes.contains(object) }
    }
}
