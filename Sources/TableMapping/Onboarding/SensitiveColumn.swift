public import TabularText

/// A column that looks as if it held what must not travel: its values are never printed.
public struct SensitiveColumn: Sendable, Hashable {
    /// What it seems to hold.
    public enum Content: String, Sendable, Hashable, CaseIterable {
        /// A number by which a state knows a person.
        case identity = "an identity number"
        /// A bank account.
        case bank = "a bank account"
        /// What a person is paid.
        case pay = "a person's pay"
        /// A name, a birthday or an address.
        case person = "a name, birthday or address"
    }

    /// The place of the column, 0 being the first.
    public let position: Int
    /// Its word in the header.
    public let header: String
    /// What it seems to hold.
    public let content: Content

    /// Looks at a column; makes nothing if nothing is suspicious.
    ///
    /// - Parameters:
    ///   - column: The column of a sample.
    ///   - object: What the sample is taken for: prices are a secret of an estimate's firm, and pay of a person's.
    public init?(_ column: ColumnProfile, of object: MappedObject) {
        let word = " \(HeaderWords.simple(column.header)) "
        let byWord = Self.words.first { content, words in
            (object == .timesheet || content != .pay) && words.contains { word.contains(" \($0) ") }
        }?.0
        guard let content = byWord ?? Self.byValues(column) else { return nil }
        position = column.position
        header = column.header
        self.content = content
    }

    private static let words: [(Content, [String])] = [
        (
            .identity,
            [
                "ssn", "ss no", "ss #", "soc sec", "social security", "social security number", "sin",
                "national insurance", "ni number", "tax id",
                "sv nr", "sv nummer", "svnr", "sozialversicherungsnummer", "rentenversicherungsnummer", "rvnr",
                "steuer id", "steuernummer", "steuerid", "ausweisnummer", "passport", "driver license",
            ]
        ),
        (
            .bank,
            [
                "iban", "bic", "bank", "bank account", "account number", "routing", "konto", "kontonummer",
                "bankverbindung",
            ]
        ),
        (
            .pay,
            [
                "net pay", "gross", "gross pay", "salary", "wage", "pay rate", "rate", "hourly rate", "reg earnings",
                "netto", "brutto", "gehalt", "lohn", "stundenlohn", "stundensatz", "auszahlung",
            ]
        ),
        (
            .person,
            [
                "name", "first name", "last name", "employee name", "birth date", "date of birth", "dob", "address",
                "phone", "email", "vorname", "nachname", "mitarbeiter", "geburtsdatum", "geb datum", "anschrift",
                "adresse", "telefon",
            ]
        ),
    ]

    /// Whether most values have the form of an identity or bank number, whatever the header says.
    private static func byValues(_ column: ColumnProfile) -> Content? {
        let values = column.frequentValues.map(\.value)
        guard !values.isEmpty else { return nil }
        func most(_ isOne: (String) -> Bool) -> Bool { values.count { isOne($0) } * 10 >= values.count * 8 }
        // 123-45-6789 (United States), 65 170839 J 003 (German pension insurance), DE89 3704 … (IBAN, ISO 13616).
        if most({ $0.wholeMatch(of: /\d{3}-\d{2}-\d{4}/) != nil }) { return .identity }
        if most({ $0.wholeMatch(of: /\d{2} ?\d{6} ?[A-Z] ?\d{3}/) != nil }) { return .identity }
        if most({ $0.wholeMatch(of: /[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?/) != nil }) { return .bank }
        return nil
    }
}
