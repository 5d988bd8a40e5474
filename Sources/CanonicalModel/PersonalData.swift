public import JSON

/// What people see of objects of the classes C3 and C4: neither what somebody earns nor bank and identity numbers
/// (domain.md §2, P-7).
///
/// Of an object of these classes only the members are shown that its schema describes with a class below C3, so that a new
/// one is withheld until somebody decides otherwise. Of all other values, members that are called like a bank account, an identity number or
/// somebody's pay are withheld.
public enum PersonalData: Sendable {
    /// What is shown in the place of a value that is not.
    public static let withheld: JSON = "withheld"

    /// The objects that are personal, each with the members that people may see, wherever in the object they stand: of our own
    /// those whose field is below C3.
    private static let visible: [String: Set<String>] = {
        var visible = foreign
        for schema in CanonicalVocabulary.schemas where schema.sensitivity >= .c3 {
            let fields = schema.allFields.map(\.field)
            let hidden = fields.filter { $0.sensitivity >= .c3 }.map(\.name)
            visible[schema.object] = Set(fields.map(\.name)).subtracting(hidden)
        }
        return visible
    }()

    /// What plugins bring; none of our own objects stands for them.
    private static let foreign: [String: Set<String>] = [
        "Payment": ["number", "supplier", "invoice", "date", "amount"],
        "BankAccount": [], "LabourRate": [],
    ]

    /// Members that are withheld in every object, in small letters without marks.
    public static var withheldEverywhere: Set<String> { everywhere }

    private static let everywhere: Set<String> = [
        "iban", "bic", "swift", "bank", "bankid", "bankaccount", "bankaccountnumber", "accountnumber", "banktoken",
        "routingnumber", "sortcode", "employeessn",
        "ssn", "socialsecuritynumber", "nationalid", "identitynumber", "passportnumber", "taxid", "salary", "wage",
        "payrate", "hourlyrate", "netpay", "grosspay",
    ]

    /// Whether objects of this name are personal.
    public static func isPersonal(_ object: String) -> Bool { visible[object] != nil }

    /// A value that belongs to an object, as people may see it.
    ///
    /// - Parameters:
    ///   - value: The object, or a part of it.
    ///   - object: The name of the object, for example `PayrollRegister`; empty if the value is of no one object.
    /// - Returns: The value with ``withheld`` in the place of each member that people do not see.
    public static func shown(_ value: JSON, of object: String) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { shown($0, of: object) })
        case .object(var members):
            for key in members.keys {
                members[key] = isVisible(key, of: object) ? shown(members[key] ?? .null, of: object) : withheld
            }
            return .object(members)
        default: return value
        }
    }

    /// A value that stands at a place in an object, as people may see it.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - path: Its place, for example `lines[0].rate`.
    ///   - object: The name of the object.
    /// - Returns: ``withheld`` if a member on the way to it is not shown, else what people may see of it.
    public static func shown(_ value: JSON, at path: String, of object: String) -> JSON {
        isVisible(path: path, of: object) ? shown(value, of: object) : withheld
    }

    private static func isVisible(path: String, of object: String) -> Bool {
        path.split(separator: ".").allSatisfy { part in
            let name = String(part.prefix { $0 != "[" })
            return name.isEmpty || isVisible(name, of: object)
        }
    }

    private static func isVisible(_ member: String, of object: String) -> Bool {
        if let members = visible[object] { return members.contains(member) }
        return !everywhere.contains(member.lowercased().filter(\.isLetter))
    }
}
