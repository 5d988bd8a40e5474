internal import Foundation

/// Compares a request that came in with a recorded one.
struct RequestComparison {
    /// What is different; empty if the recorded answer is the answer.
    let differences: [RecordedDifference]
    /// Which identifiers are which if it is.
    let references: References

    /// Compares two masked requests.
    ///
    /// - Parameters:
    ///   - recorded: The recorded request.
    ///   - found: The request that came in.
    ///   - isLenient: Whether moments, query items and members that were not recorded, and the media types do not count.
    ///   - rules: What is masked in both.
    ///   - references: What is known of identifiers so far.
    init(
        _ recorded: RecordedRequest,
        _ found: RecordedRequest,
        isLenient: Bool,
        _ rules: MaskingRules,
        _ references: References
    ) {
        let subject = Identifier.subject(of: recorded)
        var comparison = ValueComparison(.request(isLenient: isLenient), rules, subject: subject, references)
        if recorded.method != found.method { comparison.differ("method", recorded.method, found.method) }
        comparison.comparePaths(recorded.path, found.path)
        comparison.compareItems(FormItems(target: recorded.target), FormItems(target: found.target), "query")
        if !isLenient {
            for name in ["Accept", "Content-Type"] { comparison.compareTypes(recorded, found, name) }
        }
        comparison.compareBodies(recorded, found)
        differences = comparison.differences
        self.references = comparison.references
    }
}

extension ValueComparison {
    fileprivate mutating func comparePaths(_ recorded: String, _ found: String) {
        let some = recorded.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let others = found.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for index in 1..<max(some.count, others.count, 2) {
            let one = some.indices.contains(index) ? some[index].removingPercentEncoding ?? some[index] : nil
            let other = others.indices.contains(index) ? others[index].removingPercentEncoding ?? others[index] : nil
            if let one, let other, isSame(text: one, other, "") { continue }
            differ("path[\(index)]", one, other)
        }
    }

    fileprivate mutating func compareItems(_ recorded: FormItems, _ found: FormItems, _ field: String) {
        let (some, others) = (recorded.values, found.values)
        for name in recorded.names {
            // Items of the same name are a list, whose order counts.
            let (some, others) = (some[name] ?? [], others[name] ?? [])
            for index in 0..<max(some.count, others.count) {
                let one = some.indices.contains(index) ? some[index] : nil
                let other = others.indices.contains(index) ? others[index] : nil
                if let one, let other, isSame(text: one, other, name) { continue }
                differ(index == 0 ? "\(field) \(name)" : "\(field) \(name)[\(index)]", one, other)
            }
        }
        if case .request(isLenient: true) = kind { return }
        for name in found.names where some[name] == nil {
            for value in others[name] ?? [] { differ("\(field) \(name)", nil, value) }
        }
    }

    fileprivate mutating func compareTypes(_ recorded: RecordedRequest, _ found: RecordedRequest, _ name: String) {
        let types = [recorded, found].map { request in
            request.headers.value(name).map { $0.lowercased().filter { !$0.isWhitespace } }
        }
        if types[0] != types[1] { differ("header \(name)", types[0], types[1]) }
    }

    fileprivate mutating func compareBodies(_ recorded: RecordedRequest, _ found: RecordedRequest) {
        if case .withheld = recorded.body { return }
        let (some, others) = (recorded.body.bytes, found.body.bytes)
        if some == others { return }
        if let one = ExactJSON(some), let other = ExactJSON(others) {
            compareDocuments(one, other)
            return
        }
        guard let one = String(validating: some, as: UTF8.self), let other = String(validating: others, as: UTF8.self)
        else {
            differ("body", "\(some.count) bytes", "\(others.count) other bytes")
            return
        }
        if recorded.headers.value("Content-Type")?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true {
            compareItems(FormItems(one), FormItems(other), "body")
        } else if one.withoutMaskNumbers != other.withoutMaskNumbers {
            compareLines(one, other)
        }
    }

    /// Compares bodies in JSON; the number that a caller gives its call in JSON-RPC does not count.
    private mutating func compareDocuments(_ recorded: ExactJSON, _ found: ExactJSON) {
        guard let pairs = recorded.membersOfCall(with: found) else { return compare(recorded, found, at: "body") }
        for pair in pairs { compareMembers(pair.one, pair.other, at: "body/\(pair.name)", name: pair.name) }
    }

    /// Compares members of two calls, of which one may be missing.
    mutating func compareMembers(_ recorded: ExactJSON?, _ found: ExactJSON?, at path: String, name: String) {
        guard let recorded, let found else { return differ(path, recorded?.summary, found?.summary) }
        compare(recorded, found, at: path, name: name)
    }

    /// Notes the first line of two texts that is different.
    mutating func compareLines(_ recorded: String, _ found: String) {
        let some = recorded.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let others = found.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in 0..<max(some.count, others.count) {
            let one = some.indices.contains(index) ? some[index] : nil
            let other = others.indices.contains(index) ? others[index] : nil
            guard one?.withoutMaskNumbers != other?.withoutMaskNumbers else { continue }
            return differ("body line \(index + 1)", one, other)
        }
    }
}

extension ExactJSON {
    /// The members of two calls or answers in JSON-RPC by name, but the number of the call, which is the caller's own; `nil` if one
    /// of them is none.
    func membersOfCall(with other: ExactJSON) -> [(name: String, one: ExactJSON?, other: ExactJSON?)]? {
        guard self["jsonrpc"] != nil, other["jsonrpc"] != nil, case .object(let some) = content,
            case .object(let others) = other.content
        else { return nil }
        return Set((some + others).map(\.name)).sorted().filter { $0 != "id" }.map { ($0, self[$0], other[$0]) }
    }
}

/// The names and values of a query or a form, decoded, in their order.
struct FormItems {
    let items: [(name: String, value: String)]

    init(_ text: String) {
        items = text.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { part in
                part.replacing("+", with: "%20").removingPercentEncoding ?? String(part)
            }
            return (parts[0], parts.count == 2 ? parts[1] : "")
        }
    }

    /// The names in the order in which they come first.
    var names: [String] {
        var seen: Set<String> = []
        return items.map(\.name).filter { seen.insert($0).inserted }
    }

    /// The values of each name in their order.
    var values: [String: [String]] {
        Dictionary(grouping: items, by: \.name).mapValues { $0.map(\.value) }
    }

    /// Those of the query of a path.
    init(target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(parts.count == 2 ? String(parts[1]) : "")
    }
}
