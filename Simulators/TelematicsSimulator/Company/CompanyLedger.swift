internal import JSON
internal import SimulatorKit

/// What really happened: hours by machine and day, whatever the providers report of it.
struct CompanyLedger: Sendable {
    let park: MachinePark
    let calendar: WorkCalendar
    let ledger: WorkLedger
    let assignments: AssignmentPlan
    let meters: MeterHistory
    let now: SimulatedInstant

    /// The hours of a machine on one day.
    private struct Day {
        let date: CivilDate
        let hours: EngineHours
        let idle: EngineHours
        let project: Project?
    }

    /// The ledger up to the end of `lastDay`, but never beyond the virtual time.
    func json(through lastDay: CivilDate, only equipment: String?, quirksServed: JSON) -> JSON {
        let machines = park.machines.filter { equipment == nil || $0.code == equipment }
        let days = machines.map { self.days(of: $0, through: lastDay) }
        return [
            "now": .string(now.text), "until": .string(lastDay.text), "timeZone": .string(SiteZone.identifier),
            "machines": .array(zip(machines, days).map { json(of: $0, days: $1) }),
            "totals": totals(machines, days),
            "quirksServed": quirksServed,
        ]
    }

    private func days(of machine: Machine, through lastDay: CivilDate) -> [Day] {
        let last = min(lastDay, calendar.zone.day(of: now), calendar.firstDay.adding(days: WorkCalendar.greatestDays))
        var days: [Day] = []
        var total = EngineHours.zero
        var date = calendar.firstDay
        while date <= last {
            let through = ledger.hours(of: machine, through: date, notAfter: now)
            if through > total {
                let idle = ledger.idleHours(of: machine, in: through) - ledger.idleHours(of: machine, in: total)
                let project = assignments.project(of: machine, on: date)
                days.append(Day(date: date, hours: through - total, idle: idle, project: project))
                total = through
            }
            date = date.adding(days: 1)
        }
        return days
    }

    private func json(of machine: Machine, days: [Day]) -> JSON {
        let replacements = meters.events.filter { event in
            guard case .replacement = event.kind else { return false }
            return event.equipment == machine.code && event.at <= now
        }
        let meter = meters.value(of: machine, at: now, in: ledger)
        return [
            "equipment": .string(machine.code), "fleet": .string(machine.fleet.rawValue),
            "category": .string(machine.category.rawValue), "known": .bool(machine.isKnown),
            "hours": .string(sum(days.map(\.hours)).text), "idleHours": .string(sum(days.map(\.idle)).text),
            "meter": ["hours": .string(meter.operating.text), "idleHours": .string(meter.idle.text)],
            "days": .array(days.map(json)),
            "meterReplacements": .array(replacements.map { replacement(of: machine, $0) }),
        ]
    }

    private func json(_ day: Day) -> JSON {
        [
            "date": .string(day.date.text), "hours": .string(day.hours.text), "idleHours": .string(day.idle.text),
            "project": day.project.map { .string($0.code) } ?? .null,
            "costCode": day.project.map { .string($0.costCode) } ?? .null,
        ]
    }

    private func replacement(of machine: Machine, _ event: MeterEvent) -> JSON {
        var before = MeterHistory()
        for earlier in meters.events.prefix(while: { $0 != event }) { before.add(earlier) }
        let old = before.value(of: machine, at: event.at, in: ledger).operating
        var new = EngineHours.zero
        if case .replacement(let base) = event.kind { new = base }
        return ["at": .string(event.at.text), "oldMeter": .string(old.text), "newMeter": .string(new.text)]
    }

    private func totals(_ machines: [Machine], _ days: [[Day]]) -> JSON {
        let all = days.flatMap { $0 }
        let unknown = zip(machines, days).filter { !$0.0.isKnown }.flatMap(\.1)
        let projects = assignments.projects.map { project -> JSON in
            let hours = sum(all.filter { $0.project == project }.map(\.hours))
            return [
                "project": .string(project.code), "costCode": .string(project.costCode), "hours": .string(hours.text),
            ]
        }
        return [
            "machines": .integer(Int64(machines.count)), "hours": .string(sum(all.map(\.hours)).text),
            "idleHours": .string(sum(all.map(\.idle)).text),
            "unknownMachineHours": .string(sum(unknown.map(\.hours)).text), "byProject": .array(projects),
        ]
    }

    private func sum(_ hours: [EngineHours]) -> EngineHours {
        hours.reduce(.zero, +)
    }
}
