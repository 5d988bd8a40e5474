package import ConnectorKit
package import JSON

extension FileStream: WireValue {
    /// `{"stream", "patterns", "rejectsFile"}`.
    package var wire: JSON {
        ["stream": stream.wire, "patterns": patterns.wire, "rejectsFile": .bool(badRows == .rejectFile)]
    }
    /// Reads a kind of files.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            try wire.value("stream"),
            patterns: try wire.list("patterns"),
            badRows: try wire.value("rejectsFile") ? .rejectFile : .skipped
        )
    }
}

extension ArrivedFile: WireValue {
    /// `{"name", "size", "digest", "modifiedAt"}`.
    package var wire: JSON {
        [
            "name": .string(name), "size": .integer(size), "digest": .string(digest), "modifiedAt": modifiedAt.wire,
        ]
    }
    /// Reads a file.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            name: try wire.value("name"),
            size: try wire.value("size"),
            digest: try wire.value("digest"),
            modifiedAt: try wire.value("modifiedAt")
        )
    }
}

extension FileItem: WireValue {
    /// `{"record"}` or `{"reject"}`.
    package var wire: JSON {
        switch self {
        case .record(let record): ["record": record.wire]
        case .reject(let reject): ["reject": reject.wire]
        }
    }
    /// Reads a part of a file.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let reject: SourceReject = try wire.optional("reject") {
            self = .reject(reject)
        } else {
            self = .record(try wire.value("record"))
        }
    }
}
