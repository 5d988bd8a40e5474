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
        let prefix = "moved/\(name)/\(key)/\(system)/"
        let versions = try await versions(of: id, from: system)
        // A rehearsal of one key has none of the versions of others, and cannot say what is newer.
        guard let told = versions.lastIndex(where: { notice.id == prefix + $0 }) else { return notice }
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
            guard let received = try await store.receivedRecord(RecordReference(system: system, id: id)),
                received.disposition == .accepted, !received.key.isEmpty
            else { continue }
            let record = received.record
            places.append((received.key, flow.counts(record.object, payload: record.payload)))
        }
        return places
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
