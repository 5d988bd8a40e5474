internal import SimulatorKit

extension FleetProviders {
    /// A machine's row with the quirks in force for it.
    ///
    /// - Parameters:
    ///   - machine: The machine.
    ///   - page: The page on which the row is served; `nil` for a single machine.
    ///   - now: The virtual time.
    /// - Returns: The row, and the quirks that it shows.
    func row(of machine: Machine, page: Int?, at now: SimulatedInstant) -> (row: SnapshotRow, shown: [ActiveQuirk]) {
        let quirks = quirks.inForce(machine, page: page, at: now)
        var shown: [ActiveQuirk] = []
        var known = now
        for quirk in quirks where quirk.quirk == .lateBlock {
            guard now < quirk.from.adding(seconds: quirk.hours?.seconds ?? 26 * 3600) else { continue }
            known = min(known, quirk.from)
            shown.append(quirk)
        }
        var row = reporting.row(of: machine, at: known, meters: meters, ledger: ledger)
        for quirk in quirks where apply(quirk, to: &row, of: machine) { shown.append(quirk) }
        return (row, shown)
    }

    /// Changes a row as a quirk does; whether the row shows the quirk.
    private func apply(_ quirk: ActiveQuirk, to row: inout SnapshotRow, of machine: Machine) -> Bool {
        switch quirk.quirk {
        case .missingSerial:
            row.identity.serial = nil
            row.identity.pin = nil
        case .duplicateSerial: row.identity.serial = park.namesake(of: machine)?.identity.serial
        case .freeTextEquipmentID:
            row.identity.equipmentID = "\(row.identity.equipmentID ?? machine.code) (north pit, ask foreman)"
        case .counterReset, .offsetDown, .offsetUp: return row.operatingHours.at >= quirk.from
        case .rollover:
            let turn = EngineHours(hundredths: 10_000_000)
            guard case .counter(let hours) = row.operatingHours.value, hours >= turn else { return false }
            row.operatingHours.value = .counter(EngineHours(hundredths: hours.hundredths % turn.hundredths))
        case .clockAhead: row.shiftTimes(byMicroseconds: (quirk.hours?.seconds ?? 3 * 86400) * 1_000_000)
        case .hoursAsText:
            if quirk.equipment == nil {
                row.changeHours { .counterAsText($0) }
            } else {
                row.operatingHours.value = .text("n/a")
            }
        case .secondsWithFraction:
            if machine.fleet == .aemp1 {
                row.changeHours { .counterLessAMillisecond($0) }
            } else {
                row.shiftTimes(byMicroseconds: -641_000)
            }
        default: return false
        }
        return true
    }
}
