public import CanonicalModel

/// A connector that can tell through which days its company's ledger is locked.
///
/// The runtime asks before each call that delivers costs, and posts nothing under a day that the company's rules call closed.
public protocol PeriodLockSource: Connector {
    /// Reads the lock dates of the company that is written for.
    ///
    /// - Returns: The dates that are set.
    /// - Throws: ``ConnectorError`` if the system could not be asked.
    func ledgerLocks() async throws(ConnectorError) -> [LedgerLock]
}
