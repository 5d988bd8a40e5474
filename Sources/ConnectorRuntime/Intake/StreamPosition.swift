import CanonicalModel
import ConnectorKit
import JSON

/// The durable position of a stream: the cursor, and how often the stream had to begin again because its source no
/// longer had the position.
///
/// A stream that never lost its position is kept as its bare cursor.
struct StreamPosition: Sendable, Hashable {
    /// One time that the position was lost.
    struct Restart: Sendable, Hashable {
        let at: Instant
        let reason: String
    }

    /// How often a stream begins again in a day; then it waits until the first of these is a day ago.
    static let restartsPerDay = 3
    private static let day: Int64 = 86_400

    /// Where to go on; `nil` for the beginning.
    var cursor: Cursor?
    /// The restarts of the last day.
    private(set) var restarts: [Restart] = []

    /// Reads what is stored.
    init(_ stored: Cursor?) {
        guard let stored, let document = try? JSON(parsing: stored.text), document["restarted"] == 1 else {
            cursor = stored
            return
        }
        cursor = document["cursor"]?.stringValue.map { Cursor($0) }
        restarts = (document["restarts"]?.arrayValue ?? []).compactMap { entry in
            entry["at"]?.stringValue.flatMap { Instant($0) }
                .map { Restart(at: $0, reason: entry["reason"]?.stringValue ?? "") }
        }
    }

    /// What is to be stored.
    var stored: Cursor? {
        guard !restarts.isEmpty else { return cursor }
        var document = JSONObject()
        document["restarted"] = 1
        document["cursor"] = cursor.map { .string($0.text) }
        document["restarts"] = .array(
            restarts.map { ["at": .string($0.at.text), "reason": .string($0.reason)] }
        )
        return Cursor(JSON.object(document).canonicalText)
    }

    /// Whether the stream may be read, or has begun again so often that it has to wait.
    func mayBeRead(at now: Instant) -> Bool { recent(at: now).count <= Self.restartsPerDay }

    /// Begins again at `cursor`.
    mutating func begin(again cursor: Cursor?, because reason: String, at now: Instant) {
        self.cursor = cursor
        restarts = recent(at: now).suffix(Self.restartsPerDay) + [Restart(at: now, reason: String(reason.prefix(200)))]
    }

    /// Drops restarts that were more than a day ago.
    mutating func forgetRestarts(at now: Instant) { restarts = recent(at: now) }

    private func recent(at now: Instant) -> [Restart] {
        restarts.filter { $0.at > now.adding(seconds: -Self.day) }
    }
}
