import ConnectorKit
import FoundationEssentials

/// What the concepts of a BC3 budget cost, each worked out once however often and however deep it is used.
///
/// The price of a composed concept is that of its parts, whatever record ~C says.
struct BC3Prices {
    /// A part of a unit of work's cost that is of one type; `nil` for none.
    typealias Share = (type: String?, part: Decimal)

    private let bill: BC3Bill
    private var directCosts: [String: Decimal] = [:]
    /// What the parts of each composed concept cost, by their types.
    private var sumsByType: [String: [String?: Decimal]] = [:]
    private var steps = 0

    /// A budget takes no more steps: parts that are looked at, and percentages that are added up.
    private static let mostSteps = 10_000_000

    init(_ bill: BC3Bill) {
        self.bill = bill
    }

    /// The price of a unit of work: its direct cost and the indirect cost on it; `nil` if the file gives none.
    mutating func unitPrice(of code: String) throws(FileFault) -> Decimal? {
        let rules = bill.rules
        guard isComposed(code) else { return bill.concepts[code]?.price?.roundedCommercially(scale: rules.price) }
        let direct = try directCost(of: code)
        return (direct * (1 + rules.indirect / 100)).roundedCommercially(scale: rules.price)
    }

    /// Which part of a unit of work's cost is of which type.
    ///
    /// 1 is labour, 2 plant, 3 material; what has no type has none. The greatest part is the last, so that it takes what
    /// rounding leaves. Percentages go with what they are taken of.
    mutating func shares(of code: String) throws(FileFault) -> [Share] {
        guard isComposed(code) else { return [(type(of: code), 1)] }
        _ = try directCost(of: code)
        let sums = sumsByType[code] ?? [:]
        let total = sums.values.reduce(0, +)
        guard sums.count > 1, total != 0 else { return [(sums.count == 1 ? sums.keys.first ?? nil : nil, 1)] }
        return sums.filter { $0.value != 0 }.sorted { ($0.value, $0.key ?? "") < ($1.value, $1.key ?? "") }.map {
            ($0.key, $0.value / total)
        }
    }

    private func isComposed(_ code: String) -> Bool { bill.parts[code]?.isEmpty == false }

    private func type(of code: String) -> String? {
        let type = bill.concepts[code]?.type
        return type == "0" ? nil : type
    }

    private mutating func step(_ code: String) throws(FileFault) {
        steps += 1
        guard steps <= Self.mostSteps else {
            throw FileFault("the decompositions around \(code) take more than \(Self.mostSteps) steps; divide the bill")
        }
    }
}

// MARK: - Decompositions

extension BC3Prices {
    /// What a concept costs directly; its parts come before it, without recursion, however deep they are.
    private mutating func directCost(of code: String) throws(FileFault) -> Decimal {
        var waiting = [code]
        var begun: Set<String> = []
        while let next = waiting.last {
            if directCosts[next] == nil {
                let missing = try missingParts(of: next)
                if let known = missing.first(where: begun.contains) {
                    throw FileFault("the decomposition of \(known) contains itself: its price has no end")
                }
                guard missing.isEmpty else {
                    begun.insert(next)
                    waiting += missing
                    continue
                }
                directCosts[next] = try ownCost(of: next)
            }
            begun.remove(next)
            waiting.removeLast()
        }
        return directCosts[code] ?? 0
    }

    private mutating func missingParts(of code: String) throws(FileFault) -> [String] {
        var missing: [String] = []
        for part in bill.parts[code] ?? [] {
            try step(code)
            if directCosts[part.code] == nil, !part.code.contains("%") { missing.append(part.code) }
        }
        return missing
    }

    private mutating func ownCost(of code: String) throws(FileFault) -> Decimal {
        guard isComposed(code) else {
            guard let price = bill.concepts[code]?.price else {
                throw FileFault(
                    kind: "unpriced_estimate",
                    "\(code) is part of a price and has none; export it with prices"
                )
            }
            return price
        }
        let partials = try partials(of: code)
        sumsByType[code] = partials.reduce(into: [:]) { sums, partial in
            if !partial.code.contains("%") { sums[type(of: partial.code), default: 0] += partial.amount }
        }
        return partials.reduce(0) { $0 + $1.amount }
    }

    /// What each part of a concept costs, rounded as ~K says; the parts' own costs are known.
    private mutating func partials(of code: String) throws(FileFault) -> [(code: String, amount: Decimal)] {
        let rules = bill.rules
        let parts = bill.parts[code] ?? []
        let lengths = Set(parts.compactMap { Self.mask($0.code)?.count }).sorted()
        /// What the parts so far cost whose codes begin alike.
        var sums: [Substring: Decimal] = [:]
        var partials: [(code: String, amount: Decimal)] = []
        for part in parts {
            try step(code)
            let amount: Decimal
            if let mask = Self.mask(part.code) {
                // A percentage, as a fraction, of the parts before it whose codes begin as its own.
                amount = (sums[mask] ?? 0) * part.factor * part.yield
            } else {
                let yield = (part.factor * part.yield).roundedCommercially(scale: rules.yield)
                amount = yield * (directCosts[part.code] ?? 0)
            }
            let rounded = amount.roundedCommercially(scale: rules.partial)
            partials.append((part.code, rounded))
            for length in lengths {
                let begin = part.code.prefix(length)
                guard begin.count == length else { break }
                try step(code)
                sums[begin, default: 0] += rounded
            }
        }
        return partials
    }

    /// What stands before the percent sign of a part that is a percentage.
    private static func mask(_ code: String) -> Substring? {
        code.firstIndex(of: "%").map { code[..<$0] }
    }
}
