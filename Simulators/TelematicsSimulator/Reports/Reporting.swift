internal import SimulatorKit

/// Turns what machines did into the rows that providers hold.
struct Reporting: Sendable {
    let schedule: ReportSchedule
    var assignments: AssignmentPlan

    /// The row of a machine's last report at or before `now`.
    func row(
        of machine: Machine,
        at now: SimulatedInstant,
        meters: MeterHistory,
        ledger: WorkLedger
    ) -> SnapshotRow {
        let report = schedule.lastReport(of: machine, at: now)
        let meter = meters.value(of: machine, at: report.at, in: ledger)
        let steps = ledger.hours(of: machine, until: report.at).hundredths
        var details = SeededRandom(seed: UInt64(bitPattern: report.at.seconds), purpose: machine.code)
        var row = SnapshotRow(
            equipment: machine.code,
            identity: machine.identity,
            installed: machine.installed,
            operatingHours: .init(at: report.at, value: .counter(meter.operating))
        )
        // The position is fixed some seconds, the tank measured some minutes before the report is sent.
        let fixed = report.at.adding(seconds: -details.integer(in: 3...59))
        let measured = report.at.adding(minutes: -details.integer(in: 1...20))
        let position = position(of: machine, at: report.at, random: &details)
        let used = (machine.startHours.hundredths + steps) * machine.centilitresPerStep
        func unlessAbsent<Value>(
            _ element: Machine.Element,
            _ at: SimulatedInstant,
            _ value: Value
        ) -> SnapshotRow.Reading<Value>? {
            machine.absent.contains(element) ? nil : .init(at: at, value: value)
        }
        row.idleHours = unlessAbsent(.idleHours, report.at, .counter(meter.idle))
        row.location = unlessAbsent(.location, fixed, position)
        row.fuelUsed = unlessAbsent(.fuelUsed, fixed, used)
        if machine.metresPerStep > 0 {
            let metres = (machine.startHours.hundredths + steps) * machine.metresPerStep
            row.distance = unlessAbsent(.distance, fixed, metres)
        }
        row.fuelRemaining = unlessAbsent(.fuelRemaining, measured, level(of: machine, used: used))
        row.engineStatus = unlessAbsent(.engineStatus, report.at, report.isRunning)
        return row
    }

    /// The machine is filled up whenever a seventh of its tank is left.
    private func level(of machine: Machine, used: Int64) -> SnapshotRow.FuelLevel {
        let tank = max(machine.tankLitres, 200) * 100
        let sinceFilled = used % (tank * 6 / 7)
        return SnapshotRow.FuelLevel(percent: 100 - sinceFilled * 100 / tank, tankLitres: machine.tankLitres)
    }

    private func position(
        of machine: Machine,
        at instant: SimulatedInstant,
        random: inout SeededRandom
    ) -> SnapshotRow.Position {
        let day = schedule.calendar.zone.day(of: instant)
        let site = assignments.project(of: machine, on: day)?.site ?? Project.main.site
        return SnapshotRow.Position(
            latitude: site.latitude + random.integer(in: -4000...4000),
            longitude: site.longitude + random.integer(in: -4000...4000),
            altitudeMetres: site.altitudeMetres + random.integer(in: -15...15)
        )
    }
}
