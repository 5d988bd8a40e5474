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
        return !readers.contains(name) && !Self.reads(name)
    }

    /// The name of what a request asks for: the method of Odoo's external API, or the last part of the path.
    public static func operation(of request: RecordedRequest) -> String? {
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
        return request.path.split(separator: "/").last.map(String.init)
    }

    private static let names: Set<String> = [
        "authenticate", "default_get", "export_data", "fields_get", "formatted_read_group", "login", "name_get",
        "oauth",
        "token", "version", "version_info",
    ]

    private static let beginnings = [
        "check", "count", "fetch", "find", "get", "has_", "list", "name_search", "query", "read", "search", "web_read",
        "web_search", "web_name_search",
    ]

    private static func reads(_ name: String) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }
}
