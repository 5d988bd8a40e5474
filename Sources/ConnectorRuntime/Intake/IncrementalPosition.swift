import CanonicalModel
import ConnectorKit
import JSON

/// How far an incremental stream has been read, as the runtime keeps it between pages and polls.
///
/// The bookmark moves only when a round, that is all pages of one poll, has come to its end; a round that was
/// interrupted goes on at its next page.
///
/// A row that changes after its page was read is later than every row that was read before it, but need not be later
/// than those of the following pages. The bookmark therefore moves at once only to what was asked for by time alone, and
/// to the rest when another round has begun and ended after it.
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
        /// The latest time of a row of pages behind which a changed row would have to come.
        var certain: Instant?
        /// Whether all its pages so far were asked for by time alone.
        var isByTime = true
        /// With offsets, the last row of the page before, with which the next page has to begin.
        var anchor: String?
        /// How often the round began again because its list moved.
        var restarts = 0

        /// Takes note of a page; `latest` is the latest time of its rows.
        mutating func note(_ latest: Instant?) {
            if case .since = request {} else { isByTime = false }
            newest = [newest, latest].compactMap { $0 }.max()
            if isByTime { certain = newest }
        }

        /// Begins at its first page again, after which no row that was read so far can change and be earlier.
        mutating func restart() {
            (certain, isByTime) = (newest, true)
            (request, anchor) = (.since(since), nil)
            restarts += 1
        }
    }

    /// The bookmark: no row that was read can have changed since without being later.
    var newest: Instant?
    /// The latest time of a row of the rounds that came to their end, where it is later than the bookmark.
    var seen: Instant?
    /// The round that is under way.
    var round: Round?

    /// Moves the bookmark, because `round` has come to its end.
    mutating func finish(_ ended: Round) {
        round = nil
        newest = [newest, seen, ended.certain].compactMap { $0 }.max()
        seen = [seen, ended.newest].compactMap { $0 }.max()
        if seen == newest { seen = nil }
    }

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
            seen = try reader.optionalMember("seen")?.instant()
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
        state["seen"] = seen.map { .string($0.text) }
        state["round"] = round.map { .object($0.json) }
        return Cursor(JSON.object(state).canonicalText)
    }
}

extension IncrementalPosition.Round {
    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        began = try reader.member("began").instant()
        since = try reader.optionalMember("since")?.instant()
        newest = try reader.optionalMember("newest")?.instant()
        certain = try reader.optionalMember("certain")?.instant()
        isByTime = try reader.optionalMember("byTime")?.bool() ?? false
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
        state["certain"] = certain.map { .string($0.text) }
        if isByTime { state["byTime"] = true }
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
