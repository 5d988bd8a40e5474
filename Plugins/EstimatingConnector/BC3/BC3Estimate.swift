import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// Makes an estimate of a BC3 budget: each unit of work below the chapters is one line.
///
/// What a unit of work is composed of gives its price and is no line of its own, so that nothing counts twice. The price
/// of a composed concept is that of its parts, whatever record ~C says.
struct BC3Estimate {
    private let bill: BC3Bill
    private let costCode: CodeChoice
    private var prices: [String: Decimal] = [:]
    private var lines: [EstimateLine] = []
    private var visits = 0

    /// A budget is not nested more deeply.
    private static let greatestDepth = 64
    /// A budget has not more chapters and units of work.
    private static let mostVisits = 500_000

    /// Reads a BC3 file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - costCode: Which code a line's cost code is.
    /// - Returns: What it says.
    /// - Throws: ``FileFault`` that names the line or the concept that cannot be used.
    static func document(of bytes: [UInt8], costCode: CodeChoice) throws(FileFault) -> EstimateDocument {
        let bill = try BC3Bill(try BC3Record.records(in: try BC3Text.text(of: bytes)))
        var estimate = BC3Estimate(bill: bill, costCode: costCode)
        try estimate.walk()
        var document = EstimateDocument(format: "bc3", headings: bill.headings + (bill.root.map { [$0] } ?? []))
        document.currency = bill.rules.currency
        document.statedTotal = bill.root.flatMap { bill.concepts[$0]?.price }
        document.lines = estimate.lines
        return document
    }

    private init(bill: BC3Bill, costCode: CodeChoice) {
        self.bill = bill
        self.costCode = costCode
    }

    private mutating func walk() throws(FileFault) {
        if let root = bill.root { return try walk(chapter: root, path: []) }
        let children = Set(bill.parts.values.joined().map(\.code))
        let tops = bill.concepts.filter { $0.value.rank > 0 && !children.contains($0.key) }
        guard !tops.isEmpty else {
            throw FileFault("the file has no root (a concept whose code ends with ##) and no chapter: it is no budget")
        }
        for top in tops.sorted(by: { $0.value.line < $1.value.line }) { try walk(chapter: top.key, path: [top.key]) }
    }

    private mutating func walk(chapter: String, path: [String]) throws(FileFault) {
        visits += 1
        guard path.count <= Self.greatestDepth, visits <= Self.mostVisits else {
            throw FileFault("the chapters around \(chapter) contain themselves, or are too many: the bill has no end")
        }
        for part in bill.parts[chapter] ?? [] {
            guard let concept = bill.concepts[part.code] else {
                throw FileFault(
                    "line \(part.line): \(chapter) contains \(part.code), of which the file has no record ~C"
                )
            }
            if concept.rank > 0 {
                guard part.factor * part.yield == 1 else {
                    throw FileFault("line \(part.line): chapter \(part.code) comes \(part.factor * part.yield) times")
                }
                try walk(chapter: part.code, path: path + [part.code])
            } else {
                try add(concept, part, in: chapter, path: path)
            }
        }
    }

    private mutating func add(
        _ concept: BC3Bill.Concept,
        _ part: BC3Bill.Part,
        in chapter: String,
        path: [String]
    ) throws(FileFault) {
        visits += 1
        let rules = bill.rules
        let quantity =
            bill.measured["\(chapter)\\\(part.code)"] ?? bill.measured["\\\(part.code)"]
            ?? (part.factor * part.yield).roundedCommercially(scale: rules.measurement)
        let price = try unitPrice(of: part.code)
        guard let price = price ?? (quantity == 0 ? 0 : nil) else {
            throw FileFault(
                kind: "unpriced_estimate",
                "line \(concept.line): \(part.code) has neither a price nor a decomposition; export the bill with prices"
            )
        }
        let amount = (quantity * price).roundedCommercially(scale: rules.amount)
        let shares = try shares(of: part.code, concept)
        var rest = amount
        for (index, share) in shares.enumerated() {
            let isLast = index == shares.count - 1
            let own = isLast ? rest : (amount * share.part).roundedCommercially(scale: rules.amount)
            rest -= own
            let name = shares.count == 1 ? [part.code] : [part.code, share.type ?? "0"]
            lines.append(
                EstimateLine(
                    path: (path + name).joined(separator: "/"),
                    costCode: code(of: part.code, in: chapter),
                    costType: share.type,
                    text: concept.summary,
                    quantity: quantity,
                    unit: concept.unit,
                    unitPrice: (price * share.part).roundedCommercially(scale: rules.price),
                    amount: own
                )
            )
        }
    }

    private func code(of item: String, in chapter: String) -> String? {
        switch costCode {
        case .chapter: chapter
        case .item: item
        case .none, .catalogue: nil
        }
    }

    /// Which part of a unit of work's cost is of which type.
    ///
    /// 1 is labour, 2 plant, 3 material; what has no type has none. The greatest part is the last, so that it takes what
    /// rounding leaves. Percentages go with what they are taken of.
    private mutating func shares(
        of code: String,
        _ concept: BC3Bill.Concept
    ) throws(FileFault) -> [(type: String?, part: Decimal)] {
        func known(_ type: String?) -> String? { type == "0" ? nil : type }
        guard let parts = bill.parts[code], !parts.isEmpty else { return [(known(concept.type), 1)] }
        var sums: [String?: Decimal] = [:]
        for partial in try partials(of: code, depth: 0) where !partial.code.contains("%") {
            sums[known(bill.concepts[partial.code]?.type), default: 0] += partial.amount
        }
        let total = sums.values.reduce(0, +)
        guard sums.count > 1, total != 0 else { return [(sums.count == 1 ? sums.keys.first ?? nil : nil, 1)] }
        return sums.filter { $0.value != 0 }.sorted { ($0.value, $0.key ?? "") < ($1.value, $1.key ?? "") }.map {
            ($0.key, $0.value / total)
        }
    }
}

// MARK: - Prices

extension BC3Estimate {
    /// The price of a unit of work: its direct cost and the indirect cost on it; `nil` if the file gives none.
    private mutating func unitPrice(of code: String) throws(FileFault) -> Decimal? {
        let rules = bill.rules
        guard let parts = bill.parts[code], !parts.isEmpty else {
            return bill.concepts[code]?.price?.roundedCommercially(scale: rules.price)
        }
        let direct = try directCost(of: code, depth: 0)
        return (direct * (1 + rules.indirect / 100)).roundedCommercially(scale: rules.price)
    }

    private mutating func directCost(of code: String, depth: Int) throws(FileFault) -> Decimal {
        if let known = prices[code] { return known }
        guard depth < Self.greatestDepth else {
            throw FileFault("the decomposition of \(code) contains itself: its price has no end")
        }
        guard let parts = bill.parts[code], !parts.isEmpty else {
            guard let price = bill.concepts[code]?.price else {
                throw FileFault(
                    kind: "unpriced_estimate",
                    "\(code) is part of a price and has none; export it with prices"
                )
            }
            prices[code] = price
            return price
        }
        let sum = try partials(of: code, depth: depth).reduce(0) { $0 + $1.amount }
        prices[code] = sum
        return sum
    }

    /// What each part of a concept costs, rounded as ~K says.
    private mutating func partials(
        of code: String,
        depth: Int
    ) throws(FileFault) -> [(code: String, amount: Decimal)] {
        let rules = bill.rules
        var partials: [(code: String, amount: Decimal)] = []
        for part in bill.parts[code] ?? [] {
            let amount: Decimal
            if let mark = part.code.firstIndex(of: "%") {
                // A percentage, as a fraction, of the parts before it whose codes begin as its own.
                let mask = part.code[..<mark]
                let base = partials.filter { $0.code.hasPrefix(mask) }.reduce(0) { $0 + $1.amount }
                amount = base * part.factor * part.yield
            } else {
                let yield = (part.factor * part.yield).roundedCommercially(scale: rules.yield)
                amount = yield * (try directCost(of: part.code, depth: depth + 1))
            }
            partials.append((part.code, amount.roundedCommercially(scale: rules.partial)))
        }
        return partials
    }
}
