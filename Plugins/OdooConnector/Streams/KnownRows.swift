import ConnectorKit
import JSON

/// What is known of the rows of one model: the cursor of a stream of deletions.
///
/// `{"after":4000,"asked":9120,"deletions":1,"known":"1-3999,4005","missing":"17"}`: ids as ranges, which are short because Odoo
/// numbers the records of one call in a row.
struct KnownRows: Sendable, Hashable {
    /// The ids that were there.
    var known: Set<Int64> = []
    /// Of those, the ones that the round under way has not found.
    var missing: Set<Int64> = []
    /// The ids that were there and are out of the user's sight: they may come back.
    var outOfSight: Set<Int64> = []
    /// Behind which id the round under way goes on; `nil` between two rounds.
    var after: Int64?
    /// The highest id of the rounds that came to their end.
    var asked: Int64 = 0

    private static let version: Int64 = 1

    /// Knows nothing yet.
    init() {}

    /// Reads a cursor; `nil` if this version did not write it.
    init?(_ cursor: Cursor) {
        guard let state = try? JSON(parsing: cursor.text), state["deletions"]?.integerValue == Self.version,
            let known = Set(ranges: state["known"]?.stringValue ?? ""),
            let missing = Set(ranges: state["missing"]?.stringValue ?? ""),
            let outOfSight = Set(ranges: state["outOfSight"]?.stringValue ?? "")
        else { return nil }
        self.known = known
        self.missing = missing
        self.outOfSight = outOfSight
        after = state["after"]?.integerValue
        asked = state["asked"]?.integerValue ?? 0
        guard asked >= 0, after ?? 0 >= 0 else { return nil }
    }

    /// The state as a cursor.
    var cursor: Cursor {
        var state: JSONObject = ["deletions": .integer(Self.version), "known": .string(known.ranges)]
        if !missing.isEmpty { state["missing"] = .string(missing.ranges) }
        if !outOfSight.isEmpty { state["outOfSight"] = .string(outOfSight.ranges) }
        state["after"] = after.map { .integer($0) }
        if asked > 0 { state["asked"] = .integer(asked) }
        return Cursor(JSON.object(state).canonicalText)
    }
}

extension Set<Int64> {
    /// How many ids are read at most: no register has more, and a broken text shall not fill the memory.
    private static let most = 10_000_000

    /// Reads `1-200,205`; `nil` if the text has another form.
    init?(ranges text: String) {
        self.init()
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-").map { Int64($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0,
                first <= last,
                last - first < Int64(Self.most - count)
            else { return nil }
            formUnion(first...last)
        }
    }

    /// The ids as `1-200,205`.
    var ranges: String {
        var parts: [ClosedRange<Int64>] = []
        for id in sorted() {
            if let last = parts.last, last.upperBound == id - 1 {
                parts[parts.count - 1] = last.lowerBound...id
            } else {
                parts.append(id...id)
            }
        }
        return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
