import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

extension StoredApproval {
    /// How far it has come, in one word.
    var state: String {
        if let decision { return decision.word }
        if standing.hold != nil { return "held" }
        return standing.lapsedAt == nil ? "waiting" : "lapsed"
    }

    /// The signatures that are still missing.
    private var missing: [Set<String>] {
        decision == nil ? terms.missing(after: standing.signatures) ?? [] : []
    }

    /// Whose signatures are missing, or the role of an answered request.
    var missingText: String { missing.isEmpty ? request.role : missing.text }

    /// The request as programs read it.
    var json: JSON {
        var object: JSONObject = [
            "id": .string(request.id), "role": .string(request.role), "summary": .string(request.summary),
            "topics": .array(request.topics.map { .string($0) }),
            "payload": PersonalData.shown(request.payload, of: ""), "requestedAt": .string(requestedAt.text),
            "state": .string(state),
            "person": decision.map { .string($0.person) } ?? .null,
            "reason": decision?.reason.map { .string($0) } ?? .null,
            "decidedAt": decidedAt.map { .string($0.text) } ?? .null,
            "rule": .string(terms.rule), "signatures": .array(standing.signatures.map(\.json)),
            "missing": .array(missing.map { .array($0.sorted().map { .string($0) }) }),
            "requester": terms.requester.map { .string($0) } ?? .null,
            "reminders": .integer(standing.reminders),
        ]
        object["hold"] = standing.hold.map { ["person": .string($0.person), "reason": .string($0.reason)] } ?? .null
        object["expiresAt"] = standing.expiresAt.map { .string($0.text) } ?? .null
        object["lapsedAt"] = standing.lapsedAt.map { .string($0.text) } ?? .null
        return .object(object)
    }

    /// The request as a person reads it, a line for each fact.
    var page: String {
        var lines = ["\(request.id): \(state)", request.summary, "asked at \(requestedAt.text), by \(terms.rule)"]
        if let requester = terms.requester { lines.append("asked for by \(requester)") }
        lines += standing.signatures.map { "signed by \($0.signer) as \($0.role)" }
        if !missing.isEmpty { lines.append("missing: \(missing.text)") }
        if let hold = standing.hold {
            lines.append("on hold by \(hold.person) since \(hold.since.text): \(hold.reason)")
        }
        if let lapsedAt = standing.lapsedAt { lines.append("lapsed at \(lapsedAt.text): nobody had answered") }
        if decision == nil, standing.lapsedAt == nil, let end = standing.expiresAt {
            lines.append("lapses at \(end.text)")
        }
        if standing.reminders > 0 {
            lines.append("its owner '\(terms.owner)' was reminded \(standing.reminders) times")
        }
        if let decision, let decidedAt {
            let reason = decision.reason.map { ": \($0)" } ?? ""
            lines.append("\(decision.word) by \(decision.person) at \(decidedAt.text)\(reason)")
        }
        return lines.joined(separator: "\n")
    }
}

extension [Set<String>] {
    /// Signatures by the roles that may give them: `finance and equipment-manager`.
    var text: String { map { $0.sorted().joined(separator: " or ") }.joined(separator: " and ") }
}
