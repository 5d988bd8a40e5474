public import CanonicalModel

/// The right to be the only one who does something, for a while.
public struct Lease: Sendable, Hashable {
    /// What the right is to, for example `runtime`.
    public let name: String
    /// Who has it, for example `host/4711`.
    public let holder: String
    /// Which time the lease was taken: each holder's number is greater than all before.
    public let token: Int64
    /// When others may take it, unless it is renewed before.
    public let expiresAt: Instant

    /// Creates a lease.
    public init(name: String, holder: String, token: Int64, expiresAt: Instant) {
        self.name = name
        self.holder = holder
        self.token = token
        self.expiresAt = expiresAt
    }

    /// What proves to the store that a commit comes from the holder.
    public var fencingToken: FencingToken { FencingToken(lease: name, number: token) }
}

/// A lease as the store holds it: the last one that was taken under its name.
public struct StoredLease: Sendable, Hashable {
    /// The lease.
    public let lease: Lease
    /// Whether its holder gave it back.
    public let isReleased: Bool

    /// Creates a stored lease.
    public init(lease: Lease, isReleased: Bool) {
        self.lease = lease
        self.isReleased = isReleased
    }
}

/// The wish to take a lease.
public struct LeaseClaim: Sendable, Hashable {
    /// The lease as it will be: its token follows the one that was taken last.
    public let lease: Lease
    /// Whether the claimant knows that the former holder has ended, so that nobody has to wait for the expiry.
    public let isFormerHolderGone: Bool

    /// Creates a claim.
    public init(lease: Lease, isFormerHolderGone: Bool) {
        self.lease = lease
        self.isFormerHolderGone = isFormerHolderGone
    }
}

/// What proves that a commit comes from the present holder of a lease.
///
/// Commits of a task are made under ``current``, if it is set:
///
/// ```swift
/// try await FencingToken.$current.withValue(lease.fencingToken) {
///     _ = try await store.commit(changes, by: actor, at: now)
/// }
/// ```
public struct FencingToken: Sendable, Hashable {
    /// The token under which the present task commits; `nil` for those that need no lease, such as a person's decision.
    @TaskLocal public static var current: FencingToken?

    /// The name of the lease.
    public let lease: String
    /// The number that the holder got with it.
    public let number: Int64

    /// Creates a token.
    public init(lease: String, number: Int64) {
        self.lease = lease
        self.number = number
    }
}

/// Leases, of which each is held by one at a time.
///
/// What counts is the token, not the clock: a holder whose lease has expired goes on until another one takes it, and from
/// then on none of its commits is accepted. A clock that jumps forward can only let another one take the lease earlier;
/// one that jumps back can only make it wait longer. There are never two holders.
public protocol LeaseStore: ChangeStore {
    /// The lease that was taken last under this name, even if it was given back or has expired; `nil` if none was.
    func lease(_ name: String) async throws(StoreError) -> StoredLease?

    /// Moves the expiry of a lease to the one that `lease` names; no entry of the journal says so.
    ///
    /// - Throws: ``StoreError/fenced(_:)`` if it was taken by another one or given back.
    func renewLease(_ lease: Lease) async throws(StoreError)
}

extension LeaseStore {
    /// Takes a lease that nobody holds.
    ///
    /// - Parameters:
    ///   - name: What the right is to.
    ///   - holder: Who takes it.
    ///   - term: How long others have to wait if it is not renewed.
    ///   - isFormerHolderGone: Whether the former holder is known to have ended.
    ///   - actor: Who is named by the journal.
    ///   - now: The present.
    /// - Returns: The lease, with a token greater than all before.
    /// - Throws: ``StoreError/conflict(_:)`` if another one holds it, or takes it at the same time.
    public func acquireLease(
        _ name: String,
        holder: String,
        for term: Duration,
        isFormerHolderGone: Bool = false,
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> Lease {
        let last = try await lease(name)?.lease.token ?? 0
        guard last < Int64.max else { throw .damaged("Lease \(name) has token \(last), which cannot be") }
        let lease = Lease(name: name, holder: holder, token: last + 1, expiresAt: now.adding(term))
        let claim = LeaseClaim(lease: lease, isFormerHolderGone: isFormerHolderGone)
        _ = try await commit([.leaseTaken(claim)], by: actor, at: now)
        return lease
    }

    /// Gives a lease back, so that the next one need not wait.
    ///
    /// - Throws: ``StoreError/fenced(_:)`` if another one has taken it.
    public func releaseLease(_ lease: Lease, by actor: String, at now: Instant) async throws(StoreError) {
        _ = try await commit([.leaseReleased(lease)], by: actor, at: now)
    }
}
