/// Tells requests that only read from those that may change something.
///
/// By HTTP's method where that says it (RFC 9110, section 9.2.1); a `POST` is judged by the name of its operation, which is the
/// method of a remote call or the end of the path. What is not known to read counts as a change.
public struct RequestKind: Sendable, Hashable {
    private let readers: Set<String>

    /// Creates a judge.
    ///
    /// - Parameter readers: The names of further operations that only read.
    public init(reading readers: Set<String> = []) {
        self.readers = readers
    }

    /// Whether a request may change something.
    public func isChange(_ request: RecordedRequest) -> Bool {
        if ["GET", "HEAD", "OPTIONS"].contains(request.method) { return false }
        guard request.method == "POST", let name = Self.operation(of: request) else { return true }
        if readers.contains(name) { return false }
        // The end of a path is a noun as a rule: whoever posts to `/readings` makes one.
        return Self.call(of: request) == nil ? !Self.readingPaths.contains(name.lowercased()) : !Self.reads(name)
    }

    /// The name of what a request asks for: the method of Odoo's external API, or the last part of the path.
    public static func operation(of request: RecordedRequest) -> String? {
        call(of: request) ?? request.path.split(separator: "/").last.map(String.init)
    }

    /// The method of a remote call; `nil` if this is none.
    private static func call(of request: RecordedRequest) -> String? {
        let bytes = request.body.bytes
        if let parameters = ExactJSON(bytes)?["params"], let service = parameters["service"]?.text {
            return service == "object" ? parameters["args"]?[4]?.text : parameters["method"]?.text
        }
        if bytes.starts(with: Array("<".utf8)), let text = String(validating: bytes, as: UTF8.self),
            let method = text.firstMatch(of: /<methodName>\s*([^<\s]+)\s*</)?.1
        {
            let values = text.matches(of: /<param>\s*<value>\s*(?:<\w+>)?([^<]*)/)
            return method.hasPrefix("execute") && values.count > 4 ? String(values[4].1) : String(method)
        }
        let parts = request.path.split(separator: "/")
        return parts.count == 4 && parts.prefix(2) == ["json", "2"] ? String(parts[3]) : nil
    }

    private static let readingPaths: Set<String> = [
        "authenticate", "count", "login", "oauth", "query", "search", "token", "version", "version_info",
    ]

    private static let names: Set<[String]> = [
        ["authenticate"], ["default", "get"], ["export", "data"], ["fields", "get"], ["formatted", "read", "group"],
        ["login"], ["name", "get"], ["oauth"], ["token"], ["version"], ["version", "info"],
    ]

    private static let beginnings = [
        ["check", "access"], ["count"], ["find"], ["get"], ["has"], ["list"], ["name", "search"], ["query"], ["read"],
        ["search"], ["web", "name", "search"], ["web", "read"], ["web", "search"],
    ]

    /// What makes a change of an operation that begins like a reading one, as in `get_or_create` and `get_next_number`.
    private static let changing: Set<String> = [
        "and", "create", "delete", "insert", "lock", "new", "next", "or", "pop", "remove", "set", "update", "upsert",
        "write",
    ]

    private static func reads(_ name: String) -> Bool {
        let words = words(of: name)
        return names.contains(words)
            || changing.isDisjoint(with: words) && beginnings.contains { words.starts(with: $0) }
    }

    /// The words of a name such as `search_read` or `searchRead`, in small letters.
    private static func words(of name: String) -> [String] {
        var words = [""]
        for letter in name {
            guard letter.isLetter || letter.isNumber else {
                words.append("")
                continue
            }
            if letter.isUppercase, words[words.count - 1].last?.isUppercase != true { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words.filter { !$0.isEmpty }.map { $0.lowercased() }
    }
}
