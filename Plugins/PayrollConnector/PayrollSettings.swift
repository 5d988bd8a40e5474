import CanonicalModel
import ConnectorKit
import TabularText

/// What a configuration says of the payroll system.
struct PayrollSettings: Sendable {
    let layout: any ImportLayout
    /// How many digits the number of an employee has.
    let numberWidth: Int
    /// Which words of payroll stand for kinds of pay.
    let payCodes: [String: String]
    let registerFiles: [String]
    /// The words in the header of a register, by the words of its documentation.
    let registerColumns: [String: String]
    let registerDates: DateNotation
    let currency: Currency
    /// The row that begins with one of these words ends a register.
    let footerWords: [String]
    /// Whether the first row of what is written names the columns.
    let hasHeader: Bool

    static let keys = [
        ConfigurationKey(
            "layout",
            .choice(["adp", "paychex", "vista"]),
            required: true,
            summary: "The import layout: ADP paydata, Paychex SPI or Vista PRTB."
        ),
        ConfigurationKey("companyCode", .text, summary: "ADP: Co Code, two or three characters."),
        ConfigurationKey("clientId", .text, summary: "Paychex: Client ID, at most 8 characters."),
        ConfigurationKey("companyNumber", .integer(0...999), default: "1", summary: "Vista: Co and JCCo."),
        ConfigurationKey(
            "jobNumber",
            .text,
            default: "{project}-{code}",
            summary:
                "ADP's Temp Cost #, Paychex's Job Number: {project}, {costCode}, {code} (the cost code without dashes)."
        ),
        ConfigurationKey("department", .text, summary: "ADP with labour distribution: what stands under Temp Dept."),
        ConfigurationKey(
            "dayColumn",
            .text,
            default: "FLSA Workweek",
            summary: "ADP: the column that carries the day of the work; 'none' leaves it out."
        ),
        ConfigurationKey(
            "header",
            .boolean,
            summary: "Whether the first row names the columns; false for Paychex unless given, true for the others."
        ),
        ConfigurationKey(
            "numberWidth",
            .integer(1...10),
            default: "6",
            summary: "The digits of an employee's number; shorter ones are padded with zeros on both ways."
        ),
        ConfigurationKey(
            "payCodes",
            .texts,
            summary: "Kinds of pay that payroll calls otherwise, for example DBL=DT; others keep their word."
        ),
        ConfigurationKey(
            "registerFiles",
            .texts,
            summary: "What names of registers look like; register*.csv unless given."
        ),
        ConfigurationKey(
            "registerColumns",
            .texts,
            summary: "Columns of registers with other words, for example emp=Employee No."
        ),
        ConfigurationKey(
            "registerDates",
            .choice(["ymd", "mdy", "dmy"]),
            default: "ymd",
            summary: "Days in registers: 2026-01-05, 01/05/2026 or 05.01.2026."
        ),
        ConfigurationKey("currency", .text, default: "USD", summary: "The currency of registers."),
        ConfigurationKey(
            "footerWords",
            .texts,
            summary: "What the row begins with that ends a register; 'End of' unless given."
        ),
    ]

    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
        let word = try configuration.requiredText("layout")
        let job = JobNumber(pattern: configuration.text("jobNumber") ?? "{project}-{code}")
        let width = Int(configuration.integer("numberWidth") ?? 6)
        numberWidth = width
        switch word {
        case "adp": layout = try Self.adp(configuration, job, width)
        case "paychex":
            let client = try configuration.requiredText("clientId")
            guard client.count <= 8 else {
                throw .invalidConfiguration(key: "clientId", reason: "has more than 8 characters")
            }
            layout = PaychexSPI(clientID: client, job: job)
        default: layout = VistaPRTB(company: Int(configuration.integer("companyNumber") ?? 1))
        }
        hasHeader = configuration.boolean("header") ?? (word != "paychex")
        guard hasHeader || word == "paychex" else {
            throw .invalidConfiguration(key: "header", reason: "can be false for Paychex only")
        }
        payCodes = try Self.pairs("payCodes", configuration)
        registerColumns = try Self.pairs("registerColumns", configuration)
        if let unknown = registerColumns.keys.sorted().first(where: { !RegisterRows.words.contains($0) }) {
            let known = RegisterRows.words.joined(separator: ", ")
            throw .invalidConfiguration(key: "registerColumns", reason: "'\(unknown)' is none of \(known)")
        }
        let files = configuration.texts("registerFiles")
        registerFiles = files.isEmpty ? ["register*.csv"] : files
        let words = configuration.texts("footerWords")
        footerWords = words.isEmpty ? ["End of"] : words
        registerDates =
            switch configuration.text("registerDates") {
            case "mdy": DateNotation(.monthDayYear, separator: "/")
            case "dmy": DateNotation(.dayMonthYear, separator: ".")
            default: .iso
            }
        guard let currency = Currency(configuration.text("currency") ?? "USD") else {
            throw .invalidConfiguration(key: "currency", reason: "is no currency code such as USD")
        }
        self.currency = currency
    }

    private static func adp(
        _ configuration: ConnectorConfiguration,
        _ job: JobNumber,
        _ width: Int
    ) throws(ConnectorError) -> ADPPaydata {
        let company = try configuration.requiredText("companyCode")
        guard (2...3).contains(company.count) else {
            throw .invalidConfiguration(key: "companyCode", reason: "must have two or three characters")
        }
        let day = configuration.text("dayColumn") ?? "FLSA Workweek"
        return ADPPaydata(
            company: company,
            department: configuration.text("department"),
            dayColumn: day == "none" ? nil : day,
            job: job,
            numberWidth: width
        )
    }

    /// Texts such as `DBL=DT`.
    private static func pairs(
        _ key: String,
        _ configuration: ConnectorConfiguration
    ) throws(ConnectorError) -> [String: String] {
        var pairs: [String: String] = [:]
        for text in configuration.texts(key) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, pairs.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw .invalidConfiguration(key: key, reason: "'\(text)' must be one word, '=' and another, each once")
            }
        }
        return pairs
    }

    /// An employee's number with the zeros that a spreadsheet took from it.
    func padded(_ employee: String) -> String {
        guard !employee.isEmpty, employee.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return employee }
        return String(repeating: "0", count: max(0, numberWidth - employee.utf8.count)) + employee
    }
}

/// How a project and a cost code become one number.
struct JobNumber: Sendable {
    let pattern: String

    func text(_ line: PayrollBatch.Line) -> String {
        var text = ""
        var rest = pattern[...]
        let words = [
            ("{project}", line.project), ("{costCode}", line.costCode), ("{code}", line.costCode.filter { $0 != "-" }),
        ]
        while !rest.isEmpty {
            if let (word, value) = words.first(where: { rest.hasPrefix($0.0) }) {
                text += value
                rest = rest.dropFirst(word.count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text
    }
}
