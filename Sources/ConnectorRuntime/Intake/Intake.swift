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

    private var health: SystemHealth { SystemHealth(system: system.name, operatorRole: settings.operatorRole) }

    /// Reads every stream of the system that a flow takes records from, to its present end.
    ///
    /// - Returns: When the system is to be tried again; `nil` if nothing failed.
    /// - Throws: ``StoreError`` if what was read cannot be made durable.
    func poll() async throws(StoreError) -> Instant? {
        guard let source = system.connector as? any RESTSource else { return nil }
        let pause = try await store.pause(of: system.name)
        if let pause {
            guard let until = pause.until, until <= clock.now else { return pause.until }
        }
        for stream in source.streams {
            guard let binding = settings.binding(of: stream, from: system.name) else { continue }
            guard let failure = try await read(stream, from: source, for: binding) else { continue }
            return try await fail(failure, previous: pause)
        }
        let recovered = try await health.changesAfterSuccess(previous: pause, store: store)
        if !recovered.isEmpty { _ = try await store.commit(recovered, by: Engine.actor, at: clock.now) }
        return nil
    }

    /// Reads one stream page by page; returns why it stopped before its end, if it did.
    private func read(
        _ stream: SourceStream,
        from source: any RESTSource,
        for binding: FlowBinding
    ) async throws(StoreError) -> ConnectorError? {
        let id = StreamID(system: system.name, stream: stream.name)
        var cursor = try await store.cursor(of: id)
        var count = PageCount()
        defer { report(.polled(system: system.name, stream: stream.name, count)) }
        while true {
            let page: RecordPage
            do throws(ConnectorError) {
                page = try await source.page(of: stream, after: cursor)
            } catch {
                return error
            }
            count += try await commit(page, of: id, for: binding)
            guard page.hasMore else { return nil }
            guard page.next != cursor else {
                return .unexpectedAnswer(
                    endpoint: "\(system.name)/\(stream.name)",
                    reason: "the connector says that there is more, and does not move its cursor"
                )
            }
            cursor = page.next
        }
    }

    /// Makes a page durable: new records, what was no record, and the position after it, all or nothing.
    private func commit(
        _ page: RecordPage,
        of id: StreamID,
        for binding: FlowBinding
    ) async throws(StoreError) -> PageCount {
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
            let routing = binding.routing(record, from: system.name, at: now)
            count.received += 1
            count.heldBack += routing.proposal == nil ? 0 : 1
            changes.append(.recordReceived(routing.received))
            if let proposal = routing.proposal { changes.append(.caseRaised(proposal)) }
        }
        count.heldBack += page.rejects.count
        changes += page.rejects.map { .caseRaised(proposal(for: $0)) }
        // A page in the midst of a round that brought nothing new is nothing that a restart would have to remember.
        guard !changes.isEmpty || !page.hasMore else { return count }
        changes.append(.cursorAdvanced(id, page.next))
        _ = try await store.commit(changes, by: Engine.actor, at: now)
        return count
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
        let (changes, retryAt) = health.changes(after: error, previous: previous, at: clock.now)
        _ = try await store.commit(changes, by: Engine.actor, at: clock.now)
        report(.failed(system: system.name, reason: "\(error)"))
        return retryAt
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
