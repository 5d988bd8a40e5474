import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials

/// A time entry as the people of the site see it.
struct SequenceEntry {
    /// What makes hours the same for payroll.
    struct Claim: Hashable {
        let place: SequencePlace
        let hours: Decimal
    }

    let employee: String
    var newest: Claim?
    var isApproved = false
    /// All versions that were ever approved, the newest last.
    var approved: [Claim] = []
    /// Whether payroll had it when things were settled last, and nobody has approved since that there are no hours.
    var isKept = false
}

/// Whose hours of which day for which code and kind of pay.
struct SequencePlace: Hashable, CustomStringConvertible {
    let employee: String
    let date: CalendarDate
    let project: String
    let costCode: String
    let payCode: String

    var description: String { "\(employee) \(date.text) \(project) \(costCode) \(payCode)" }
}

extension SequenceCompany {
    /// Somebody writes hours down, or corrects them: another day, code or number, approved or not.
    mutating func writeHours() {
        let id = "e\(below(4))"
        var entry = entries[id] ?? SequenceEntry(employee: "00041\((Int(id.dropFirst()) ?? 0) % 2)")
        let isFirst = entry.newest == nil
        let today = zone.date(of: now)
        // No later than today, and within three pay periods.
        let day = Self.firstDay.adding(days: below(min(today.daysSince1970 - Self.firstDay.daysSince1970, 18) + 1))
        let place = SequencePlace(
            employee: entry.employee,
            date: below(3) == 0 ? day : entry.newest?.place.date ?? day,
            project: below(4) == 0 ? "26-022" : "26-014",
            costCode: below(4) == 0 ? "03-310" : "03-300",
            payCode: below(6) == 0 ? "OT" : "REG"
        )
        let claim = SequenceEntry.Claim(place: place, hours: below(8) == 0 ? 0 : Decimal(1 + below(40)) / 4)
        let status: TimeEntry.Status = isFirst || below(3) > 0 ? .approved : below(2) == 0 ? .submitted : .reopened
        write(claim, status, to: &entry, id)
    }

    /// What is not approved in its newest version is approved as it is.
    mutating func approveHours() {
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) where !entry.isApproved {
            guard let newest = entry.newest else { continue }
            var entry = entry
            write(newest, .approved, to: &entry, id)
        }
    }

    mutating func write(
        _ claim: SequenceEntry.Claim,
        _ status: TimeEntry.Status,
        to entry: inout SequenceEntry,
        _ id: String
    ) {
        entry.newest = claim
        entry.isApproved = status == .approved
        if status == .approved { entry.approved.append(claim) }
        if status == .approved, claim.hours == 0 { entry.isKept = false }
        entries[id] = entry
        let place = claim.place
        let record = TimeEntry(
            id: id,
            employee: place.employee,
            project: place.project,
            costCode: place.costCode == "03-310" ? "310" : "300",
            payCode: place.payCode,
            date: place.date,
            hours: claim.hours,
            status: status
        )
        story.append("  \(id) \(place.date.text) \(place.costCode) \(place.payCode) \(claim.hours) h \(status)")
        timeSystem.publish(
            SourceRecord(id: "\(id)/v\(nextNumber())", object: TimeEntry.name, occurredAt: now, payload: record.json)
        )
    }
}
