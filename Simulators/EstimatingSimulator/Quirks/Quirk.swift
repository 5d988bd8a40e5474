/// A deviation that a reader of estimate exports has to live with; each is switched on and counted on its own.
enum Quirk: String, CaseIterable, Sendable, Hashable, Codable {
    // What is exported (domain.md §3)
    case shuffledLines = "shuffled-lines"
    case exportedTwice = "exported-twice"
    case renumberedRevision = "renumbered-revision"
    case freeStatus = "free-status"
    case alternateApart = "alternate-apart"
    case unmarkedAllowances = "unmarked-allowances"
    case zeroQuantityLumpSums = "zero-quantity-lump-sums"
    case foreignUnits = "foreign-units"
    case roundedPrices = "rounded-prices"
    case assemblyAndParts = "assembly-and-parts"
    case missingCostCodes = "missing-cost-codes"
    case duplicateItemNumbers = "duplicate-item-numbers"
    case notFinal = "not-final"
    case blankPrices = "blank-prices"
    case deletedLine = "deleted-line"
    case creditItem = "credit-item"
    case bc3Decimals = "bc3-decimals"
    case awardAsRequest = "award-as-x83"
    case bareBid = "x84-bare"
    case companionsDisagree = "companions-disagree"
    // How the table is written
    case junkHeader = "junk-header"
    case junkFooter = "junk-footer"
    case repeatedHeaders = "repeated-headers"
    case totalRows = "total-rows"
    case formulaCells = "formula-cells"
    // How the file arrives (domain.md §9a)
    case slowUpload = "slow-upload"
    case halfUnderFinalName = "half-under-final-name"
    case replacedInPlace = "replaced-in-place"
    case sameNameReused = "same-name-reused"
    case zeroByte = "zero-byte"
    case markerMissing = "marker-missing"
    case checksumWrong = "checksum-wrong"

    /// What happens, in one sentence.
    var meaning: String {
        switch self {
        case .shuffledLines: "The lines stand in another order in each export."
        case .exportedTwice: "Each export is written twice, the second time in another order of lines."
        case .renumberedRevision: "The revision is exported under another label: 03 as C."
        case .freeStatus: "The word for an award changes from export to export: Awarded, WON, Zuschlag, ..."
        case .alternateApart: "Accepted alternates come in an export of their own, a second file."
        case .unmarkedAllowances: "Allowances and contingency are lines like any other: the resource cell is empty."
        case .zeroQuantityLumpSums: "Lump sums have the quantity 0 and no unit price, but an amount. Tables and Sage."
        case .foreignUnits: "Areas and volumes are exported in SF and CY, with quantity and price converted."
        case .roundedPrices:
            "Unit prices have one decimal only, so that quantity times price is not the amount. Tables."
        case .assemblyAndParts: "The total of an assembly is listed as a row beside its parts. Tables."
        case .missingCostCodes: "Every third line of cost has no cost code."
        case .duplicateItemNumbers: "The second line has the bid item, activity and resource of the first. Tables."
        case .notFinal: "The export was made before the estimate was final: the last cost code is missing."
        case .blankPrices: "The first line has neither unit price nor amount."
        case .deletedLine: "The next revision silently lacks the last line of the base bid."
        case .creditItem: "The next revision has a negative line."
        case .bc3Decimals:
            "~K declares one decimal for amounts of a decomposition, but prices were made with more. BC3."
        case .awardAsRequest: "An award is exported as X83, without prices. GAEB."
        case .bareBid: "X84 holds what its schema has: no units, texts, catalogues, alternates. GAEB."
        case .companionsDisagree: "The companion file shows the revision before, or only half of the lines."
        case .junkHeader: "Three lines about program and project stand above the header. Tables."
        case .junkFooter: "A blank line and a page number stand below the rows. Tables."
        case .repeatedHeaders: "The header stands again after every three rows. Tables."
        case .totalRows: "Two rows with totals stand below the lines, one with and one without mark-up. Tables."
        case .formulaCells:
            "Bid items are written as =\"0100\", and the first text is a formula that runs a program. Tables."
        case .slowUpload: "The file grows as NAME.partial and gets its name five minutes later."
        case .halfUnderFinalName: "Half of the file stands under its final name for five minutes."
        case .replacedInPlace: "An export overwrites the last one of its estimate byte for byte in the same file."
        case .sameNameReused: "All exports of an estimate have one name; each is renamed over the one before."
        case .zeroByte: "The file is empty."
        case .markerMissing: "The marker or checksum file is not written."
        case .checksumWrong: "The checksum is that of another content."
        }
    }
}
