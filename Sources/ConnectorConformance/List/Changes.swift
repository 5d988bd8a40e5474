import ConnectorKit

extension Conformance {
    /// What reading rows over HTTP must keep to while rows come, change and go.
    static let changes: [ConformanceTest] = [
        ConformanceTest(
            "R07",
            "rows that come while pages are read, at the very time that is being read, are not lost",
            for: .restSource,
            remedy: "ask for changes at a time or later; tell rows of one time apart by their ids, not by the time"
        ) { trial in
            try await ChangeTrial(trial).addWhileReading()
        },
        ConformanceTest(
            "R10",
            "rows that are deleted while pages are read shift no other row out of sight",
            for: .restSource,
            remedy: "declare offset as the stream's paging, or page by time and id, or by the system's own token"
        ) { trial in
            try await ChangeTrial(trial).deleteWhileReading()
        },
        ConformanceTest(
            "R11",
            "a deleted row is told once where that is declared, and never comes again",
            for: .restSource,
            remedy:
                "tell deletions by SourceRecord(deletionOf:object:at:) or ChangedRow.Content.deleted, or declare that none are told"
        ) { trial in
            try await ChangeTrial(trial).requireDeletions()
        },
    ]
}
