public import JSON

/// What of requests and answers is not written into a recording.
///
/// Names are those of members, elements, columns, header fields and query items; they are compared without regard to
/// capitals, digits and marks, so that `api_key`, `apiKey` and `X-Api-Key` are alike where the ends of names count.
public struct MaskingRules: Sendable, Hashable {
    /// Why a value is masked.
    public enum Sensitivity: String, Sendable, Hashable, CaseIterable {
        /// What gives access to a system: always masked, wherever it occurs once it was seen.
        case secret
        /// Bank and identity numbers.
        case c4
        /// What belongs to a person: pay, ways to reach somebody.
        case c3
    }

    /// The sensitivity of names.
    private(set) var names: [String: Sensitivity] = [:]
    /// The sensitivity of names that end so.
    private(set) var endings: [String: Sensitivity] = [:]
    /// The names that stay although an ending says otherwise.
    private(set) var kept: Set<String> = []
    /// The names that are secrets in queries and forms, and ordinary elsewhere; `code` only where somebody signs in.
    private(set) var items: Set<String> = []
    /// Places in bodies in JSON whose values are secrets, in the notation of JSON Pointer (RFC 6901) with `*` for all.
    private(set) var places: Set<String> = []
    /// What is masked.
    private(set) var masked: Set<Sensitivity>
    /// Whether bodies that are no text are written as they are.
    private(set) var keepsBinaryBodies = false

    /// Creates rules that mask nothing but what is added.
    ///
    /// - Parameter masked: What is masked besides secrets.
    public init(masking masked: Set<Sensitivity> = [.c3, .c4]) {
        self.masked = masked.union([.secret])
    }

    /// The rules that hold unless somebody says otherwise: keys, passwords and tokens, bank, tax and identity numbers, pay,
    /// and how a person is reached.
    ///
    /// - Parameters:
    ///   - names: Names that are masked besides, as bank and identity numbers.
    ///   - masked: What is masked besides secrets.
    /// - Returns: The rules.
    public static func standard(adding names: Set<String>, masking masked: Set<Sensitivity> = [.c3, .c4]) -> Self {
        var rules = Self(masking: masked)
        for name in StandardNames.secrets { rules.names[name] = .secret }
        for name in StandardNames.secretEndings { rules.endings[name] = .secret }
        for name in StandardNames.numbers.union(names.map(Self.normalized)) { rules.names[name] = .c4 }
        for name in StandardNames.personal { rules.names[name] = .c3 }
        for name in StandardNames.personalEndings { rules.endings[name] = .c3 }
        rules.kept = StandardNames.kept
        rules.items = StandardNames.items
        return rules
    }

    /// Masks a name, or a place if it begins with `/`.
    ///
    /// - Parameters:
    ///   - name: The name or place.
    ///   - sensitivity: Why; places are always secret.
    public mutating func mask(_ name: String, as sensitivity: Sensitivity) {
        guard !name.hasPrefix("/") else {
            places.insert(name)
            return
        }
        names[Self.normalized(name)] = sensitivity
        kept.remove(Self.normalized(name))
    }

    /// Leaves a name as it is.
    ///
    /// - Parameter name: The name.
    public mutating func keep(_ name: String) {
        names[Self.normalized(name)] = nil
        kept.insert(Self.normalized(name))
    }

    /// Has bodies written that are no text, in which nothing but known secrets can be masked.
    public mutating func keepBinaryBodies() { keepsBinaryBodies = true }

    /// Why the values of a name are masked; `nil` if they are not.
    public func sensitivity(of name: String) -> Sensitivity? {
        let name = Self.normalized(name)
        guard !name.isEmpty, !kept.contains(name) else { return nil }
        let found = names[name] ?? endings.first { name.hasSuffix($0.key) }?.value
        return found.flatMap { masked.contains($0) ? $0 : nil }
    }

    /// Why the values of an item of a query or a form are masked.
    ///
    /// - Parameters:
    ///   - name: The name of the item.
    ///   - names: The names of all items, as ``normalized(_:)`` has them.
    /// - Returns: Why; `nil` if they are not.
    func sensitivity(ofItem name: String, among names: Set<String>) -> Sensitivity? {
        if let sensitivity = sensitivity(of: name) { return sensitivity }
        let name = Self.normalized(name)
        guard items.contains(name), !kept.contains(name) else { return nil }
        // A code is one of OAuth (RFC 6749, sections 4.1.2 and 4.1.3) or one of a machine, a currency, a country.
        return name != "code" || !names.isDisjoint(with: ["state", "granttype"]) ? .secret : nil
    }

    static func normalized(_ name: String) -> String {
        String(decoding: name.utf8.lazy.map { $0 | 0x20 }.filter { (0x61...0x7A).contains($0) }, as: UTF8.self)
    }
}

extension MaskingRules {
    /// The rules as the first line of a recording has them.
    public var json: JSON {
        func listed(_ table: [String: Sensitivity]) -> JSON {
            var object = JSONObject()
            for sensitivity in Sensitivity.allCases {
                let names = table.filter { $0.value == sensitivity }.keys.sorted()
                if !names.isEmpty { object[sensitivity.rawValue] = .array(names.map(JSON.string)) }
            }
            return .object(object)
        }
        return [
            "masked": .array(Sensitivity.allCases.filter(masked.contains).map { .string($0.rawValue) }),
            "names": listed(names), "endings": listed(endings), "kept": .array(kept.sorted().map(JSON.string)),
            "items": .array(items.sorted().map(JSON.string)),
            "places": .array(places.sorted().map(JSON.string)), "keepsBinaryBodies": .bool(keepsBinaryBodies),
        ]
    }

    /// Reads the rules; `nil` if they are none.
    public init?(_ json: JSON) {
        func table(_ name: String) -> [String: Sensitivity]? {
            guard let object = json[name]?.objectValue else { return nil }
            var table: [String: Sensitivity] = [:]
            for key in object.keys {
                guard let sensitivity = Sensitivity(rawValue: key), let names = object[key]?.arrayValue else {
                    return nil
                }
                for name in names { name.stringValue.map { table[$0] = sensitivity } }
            }
            return table
        }
        func texts(_ name: String) -> [String]? { json[name]?.arrayValue?.compactMap(\.stringValue) }
        guard let masked = texts("masked"), let names = table("names"), let endings = table("endings"),
            let kept = texts("kept"), let places = texts("places")
        else { return nil }
        self.init(masking: Set(masked.compactMap(Sensitivity.init(rawValue:))))
        self.names = names
        self.endings = endings
        self.kept = Set(kept)
        items = Set(texts("items") ?? [])
        self.places = Set(places)
        keepsBinaryBodies = json["keepsBinaryBodies"] == true
    }
}

/// The names that are masked unless somebody says otherwise, in small letters without marks.
private enum StandardNames {
    static let secrets: Set<String> = [
        "assertion", "credentials", "dbpass", "mailpass", "otp", "pass", "passwd", "session", "sig", "smtppass",
        "userpass", "xfunctionskey",
    ]

    static let items: Set<String> = ["code", "key"]

    static let secretEndings: Set<String> = [
        "accesskey", "apikey", "apisecret", "authorization", "clientassertion", "cookie", "passphrase", "password",
        "passwort", "privatekey", "pwd", "secret", "secretkey", "sessionid", "signature", "subscriptionkey", "token",
    ]

    /// Places in lists, which give access to nothing.
    static let kept: Set<String> = [
        "continuationtoken", "cursortoken", "nextpagetoken", "nexttoken", "pagetoken", "skiptoken", "synctoken",
    ]

    static let numbers: Set<String> = [
        "accnumber", "accountnumber", "bankaccount", "bban", "bic", "driverslicense", "iban", "identificationid",
        "nationalinsurancenumber", "passportid", "routingnumber", "sanitizedaccnumber", "sinid",
        "socialinsurancenumber",
        "sortcode", "ssn", "ssnid", "swift", "taxid", "taxnumber", "vat", "vatid", "vatnumber",
    ]

    static let personal: Set<String> = [
        "birthdate", "birthday", "birthname", "dateofbirth", "emailcc", "emailfrom", "emailnormalized", "emailto",
        "emergencycontact", "familyname", "fax", "faxnumber", "firstname", "forename", "gender", "givenname",
        "homeaddress",
        "lastname", "maritalstatus", "middlename", "mobilephonenumber", "nationality", "phonenumber", "phonesanitized",
        "privatestreet", "surname", "telephone", "grosspay", "hourlyrate", "netpay", "payrate", "salary", "wage",
    ]

    static let personalEndings: Set<String> = ["email", "emailaddress", "mobile", "phone"]
}
