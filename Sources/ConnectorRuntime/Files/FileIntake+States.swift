import ConnectorKit
import ConnectorStore

/// Records that are states of something: `KEY@digest`, where the digest is that of what the record says.
extension FileIntake {
    /// The key of a record whose id is `KEY@` and 16 hexadecimal digits, with or without `~` and 12 more for a state that
    /// came again; `nil` for any other id.
    static func stateKey(_ id: String) -> String? {
        guard let at = id.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let parts = id[id.utf8.index(after: at)...].split(separator: "~", omittingEmptySubsequences: false)
        let isDigest = parts.count <= 2 && parts[0].utf8.count == 16 && (parts.count == 1 || parts[1].utf8.count == 12)
        guard isDigest, parts.joined().utf8.allSatisfy({ isHexadecimal($0) }) else { return nil }
        return String(id[..<at])
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// Whether a record is of this state, the first time or again.
    private static func isState(_ id: String, _ state: String) -> Bool { id == state || id.hasPrefix("\(state)~") }

    /// The records of a page; one that returns to a state which its key had before, and has no more, under an id of its own.
    ///
    /// That id is made of the file's digest, so that it is the same when the file is read again. Of a key that a file has
    /// more than once only the last state may return: a file that tells a history brings it once.
    func restated(
        _ page: [(record: SourceRecord, isLast: Bool)],
        by digest: String
    ) async throws(StoreError) -> [SourceRecord] {
        let references = page.map { RecordReference(system: system, id: $0.record.id) }
        let known = try await intake.store.knownRecords(among: references)
        var entering: Set<String> = []
        var latest: [String: String] = [:]
        var records: [SourceRecord] = []
        for ((record, isLast), reference) in zip(page, references) {
            guard let key = Self.stateKey(record.id) else {
                records.append(record)
                continue
            }
            let isNew = !known.contains(reference) && !entering.contains(record.id)
            if !isNew {
                guard isLast, try await hasReturned(record.id, of: key, after: latest[key]) else {
                    records.append(record)
                    continue
                }
            }
            let entered = isNew ? record : record.named("\(record.id)~\(digest.prefix(12))")
            records.append(entered)
            entering.insert(record.id)
            latest[key] = entered.id
        }
        return records
    }

    /// Whether another state of its key came after a known one: one of the same page, or as the journal of the key tells.
    ///
    /// The journal tells if the flow gave the record its key as a topic. A record that a person released counts from then on.
    private func hasReturned(
        _ known: String,
        of key: String,
        after latest: String?
    ) async throws(StoreError) -> Bool {
        if let latest { return !Self.isState(latest, known) }
        let kinds: Set = ["record.received", "record.quarantined", "record.rerouted"]
        let states = try await intake.store.journal(topic: key).filter {
            kinds.contains($0.kind) && $0.system == system && Self.stateKey($0.key) == key
        }
        guard let newest = states.last, states.contains(where: { Self.isState($0.key, known) }) else { return false }
        return !Self.isState(newest.key, known)
    }
}

extension SourceRecord {
    fileprivate func named(_ id: String) -> SourceRecord {
        SourceRecord(id: id, object: object, occurredAt: occurredAt, payload: payload)
    }
}
