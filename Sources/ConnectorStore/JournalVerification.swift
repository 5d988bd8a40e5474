/// Whether the entries of a journal are whole: what ``verify(_:pageSize:progress:)`` found.
///
/// ``AuditVerification`` looks at the journal's tree, checkpoints and index as well.
public struct JournalVerification: Sendable, Hashable {
    /// One thing that is wrong.
    public struct Finding: Sendable, Hashable {
        /// The entry.
        public let sequence: Int64
        /// What is wrong with it.
        public let message: String
    }

    /// How many entries were looked at.
    public let entries: Int64
    /// What is wrong, in the order of the entries; empty if the journal is whole.
    public let findings: [Finding]

    /// Whether nothing is wrong.
    public var isWhole: Bool { findings.isEmpty }

    /// Recomputes every hash and compares every link, the numbering, and the head that is kept apart.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - pageSize: How many entries are read at a time.
    ///   - progress: Called after each page with the number of entries done.
    /// - Returns: What was found.
    /// - Throws: ``StoreError`` if the journal cannot be read at all.
    public static func verify(
        _ journal: any JournalStore,
        pageSize: Int = 1000,
        progress: (Int64) -> Void = { _ in }
    ) async throws(StoreError) -> JournalVerification {
        let scan = try await JournalScan(of: journal, pageSize: pageSize, newest: 0, progress: progress)
        return JournalVerification(entries: scan.entries, findings: scan.findings)
    }
}
