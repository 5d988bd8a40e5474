/// A fault that is planted to see that a history finds it.
enum SequenceFault: CaseIterable {
    /// Nothing is kept out of the periods that the ledger has closed.
    case closedPeriodsAreOpen
    /// One signature is enough where two are asked.
    case oneSignatureIsEnough

    /// The rule under which it is found.
    var rule: String {
        switch self {
        case .closedPeriodsAreOpen: "T-6, P-8"
        case .oneSignatureIsEnough: "approvals"
        }
    }
}
