import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Finds, in the journal, the records of which another version went to another key of their flow.
struct MovedRecords {
    /// The entries that say where a record went.
    private static let kinds: Set<String> = [
        "record.received", "record.quarantined", "record.rerouted", "record.repaired",
    ]

    let flow: any MovingRecordFlow
    let name: String
    let store: any RuntimeStore

    /// What the keys are told that had versions before a record which `key` takes.
    func notices(
        of records: [ReceivedRecord],
        takenBy key: String,
        at now: Instant
    ) async throws(StoreError) -> [StateChange] {
        var notices: [StateChange] = []
        for record in records {
            guard let id = flow.identity(of: record.record.object, payload: record.record.payload) else { continue }
            let versions = try await versions(of: id, from: record.system)
            guard let index = versions.lastIndex(of: record.record.id) else { continue }
            let counts = flow.counts(record.record.object, payload: record.record.payload)
            let before = try await places(of: versions[..<index], from: record.system)
            // One that counts told all before it when it was taken.
            let last = counts ? before.lastIndex(where: \.counts) ?? before.startIndex : max(before.count - 1, 0)
            for place in Set(before[last...].map(\.key)).sorted() where place != key {
                notices.append(.recordReceived(notice(to: place, of: record, id, takenBy: key, counts, at: now)))
            }
        }
        return notices
    }

    /// What keys are told once a version that was kept back is given up.
    ///
    /// While it was accepted, it was taken for the place where the record is, or for the one that had told all before it: the
    /// keys of older versions may not know of those that stand. Keys that know change nothing.
    func notices(afterRejectionOf records: [ReceivedRecord], at now: Instant) async throws(StoreError) -> [StateChange]
    {
        var changes: [StateChange] = []
        for rejected in records {
            guard let id = flow.identity(of: rejected.record.object, payload: rejected.record.payload) else { continue }
            for standing in try await newest(of: id, from: rejected.system) where try await isTaken(standing) {
                let notices = try await notices(of: [standing], takenBy: standing.key, at: now)
                for case .recordReceived(let notice) in notices {
                    changes.append(.recordReceived(notice.toldAgain(without: rejected.record.id)))
                }
            }
        }
        return changes
    }

    /// The newest version that is not kept back, and the newest that counts if that is another one.
    private func newest(of id: String, from system: String) async throws(StoreError) -> [ReceivedRecord] {
        var newest: [ReceivedRecord] = []
        for version in try await versions(of: id, from: system).reversed() {
            guard let received = try await standing(version, from: system) else { continue }
            let counts = flow.counts(received.record.object, payload: received.record.payload)
            if newest.isEmpty || counts { newest.append(received) }
            if counts { break }
        }
        return newest
    }

    /// Whether the flow took a record; one that still waits tells of itself when it is taken.
    private func isTaken(_ record: ReceivedRecord) async throws(StoreError) -> Bool {
        let reference = JSON.string("\(record.system)/\(record.record.id)")
        return try await store.journal(topic: record.key).contains { entry in
            entry.kind == "flow.advanced" && entry.bodyJSON?["consumed"]?.arrayValue?.contains(reference) == true
        }
    }

    private func notice(
        to place: String,
        of record: ReceivedRecord,
        _ id: String,
        takenBy key: String,
        _ counts: Bool,
        at now: Instant
    ) -> ReceivedRecord {
        ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(
                id: "moved/\(name)/\(place)/\(record.system)/\(record.record.id)",
                object: FlowEvent.recordMoved,
                occurredAt: now,
                payload: [
                    "system": .string(record.system), "id": .string(id), "to": .string(key), "counts": .bool(counts),
                    "version": .string(record.record.id),
                ]
            ),
            flow: name,
            key: place,
            topics: [place, key, id],
            disposition: .accepted
        )
    }

    /// What a step of `key` tells the flow of `records`, by their references: no notices whose record has come back to the
    /// key meanwhile, but for those of a version that counts if what came back does not.
    func told(
        of records: [ReceivedRecord],
        to key: String
    ) async throws(StoreError) -> [RecordReference: SourceRecord] {
        var told: [RecordReference: SourceRecord] = [:]
        for record in records {
            told[record.reference] =
                record.record.object == FlowEvent.recordMoved ? try await current(record.record, key) : record.record
        }
        return told
    }

    /// A notice as it holds now for the key that it tells; `nil` if it does not any more.
    private func current(_ notice: SourceRecord, _ key: String) async throws(StoreError) -> SourceRecord? {
        guard let id = notice.payload["id"]?.stringValue, let system = notice.payload["system"]?.stringValue else {
            return notice
        }
        // A notice of an earlier release names its version in its id alone.
        let prefix = "moved/\(name)/\(key)/\(system)/"
        let version = notice.payload["version"]?.stringValue
        let versions = try await versions(of: id, from: system)
        // A rehearsal of one key has none of the versions of others, and cannot say what is newer.
        guard let told = versions.lastIndex(where: { $0 == version ?? String(notice.id.dropFirst(prefix.count)) })
        else { return notice }
        let newer = try await places(of: versions[told...].dropFirst(), from: system)
        guard !newer.contains(where: { $0.key == key && $0.counts }) else { return nil }
        guard newer.last?.key == key else { return notice }
        return notice.payload["counts"]?.boolValue ?? true ? notice.sayingThatItIsBack : nil
    }

    /// Where versions went that are not kept back, and whether they count.
    private func places(
        of versions: ArraySlice<String>,
        from system: String
    ) async throws(StoreError) -> [(key: String, counts: Bool)] {
        var places: [(key: String, counts: Bool)] = []
        for id in versions {
            guard let received = try await standing(id, from: system) else { continue }
            let record = received.record
            places.append((received.key, flow.counts(record.object, payload: record.payload)))
        }
        return places
    }

    /// A version that is not kept back; `nil` for one that is, or was given up.
    private func standing(_ id: String, from system: String) async throws(StoreError) -> ReceivedRecord? {
        guard let received = try await store.receivedRecord(RecordReference(system: system, id: id)),
            received.disposition == .accepted, !received.key.isEmpty
        else { return nil }
        return received
    }

    /// The ids of the records that were versions of one thing, the newest last; none where there was one alone.
    private func versions(of id: String, from system: String) async throws(StoreError) -> [String] {
        let entries = try await store.journal(topic: id)
            .filter { Self.kinds.contains($0.kind) && $0.system == system }
        guard entries.count > 1 else { return [] }
        var versions: [String] = []
        for entry in entries {
            guard let body = entry.bodyJSON, body["flow"]?.stringValue == name, let payload = body["payload"],
                let object = body["object"]?.stringValue, flow.identity(of: object, payload: payload) == id
            else { continue }
            versions.removeAll { $0 == entry.key }
            versions.append(entry.key)
        }
        return versions
    }
}

extension SourceRecord {
    /// The notice for a key to which a newer version came that does not count.
    fileprivate var sayingThatItIsBack: SourceRecord {
        var payload = payload.objectValue ?? JSONObject()
        payload["isBack"] = true
        return SourceRecord(id: id, object: object, occurredAt: occurredAt, payload: .object(payload))
    }
}

extension ReceivedRecord {
    /// The notice once more, since a version was given up.
    fileprivate func toldAgain(without rejected: String) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: SourceRecord(
                id: "\(record.id)/without/\(rejected)",
                object: record.object,
                occurredAt: record.occurredAt,
                payload: record.payload
            ),
            flow: flow,
            key: key,
            topics: topics,
            disposition: .accepted
        )
    }
}
