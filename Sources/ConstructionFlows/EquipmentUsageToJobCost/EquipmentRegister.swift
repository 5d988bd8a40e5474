public import CanonicalModel

/// The company's machines, found by what telematics providers call them.
public struct EquipmentRegister: Sendable, Hashable {
    /// What a look-up found.
    public enum Match: Sendable, Hashable {
        /// Exactly this machine.
        case found(Equipment)
        /// No machine has any of these names.
        case unknown
        /// The names belong to different machines, or contradict what is recorded of the one they belong to.
        case contradictory(codes: [String])
    }

    private let equipment: [Equipment]
    private let aliases: [EquipmentAlias]

    /// Creates a register.
    public init(_ equipment: [Equipment], aliases: [EquipmentAlias] = []) {
        self.equipment = equipment
        self.aliases = aliases
    }

    /// Finds the machine that a provider means on a day; never guesses (domain.md T-4).
    ///
    /// A machine is meant by its PIN, by manufacturer and serial number together, or by its own code; one name is
    /// enough, but no other may speak against it. What it is called on that day counts as what its entry says.
    public func match(_ identity: EquipmentIdentity, on day: CalendarDate) -> Match {
        let named = equipment.filter { machine in
            identity.equipmentID == machine.code
                || names(of: machine, on: day).contains { $0.shares(identity) }
        }
        guard let first = named.first else { return .unknown }
        guard named.count == 1, !Self.contradicts(names(of: first, on: day), identity) else {
            return .contradictory(codes: named.map(\.code))
        }
        return .found(first)
    }

    private func names(of machine: Equipment, on day: CalendarDate) -> [EquipmentIdentity] {
        [machine.identity]
            + aliases.filter { $0.equipment == machine.code && $0.holds(on: day) }.map(\.identity)
    }

    private static func contradicts(_ recorded: [EquipmentIdentity], _ identity: EquipmentIdentity) -> Bool {
        let parts: [(EquipmentIdentity) -> String?] = [{ $0.pin }, { $0.serial }, { $0.oem }]
        return parts.contains { part in
            let known = recorded.compactMap(part)
            guard let told = part(identity), !known.isEmpty else { return false }
            return !known.contains(told)
        }
    }
}
