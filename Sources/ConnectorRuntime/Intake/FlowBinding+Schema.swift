import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

extension FlowBinding {
    /// How many places of a record its case tells in one line, and in full.
    private static let (fewPlaces, mostPlaces) = (3, 1000)

    /// The case of a record that is not as its object's schema says; `nil` for a sound one, and for an object of a plugin,
    /// which the vocabulary does not know.
    ///
    /// A record is looked at before its flow sees it, so that a person reads all that is wrong with it at once.
    func violation(of record: SourceRecord, from system: String, ownedBy operatorRole: String) -> CaseProposal? {
        guard let schema = CanonicalVocabulary.schema(of: record.object) else { return nil }
        let violations = schema.violations(in: record.payload)
        guard !violations.isEmpty else { return nil }
        let told = violations.prefix(Self.fewPlaces).map(\.description).joined(separator: "; ")
        let more = violations.count > Self.fewPlaces ? "; and \(violations.count - Self.fewPlaces) more" : ""
        return CaseProposal(
            kind: "schema_violation",
            subject: "\(system)/\(record.id)",
            severity: .warning,
            owner: operatorRole,
            summary:
                "\(system) handed over what is no \(schema.object) v\(schema.version): \(told)\(more). Correct what \(system) "
                + "reads or how it is mapped, or repair the record, then try the case again",
            detail: [
                "object": .string(schema.object), "version": .integer(Int64(schema.version)),
                "count": .integer(Int64(violations.count)),
                "violations": .array(violations.prefix(Self.mostPlaces).map(\.json)),
            ],
            remedy: .releaseRecords,
            topics: [system]
        )
    }
}
