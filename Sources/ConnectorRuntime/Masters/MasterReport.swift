public import CanonicalModel
public import ConstructionFlows

/// What a comparison of masters found.
public struct MasterReport: Sendable, Hashable {
    /// How the outcome is to be taken.
    public enum Verdict: String, Sendable, Hashable {
        /// All that was compared is equal.
        case equal
        /// Nothing differs but what the runtime is still to deliver.
        case waiting
        /// Something differs.
        case differs
        /// A list could not be read, and the others do not differ.
        case unread
        /// There is nothing to compare.
        case nothing
    }

    /// Two lists that were compared.
    public struct Comparison: Sendable, Hashable {
        /// What they list.
        public let master: MasterKind
        /// Whose list counts.
        public let owner: MasterHolder
        /// Whose list was compared with it.
        public let holder: MasterHolder
        /// How many keys the owner has in use.
        public let owned: Int
        /// How many keys the other side has in use.
        public let held: Int
        /// How many records of both sides could not be read.
        public let unusable: Int
    }

    /// A list that was not compared.
    public struct Gap: Sendable, Hashable {
        /// What it would list.
        public let master: MasterKind
        /// Whose it is; `nil` if nothing of this kind was compared.
        public let system: String?
        /// Why.
        public let reason: String
        /// Whether the list is there and could not be read.
        public let isFailure: Bool
    }

    /// A kind of master in one place.
    struct Place: Hashable {
        let master: MasterKind
        let holder: MasterHolder
    }

    /// When.
    public let at: Instant
    /// What was compared.
    public internal(set) var comparisons: [Comparison] = []
    /// What was not, and why.
    public internal(set) var gaps: [Gap] = []
    /// What differs, by kind of master and place.
    public internal(set) var differences: [MasterDifference] = []

    /// The places of which all that differs is among ``differences``.
    var judged: Set<Place> = []

    /// The outcome.
    public var verdict: Verdict {
        if differences.contains(where: { !$0.isOnItsWay }) { return .differs }
        if gaps.contains(where: \.isFailure) { return .unread }
        if comparisons.isEmpty { return .nothing }
        return differences.isEmpty ? .equal : .waiting
    }

    mutating func skip(_ master: MasterKind, of system: String? = nil, _ reason: String, isFailure: Bool = false) {
        gaps.append(Gap(master: master, system: system, reason: reason, isFailure: isFailure))
    }
}
