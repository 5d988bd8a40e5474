import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// What is durable of the file of one name, or of one content: a state of its own, kept like that of a flow.
///
/// Names that differ only in the case of ASCII letters count as one: many systems cannot tell them apart.
struct FileMemory: Sendable {
    /// The name under which these states are kept, as those of a flow.
    static let flow = "files"

    /// How far a file has come.
    enum Phase: String, Sendable {
        /// It lies in the claimed folder.
        case claimed
        /// Some of its records are in the inbox.
        case reading
        /// It was decided on, and is to be moved to where it belongs.
        case accepted, rejected, duplicate
        /// It was moved there; the name may come again.
        case settled
    }

    /// What was taken of the items of a file.
    struct Progress: Sendable, Hashable {
        var items = 0
        var received = 0
        var known = 0
        var heldBack = 0
    }

    let key: String
    var version: Int64 = 0
    var phase = Phase.settled
    /// The digest of the file's bytes as they came, once they were copied.
    var digest = ""
    var size: Int64 = 0
    /// When it was last changed by then, where its place says so.
    var modifiedAt: Instant?
    var progress = Progress()
    /// The digest of the items that were taken, which tells whether the reader still gives the same.
    var trail = ""
    /// What is to be said beside it in its last folder, in one line; nothing if nothing is.
    var reason = ""
    /// The digest of what was accepted under this name or last of this stream, or the name under which this content was
    /// accepted.
    var accepted: String?
    var acceptedAt: Instant?
    /// The cases that were raised for the last file of this name.
    var cases: [String] = []

    static func key(system: String, name: String) -> String {
        let folded = name.unicodeScalars.map { scalar in
            ("A"..."Z").contains(scalar) ? Character(scalar).lowercased() : String(Character(scalar))
        }
        return "\(system)/\(folded.joined())"
    }

    /// The key of a content; no name can be the same, since names have no slash.
    static func key(system: String, digest: String) -> String { "\(system)/sha256/\(digest)" }

    /// The key of a stream, whose memory holds the newest content that was accepted of it; no name can be the same either.
    static func key(system: String, stream: String) -> String { "\(system)/stream/\(stream)" }

    static func read(_ key: String, from store: any FlowStateStore) async throws(StoreError) -> FileMemory {
        var memory = FileMemory(key: key)
        guard let stored = try await store.flowState(flow: flow, key: key) else { return memory }
        let state = stored.state
        memory.version = stored.version
        memory.phase = state["phase"]?.stringValue.flatMap { Phase(rawValue: $0) } ?? .settled
        memory.digest = state["digest"]?.stringValue ?? ""
        memory.size = state["size"]?.integerValue ?? 0
        memory.modifiedAt = state["modifiedAt"]?.stringValue.flatMap { Instant($0) }
        memory.progress.items = Int(state["items"]?.integerValue ?? 0)
        memory.progress.received = Int(state["received"]?.integerValue ?? 0)
        memory.progress.known = Int(state["known"]?.integerValue ?? 0)
        memory.progress.heldBack = Int(state["heldBack"]?.integerValue ?? 0)
        memory.trail = state["trail"]?.stringValue ?? ""
        memory.reason = state["reason"]?.stringValue ?? ""
        memory.accepted = state["accepted"]?.stringValue
        memory.acceptedAt = state["acceptedAt"]?.stringValue.flatMap { Instant($0) }
        memory.cases = (state["cases"]?.arrayValue ?? []).compactMap(\.stringValue)
        return memory
    }

    /// The state as the store keeps it.
    private var state: JSON {
        var state = JSONObject()
        state["phase"] = .string(phase.rawValue)
        if !digest.isEmpty {
            state["digest"] = .string(digest)
            state["size"] = .integer(size)
        }
        if let modifiedAt { state["modifiedAt"] = .string(modifiedAt.text) }
        if progress != Progress() {
            state["items"] = .integer(Int64(progress.items))
            state["received"] = .integer(Int64(progress.received))
            state["known"] = .integer(Int64(progress.known))
            state["heldBack"] = .integer(Int64(progress.heldBack))
        }
        if !trail.isEmpty { state["trail"] = .string(trail) }
        if !reason.isEmpty { state["reason"] = .string(reason) }
        if let accepted { state["accepted"] = .string(accepted) }
        if let acceptedAt { state["acceptedAt"] = .string(acceptedAt.text) }
        if !cases.isEmpty { state["cases"] = .array(cases.map { .string($0) }) }
        return .object(state)
    }

    /// Begins with a new file of this name; what was accepted before stays known.
    mutating func begin() {
        (phase, digest, size, modifiedAt, reason) = (.claimed, "", 0, nil, "")
        (progress, trail) = (Progress(), "")
    }

    /// The change that makes this state durable; the next one starts from it.
    mutating func change(_ notes: FlowNote...) -> StateChange {
        let advance = FlowAdvance(
            flow: Self.flow,
            key: key,
            expectedVersion: version,
            state: state,
            wakeAt: nil,
            consumed: [],
            notes: notes
        )
        version += 1
        return .flowAdvanced(advance)
    }
}
