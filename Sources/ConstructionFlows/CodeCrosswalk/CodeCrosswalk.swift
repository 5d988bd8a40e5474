public import CanonicalModel

/// The crosswalk of cost codes: what the codes of other systems stand for among the company's own (domain.md §10, E-3).
///
/// It never guesses: a code stands for a cost code because an entry says so that somebody approved and that holds on the
/// day in question. Two spellings are one code only by an entry each, or because the system's spelling is declared to
/// ignore the characters in which they differ.
public struct CodeCrosswalk: Sendable, Hashable {
    /// What a look-up found.
    public enum Match: Sendable, Hashable {
        /// Exactly this cost code and kind of cost.
        case mapped(costCode: String, costType: CostType)
        /// No entry names the code.
        case unmapped
        /// Entries that hold on the day say different things; these are the cost codes, in order.
        case ambiguous([String])
        /// Entries hold on the day, but nobody has approved one.
        case notApproved
        /// The code begins to hold on this later day.
        case notYetValid(from: CalendarDate)
        /// The code held up to this earlier day, which is no longer part of it.
        case noLongerValid(since: CalendarDate)
    }

    private let entries: [Code: [CodeMapping]]
    private let ignored: [String: Set<Character>]

    /// Creates a crosswalk.
    ///
    /// - Parameters:
    ///   - mappings: The entries, in any order.
    ///   - ignored: By the name of a system, characters that make no difference between two spellings of its codes, for
    ///     example `-` where `03-300` and `03300` are the same.
    public init(_ mappings: [CodeMapping], ignoring ignored: [String: Set<Character>] = [:]) {
        self.ignored = ignored
        entries = Dictionary(grouping: mappings) { Code($0.from, of: $0.system, ignored) }
    }

    /// What a system's code stands for on a day.
    ///
    /// - Parameters:
    ///   - code: The code as the system spells it; blanks at the ends do not count.
    ///   - type: The system's kind of cost; an entry for just this kind goes before one for any.
    ///   - system: The name of the system.
    ///   - date: The day.
    /// - Returns: What was found.
    public func match(_ code: String, type: String? = nil, of system: String, on date: CalendarDate) -> Match {
        let candidates = candidates(for: entries[Code(code, of: system, ignored)] ?? [], type)
        let holding = candidates.filter { $0.holds(on: date) }
        let approved = holding.filter { $0.approvedBy != nil }
        if let first = approved.first {
            let isOne = approved.allSatisfy { $0.costCode == first.costCode && $0.costType == first.costType }
            return isOne
                ? .mapped(costCode: first.costCode, costType: first.costType)
                : .ambiguous(Set(approved.map { "\($0.costCode) \($0.costType.rawValue)" }).sorted())
        }
        if !holding.isEmpty { return .notApproved }
        if let next = candidates.map(\.validFrom).filter({ $0 > date }).min() { return .notYetValid(from: next) }
        if let end = candidates.compactMap(\.validUntil).max() { return .noLongerValid(since: end) }
        return .unmapped
    }

    /// The entries that hold on a day and that somebody has approved, in no order.
    func mappings(on date: CalendarDate) -> [CodeMapping] {
        entries.values.joined().filter { $0.approvedBy != nil && $0.holds(on: date) }
    }

    /// The spelling by which a system's codes are compared: without blanks at the ends and what makes no difference.
    public func spelling(of code: String, in system: String) -> String { Code(code, of: system, ignored).spelling }

    private func candidates(for entries: [CodeMapping], _ type: String?) -> [CodeMapping] {
        let special = entries.filter { $0.fromType != nil && (type == nil || $0.fromType == type) }
        let general = entries.filter { $0.fromType == nil }
        if type != nil { return special.isEmpty ? general : special }
        return general.isEmpty ? special : general
    }
}

extension CodeCrosswalk {
    /// A code in the spelling by which its system's codes are compared.
    private struct Code: Sendable, Hashable {
        let system: String
        let spelling: String

        init(_ code: String, of system: String, _ ignored: [String: Set<Character>]) {
            self.system = system
            let dropped = ignored[system] ?? []
            var characters = code.drop { $0 == " " }
            while characters.last == " " { characters.removeLast() }
            spelling = String(characters.filter { !dropped.contains($0) })
        }
    }
}

extension CodeCrosswalk.Match: CustomStringConvertible {
    /// What was found, and what to do where it is no cost code; follows the name of the code.
    public var description: String {
        switch self {
        case .mapped(let costCode, let costType): "stands for \(costCode) \(costType.rawValue)"
        case .unmapped: "stands for no cost code; add it to 'codes'"
        case .ambiguous(let codes): "stands for \(codes.joined(separator: " and for ")); leave one of them in 'codes'"
        case .notApproved: "waits for approval; set 'approvedBy' of its entry in 'codes'"
        case .notYetValid(let from): "holds from \(from.text) on only; correct 'validFrom' of its entry in 'codes'"
        case .noLongerValid(let since): "no longer holds since \(since.text); add an entry to 'codes' that follows it"
        }
    }
}
