public import CanonicalModel
import ConnectorKit
public import ConnectorStore
public import Governance
import JSON

/// What the journal keeps of records and deliveries, by object, and what of it has been kept for longer than its rule says.
public struct RetentionReport: Sendable, Hashable {
    /// What is kept of one object.
    public struct Line: Sendable, Hashable {
        /// The object's name.
        public let object: String
        /// Its class.
        public let sensitivity: SensitivityClass
        /// How long it is to be kept; `nil` for ever.
        public let rule: RetentionRule?
        /// How many records and deliveries there are.
        public internal(set) var kept = 0
        /// How many bytes the entries with their payloads have.
        public internal(set) var bytes: Int64 = 0
        /// With how many something is still to be done: they wait for their flow, a case or their target.
        public internal(set) var open = 0
        /// How many are done with, for longer than the rule says.
        public internal(set) var over = 0
        /// Since when the oldest of those that are done with is.
        public internal(set) var oldest: Instant?
    }

    /// The lines, the highest class first.
    public let lines: [Line]
    /// How many entries of the journal were read.
    public let entries: Int64

    /// Reads a store's journal from its beginning.
    ///
    /// - Parameters:
    ///   - policy: How long what is kept.
    ///   - store: The store; nothing is changed.
    ///   - now: The present.
    /// - Throws: ``StoreError`` if the store cannot be read.
    public init(_ policy: RetentionPolicy, of store: any RuntimeStore, at now: Instant) async throws(StoreError) {
        var scan = PayloadScan(cases: try await store.cases(onlyOpen: false))
        var last: Int64 = 0
        while true {
            let page = try await store.journal(after: last, limit: 1000)
            guard let newest = page.last else { break }
            for entry in page { scan.take(entry) }
            last = newest.sequence
        }
        let open = try await Self.open(in: store, systems: scan.systems)
        var lines: [String: Line] = [:]
        for (name, payload) in scan.payloads {
            let fresh = Line(
                object: payload.object,
                sensitivity: RetentionPolicy.sensitivity(of: payload.object),
                rule: policy.rule(of: payload.object)
            )
            lines[payload.object, default: fresh].add(payload, isOpen: open.contains(name), at: now)
        }
        self.lines = lines.values.sorted { ($1.sensitivity, $0.object) < ($0.sensitivity, $1.object) }
        entries = last
    }

    /// The records and deliveries with which something is still to be done.
    private static func open(
        in store: any RuntimeStore,
        systems: Set<String>
    ) async throws(StoreError) -> Set<PayloadName> {
        var open: Set<PayloadName> = []
        for record in try await store.waitingRecords(limit: .max) { open.insert(.record(record.reference)) }
        for item in try await store.cases(onlyOpen: true) {
            for record in try await store.quarantinedRecords(caseKey: item.proposal.key, limit: .max) {
                open.insert(.record(record.reference))
            }
        }
        for system in systems {
            for delivery in try await store.openDeliveries(to: system, limit: .max) {
                open.insert(.delivery(delivery.plan.delivery.key))
            }
        }
        for delivery in try await store.deliveries(in: .rejected, after: 0, limit: .max) {
            open.insert(.delivery(delivery.plan.delivery.key))
        }
        return open
    }
}

extension RetentionReport.Line {
    fileprivate mutating func add(_ payload: PayloadScan.Payload, isOpen: Bool, at now: Instant) {
        kept += 1
        bytes += payload.bytes
        guard !isOpen else {
            open += 1
            return
        }
        oldest = min(oldest ?? payload.at, payload.at)
        if rule?.isOver(for: payload.at, at: now) ?? false { over += 1 }
    }
}

/// What a payload is of.
private enum PayloadName: Hashable {
    case record(RecordReference)
    case delivery(String)
}

/// What the entries of a journal say of the payloads in it.
private struct PayloadScan {
    struct Payload {
        let object: String
        /// How many bytes the entries have that hold it.
        var bytes: Int64 = 0
        /// When something was last done with it.
        var at: Instant
    }

    private(set) var payloads: [PayloadName: Payload] = [:]
    /// The systems that deliveries go to.
    private(set) var systems: Set<String> = []
    /// The records as steps of flows name them.
    private var records: [String: PayloadName] = [:]
    /// The records that each case kept back at last, by the case's key.
    private var held: [String: Set<PayloadName>] = [:]
    /// The keys of cases, as the journal names these.
    private let caseKeys: [String: String]

    init(cases: [StoredCase]) {
        caseKeys = Dictionary(cases.map { ("C-\($0.number)", $0.proposal.key) }) { first, _ in first }
    }

    mutating func take(_ entry: JournalEntry) {
        switch entry.kind {
        case let kind where kind.hasPrefix("record."):
            let name = PayloadName.record(RecordReference(system: entry.system, id: entry.key))
            records["\(entry.system)/\(entry.key)"] = name
            let body = add(entry, to: name)
            if let key = body["case"]?.stringValue { held[key, default: []].insert(name) }
        case let kind where kind.hasPrefix("delivery."):
            systems.insert(entry.system)
            add(entry, to: .delivery(entry.key))
        case "flow.advanced":
            for text in Self.body(of: entry)["consumed"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                if let name = records[text] { payloads[name]?.at = entry.recordedAt }
            }
        case "case.rejected":
            for name in caseKeys[entry.key].flatMap({ held.removeValue(forKey: $0) }) ?? [] {
                payloads[name]?.at = entry.recordedAt
            }
        default: break
        }
    }

    @discardableResult
    private mutating func add(_ entry: JournalEntry, to name: PayloadName) -> JSON {
        let body = Self.body(of: entry)
        if payloads[name] == nil, let object = body["object"]?.stringValue {
            payloads[name] = Payload(object: object, at: entry.recordedAt)
        }
        payloads[name]?.at = entry.recordedAt
        if body["payload"] != nil { payloads[name]?.bytes += Int64(entry.body.utf8.count) }
        return body
    }

    private static func body(of entry: JournalEntry) -> JSON { (try? JSON(parsing: entry.body)) ?? .null }
}
