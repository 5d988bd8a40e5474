/// How the heads of requests stand in a ``TextStore``, and those that were just read.
///
/// Parts are divided by a byte that UTF-8 never contains.
struct JournalText {
    private static let divider: UInt8 = 0xff
    /// How many heads are remembered at most.
    private static let greatestMemory = 4096

    private var heads: [TextStore.Place: JournalEntry.Head] = [:]
    private var headers: [TextStore.Place: [String: String]] = [:]

    /// Method, path and query as they are kept.
    static func head(_ request: SimulatedRequest) -> [UInt8] {
        joined([request.method, request.path] + members(request.query))
    }

    /// Header fields as they are kept.
    static func fields(_ headers: [String: String]) -> [UInt8] {
        joined(members(headers))
    }

    /// Reads what ``head(_:)`` wrote.
    mutating func head(_ place: TextStore.Place, in texts: TextStore) -> JournalEntry.Head {
        if let known = heads[place] { return known }
        let parts = Self.parts(texts[place])
        let head = JournalEntry.Head(method: parts[0], path: parts[1], query: Self.dictionary(parts.dropFirst(2)))
        if heads.count >= Self.greatestMemory { heads = [:] }
        heads[place] = head
        return head
    }

    /// Reads what ``fields(_:)`` wrote.
    mutating func fields(_ place: TextStore.Place, in texts: TextStore) -> [String: String] {
        if let known = headers[place] { return known }
        let bytes = texts[place]
        let fields = bytes.isEmpty ? [:] : Self.dictionary(Self.parts(bytes)[...])
        if headers.count >= Self.greatestMemory { headers = [:] }
        headers[place] = fields
        return fields
    }

    private static func members(_ texts: [String: String]) -> [String] {
        texts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }

    private static func joined(_ parts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(parts.count) { $0 + $1.utf8.count })
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(divider) }
            bytes.append(contentsOf: part.utf8)
        }
        return bytes
    }

    private static func parts(_ bytes: ArraySlice<UInt8>) -> [String] {
        bytes.split(separator: divider, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func dictionary(_ parts: ArraySlice<String>) -> [String: String] {
        var texts: [String: String] = [:]
        var rest = parts
        while let name = rest.popFirst(), let value = rest.popFirst() { texts[name] = value }
        return texts
    }
}
