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
            let places = try await places(of: versions[..<index], from: record.system, untilOneCounts: counts)
            for place in places where place != key {
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

    /// The notices among the records of `key` whose record has come back to it meanwhile.
    func overtaken(among records: [ReceivedRecord], of key: String) async throws(StoreError) -> Set<RecordReference> {
        var overtaken: Set<RecordReference> = []
        for record in records where record.record.object == FlowEvent.recordMoved {
            let payload = record.record.payload
            guard let id = payload["id"]?.stringValue, let system = payload["system"]?.stringValue else { continue }
            let versions = try await versions(of: id, from: system)
            let places = try await places(of: versions[...], from: system, untilOneCounts: false)
            if places == [key] { overtaken.insert(record.reference) }
        }
        return overtaken
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

    /// The keys that versions went to which are not kept back: that of the newest or, if asked, those back to the newest one
    /// that counts, which told all before it when it was taken.
    private func places(
        of versions: ArraySlice<String>,
        from system: String,
        untilOneCounts: Bool
    ) async throws(StoreError) -> [String] {
        var places: [String] = []
        for id in versions.reversed() {
            guard let received = try await store.receivedRecord(RecordReference(system: system, id: id)),
                received.disposition == .accepted, !received.key.isEmpty
            else { continue }
            if !places.contains(received.key) { places.append(received.key) }
            let record = received.record
            if !untilOneCounts || flow.counts(record.object, payload: record.payload) { break }
        }
        return places
    }
}
