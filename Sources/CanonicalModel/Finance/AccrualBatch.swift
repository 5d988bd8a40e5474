public import JSON

/// The accruals that a person asks for at the close of a month, with the costs that they stand for (domain.md §10, L15).
public struct AccrualBatch: CanonicalObject {
    /// `AccrualBatch`.
    public static let name = "AccrualBatch"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries amounts.
    public static let sensitivity = SensitivityClass.c2

    /// The month, for example `2026-01`.
    public let month: String
    /// The person who asks for them.
    public let requestedBy: String
    /// The accruals; what takes them back in the next month is not among them.
    public let accruals: [Accrual]
    /// The codes of the companies of which no further cost is posted in the month, in order.
    public let companies: [String]
    /// The deliveries of the costs that they stand for, by key, in order.
    public let covers: [String]
    /// The deliveries that are still posted in the month, by key, in order: those that were on their way when it was asked.
    public let onTheirWay: [String]
    /// The requests for approval that these costs wait for, by id, in order.
    public let requests: [String]

    /// The month.
    public var key: String { month }

    /// Creates a batch; companies, deliveries and requests are put in order.
    public init(
        month: String,
        requestedBy: String,
        accruals: [Accrual],
        companies: [String],
        covers: [String],
        onTheirWay: [String],
        requests: [String]
    ) {
        self.month = month
        self.requestedBy = requestedBy
        self.accruals = accruals
        self.companies = companies.sorted()
        self.covers = covers.sorted()
        self.onTheirWay = onTheirWay.sorted()
        self.requests = requests.sorted()
    }

    /// The first day after the month; `nil` if it is none.
    public var nextMonth: CalendarDate? { CalendarDate(firstAfter: month) }

    /// The batch as JSON.
    public var json: JSON {
        [
            "month": .string(month), "requestedBy": .string(requestedBy),
            "accruals": .array(accruals.map(\.json)), "companies": .array(companies.map { .string($0) }),
            "covers": .array(covers.map { .string($0) }), "onTheirWay": .array(onTheirWay.map { .string($0) }),
            "requests": .array(requests.map { .string($0) }),
        ]
    }

    /// Reads a batch.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if there is no accrual, or
    ///   one of another month or that takes another one back.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let month = try reader.member("month").month()
        var accruals: [Accrual] = []
        for line in try reader.member("accruals").elements() {
            let accrual = try Accrual(line)
            guard accrual.month == month, accrual.reverses == nil else {
                throw JSONAccessError(
                    path: line.path,
                    expected: "an accrual of \(month) that takes none back",
                    found: "\(accrual.key) of \(accrual.month)"
                )
            }
            accruals.append(accrual)
        }
        guard !accruals.isEmpty else {
            throw JSONAccessError(path: reader.path, expected: "at least one accrual", found: "none")
        }
        self.init(
            month: month,
            requestedBy: try reader.member("requestedBy").string(),
            accruals: accruals,
            companies: try Self.strings(reader.member("companies")),
            covers: try Self.strings(reader.member("covers")),
            onTheirWay: try Self.strings(reader.member("onTheirWay")),
            requests: try Self.strings(reader.member("requests"))
        )
    }

    private static func strings(_ list: JSONReader) throws(JSONAccessError) -> [String] {
        try list.elements().map { element throws(JSONAccessError) in try element.string() }
    }
}
