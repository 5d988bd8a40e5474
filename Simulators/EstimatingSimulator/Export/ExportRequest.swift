internal import JSON
internal import SimulatorKit

/// The formats that estimates are exported in.
enum ExportFormat: String, CaseIterable, Sendable, Hashable, Codable {
    case csv
    case sage
    case bc3
    case gaebX83 = "gaeb-x83"
    case gaebX84 = "gaeb-x84"
    case gaebX86 = "gaeb-x86"

    /// How the names of its files end.
    var suffix: String {
        switch self {
        case .csv: "csv"
        case .sage: "txt"
        case .bc3: "bc3"
        case .gaebX83: "X83"
        case .gaebX84: "X84"
        case .gaebX86: "X86"
        }
    }

    /// The exchange phase; `nil` if it is not GAEB.
    var phase: GAEBFormat.Phase? {
        switch self {
        case .csv, .sage, .bc3: nil
        case .gaebX83: .request
        case .gaebX84: .bid
        case .gaebX86: .award
        }
    }
}

/// How an export is made: the options given at start, or what a request asks for instead.
struct ExportRequest: Sendable {
    var format: ExportFormat
    var dialectName: String
    var dialect: Dialect
    var codes: CodeSpelling
    var charset: BC3Format.Charset
    var version: GAEBFormat.Version
    var allAlternates: Bool
    /// The format of the second file that comes with each export; `nil` for none.
    var companion: ExportFormat?

    /// Reads the options given at start.
    init(_ options: SimulatorOptions) throws(SimulatorError) {
        format = .csv
        dialectName = options.text("dialect", default: "german-utf16")
        dialect = try Dialect(dialectName)
        codes = .company
        charset = .ansi
        version = .v32
        allAlternates = false
        for name in ["format", "codes", "bc3-charset", "gaeb-version", "alternates", "companion"] {
            if let word = options.values[name] { try set(name, to: word) }
        }
    }

    /// The request with what a control body says instead.
    func changed(by body: JSON) throws(SimulatorError) -> ExportRequest {
        var changed = self
        let names = ["format", "dialect", "codes", "bc3-charset", "gaeb-version", "alternates", "companion"]
        for name in names {
            guard let value = body[name] else { continue }
            guard let word = value.stringValue else {
                throw SimulatorError("\(name) is \(value.text()): give a text.")
            }
            try changed.set(name, to: word)
        }
        return changed
    }

    private mutating func set(_ name: String, to word: String) throws(SimulatorError) {
        switch name {
        case "format": format = try Self.word(word, name)
        case "dialect": (dialectName, dialect) = (word, try Dialect(word))
        case "codes": codes = try Self.word(word, name)
        case "bc3-charset": charset = try Self.word(word, name)
        case "gaeb-version": version = try Self.word(word, name)
        case "alternates": allAlternates = try Self.choice(word, name, ["accepted", "all"]) == "all"
        default:
            let known = ["none"] + ExportFormat.allCases.map(\.rawValue)
            companion = ExportFormat(rawValue: try Self.choice(word, name, known))
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ word: String,
        _ name: String
    ) throws(SimulatorError) -> Word {
        guard let found = Word(rawValue: try choice(word, name, Word.allCases.map(\.rawValue))) else {
            throw SimulatorError("\(name) is \"\(word)\", which is unknown.")
        }
        return found
    }

    private static func choice(_ word: String, _ name: String, _ words: [String]) throws(SimulatorError) -> String {
        guard words.contains(word) else {
            throw SimulatorError("\(name) is \"\(word)\": give one of \(words.joined(separator: ", ")).")
        }
        return word
    }
}
