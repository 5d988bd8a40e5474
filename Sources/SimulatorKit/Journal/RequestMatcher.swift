internal import JSON

/// Which requests are meant: those that meet every condition.
struct RequestMatcher: Sendable {
    /// Whether a request meets conditions.
    enum Verdict: Sendable, Hashable {
        case met
        case missed
        /// What would have to be known is not kept, or has not happened yet.
        case unknown
    }

    /// One thing that a request must be.
    enum Condition: Sendable {
        case method(String)
        case path(String)
        case pathContains(String)
        case query(name: String, value: String)
        case header(name: String, value: String)
        case status(Int)
        case fault(String)
        case unmatched(Bool)
        case ended(isAnswer: Bool)
        case from(SimulatedInstant)
        case until(SimulatedInstant)
        case bodyContains(String)
        case bodyJSON(JSON)
    }

    /// In the order in which they are looked at: what costs least comes first.
    private(set) var conditions: [Condition]

    init(_ conditions: [Condition] = []) {
        self.conditions = conditions
    }

    /// Whether a request meets all conditions.
    func verdict(on entry: JournalEntry) -> Verdict {
        var verdict = Verdict.met
        for condition in conditions {
            switch condition.verdict(on: entry) {
            case .met: continue
            case .missed: return .missed
            case .unknown: verdict = .unknown
            }
        }
        return verdict
    }

    /// The conditions that a request does not meet.
    func missed(by entry: JournalEntry) -> [Condition] {
        conditions.filter { $0.verdict(on: entry) == .missed }
    }
}

extension RequestMatcher.Condition {
    /// Whether a request meets this condition.
    func verdict(on entry: JournalEntry) -> RequestMatcher.Verdict {
        switch self {
        case .method(let method): Self.compare(entry.head) { $0.method == method }
        case .path(let path):
            Self.compare(entry.head) { $0.path == path || path.contains("{") && RoutePath(path).matches($0.path) }
        case .pathContains(let part): Self.compare(entry.head) { $0.path.contains(part) }
        case .query(let name, let value): Self.compare(entry.head) { $0.query[name] == value }
        case .header(let name, let value): Self.compare(entry.headers) { $0[name] == value }
        case .status(let status): Self.compareEnd(of: entry) { $0.status == status }
        case .fault(let id): Self.compareEnd(of: entry) { $0.fault == id }
        case .unmatched(let isUnmatched): Self.compareEnd(of: entry) { $0.isUnmatched == isUnmatched }
        case .ended(let isAnswer): Self.compareEnd(of: entry) { (isAnswer ? $0.answered : $0.aborted) != nil }
        case .from(let moment): entry.received.virtual >= moment ? .met : .missed
        case .until(let moment): entry.received.virtual < moment ? .met : .missed
        case .bodyContains(let part): Self.contains(Array(part.utf8), entry.body)
        case .bodyJSON(let wanted): Self.holds(wanted, entry.body)
        }
    }

    private static func compare<Part>(_ part: Part?, _ test: (Part) -> Bool) -> RequestMatcher.Verdict {
        guard let part else { return .unknown }
        return test(part) ? .met : .missed
    }

    private static func compareEnd(
        of entry: JournalEntry,
        _ test: (JournalEntry) -> Bool
    ) -> RequestMatcher.Verdict {
        compare(entry.isOpen ? nil : entry, test)
    }

    private static func contains(_ part: [UInt8], _ body: JournalEntry.Body) -> RequestMatcher.Verdict {
        switch body {
        case .whole(let bytes): bytes.holds(part) ? .met : .missed
        case .beginning(let bytes): bytes.holds(part) ? .met : .unknown
        case .notKept: .unknown
        }
    }

    private static func holds(_ wanted: JSON, _ body: JournalEntry.Body) -> RequestMatcher.Verdict {
        guard case .whole(let bytes) = body else { return .unknown }
        guard let document = try? JSON(parsing: Array(bytes)) else { return .missed }
        return document.holds(wanted) ? .met : .missed
    }
}

extension RequestMatcher.Condition {
    /// The condition and what a request has in its place: `{"field":"method","wanted":"POST","given":"GET"}`.
    func difference(from entry: JournalEntry) -> JSON {
        let (field, wanted, given) = described(entry)
        return ["field": .string(field), "wanted": wanted, "given": given ?? .null]
    }

    private func described(_ entry: JournalEntry) -> (field: String, wanted: JSON, given: JSON?) {
        switch self {
        case .method(let method): return ("method", .string(method), entry.head.map { .string($0.method) })
        case .path(let path): return ("path", .string(path), entry.head.map { .string($0.path) })
        case .pathContains(let part): return ("pathContains", .string(part), entry.head.map { .string($0.path) })
        case .query(let name, let value):
            return ("query.\(name)", .string(value), entry.head?.query[name].map(JSON.string))
        case .header(let name, let value):
            // Values of header fields may give access to a system: what came in is not shown.
            return ("header.\(name)", .string(value), entry.headers?[name].map { _ in "another value" })
        case .status(let status): return ("status", .integer(Int64(status)), entry.status.map { .integer(Int64($0)) })
        case .fault(let id): return ("fault", .string(id), entry.fault.map(JSON.string))
        case .unmatched(let isUnmatched): return ("unmatched", .bool(isUnmatched), .bool(entry.isUnmatched))
        case .ended(let isAnswer):
            let given = entry.answered != nil ? "answered" : entry.aborted != nil ? "aborted" : "open"
            return ("ended", isAnswer ? "answered" : "aborted", .string(given))
        case .from(let moment): return ("from", .string(moment.text), .string(entry.received.virtual.text))
        case .until(let moment): return ("until", .string(moment.text), .string(entry.received.virtual.text))
        case .bodyContains(let part): return ("bodyContains", .string(part), Self.shown(entry.body))
        case .bodyJSON(let wanted): return ("bodyJSON", wanted, Self.shown(entry.body))
        }
    }

    /// The beginning of a body, as much as a person reads.
    private static func shown(_ body: JournalEntry.Body) -> JSON? {
        switch body {
        case .whole(let bytes), .beginning(let bytes): .string(String(decoding: bytes.prefix(300), as: UTF8.self))
        case .notKept: nil
        }
    }
}

extension JSON {
    /// Whether `wanted` is this value or a part of it: objects may have more members, lists are as long.
    fileprivate func holds(_ wanted: JSON) -> Bool {
        switch (self, wanted) {
        case (.object(let object), .object(let members)):
            members.keys.allSatisfy { key in
                guard let member = object[key], let wanted = members[key] else { return false }
                return member.holds(wanted)
            }
        case (.array(let elements), .array(let others)):
            elements.count == others.count && zip(elements, others).allSatisfy { $0.holds($1) }
        default: self == wanted
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether `part` occurs in it.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        var rest = self
        while let start = rest.firstIndex(of: first), rest.endIndex - start >= part.count {
            if rest[start..<(start + part.count)].elementsEqual(part) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
