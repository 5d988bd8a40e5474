import CanonicalModel
import ConnectorKit
import JSON
import TableMapping
import Testing

/// A file that is read by a mapping, in pieces of a few bytes.
struct MappedFile {
    let records: [SourceRecord]
    let rejects: [SourceReject]

    init(_ text: String, _ mapping: JSON, name: String = "KST.csv") throws {
        try self.init(Array(text.utf8), mapping, name: name)
    }

    init(_ bytes: [UInt8], _ mapping: JSON, name: String = "KST.csv") throws {
        let file = ArrivedFile(
            name: name,
            size: Int64(bytes.count),
            digest: ContentDigest(bytes).description,
            modifiedAt: Instant(seconds: 1_767_600_000)
        )
        var reader = try TableMapping(mapping).reader(of: file)
        var items: [FileItem] = []
        for begin in stride(from: 0, to: bytes.count, by: 7) {
            items += try reader.take(Array(bytes[begin..<min(begin + 7, bytes.count)]))
        }
        items += try reader.finish()
        records = items.compactMap { if case .record(let record) = $0 { record } else { nil } }
        rejects = items.compactMap { if case .reject(let reject) = $0 { reject } else { nil } }
    }

    func objects<Object: CanonicalObject>(_ type: Object.Type = Object.self) throws -> [Object] {
        try records.map { try Object(JSONReader($0.payload)) }
    }
}

extension JSON {
    /// This object with another value for `key`.
    func with(_ key: String, _ value: JSON?) -> JSON {
        var object = objectValue ?? JSONObject()
        object[key] = value
        return .object(object)
    }
}
