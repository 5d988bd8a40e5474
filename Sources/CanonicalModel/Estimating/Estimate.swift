public import FoundationEssentials
public import JSON

/// One revision of an estimate, whole, as estimating exported it (domain.md §3, §10).
public struct Estimate: CanonicalObject {
    /// `Estimate`.
    public static let name = "Estimate"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries prices.
    public static let sensitivity = SensitivityClass.c2

    /// How far a revision has come.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Still being worked on, or sent as a bid.
        case open
        /// The customer has given the work: the revision becomes a budget.
        case awarded
        /// The customer has given the work to somebody else, or the revision is void.
        case lost
    }

    /// The number of the estimate, for example `E26-014`.
    public let number: String
    /// The revision, for example `03`.
    public let revision: String
    /// How far it has come.
    public let status: Status
    /// The project that it is for; `nil` if the export does not say.
    public let project: String?
    /// The currency of all amounts.
    public let currency: Currency
    /// The names of the alternates that the customer has accepted; the base bid is always chosen.
    public let acceptedAlternates: Set<String>
    /// The total that the export itself states, of the base and the accepted alternates without mark-up; `nil` if it
    /// states none.
    public let statedTotal: Decimal?
    /// How the export was written, for example `bc3` or `gaeb-x86`.
    public let format: String
    /// The lines, in the order of the export.
    public let lines: [EstimateLine]

    /// Creates a revision.
    public init(
        number: String,
        revision: String,
        status: Status,
        project: String? = nil,
        currency: Currency,
        acceptedAlternates: Set<String> = [],
        statedTotal: Decimal? = nil,
        format: String,
        lines: [EstimateLine]
    ) {
        self.number = number
        self.revision = revision
        self.status = status
        self.project = project
        self.currency = currency
        self.acceptedAlternates = acceptedAlternates
        self.statedTotal = statedTotal
        self.format = format
        self.lines = lines
    }

    /// Number and revision.
    public var key: String { "\(number)/\(revision)" }

    /// The lines that become budget: of the base and of accepted alternates, without mark-up and without the totals of
    /// assemblies whose parts are listed too.
    public var budgetLines: [EstimateLine] {
        lines.filter { line in
            line.kind.isCost && (line.alternate.map { acceptedAlternates.contains($0) } ?? true)
        }
    }

    /// The sum of ``budgetLines``.
    public var total: Decimal { budgetLines.reduce(0) { $0 + $1.amount } }

    /// The revision as JSON.
    public var json: JSON {
        [
            "number": .string(number), "revision": .string(revision), "status": .string(status.rawValue),
            "project": JSON(project), "currency": .string(currency.code),
            "acceptedAlternates": .array(acceptedAlternates.sorted().map(JSON.string)),
            "statedTotal": JSON(statedTotal?.plainText), "format": .string(format),
            "lines": .array(lines.map(\.json)),
        ]
    }

    /// Reads a revision.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let alternates = try reader.member("acceptedAlternates").elements()
        self.init(
            number: try reader.member("number").string(),
            revision: try reader.member("revision").string(),
            status: try reader.member("status").word("the status of an estimate"),
            project: try reader.optionalString("project"),
            currency: try reader.member("currency").currency(),
            acceptedAlternates: Set(try alternates.map { name throws(JSONAccessError) in try name.string() }),
            statedTotal: try reader.optionalMember("statedTotal")?.decimal(),
            format: try reader.member("format").string(),
            lines: try reader.member("lines").elements().map { line throws(JSONAccessError) in
                try EstimateLine(line)
            }
        )
    }
}
