import CanonicalModel
import FoundationEssentials

/// What a file says of one revision of an estimate, before the configuration fills in what its format has no place for.
struct EstimateDocument {
    /// How it was written, for example `bc3` or `gaeb-x86`.
    var format: String
    /// Texts of the document's head in which number, revision and status may stand.
    var headings: [String] = []
    /// How far the revision has come, if the format itself says so.
    var status: Estimate.Status?
    /// The code of the currency.
    var currency: String?
    /// The total that the document states, of all lines that it counts, mark-up too.
    var statedTotal: Decimal?
    /// The names of the alternates that are accepted.
    var acceptedAlternates: Set<String> = []
    /// The names that stand for base bid unless an alternate of their group is accepted, such as `position-1.0`.
    var bases: Set<String> = []
    /// The lines, in the order of the document.
    ///
    /// The alternate of one that depends on several names is these, joined by slashes.
    var lines: [EstimateLine] = []

    /// The lines with the alternates that they belong to, and which of these are accepted, if `more` are, too.
    func chosen(accepting more: [String] = []) -> (lines: [EstimateLine], accepted: Set<String>) {
        var accepted = acceptedAlternates.union(more)
        let groups = Set(accepted.map(Self.group))
        var lines = lines
        for (index, line) in lines.enumerated() {
            guard let name = line.alternate, name.contains("/") || bases.contains(name) else { continue }
            let names = name.split(separator: "/").map(String.init)
                .filter { !bases.contains($0) || groups.contains(Self.group($0)) }
            let rest = names.isEmpty ? nil : names.joined(separator: "/")
            if let rest, names.allSatisfy(accepted.contains) { accepted.insert(rest) }
            lines[index] = line.with(alternate: rest)
        }
        return (lines, accepted)
    }

    /// What alternates of one thing have in common: `position-1` of `position-1.2`.
    private static func group(_ name: String) -> Substring {
        name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    }
}

extension EstimateLine {
    /// The line as another kind, or in another alternate.
    func with(kind: Kind? = nil, alternate: String?) -> EstimateLine {
        EstimateLine(
            path: path,
            kind: kind ?? self.kind,
            alternate: alternate,
            costCode: costCode,
            costType: costType,
            text: text,
            quantity: quantity,
            unit: unit,
            unitPrice: unitPrice,
            amount: amount
        )
    }
}

/// Which part of a bill says what a line costs on: the code of the chapter, of the item, or of a catalogue.
enum CodeChoice: Hashable {
    /// No part.
    case none
    /// The innermost chapter or category.
    case chapter
    /// The item itself.
    case item
    /// What the item is assigned to in a catalogue of that name.
    case catalogue(String)

    /// Reads `none`, `chapter`, `item` or `catalogue:NAME`.
    init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "chapter": self = .chapter
        case "item": self = .item
        default:
            guard text.hasPrefix("catalogue:"), text.count > 10 else { return nil }
            self = .catalogue(String(text.dropFirst(10)))
        }
    }
}
