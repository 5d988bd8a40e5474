import CanonicalModel
import ConnectorKit
import JSON

/// How far an incremental stream has been read, as the runtime keeps it between pages and polls.
///
/// The bookmark moves only when a round, that is all pages of one poll, has come to its end; a round that was
/// interrupted goes on at its next page.
struct IncrementalPosition: Sendable, Hashable {
    /// The pages of one poll.
    struct Round: Sendable, Hashable {
        /// When it began, by the runtime's clock.
        let began: Instant
        /// The lower bound of its rows; `nil` for all rows.
        let since: Instant?
        /// What to ask for next.
        var request: ChangeRequest
        /// The latest time of a row that had come when the round began.
        var newest: Instant?
        /// With offsets, the last row of the page before, with which the next page has to begin.
        var anchor: String?
        /// How often the round began again because its list moved.
        var restarts = 0
    }

    /// The bookmark: the latest time of a row of all rounds that came to their end.
    var newest: Instant?
    /// The round that is under way.
    var round: Round?

    /// The longest state that is read; a longer one was not written by this type.
    static let longest = 65_536
}

extension IncrementalPosition {
    private static let version: Int64 = 1

    /// Reads a state; `nil` if this version did not write it.
    init?(_ cursor: Cursor) {
        guard cursor.text.utf8.count <= Self.longest, let state = try? JSON(parsing: cursor.text),
            state["incremental"]?.integerValue == Self.version
        else { return nil }
        do throws(JSONAccessError) {
            let reader = JSONReader(state)
            newest = try reader.optionalMember("newest")?.instant()
            round = try reader.optionalMember("round").map { round throws(JSONAccessError) in try Round(round) }
        } catch {
            return nil
        }
    }

    /// The state as a cursor.
    var cursor: Cursor {
        var state = JSONObject()
        state["incremental"] = .integer(Self.version)
        state["newest"] = newest.map { .string($0.text) }
        state["round"] = round.map { .object($0.json) }
        return Cursor(JSON.object(state).canonicalText)
    }
}

extension IncrementalPosition.Round {
    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        began = try reader.member("began").instant()
        since = try reader.optionalMember("since")?.instant()
        newest = try reader.optionalMember("newest")?.instant()
        anchor = try reader.optionalMember("anchor")?.string()
        restarts = Int(clamping: try reader.optionalMember("restarts")?.integer() ?? 0)
        if let time = try reader.optionalMember("at")?.instant() {
            request = .at(time, behind: try reader.optionalMember("behind")?.string())
        } else if let token = try reader.optionalMember("token")?.string() {
            request = .page(token: token, since: since)
        } else if let offset = try reader.optionalMember("offset")?.integer() {
            request = .offset(Int(clamping: offset), since: since)
        } else {
            request = .since(try reader.optionalMember("from")?.instant())
        }
    }

    fileprivate var json: JSONObject {
        var state = JSONObject()
        state["began"] = .string(began.text)
        state["since"] = since.map { .string($0.text) }
        state["newest"] = newest.map { .string($0.text) }
        state["anchor"] = anchor.map { .string($0) }
        if restarts > 0 { state["restarts"] = .integer(Int64(restarts)) }
        switch request {
        case .since(let time): state["from"] = time.map { .string($0.text) }
        case .at(let time, let id):
            state["at"] = .string(time.text)
            state["behind"] = id.map { .string($0) }
        case .page(let token, _): state["token"] = .string(token)
        case .offset(let offset, _): state["offset"] = .integer(Int64(offset))
        }
        return state
    }
}
