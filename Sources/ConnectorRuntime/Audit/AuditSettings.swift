public import ConnectorKit
public import ConnectorStore

/// How a runtime signs its journal.
public struct AuditSettings: Sendable {
    /// Signs checkpoints; its name is that of the log.
    public let signer: NoteSigner
    /// How long after a checkpoint the next one is due.
    public let checkpointEvery: Duration
    /// Keys that signed earlier checkpoints.
    public let formerKeys: [NoteVerifier]
    /// The second place for checkpoints, if there is one.
    public let export: (any CheckpointExport)?

    /// Creates settings.
    public init(
        signer: NoteSigner,
        checkpointEvery: Duration = .seconds(3600),
        formerKeys: [NoteVerifier] = [],
        export: (any CheckpointExport)? = nil
    ) {
        self.signer = signer
        self.checkpointEvery = checkpointEvery
        self.formerKeys = formerKeys
        self.export = export
    }

    /// The log of a store's checkpoints.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - clock: By which the second place is waited for, not longer than ``PatientExport/patience``; `nil` to wait for it
    ///     without end.
    ///   - notice: Is told what somebody should know of the second place although the work goes on.
    /// - Returns: The log.
    public func log(
        of store: any RuntimeStore,
        clock: (any RuntimeClock)? = nil,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) -> CheckpointLog {
        var export = export
        if let clock, let place = export { export = PatientExport(place, clock: clock) }
        return CheckpointLog(store: store, signer: signer, formerKeys: formerKeys, export: export, notice: notice)
    }
}
