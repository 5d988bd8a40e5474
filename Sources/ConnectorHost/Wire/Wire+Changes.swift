package import ConnectorKit
package import JSON

extension IncrementalStream: WireValue {
    /// The stream with `paging`, `resolution`, `overlap` and `deletions`.
    package var wire: JSON {
        [
            "stream": stream.wire, "paging": .string(paging.name), "resolution": resolution.wire,
            "overlap": overlap.wire, "reportsDeletions": .bool(deletions == .reported),
        ]
    }
    /// Reads a stream.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("paging")
        let paging: Paging
        switch try place.string() {
        case "position": paging = .position
        case "token": paging = .token
        case "offset": paging = .offset
        default: throw place.unusable(expected: "position, token or offset")
        }
        self.init(
            try wire.value("stream"),
            paging: paging,
            resolution: try wire.value("resolution"),
            overlap: try wire.value("overlap"),
            deletions: try wire.value("reportsDeletions") ? .reported : .unreported
        )
    }
}

extension IncrementalStream.Paging {
    fileprivate var name: String {
        switch self {
        case .position: "position"
        case .token: "token"
        case .offset: "offset"
        }
    }
}

extension ChangeRequest: WireValue {
    /// `{"since"}`, or with one of `at` and `behind`, `token`, `offset`.
    package var wire: JSON {
        switch self {
        case .since(let time): ["since": time.wire]
        case .at(let time, let id): ["at": time.wire, "behind": id.wire]
        case .page(let token, let time): ["token": .string(token), "since": time.wire]
        case .offset(let count, let time): ["offset": count.wire, "since": time.wire]
        }
    }
    /// Reads a request.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let offset: Int = try wire.optional("offset") {
            self = .offset(offset, since: try wire.optional("since"))
        } else if let token: String = try wire.optional("token") {
            self = .page(token: token, since: try wire.optional("since"))
        } else if try wire.optionalMember("at") != nil {
            self = .at(try wire.value("at"), behind: try wire.optional("behind"))
        } else {
            self = .since(try wire.optional("since"))
        }
    }
}

extension ChangedRow: WireValue {
    /// `{"id", "time"}` and one of `object`, `unusable`, `is`.
    package var wire: JSON {
        switch content {
        case .object(let object): ["id": .string(id), "time": time.wire, "object": object]
        case .unusable(let reject): ["id": .string(id), "time": time.wire, "unusable": reject.wire]
        case .deleted: ["id": .string(id), "time": time.wire, "is": "deleted"]
        case .foreign: ["id": .string(id), "time": time.wire, "is": "foreign"]
        }
    }
    /// Reads a row.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let content: Content
        if let object = try wire.member("object").value {
            content = .object(object)
        } else if let reject: SourceReject = try wire.optional("unusable") {
            content = .unusable(reject)
        } else {
            let place = try wire.member("is")
            switch try place.string() {
            case "deleted": content = .deleted
            case "foreign": content = .foreign
            default: throw place.unusable(expected: "deleted or foreign")
            }
        }
        self.init(id: try wire.value("id"), time: try wire.value("time"), content: content)
    }
}

extension ChangePage: WireValue {
    /// `{"rows", "rejects", "hasMore", "nextToken"}`.
    package var wire: JSON {
        ["rows": rows.wire, "rejects": rejects.wire, "hasMore": .bool(hasMore), "nextToken": nextToken.wire]
    }
    /// Reads a page.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let rows: [ChangedRow] = try wire.list("rows")
        let rejects: [SourceReject] = try wire.list("rejects")
        if let token: String = try wire.optional("nextToken") {
            self.init(rows: rows, rejects: rejects, nextToken: token)
        } else {
            self.init(rows: rows, rejects: rejects, hasMore: try wire.value("hasMore"))
        }
    }
}
