import CanonicalModel
import JSON

/// What can be wrong with the hours of a crew, by the kind of case that must come of it.
package enum PlantedHours: String, Sendable, CaseIterable {
    /// A code that stands for no cost code.
    case unmappedCostCode = "unmapped_cost_code"
    /// A second row of twelve hours on the same day.
    case exceedDay = "hours_exceed_day"
    /// A row for a day that is a month ahead.
    case inFuture = "hours_in_future"
    /// A row that nobody has approved; all of a crew are one case.
    case notApproved = "hours_not_approved"
    /// A row of somebody whom payroll does not know.
    case lineRejected = "payroll_line_rejected"
}

/// The rows of many employees, drawn from the seed, with what is wrong with some of them.
struct ScenarioCrew {
    /// What `hours` takes, one value a row.
    private(set) var rows: [JSON] = []
    private(set) var planted: [PlantedException] = []

    init(_ value: JSON, seed: UInt64, today: CalendarDate) throws {
        let count = value["employees"]?.stringValue.flatMap { Int($0) } ?? 0
        let first = value["first"]?.stringValue.flatMap { Int($0) } ?? 401
        let days = (value["on"]?.arrayValue ?? value["on"].map { [$0] } ?? []).compactMap(\.stringValue)
        let projects = value["projects"]?.arrayValue ?? []
        let codes = value["codes"]?.arrayValue ?? []
        guard let start = days.first, !projects.isEmpty, !codes.isEmpty else {
            throw ScenarioFailure(description: "a crew needs days, projects and codes")
        }
        var random = ScenarioRandom(seed: seed, purpose: "\(value["in"]?.stringValue ?? "") \(start)")
        var rows: [JSONObject] = []
        for number in first..<first + count {
            for day in days {
                rows.append([
                    "employee": .string(Self.name(of: number)), "on": .string(day),
                    "project": projects[random.below(projects.count)],
                    "code": codes[random.below(codes.count)],
                    "hours": .string("\(6 + random.below(4)).\(["00", "25", "50", "75"][random.below(4)])"),
                ])
            }
        }
        var people = Array(0..<count)
        for kind in PlantedHours.allCases {
            let wanted = value["exceptions"]?[kind.rawValue]?.stringValue.flatMap { Int($0) } ?? 0
            for index in 0..<wanted where !people.isEmpty {
                let person = people.remove(at: random.below(people.count))
                let row = person * days.count + random.below(days.count)
                plant(kind, index, at: row, in: &rows, stranger: first + count + index, today: today)
            }
            if kind == .notApproved, wanted > 0 {
                planted.append(PlantedException(kind: kind.rawValue, words: ["\(wanted) entries", "not approved"]))
            }
        }
        self.rows = rows.map { .object($0) }
    }

    /// An employee's number in six digits, by which no other number is meant.
    private static func name(of number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(6 - digits.count, 0)) + digits
    }

    /// Makes something wrong with a row, or adds a row that is.
    private mutating func plant(
        _ kind: PlantedHours,
        _ index: Int,
        at row: Int,
        in rows: inout [JSONObject],
        stranger: Int,
        today: CalendarDate
    ) {
        var copy = rows[row]
        let (employee, day) = (copy["employee"]?.stringValue ?? "", copy["on"]?.stringValue ?? "")
        var words: [String] = []
        switch kind {
        case .unmappedCostCode:
            words = ["99-\(100 + index)"]
            rows[row]["code"] = .string(words[0])
        case .notApproved: return rows[row]["status"] = "Open"
        case .exceedDay:
            words = ["\(employee)/\(day)"]
            copy["hours"] = "12.00"
            copy["id"] = .string("\(employee)-\(day)-again")
            rows.append(copy)
        case .inFuture:
            words = ["\(employee)-\(day)-ahead"]
            copy["on"] = .string(today.adding(days: 30).text)
            copy["id"] = .string(words[0])
            rows.append(copy)
        case .lineRejected:
            words = [Self.name(of: stranger)]
            copy["employee"] = .string(words[0])
            rows.append(copy)
        }
        planted.append(PlantedException(kind: kind.rawValue, words: words))
    }
}

/// Numbers that follow from a seed and a purpose (SplitMix64).
struct ScenarioRandom {
    private var state: UInt64

    init(seed: UInt64, purpose: String) {
        // FNV-1a keeps draws for different purposes apart.
        state = purpose.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one less than `bound`, which is at least 1.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
