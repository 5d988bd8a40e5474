internal import JSON

extension SimulatedRoute {
    /// The longest part of a request that is shown.
    private static let longestText = 256

    /// Whether a request is one of this route.
    func matches(_ request: SimulatedRequest) -> Bool {
        takes(request.method) && RoutePath(path).matches(request.path) && differences(from: request).isEmpty
    }

    /// Whether it is asked by this method; `HEAD` asks for what `GET` gives (RFC 9110, section 9.3.2).
    private func takes(_ method: String) -> Bool { self.method == method || self.method == "GET" && method == "HEAD" }

    /// What keeps a request from being one of this route: `{"field":"path[2]","wanted":"Fleet","given":"fleet"}`.
    func differences(from request: SimulatedRequest) -> [JSON] {
        var found: [JSON] = []
        if !takes(request.method) { found.append(Self.difference("method", method, request.method)) }
        let segments = RoutePath(path).segments
        let given = request.path.split(separator: "/", omittingEmptySubsequences: false)
        for index in 1..<max(segments.count, given.count, 1) {
            let wanted = segments.indices.contains(index) ? segments[index] : nil
            let shown = given.indices.contains(index) ? given[index] : nil
            if let wanted, let shown, RoutePath.isOpen(wanted) ? !shown.isEmpty : wanted == shown { continue }
            if index > Self.longestText { break }
            found.append(Self.difference("path[\(index)]", wanted.map(String.init), shown.map(String.init)))
        }
        for name in query where request.query[name] == nil {
            found.append(Self.difference("query.\(name)", "any value", nil))
        }
        for (name, start) in headers.sorted(by: { $0.key < $1.key }) {
            let given = request.headers[name]
            if let given, given.lowercased().hasPrefix(start.lowercased()) { continue }
            // Values of header fields may give access to a system: what came in is not shown.
            let wanted = start.isEmpty ? "any value" : "\(start)…"
            found.append(Self.difference("header.\(name)", wanted, given.map { _ in "another value" }))
        }
        guard !members.isEmpty else { return found }
        guard let body = try? JSON(parsing: request.body), case .object(let object) = body else {
            found.append(Self.difference("body", "an object in JSON", "something else"))
            return found
        }
        for name in members where object[name] == nil {
            found.append(Self.difference("body.\(name)", "any value", nil))
        }
        return found
    }

    private static func difference(_ field: String, _ wanted: String?, _ given: String?) -> JSON {
        [
            "field": .string(field), "wanted": wanted.map(JSON.string) ?? .null,
            "given": given.map { .string(String($0.prefix(longestText))) } ?? .null,
        ]
    }
}
