import CanonicalModel
package import ConnectorKit
package import JSON

extension SourceStream: WireValue {
    /// `{"name", "object"}`.
    package var wire: JSON { ["name": .string(name), "object": .string(object)] }
    /// Reads a stream.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(name: try wire.value("name"), object: try wire.value("object"))
    }
}

extension Cursor: WireValue {
    /// The connector's own text.
    package var wire: JSON { .string(text) }
    /// Reads a cursor.
    package init(wire: JSONReader) throws(JSONAccessError) { self.init(try wire.string()) }
}

extension SourceRecord: WireValue {
    /// `{"id", "object", "occurredAt", "payload"}`.
    package var wire: JSON {
        ["id": .string(id), "object": .string(object), "occurredAt": occurredAt.wire, "payload": payload]
    }
    /// Reads a record.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            id: try wire.value("id"),
            object: try wire.value("object"),
            occurredAt: try wire.value("occurredAt"),
            payload: try wire.value("payload")
        )
    }
}

extension SourceReject: WireValue {
    /// `{"kind", "subject", "reason", "excerpt"}`.
    package var wire: JSON {
        ["kind": .string(kind), "subject": .string(subject), "reason": .string(reason), "excerpt": .string(excerpt)]
    }
    /// Reads a reject.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            kind: try wire.value("kind"),
            subject: try wire.value("subject"),
            reason: try wire.value("reason"),
            excerpt: try wire.value("excerpt")
        )
    }
}

extension RecordPage: WireValue {
    /// `{"records", "rejects", "next", "hasMore"}`.
    package var wire: JSON {
        ["records": records.wire, "rejects": rejects.wire, "next": next.wire, "hasMore": .bool(hasMore)]
    }
    /// Reads a page.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            records: try wire.list("records"),
            rejects: try wire.list("rejects"),
            next: try wire.optional("next"),
            hasMore: try wire.value("hasMore")
        )
    }
}

extension CheckFinding: WireValue {
    /// `{"result", "message"}`, and `"credentials"` if it says something of them.
    package var wire: JSON {
        var object: JSONObject = ["result": .string(result.rawValue), "message": .string(message)]
        object["credentials"] = credentials.map { .string($0.rawValue) }
        return .object(object)
    }
    /// Reads a finding.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("result")
        guard let result = Result(rawValue: try place.string()) else {
            throw place.unusable(expected: "passed, warning or failed")
        }
        let verdict: CredentialVerdict? = try wire.optionalMember("credentials")?.word("what is said of credentials")
        self.init(result, try wire.value("message"), credentials: verdict)
    }
}
