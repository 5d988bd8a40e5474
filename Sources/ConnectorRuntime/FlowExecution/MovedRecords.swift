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

    /// What the keys are told that had the version before a record which `key` takes.
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
            guard let before = try await place(of: versions[..<index], from: record.system), before != key else {
                continue
            }
            let notice = ReceivedRecord(
                system: Engine.systemName,
                record: SourceRecord(
                    id: "moved/\(name)/\(record.system)/\(record.record.id)",
                    object: FlowEvent.recordMoved,
                    occurredAt: now,
                    payload: ["system": .string(record.system), "id": .string(id), "to": .string(key)]
                ),
                flow: name,
                key: before,
                topics: [before, key, id],
                disposition: .accepted
            )
            notices.append(.recordReceived(notice))
        }
        return notices
    }

    /// The notices among the records of `key` whose record has come back to it meanwhile.
    func overtaken(among records: [ReceivedRecord], of key: String) async throws(StoreError) -> Set<RecordReference> {
        var overtaken: Set<RecordReference> = []
        for record in records where record.record.object == FlowEvent.recordMoved {
            let payload = record.record.payload
            guard let id = payload["id"]?.stringValue, let system = payload["system"]?.stringValue else { continue }
            let versions = try await versions(of: id, from: system)
            if try await place(of: versions[...], from: system) == key { overtaken.insert(record.reference) }
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

    /// The key that the newest of some versions went to which is not kept back.
    private func place(of versions: ArraySlice<String>, from system: String) async throws(StoreError) -> String? {
        for id in versions.reversed() {
            let received = try await store.receivedRecord(RecordReference(system: system, id: id))
            if let received, received.disposition == .accepted, !received.key.isEmpty { return received.key }
        }
        return nil
    }
}
