public import FoundationEssentials

/// A unit in which quantities of work are measured, by its code of UN/ECE Recommendation 20 (domain.md §9a).
public enum UnitOfMeasure: String, Sendable, Hashable, CaseIterable {
    /// Hour.
    case hour = "HUR"
    /// Day.
    case day = "DAY"
    /// Month.
    case month = "MON"
    /// Metre.
    case metre = "MTR"
    /// Kilometre.
    case kilometre = "KMT"
    /// Foot.
    case foot = "FOT"
    /// Yard.
    case yard = "YRD"
    /// Mile.
    case mile = "SMI"
    /// Square metre.
    case squareMetre = "MTK"
    /// Square foot.
    case squareFoot = "FTK"
    /// Square yard.
    case squareYard = "YDK"
    /// Cubic metre.
    case cubicMetre = "MTQ"
    /// Cubic foot.
    case cubicFoot = "FTQ"
    /// Cubic yard.
    case cubicYard = "YDQ"
    /// Litre.
    case litre = "LTR"
    /// US gallon.
    case gallon = "GLL"
    /// Kilogram.
    case kilogram = "KGM"
    /// Tonne of 1,000 kg.
    case tonne = "TNE"
    /// Short ton of 2,000 lb.
    case shortTon = "STN"
    /// Pound.
    case pound = "LBR"
    /// Each.
    case each = "EA"
    /// Lump sum.
    case lumpSum = "LS"

    /// The unit that estimates mean by a word such as `m²`, `CY` or `Std`, whatever its case.
    ///
    /// - Returns: `nil` for a word that is not known, and for one that means different things in different countries,
    ///   such as `ton`.
    public init?(spelling: String) {
        let word = spelling.lowercased().filter { !$0.isWhitespace && $0 != "." }
        guard let unit = UnitOfMeasure(rawValue: word.uppercased()) ?? Self.spellings[word] else { return nil }
        self = unit
    }

    /// The metric unit of what this unit measures, and how many of it this unit is, exactly.
    public var metric: (unit: UnitOfMeasure, factor: Decimal) {
        switch self {
        case .kilometre: (.metre, 1000)
        case .foot: (.metre, Self.exact(3048, 4))
        case .yard: (.metre, Self.exact(9144, 4))
        case .mile: (.metre, Self.exact(1_609_344, 3))
        case .squareFoot: (.squareMetre, Self.exact(9_290_304, 8))
        case .squareYard: (.squareMetre, Self.exact(83_612_736, 8))
        case .cubicFoot: (.cubicMetre, Self.exact(28_316_846_592, 12))
        case .cubicYard: (.cubicMetre, Self.exact(764_554_857_984, 12))
        case .gallon: (.litre, Self.exact(3_785_411_784, 9))
        case .tonne: (.kilogram, 1000)
        case .shortTon: (.kilogram, Self.exact(90_718_474, 5))
        case .pound: (.kilogram, Self.exact(45_359_237, 8))
        default: (self, 1)
        }
    }

    private static func exact(_ digits: Int64, _ decimals: Int) -> Decimal {
        Decimal(sign: .plus, exponent: -decimals, significand: Decimal(digits))
    }

    /// Words of English, German and Spanish estimates.
    private static let spellings: [String: UnitOfMeasure] = {
        let words: [(UnitOfMeasure, String)] = [
            (.hour, "h hr hrs hour hours std stunde stunden mh"), (.day, "d day days tag tage dia día"),
            (.month, "mo month months mt monat monate mes"), (.metre, "m lm lfm lfdm ml"), (.kilometre, "km"),
            (.foot, "ft lf"), (.yard, "yd ly"), (.mile, "mi mile miles"),
            (.squareMetre, "m2 m² qm sqm sm"), (.squareFoot, "sf sqft ft2 ft²"), (.squareYard, "sy sqyd yd2 yd²"),
            (.cubicMetre, "m3 m³ cbm cum"), (.cubicFoot, "cf cuft ft3 ft³"), (.cubicYard, "cy cuyd yd3 yd³"),
            (.litre, "l lt ltr liter litre"), (.gallon, "gal"), (.kilogram, "kg"), (.tonne, "t to tonne"),
            (.pound, "lb lbs"), (.each, "ea each pc pcs st stk stck stück ud u"),
            (.lumpSum, "ls psch pausch pauschal pa lumpsum"),
        ]
        var spellings: [String: UnitOfMeasure] = [:]
        for (unit, text) in words {
            for word in text.split(separator: " ") { spellings[String(word)] = unit }
        }
        return spellings
    }()
}

/// A quantity in one unit.
public struct Quantity: Sendable, Hashable {
    /// How much.
    public let value: Decimal
    /// Of what unit.
    public let unit: UnitOfMeasure

    /// Creates a quantity, exactly as given.
    public init(_ value: Decimal, _ unit: UnitOfMeasure) {
        self.value = value
        self.unit = unit
    }

    /// The same quantity in the metric unit, exactly: 10 yd³ are 7.64554857984 m³.
    public var metric: Quantity {
        let (unit, factor) = unit.metric
        return Quantity(value * factor, unit)
    }
}
