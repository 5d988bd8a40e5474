import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// System and id of a record, as the journal names it.
typealias RecordName = String

extension RecordReference {
    var name: RecordName { "\(system)/\(id)" }
}

/// A step of a flow as the journal tells it.
struct JournaledStep {
    let flow: FlowKey
    /// The records that it took.
    let consumed: [RecordName]
    /// When the flow wanted to be asked again.
    let wakeAt: Instant?

    init?(_ entry: JournalEntry) {
        // The correlation is flow and key, and the key stands alone, too.
        guard entry.kind == "flow.advanced", entry.correlation.hasSuffix("/\(entry.key)"), let body = entry.bodyJSON
        else { return nil }
        flow = FlowKey(flow: String(entry.correlation.dropLast(entry.key.count + 1)), key: entry.key)
        consumed = body["consumed"]?.arrayValue?.compactMap(\.stringValue) ?? []
        wakeAt = body["wakeAt"]?.stringValue.flatMap { Instant($0) }
    }
}
