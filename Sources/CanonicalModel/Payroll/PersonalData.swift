public import JSON

/// What people see of objects of the classes C3 and C4: all but what somebody earns (domain.md §2, P-7).
public enum PersonalData: Sendable {
    /// What is shown in the place of a value that is not.
    public static let withheld: JSON = "withheld"

    /// The objects that are personal, each with the members that are not shown, wherever in the object they stand.
    private static let members: [String: Set<String>] = [
        PayrollRegister.name: ["rate", "gross", "burden"], PayrollBatch.name: [], PayrollBatchResult.name: [],
        TimeEntry.name: [],
    ]

    /// Whether objects of this name are personal.
    public static func isPersonal(_ object: String) -> Bool { members[object] != nil }

    /// A value that belongs to an object, as people may see it.
    ///
    /// - Parameters:
    ///   - value: The object, a part of it, or an entry of the journal about it.
    ///   - object: The name of the object, for example `PayrollRegister`.
    /// - Returns: The value with ``withheld`` in the place of pay, also where it tells what changed (`path`, `before`,
    ///   `after`).
    public static func shown(_ value: JSON, of object: String) -> JSON {
        guard let names = members[object], !names.isEmpty else { return value }
        return shown(value, without: names)
    }

    private static func shown(_ value: JSON, without names: Set<String>) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { shown($0, without: names) })
        case .object(var members):
            let changed = members["path"]?.stringValue?.split(separator: ".").last.map(String.init)
            let isHidden = changed.map { names.contains($0) } ?? false
            for key in members.keys {
                let isPay = names.contains(key) || isHidden && (key == "before" || key == "after")
                members[key] = isPay ? withheld : shown(members[key] ?? .null, without: names)
            }
            return .object(members)
        default: return value
        }
    }
}
