/// Which recorded identifier is which found one: `<partner 5>` is `<partner 9>` throughout.
///
/// Identifiers that one system makes up anew at each run are compared by what they refer to, not by their text: one recorded
/// identifier is always the same found one, and no two are the same.
public struct References: Sendable, Hashable {
    private struct Key: Hashable {
        let scope: String
        let text: String
    }

    private var found: [Key: String] = [:]
    private var recorded: [Key: String] = [:]

    /// Creates references of which nothing is known.
    public init() {}

    /// Whether a recorded identifier can be a found one; if so it is from now on.
    mutating func bind(_ recorded: String, to found: String, in scope: String) -> Bool {
        let (here, there) = (Key(scope: scope, text: recorded), Key(scope: scope, text: found))
        guard self.found[here] ?? found == found, self.recorded[there] ?? recorded == recorded else { return false }
        self.found[here] = found
        self.recorded[there] = recorded
        return true
    }

    /// What was found for a recorded identifier: in its scope, or else in all others if they agree.
    func translated(_ recorded: String, in scope: String) -> String? {
        if let known = found[Key(scope: scope, text: recorded)] { return known }
        // `partner` is a `res.partner`.
        let alike = found.filter { $0.key.text == recorded && $0.key.scope.hasSuffix(".\(scope)") }
        if alike.count == 1 { return alike.values.first }
        let others = Set(found.filter { $0.key.text == recorded }.values)
        return others.count == 1 ? others.first : nil
    }

    /// What was found for a recorded identifier of a scope.
    func translated(_ recorded: String, exactlyIn scope: String) -> String? {
        found[Key(scope: scope, text: recorded)]
    }

    /// Whether an identifier was found for a recorded one.
    func isFound(_ found: String, in scope: String) -> Bool {
        recorded[Key(scope: scope, text: found)] != nil
    }

    /// The texts of a scope that were found under another name than they were recorded.
    func renamed(in scope: String) -> [(recorded: String, found: String)] {
        found.filter { $0.key.scope == scope && $0.key.text != $0.value }.map { ($0.key.text, $0.value) }
            .sorted { $0.recorded < $1.recorded }
    }
}

extension References: Codable {
    /// Reads what ``encode(to:)`` wrote.
    public init(from decoder: any Decoder) throws {
        for entry in try decoder.singleValueContainer().decode([[String]].self) where entry.count == 3 {
            _ = bind(entry[1], to: entry[2], in: entry[0])
        }
    }

    /// Writes which identifiers are which, always in the same order, without masks: those of one run mean nothing in another.
    public func encode(to encoder: any Encoder) throws {
        let entries = found.filter { $0.key.scope != Identifier.masks }.map { [$0.key.scope, $0.key.text, $0.value] }
        var container = encoder.singleValueContainer()
        try container.encode(entries.sorted { $0.lexicographicallyPrecedes($1) })
    }
}

/// What an identifier looks like, and what it is an identifier of.
enum Identifier {
    /// The scope of identifiers that are unique by themselves.
    static let tokens = "token"
    /// The scope of masks.
    static let masks = "mask"

    /// Whether a text is unique by itself: a UUID (RFC 9562), a ULID or at least 24 hexadecimal digits.
    static func isToken(_ text: String) -> Bool {
        switch text.utf8.count {
        case 26: text.wholeMatch(of: /[0-7][0-9A-HJKMNP-TV-Z]{25}/) != nil
        case 24...128: text.wholeMatch(of: /[0-9a-fA-F]{24,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) != nil
        default: false
        }
    }

    /// What the values of a member identify, such as `partner` for `partner_id` and `partnerIds`; `subject` for `id` alone, and
    /// `nil` if they are no identifiers.
    static func scope(of name: String, subject: String) -> String? {
        if name == "id" || name == "ids" { return subject }
        for ending in ["_ids", "_id", "Ids", "Id"] where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return nil
    }

    /// What a request is about: the model of a call of Odoo's external API, or the path without identifiers.
    static func subject(of request: RecordedRequest) -> String {
        if let model = ExactJSON(request.body.bytes)?["params"]?["args"]?[3]?.text { return model }
        let parts = request.path.split(separator: "/").map(String.init)
        if parts.count == 4, parts.prefix(2) == ["json", "2"] { return parts[2] }
        return parts.last { !isToken($0) && Int64($0) == nil } ?? ""
    }
}
