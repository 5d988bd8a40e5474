import CanonicalModel

/// A machine or an employee of the company, with what it may be recognised by.
public struct Party: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A machine.
        case machine
        /// An employee.
        case employee
    }

    /// Something that only one party should have.
    public struct Mark: Sendable, Hashable, Comparable {
        /// What it is called, for example `serial number`.
        public let name: String
        /// The value without case, blanks and punctuation, in which two spellings may differ.
        public let value: String

        /// Creates a mark; `nil` for a value that says nothing.
        public init?(_ name: String, _ value: String?) {
            let plain = (value ?? "").uppercased().filter { $0.isLetter || $0.isNumber }
            guard !plain.isEmpty else { return nil }
            self.name = name
            self.value = plain
        }

        /// By name, then by value.
        public static func < (left: Mark, right: Mark) -> Bool { (left.name, left.value) < (right.name, right.value) }
    }

    /// What it is.
    public let kind: Kind
    /// The company's own code or number.
    public let key: String
    /// What it may be recognised by.
    public let marks: Set<Mark>

    /// Creates a party.
    public init(_ kind: Kind, key: String, marks: [Mark?]) {
        self.kind = kind
        self.key = key
        self.marks = Set(marks.compactMap(\.self))
    }
}

/// Two parties that look the same; nobody but a person may say that they are.
public struct PartyDuplicate: Sendable, Hashable {
    /// What both are.
    public let kind: Party.Kind
    /// The key that comes first.
    public let first: String
    /// The other key.
    public let second: String
    /// What both have.
    public let shared: [Party.Mark]

    /// What more parties than these have, such as a placeholder, tells nothing of any of them.
    private static let most = 5

    /// Finds the pairs of one kind that share a mark, in the order of their keys.
    public static func pairs(among parties: [Party]) -> [PartyDuplicate] {
        var owners: [OwnedMark: Set<String>] = [:]
        for party in parties {
            for mark in party.marks { owners[OwnedMark(kind: party.kind, mark: mark), default: []].insert(party.key) }
        }
        var found: [Pair: [Party.Mark]] = [:]
        for (owned, keys) in owners where (2...most).contains(keys.count) {
            let keys = keys.sorted()
            for (place, first) in keys.enumerated() {
                for second in keys[(place + 1)...] {
                    found[Pair(kind: owned.kind, first: first, second: second), default: []].append(owned.mark)
                }
            }
        }
        return found.map { pair, marks in
            PartyDuplicate(kind: pair.kind, first: pair.first, second: pair.second, shared: marks.sorted())
        }
        .sorted { ($0.kind.rawValue, $0.first, $0.second) < ($1.kind.rawValue, $1.first, $1.second) }
    }

    private struct OwnedMark: Hashable {
        let kind: Party.Kind
        let mark: Party.Mark
    }

    private struct Pair: Hashable {
        let kind: Party.Kind
        let first: String
        let second: String
    }
}

/// A flow that knows parties of the company.
public protocol PartyKnowingFlow: BusinessFlow {
    /// The parties.
    var parties: [Party] { get }
}

extension EquipmentUsageToJobCost: PartyKnowingFlow {
    /// The machines, by PIN, by serial number with the manufacturer, and by what providers call them.
    public var parties: [Party] {
        settings.equipment.map { machine in
            let identity = machine.identity
            return Party(
                .machine,
                key: machine.code,
                marks: [
                    .init("code", machine.code), .init("PIN", identity.pin),
                    identity.serial.flatMap { .init("serial number", "\(identity.oem ?? "") \($0)") },
                    .init("name at the provider", identity.equipmentID),
                ]
            )
        }
    }
}

extension TimeToPayrollToJobCost: PartyKnowingFlow {
    /// The employees, by their numbers without leading zeros.
    public var parties: [Party] {
        Set((settings.employees ?? []).map(\.number)).map { number in
            Party(.employee, key: number, marks: [.init("number", String(number.drop { $0 == "0" }))])
        }
    }
}
