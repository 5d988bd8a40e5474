public import CanonicalModel

/// What providers call a machine on some days, beside what its own entry says: an entry of the crosswalk of identities.
///
/// It counts only if somebody has approved it.
public struct EquipmentAlias: Sendable, Hashable {
    /// The machine's code.
    public let equipment: String
    /// What it is called.
    public let identity: EquipmentIdentity
    /// The first day on which it is.
    public let validFrom: CalendarDate
    /// The first day on which it no longer is; `nil` until further notice.
    public let validUntil: CalendarDate?
    /// Who approved it; `nil` while nobody has.
    public let approvedBy: String?
    /// Why it is so.
    public let note: String?

    /// Creates an entry.
    public init(
        equipment: String,
        identity: EquipmentIdentity,
        validFrom: CalendarDate,
        validUntil: CalendarDate? = nil,
        approvedBy: String?,
        note: String? = nil
    ) {
        self.equipment = equipment
        self.identity = identity
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.approvedBy = approvedBy
        self.note = note
    }

    /// Whether it counts on a day.
    public func holds(on day: CalendarDate) -> Bool {
        approvedBy != nil && validFrom <= day && validUntil.map { day < $0 } ?? true
    }

    /// Whether both call different machines the same on some day.
    public func contradicts(_ other: EquipmentAlias) -> Bool {
        equipment != other.equipment && (holds(on: other.validFrom) || other.holds(on: validFrom))
            && approvedBy != nil && other.approvedBy != nil && identity.shares(other.identity)
    }
}

extension EquipmentIdentity {
    /// Whether both name the same machine by one of their parts: PIN, serial number with manufacturer, or name.
    func shares(_ other: EquipmentIdentity) -> Bool {
        if let pin, pin == other.pin { return true }
        if let serial, serial == other.serial, oem == other.oem { return true }
        return equipmentID != nil && equipmentID == other.equipmentID
    }
}
