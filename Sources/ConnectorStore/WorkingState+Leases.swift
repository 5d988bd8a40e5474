internal import CanonicalModel

extension WorkingState {
    /// Lets only the present holder of the lease pass.
    func check(_ token: FencingToken?) throws(StoreError) {
        guard let token else { return }
        let present = try lease(token.lease)
        guard let present, present.lease.token == token.number, !present.isReleased else {
            throw Self.fenced(token, present)
        }
    }

    mutating func take(_ claim: LeaseClaim, at now: Instant) throws(StoreError) -> RelatedObject? {
        let present = try lease(claim.lease.name)
        let expected = (present?.lease.token ?? 0) + 1
        guard claim.lease.token == expected else {
            throw .conflict("Lease \(claim.lease.name) was taken by another one at the same time; try again")
        }
        if let present, !present.isReleased, !claim.isFormerHolderGone, now < present.lease.expiresAt {
            throw .conflict(
                "Lease \(claim.lease.name) is held by \(present.lease.holder) until \(present.lease.expiresAt.text); "
                    + "stop that one, or wait until then"
            )
        }
        try setLease(StoredLease(lease: claim.lease, isReleased: false))
        return RelatedObject.none
    }

    mutating func release(_ lease: Lease) throws(StoreError) -> RelatedObject? {
        try check(lease.fencingToken)
        try setLease(StoredLease(lease: lease, isReleased: true))
        return RelatedObject.none
    }

    /// Moves the expiry of a lease.
    package mutating func renew(_ lease: Lease) throws(StoreError) {
        try check(lease.fencingToken)
        try setLease(StoredLease(lease: lease, isReleased: false))
    }

    private static func fenced(_ token: FencingToken, _ present: StoredLease?) -> StoreError {
        let cause =
            switch present {
            case nil: "the store does not know it: it was replaced by another one"
            case let present? where present.lease.token == token.number: "it was given back"
            case let present?: "\(present.lease.holder) took it with token \(present.lease.token)"
            }
        return .fenced(
            "Nothing may be written any more under token \(token.number) of lease \(token.lease): \(cause); "
                + "let that one work, or stop it and start this one again"
        )
    }
}
