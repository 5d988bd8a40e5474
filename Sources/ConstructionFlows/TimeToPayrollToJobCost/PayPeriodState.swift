import CanonicalModel
import FoundationEssentials
import JSON

/// What the flow remembers of one pay period.
struct PayPeriodState: Hashable {
    /// The hours of the period, by the id of their entry.
    var hours: [String: HeldHours] = [:]
    /// All batches that were ever proposed for the period, by number.
    var batches: [String: SentBatch] = [:]
    /// All runs that paid days of the period, by number.
    var runs: [String: PaidRun] = [:]
    /// Since when something waits to be put into a batch.
    var dueSince: Instant?
    /// The cases that were raised and are open as far as the flow knows, as `kind:subject`.
    var reported: Set<String> = []
    /// How many hours a person let go for an employee's day that has more than the most.
    var allowedDays: [EmployeeDay: Decimal] = [:]
    /// The pay periods that take hours back once payroll has those of this one, by the id of the entry.
    var waitingPeriods: [String: [WaitingPeriod]] = [:]
    /// How many messages were sent to other pay periods.
    var messages = 0

    /// What payroll should have of the entries of an employee's day, with what cannot be taken back yet.
    func hours(of day: EmployeeDay) -> Decimal {
        hours.values.lazy.flatMap(\.expected).filter { EmployeeDay($0) == day }.reduce(0) { $0 + $1.hours }
    }

    /// The hours that payroll accepted, by employee and day.
    var acceptedHours: [EmployeeDay: Decimal] {
        var sums: [EmployeeDay: Decimal] = [:]
        for share in hours.values.lazy.flatMap(\.accepted) {
            sums[EmployeeDay(employee: share.claim.employee, date: share.claim.date), default: 0] += share.claim.hours
        }
        return sums
    }

    /// The batch that waits for a person or for payroll, one at a time.
    var openBatch: String? {
        batches.first { $0.value.stage == .proposed || $0.value.stage == .sent }?.key
    }
}

extension PayPeriodState {
    var json: JSON {
        var object = JSONObject()
        object["hours"] = Self.members(hours.mapValues(\.json))
        object["batches"] = Self.members(batches.mapValues(\.json))
        object["runs"] = Self.members(runs.mapValues(\.json))
        object["dueSince"] = dueSince.map { .string($0.text) }
        if !allowedDays.isEmpty { object["allowedDays"] = allowedDays.json }
        if !waitingPeriods.isEmpty {
            object["waitingPeriods"] = Self.members(waitingPeriods.mapValues { .array($0.map(\.json)) })
        }
        if messages > 0 { object["messages"] = .integer(Int64(messages)) }
        object["reported"] = .array(reported.sorted().map(JSON.string))
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        for (id, member) in try Self.members(of: reader.member("hours")) { hours[id] = try HeldHours(member) }
        for (number, member) in try Self.members(of: reader.member("batches")) {
            batches[number] = try SentBatch(member)
        }
        for (run, member) in try Self.members(of: reader.member("runs")) { runs[run] = try PaidRun(member) }
        dueSince = try reader.optionalMember("dueSince")?.instant()
        allowedDays =
            try reader.optionalMember("allowedDays")
            .map { days throws(JSONAccessError) in try [EmployeeDay: Decimal](days) } ?? [:]
        if let waiting = try reader.optionalMember("waitingPeriods") {
            for (entry, periods) in try Self.members(of: waiting) {
                for period in try periods.elements() {
                    waitingPeriods[entry, default: []].append(try WaitingPeriod(period))
                }
            }
        }
        messages = try reader.optionalCount("messages") ?? 0
        for key in try reader.member("reported").elements() { reported.insert(try key.string()) }
    }

    private static func members(_ pairs: [String: JSON]) -> JSON {
        var object = JSONObject()
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) { object[key] = value }
        return .object(object)
    }

    private static func members(of reader: JSONReader) throws(JSONAccessError) -> [(String, JSONReader)] {
        var members: [(String, JSONReader)] = []
        for key in try reader.object().keys { members.append((key, try reader.member(key))) }
        return members
    }
}
