import CanonicalModel
import ConnectorKit
import JSON

/// Whether records say what their system holds.
enum ContentCheck {
    /// What records do not say, each in a sentence.
    ///
    /// - Parameters:
    ///   - records: The records.
    ///   - parts: Parts of payloads, each of which one of the records must contain.
    /// - Returns: The members of each part that no record has, compared with the record that is nearest to it; values stand
    ///   there unless the record is of a person.
    static func flaws(in records: [SourceRecord], against parts: [JSON]) -> [String] {
        parts.compactMap { part in
            let told = records.filter { $0.object != SourceRecord.deletion }
            let leaves = leaves(of: part)
            let distances = told.map { record in
                (record: record, wrong: leaves.filter { value(of: record.payload, at: $0.path) != $0.value })
            }
            guard let nearest = distances.min(by: { $0.wrong.count < $1.wrong.count }) else {
                return "no record tells it"
            }
            guard !nearest.wrong.isEmpty else { return nil }
            return nearest.wrong.map { sentence($0, nearest.record) }.joined(separator: "; ")
        }
    }

    private static func sentence(_ leaf: (path: [String], value: JSON), _ record: SourceRecord) -> String {
        let name = leaf.path.isEmpty ? "the payload" : leaf.path.joined(separator: ".")
        guard !PersonalData.isPersonal(record.object) else { return "\(name) is not what the system holds" }
        let told = value(of: record.payload, at: leaf.path)?.canonicalText ?? "nothing"
        return "\(name) is \(told.prefix(100)), and the system holds \(leaf.value.canonicalText.prefix(100))"
    }

    /// The members of objects and the elements of arrays that are neither, each with the way to it.
    private static func leaves(of value: JSON, path: [String] = []) -> [(path: [String], value: JSON)] {
        switch value {
        case .object(let object) where !object.isEmpty:
            object.flatMap { name, member in leaves(of: member, path: path + [name]) }
        case .array(let elements) where !elements.isEmpty:
            elements.enumerated().flatMap { index, element in leaves(of: element, path: path + ["\(index)"]) }
        default: [(path, value)]
        }
    }

    private static func value(of payload: JSON, at path: [String]) -> JSON? {
        path.reduce(Optional(payload)) { value, name in
            guard let elements = value?.arrayValue else { return value?[name] }
            return Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        }
    }
}
