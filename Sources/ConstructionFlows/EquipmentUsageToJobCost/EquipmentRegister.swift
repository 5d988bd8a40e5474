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

    /// Creates a register.
    public init(_ equipment: [Equipment]) {
        self.equipment = equipment
    }

    /// Finds the machine that a provider means; never guesses (domain.md T-4).
    ///
    /// A machine is meant by its PIN, by manufacturer and serial number together, or by its own code; one name is
    /// enough, but no other may speak against it.
    public func match(_ identity: EquipmentIdentity) -> Match {
        let named = equipment.filter { Self.names($0, identity) }
        guard let first = named.first else { return .unknown }
        guard named.count == 1, !Self.contradicts(first.identity, identity) else {
            return .contradictory(codes: named.map(\.code))
        }
        return .found(first)
    }

    private static func names(_ machine: Equipment, _ identity: EquipmentIdentity) -> Bool {
        let recorded = machine.identity
        if let pin = identity.pin, pin == recorded.pin { return true }
        if let serial = identity.serial, serial == recorded.serial, identity.oem == recorded.oem { return true }
        guard let name = identity.equipmentID else { return false }
        return name == machine.code || name == recorded.equipmentID
    }

    private static func contradicts(_ recorded: EquipmentIdentity, _ identity: EquipmentIdentity) -> Bool {
        let pairs = [
            (recorded.pin, identity.pin), (recorded.serial, identity.serial), (recorded.oem, identity.oem),
        ]
        return pairs.contains { pair in
            guard let known = pair.0, let told = pair.1 else { return false }
            return known != told
        }
    }
}
