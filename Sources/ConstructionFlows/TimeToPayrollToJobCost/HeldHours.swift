import CanonicalModel
import FoundationEssentials
import JSON

/// What a time entry says of hours.
struct HoursClaim: Hashable {
    let employee: String
    let project: String
    /// As the time system spells it.
    let costCode: String
    let payCode: String
    let date: CalendarDate
    let hours: Decimal
}

/// Hours that payroll took: what the entry said, and under which of the company's cost codes it went.
struct HoursShare: Hashable {
    let claim: HoursClaim
    let costCode: String
}

/// What the flow remembers of one time entry.
struct HeldHours: Hashable {
    /// The system that it comes from, whose codes it spells.
    var system: String
    /// What it says now.
    var claim: HoursClaim
    var status: TimeEntry.Status
    /// What the last approved version said, which is what payroll should hold; `nil` if none was approved.
    var approved: HoursClaim?
    /// What payroll holds of it: one share, but for a correction of which payroll took a part only.
    var accepted: [HoursShare] = []
    /// The batch that it travels in.
    var batch: String?
    /// The case by which payroll or a person refused it, as `kind:subject`: it waits for a correction or for somebody to
    /// try again.
    var refusal: String?
    /// Where an approved version of another pay period took it; payroll should hold nothing of it here then.
    var move: HoursMove?

    /// What payroll must take back; of what went to another pay period, all once payroll has it there.
    var superfluous: [HoursShare] {
        if let move { return move.isSettled ? accepted : [] }
        guard status == .approved, let approved else { return [] }
        guard let kept = accepted.firstIndex(where: { $0.claim == approved }) else { return accepted }
        var rest = accepted
        rest.remove(at: kept)
        return rest
    }

    /// What payroll must take; none while somebody changes it, and none for no hours.
    var missing: HoursClaim? {
        guard status == .approved, let approved, approved.hours != 0 else { return nil }
        return accepted.contains { $0.claim == approved } ? nil : approved
    }

    /// Whether payroll has hours of it here, of whichever version, or need not have any: another pay period may take back its
    /// own.
    var isTaken: Bool {
        if !accepted.isEmpty { return true }
        return move?.isSettled ?? (approved?.hours == 0)
    }

    /// What payroll should have of it, and what it has here of hours that are approved elsewhere and cannot be taken back
    /// yet.
    var expected: [HoursClaim] {
        guard let move else { return approved.map { [$0] } ?? [] }
        return move.isSettled && refusal == nil ? [] : accepted.map(\.claim)
    }

    /// Whether something of it could go to payroll now.
    var isDue: Bool {
        batch == nil && refusal == nil && (missing != nil || !superfluous.isEmpty)
    }
}

extension HoursClaim {
    init(_ entry: TimeEntry) {
        self.init(
            employee: entry.employee,
            project: entry.project,
            costCode: entry.costCode,
            payCode: entry.payCode,
            date: entry.date,
            hours: entry.hours
        )
    }

    /// The claim of nothing, in the place of this one.
    var withoutHours: HoursClaim {
        HoursClaim(employee: employee, project: project, costCode: costCode, payCode: payCode, date: date, hours: 0)
    }

    var json: JSON {
        .array([employee, project, costCode, payCode, date.text, hours.plainText].map(JSON.string))
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        let parts = try reader.elements()
        guard parts.count == 6 else {
            throw JSONAccessError(path: reader.path, expected: "six parts of a claim", found: "\(parts.count)")
        }
        self.init(
            employee: try parts[0].string(),
            project: try parts[1].string(),
            costCode: try parts[2].string(),
            payCode: try parts[3].string(),
            date: try parts[4].date(),
            hours: try parts[5].decimal()
        )
    }
}

extension HoursShare {
    var json: JSON { ["claim": claim.json, "code": .string(costCode)] }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(claim: try HoursClaim(reader.member("claim")), costCode: try reader.member("code").string())
    }
}

extension HeldHours {
    /// The hours as JSON; what is as in the claim is not said twice, since a period has thousands of them.
    var json: JSON {
        var object: JSONObject = [
            "system": .string(system), "claim": claim.json, "status": .string(status.rawValue),
        ]
        if approved != (status == .approved ? claim : nil) { object["approved"] = approved?.json ?? .null }
        if accepted.count == 1, let share = accepted.first, share.claim == claim {
            object["code"] = .string(share.costCode)
        } else if !accepted.isEmpty {
            object["accepted"] = .array(accepted.map(\.json))
        }
        object["batch"] = batch.map { .string($0) }
        object["refusal"] = refusal.map { .string($0) }
        object["move"] = move.map(\.json)
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        system = try reader.member("system").string()
        claim = try HoursClaim(reader.member("claim"))
        status = try reader.member("status").word("the status of a time entry")
        approved = status == .approved ? claim : nil
        if try reader.object()["approved"] != nil {
            approved = try reader.optionalMember("approved")
                .map { claim throws(JSONAccessError) in try HoursClaim(claim) }
        }
        if let code = try reader.optionalString("code") {
            accepted = [HoursShare(claim: claim, costCode: code)]
        }
        for share in try reader.optionalMember("accepted")?.elements() ?? [] { accepted.append(try HoursShare(share)) }
        batch = try reader.optionalString("batch")
        refusal = try reader.optionalString("refusal")
        move = try reader.optionalMember("move").map { move throws(JSONAccessError) in try HoursMove(move) }
    }
}
