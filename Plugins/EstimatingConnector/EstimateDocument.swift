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
    /// The total that the document states, without mark-up.
    var statedTotal: Decimal?
    /// The names of the alternates that are accepted.
    var acceptedAlternates: Set<String> = []
    /// The lines, in the order of the document.
    var lines: [EstimateLine] = []
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
