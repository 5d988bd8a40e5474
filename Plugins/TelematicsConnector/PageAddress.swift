/// Where a page is at the configured provider: path and query, without scheme and host.
struct PageAddress: Hashable {
    /// The path, beginning with a slash.
    let path: String
    /// What follows a question mark, if there is one.
    let query: String?

    /// The longest address that is followed; a longer one would make cursors large.
    static let longest = 2000

    init(path: String, query: String? = nil) {
        self.path = path
        self.query = query
    }

    /// Reads a path with an optional query; anything behind `#` is dropped.
    ///
    /// - Returns: `nil` if it does not begin with a slash, is longer than ``longest`` or contains blanks or control
    ///   characters.
    init?(_ text: String) {
        guard text.hasPrefix("/"), text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        let address = text.prefix { $0 != "#" }
        let path = address.prefix { $0 != "?" }
        self.init(
            path: String(path),
            query: path.endIndex == address.endIndex ? nil : String(address[path.endIndex...].dropFirst())
        )
    }

    /// Path and query as a request needs them.
    var text: String {
        query.map { "\(path)?\($0)" } ?? path
    }

    /// The page's number, if its path ends in one: 3 for `/aemp/Fleet/3`.
    var number: Int? {
        let digits = lastSegment
        guard !digits.isEmpty, digits.utf8.count <= 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(digits)
    }

    /// The page with the next number, if this one's path ends in a number.
    var following: PageAddress? {
        number.map { PageAddress(path: path.dropLast(lastSegment.count) + String($0 + 1), query: query) }
    }

    /// What a person calls the page, the same each time it is read: `Fleet/3`.
    ///
    /// - Parameter place: Its place in the round, which tells pages apart whose addresses differ in the query only.
    /// - Returns: The name.
    func name(place: Int) -> String {
        let segments = path.split(separator: "/").suffix(number == nil ? 1 : 2).joined(separator: "/")
        return query == nil ? segments : "\(segments), page \(place) of the round"
    }

    private var lastSegment: Substring {
        path.suffix(from: path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)
    }
}
