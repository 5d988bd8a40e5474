internal import SimulatorKit

/// Tells overtime from regular hours: the total stays, the hours of each code may not.
struct OvertimeSplit: Sendable {
    let rule: Setup.Overtime
    let setup: Setup

    /// The hours, those beyond the limit as `OT`, those within it as `REG`; other pay codes stay as they are.
    func entries(_ entries: [HoursEntry]) -> [HoursEntry] {
        guard rule != .asSent else { return entries }
        var worked: [String: Exact] = [:]
        var result: [HoursEntry] = []
        let ordered = entries.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
        for (_, entry) in ordered {
            guard ["REG", "OT"].contains(entry.code), entry.amount == nil else {
                result.append(entry)
                continue
            }
            let day = rule == .day ? entry.date : setup.periodEnd(of: entry.date)
            let before = worked["\(entry.employee) \(day.text)", default: .zero]
            worked["\(entry.employee) \(day.text)"] = before + entry.hours
            guard entry.hours > .zero else {
                // Hours that are taken back keep their code, and make room for others.
                result.append(entry)
                continue
            }
            let limit = rule == .day ? Exact(8) : Exact(40)
            let regular = min(entry.hours, max(.zero, limit - before))
            for (code, hours) in [("REG", regular), ("OT", entry.hours - regular)] where hours > .zero {
                var part = entry
                (part.code, part.hours) = (code, hours)
                result.append(part)
            }
        }
        return result
    }
}
