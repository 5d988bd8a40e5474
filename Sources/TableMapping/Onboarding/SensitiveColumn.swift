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
        let fields = object.fields.map(\.name).filter { HeaderWords.fit(column.header, $0, of: object) == 2 }
        // A worker's number is no name, but who approved is one.
        let isNumber = fields.contains { $0 != "approvedBy" }
        let byWord = Self.words.first { content, words in
            (object == .timesheet || content != .pay) && (content != .person || !isNumber)
                && words.contains { word.contains(" \($0) ") }
        }?.0
        guard let content = byWord ?? Self.byValues(column, fields) else { return nil }
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
                "phone", "email", "approver", "approved by", "entered by", "created by", "submitted by", "foreman",
                "worker",
                "supervisor", "superintendent", "manager", "bauleiter", "polier", "vorarbeiter", "sachbearbeiter",
                "freigegeben von", "genehmigt von", "erfasst von", "vorname", "nachname", "mitarbeiter", "geburtsdatum",
                "geb datum", "anschrift",
                "adresse", "telefon",
            ]
        ),
    ]

    /// What most cells have the form of, whatever the header says; a single number of a person in a column that no field is
    /// called like, such as remarks, is enough.
    private static func byValues(_ column: ColumnProfile, _ fields: [String]) -> Content? {
        let values = column.frequentValues.map(\.value)
        guard !values.isEmpty else { return nil }
        let total = column.frequentValues.reduce(0) { $0 + $1.count }
        func most(_ isOne: (String) -> Bool) -> Bool {
            column.frequentValues.reduce(0) { isOne($1.value) ? $0 + $1.count : $0 } * 10 >= total * 8
        }
        if most({ $0.wholeMatch(of: /[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?/) != nil }) { return .bank }
        if most({ holdsIdentity($0) }) { return .identity }
        let isID = HeaderWords.recordIDs.contains(HeaderWords.simple(column.header))
        if fields.isEmpty, !isID, values.contains(where: holdsIdentity) { return .identity }
        // Other codes may be as long; that employees have so long numbers of their own, a person has to say.
        guard !isID, fields.allSatisfy({ $0 == "employee" }) else { return nil }
        return most { $0.wholeMatch(of: /\d{3} ?\d{2} ?\d{4,6}/) != nil } ? .identity : nil
    }

    /// 123-45-6789 (United States) or 65 170839 J 003 (German pension insurance) anywhere in a text.
    private static func holdsIdentity(_ text: String) -> Bool {
        text.contains(/\b\d{3}-\d{2}-\d{4}\b/) || text.contains(/\b\d{2} ?\d{6} ?[A-Z] ?\d{3}\b/)
    }

    /// Whether a value may be a person's wherever it stands: in a row that is out of place, that is any column.
    package static func isPersonal(_ value: String) -> Bool {
        // DE89 3704 … (IBAN, ISO 13616), and any number as long as one of a person.
        holdsIdentity(value) || value.contains(/\d{9}/) || value.contains(/\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3}/)
    }
}
