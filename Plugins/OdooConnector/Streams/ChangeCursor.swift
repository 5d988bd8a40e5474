import CanonicalModel
import ConnectorKit
import JSON

/// How far the changes of a model have been read.
///
/// Odoo keeps `write_date` to the microsecond and shows whole seconds (domain.md §8), so that the rows of one second
/// can neither be compared with what was read nor be told apart: bounds are inclusive, and a second with more rows than
/// a page is read by ids.
struct ChangeCursor: Sendable, Hashable {
    /// The second from which on changes are still to be read.
    let since: Instant
    /// If given, only the rows of that second are meant, and those up to this id have been read.
    let after: Int64?
    /// The latest second that was seen; `nil` if none was.
    let newest: Instant?

    /// How many rows one call reads.
    static let pageSize = 200

    /// How far the next poll goes back behind the latest change that was seen.
    ///
    /// `write_date` is the time at which a transaction began. Odoo ends one after 120 seconds by default, so that a
    /// change may appear that much behind others.
    static let overlap: Int64 = 300

    /// The position before all changes.
    static let beginning = ChangeCursor(since: Instant(seconds: 0), after: nil, newest: nil)

    /// The domain of the next page.
    var domain: [JSON] {
        let from: JSON = ["write_date", ">=", .string(OdooTime.text(since))]
        guard let after else { return [from] }
        return [
            from, ["write_date", "<", .string(OdooTime.text(since.adding(seconds: 1)))], ["id", ">", .integer(after)],
        ]
    }

    /// The order of the next page.
    var order: String { after == nil ? "write_date, id" : "id" }

    /// Where to go on behind a page.
    ///
    /// - Parameter changes: Time and id of each row, in the order in which they came.
    /// - Returns: The next position, and whether there is more to read now.
    func following(_ changes: [(time: Instant, id: Int64)]) -> (next: ChangeCursor, hasMore: Bool) {
        let latest = changes.map(\.time).max()
        let newest = [newest, latest].compactMap { $0 }.max()
        let isFull = changes.count >= Self.pageSize
        guard let first = changes.first, let last = changes.last, isFull else {
            if after != nil {
                return (ChangeCursor(since: since.adding(seconds: 1), after: nil, newest: newest ?? since), true)
            }
            let start = newest?.adding(seconds: -Self.overlap) ?? since
            return (ChangeCursor(since: start, after: nil, newest: newest), false)
        }
        if after != nil { return (ChangeCursor(since: since, after: last.id, newest: newest), true) }
        // The last second of a full page may have more rows; if it is the only one, it is read by ids.
        let isOneSecond = first.time == last.time
        return (ChangeCursor(since: last.time, after: isOneSecond ? 0 : nil, newest: newest), true)
    }
}

extension ChangeCursor {
    /// Reads a cursor that this type has written.
    init(_ cursor: Cursor) throws(JSONAccessError) {
        let document: JSON
        do {
            document = try JSON(parsing: cursor.text)
        } catch {
            throw JSONAccessError(path: "cursor", expected: "JSON", found: error.detail)
        }
        let reader = JSONReader(document, path: "cursor")
        self.init(
            since: try reader.member("since").instant(),
            after: try reader.optionalMember("after")?.integer(),
            newest: try reader.optionalMember("newest")?.instant()
        )
    }

    /// The cursor as the runtime keeps it.
    var cursor: Cursor {
        var object = JSONObject()
        object["since"] = .string(since.text)
        object["after"] = after.map { .integer($0) }
        object["newest"] = newest.map { .string($0.text) }
        return Cursor(JSON.object(object).canonicalText)
    }
}

/// Odoo's way of writing instants: `2026-01-05 16:00:00`, always UTC.
enum OdooTime {
    /// The instant to the second.
    static func text(_ instant: Instant) -> String {
        Instant(seconds: instant.seconds).text.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// Reads an instant.
    ///
    /// - Returns: `nil` if the text has another form.
    static func instant(_ text: String) -> Instant? {
        Instant(text.replacing(" ", with: "T") + "Z")
    }
}
