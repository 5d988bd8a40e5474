public import CanonicalModel
public import JSON

/// That a case went to another role, because nobody had answered in time.
public struct CaseEscalation: Sendable, Hashable {
    /// The place in the chain of roles, from 1; a case goes to each at most once.
    public let step: Int
    /// The role whose it was.
    public let from: String
    /// The role whose it is.
    public let to: String
    /// When it should have been answered.
    public let due: Instant
    /// When it went there.
    public let at: Instant
    /// The rule, with its origin.
    public let rule: String

    /// Creates an escalation.
    public init(step: Int, from: String, to: String, due: Instant, at: Instant, rule: String) {
        self.step = step
        self.from = from
        self.to = to
        self.due = due
        self.at = at
        self.rule = rule
    }
}

extension CaseEscalation {
    /// The escalation as JSON.
    public var json: JSON { .object(members) }

    var members: JSONObject {
        [
            "step": .integer(Int64(step)), "from": .string(from), "to": .string(to), "due": .string(due.text),
            "at": .string(at.text), "rule": .string(rule),
        ]
    }

    /// Reads an escalation.
    ///
    /// - Throws: ``JSONAccessError`` if it is none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            step: Int(clamping: try reader.member("step").integer()),
            from: try reader.member("from").string(),
            to: try reader.member("to").string(),
            due: try reader.member("due").instant(),
            at: try reader.member("at").instant(),
            rule: try reader.member("rule").string()
        )
    }
}
