public import CanonicalModel

/// What the runtime did, as it happens.
public enum RuntimeProgress: Sendable, Hashable {
    /// A stream was read to its end, or as far as it could be.
    case polled(system: String, stream: String, PageCount)
    /// A stream is not read on until what waits for this target has become less.
    case heldUp(system: String, stream: String, target: String)
    /// Flows took their next steps for this many keys.
    case advanced(flow: String, keys: Int)
    /// The attempt of this many deliveries is durable, and their call is about to be made.
    case attempting(system: String, count: Int)
    /// A target holds this many more deliveries.
    case delivered(system: String, count: Int)
    /// A target refused this many deliveries, which are cases now.
    case refused(system: String, count: Int)
    /// A system did not do what it was asked to do.
    case failed(system: String, reason: String)
    /// A stream is read again from what its source still has, because its position was lost.
    case readingAgain(system: String, stream: String, reason: String)
    /// Calls of a system wait until then, because it limits their rate.
    case rateLimited(system: String, until: Instant)
    /// A ledger was compared with the journal, and so many costs differ.
    case reconciled(system: String, ReconciliationReport.Verdict, differences: Int)
    /// The lists of masters were compared, and so many entries differ.
    case mastersCompared(MasterReport.Verdict, differences: Int)
    /// The journal up to this entry was signed.
    case signed(entries: Int64)
    /// Nothing is left to do at this time.
    case settled(at: Instant)
    /// The store cannot be used at the moment; nothing is read or written before it is tried again.
    case storeUnavailable(reason: String, retryAt: Instant)
}

/// Receives progress; called in the order of what happened.
public typealias ProgressHandler = @Sendable (RuntimeProgress) -> Void
