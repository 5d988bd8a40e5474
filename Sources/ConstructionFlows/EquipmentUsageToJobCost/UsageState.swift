import CanonicalModel
import FoundationEssentials
import JSON

/// What the flow remembers of one machine.
struct UsageState: Hashable {
    /// The readings from which usage of days that are not settled is counted, by time; the first is the anchor.
    var points: [MeterPoint] = []
    /// The earliest reading from which usage was counted, once a day was settled.
    var origin: MeterPoint?
    /// The last site-local day that was settled.
    var settledThrough: CalendarDate?
    /// Seconds of work since the anchor that settled days have counted already; negative where they have to make up for
    /// work before it.
    ///
    /// What a late reading changes, and what is less than a hundredth of an hour, is made up for by the next day, so that
    /// no second is lost or counted twice.
    var counted: Int64 = 0
    /// Usage of settled days that waits for a person, by the id of the cost that it will be.
    var held: [String: HeldUsage] = [:]
    /// Costs that wait for a person, by approval id.
    var staged: [String: EquipmentCharge] = [:]
    /// Steps before the anchor that counted nothing.
    var unexplained: [MeterGap] = []
    /// The second readings of steps that a case was raised for.
    var reported: Set<Instant> = []
    /// The second readings of steps that a person has given up while their days were open.
    var givenUp: Set<Instant> = []
    /// The newest reading for which a case says that the machine fell silent.
    var silentSince: Instant?
    /// The hours of the last days that were staged, oldest first.
    var pastHours: [Decimal] = []
    /// What an hour cost on them.
    var pastRates: [Decimal] = []

    /// The steps between the remembered readings.
    func steps(operations: [MeterOperation]) -> [MeterStep] {
        MeterStep.steps(between: points[...], operations: operations)
    }
}

/// Two readings between which nothing was counted, because nobody knew why the counter moved as it did.
struct MeterGap: Hashable {
    let from: MeterPoint
    let to: MeterPoint
}

extension UsageState {
    var json: JSON {
        var object = JSONObject()
        object["points"] = .array(points.map(\.json))
        object["origin"] = origin.map(\.json)
        object["settledThrough"] = settledThrough.map { .string($0.text) }
        object["counted"] = counted == 0 ? nil : .some(.integer(counted))
        object["held"] = Self.members(held.map { ($0, $1.json) })
        object["staged"] = Self.members(staged.map { ($0, $1.json) })
        object["unexplained"] = .array(unexplained.map { ["from": $0.from.json, "to": $0.to.json] })
        object["reported"] = .array(reported.sorted().map { .string($0.text) })
        object["givenUp"] = givenUp.isEmpty ? nil : .some(.array(givenUp.sorted().map { .string($0.text) }))
        object["silentSince"] = silentSince.map { .string($0.text) }
        for (name, values) in [("pastHours", pastHours), ("pastRates", pastRates)] where !values.isEmpty {
            object[name] = .array(values.map { .string($0.plainText) })
        }
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        for point in try reader.member("points").elements() { points.append(try MeterPoint(point)) }
        origin = try reader.optionalMember("origin").map { point throws(JSONAccessError) in try MeterPoint(point) }
        settledThrough = try reader.optionalMember("settledThrough")?.date()
        counted = try reader.optionalMember("counted")?.integer() ?? 0
        for (id, member) in try Self.members(of: reader.member("held")) { held[id] = try HeldUsage(member) }
        for (id, member) in try Self.members(of: reader.member("staged")) { staged[id] = try EquipmentCharge(member) }
        for gap in try reader.member("unexplained").elements() {
            unexplained.append(MeterGap(from: try MeterPoint(gap.member("from")), to: try MeterPoint(gap.member("to"))))
        }
        for time in try reader.member("reported").elements() { reported.insert(try time.instant()) }
        for time in try reader.optionalMember("givenUp")?.elements() ?? [] { givenUp.insert(try time.instant()) }
        silentSince = try reader.optionalMember("silentSince")?.instant()
        for hours in try reader.optionalMember("pastHours")?.elements() ?? [] { pastHours.append(try hours.decimal()) }
        for rate in try reader.optionalMember("pastRates")?.elements() ?? [] { pastRates.append(try rate.decimal()) }
    }

    private static func members(_ pairs: [(String, JSON)]) -> JSON {
        var object = JSONObject()
        for (key, value) in pairs.sorted(by: { $0.0 < $1.0 }) { object[key] = value }
        return .object(object)
    }

    private static func members(of reader: JSONReader) throws(JSONAccessError) -> [(String, JSONReader)] {
        var members: [(String, JSONReader)] = []
        for key in try reader.object().keys { members.append((key, try reader.member(key))) }
        return members
    }
}

/// Seconds of work on a day that has no assignment or no rate, or more work than time.
struct HeldUsage: Hashable {
    let day: CalendarDate
    let seconds: Int64

    var json: JSON { ["day": .string(day.text), "seconds": .integer(seconds)] }
}

extension HeldUsage {
    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(day: try reader.member("day").date(), seconds: try reader.member("seconds").integer())
    }
}

extension MeterPoint {
    var json: JSON { ["time": .string(time.text), "counter": .integer(counter)] }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(time: try reader.member("time").instant(), counter: try reader.member("counter").integer())
    }
}
