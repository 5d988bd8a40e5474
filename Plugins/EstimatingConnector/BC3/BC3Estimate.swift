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
    private var prices: BC3Prices
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
        // 0 clears a value: the root of such a bill states no total.
        document.statedTotal = bill.root.flatMap { bill.concepts[$0]?.price }.flatMap { $0 == 0 ? nil : $0 }
        document.lines = estimate.lines
        return document
    }

    private init(bill: BC3Bill, costCode: CodeChoice) {
        self.bill = bill
        self.costCode = costCode
        prices = BC3Prices(bill)
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
        let parts = bill.parts[chapter] ?? []
        let counts = parts.reduce(into: [String: Int]()) { $0[$1.code, default: 0] += 1 }
        var seen: [String: Int] = [:]
        for (index, part) in parts.enumerated() {
            seen[part.code, default: 0] += 1
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
                let place = counts[part.code] == 1 ? nil : (position: index + 1, count: seen[part.code] ?? 1)
                try add(concept, part, in: chapter, path: path, among: place)
            }
        }
    }

    /// Adds a unit of work; one that comes several times in its chapter says where it stands and how often it came.
    private mutating func add(
        _ concept: BC3Bill.Concept,
        _ part: BC3Bill.Part,
        in chapter: String,
        path: [String],
        among others: (position: Int, count: Int)?
    ) throws(FileFault) {
        visits += 1
        let rules = bill.rules
        let quantity = quantity(of: part, in: chapter, at: others?.position)
        let count = others.map(\.count) ?? 1
        let code = count == 1 ? part.code : "\(part.code)#\(count)"
        let price = try prices.unitPrice(of: part.code)
        guard let price = price ?? (quantity == 0 ? 0 : nil) else {
            throw FileFault(
                kind: "unpriced_estimate",
                "line \(concept.line): \(part.code) has neither a price nor a decomposition; export the bill with prices"
            )
        }
        let amount = (quantity * price).roundedCommercially(scale: rules.amount)
        let shares = try prices.shares(of: part.code)
        var rest = amount
        for (index, share) in shares.enumerated() {
            let isLast = index == shares.count - 1
            let own = isLast ? rest : (amount * share.part).roundedCommercially(scale: rules.amount)
            rest -= own
            let name = shares.count == 1 ? [code] : [code, share.type ?? "0"]
            lines.append(
                EstimateLine(
                    path: (path + name).joined(separator: "/"),
                    costCode: self.code(of: part.code, in: chapter),
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

    /// What was measured of a part, at its position if it is one of several; else what its chapter says.
    private func quantity(of part: BC3Bill.Part, in chapter: String, at position: Int?) -> Decimal {
        let measured =
            if let position { bill.measured["\(chapter)\\\(part.code)\\\(position)"] } else {
                bill.measured["\(chapter)\\\(part.code)"] ?? bill.measured["\\\(part.code)"]
            }
        return measured ?? (part.factor * part.yield).roundedCommercially(scale: bill.rules.measurement)
    }

    private func code(of item: String, in chapter: String) -> String? {
        switch costCode {
        case .chapter: chapter
        case .item: item
        case .none, .catalogue: nil
        }
    }
}
