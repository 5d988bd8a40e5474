public import CanonicalModel
public import ConnectorKit
public import FoundationEssentials
import JSON

/// What a file would bring, counted without any effect.
public struct Rehearsal: Sendable {
    /// What is added up together.
    public struct Group: Sendable, Hashable, Comparable {
        /// The project; empty if the records name none.
        public let project: String
        /// The cost code; empty for none.
        public let costCode: String
        /// The pay code of hours, the kind of cost of amounts.
        public let type: String

        /// By project, cost code and type.
        public static func < (left: Group, right: Group) -> Bool {
            (left.project, left.costCode, left.type) < (right.project, right.costCode, right.type)
        }
    }

    /// A code as a flow looks it up.
    public struct CodeUse: Sendable, Hashable {
        /// The code as the system spells it; empty for none.
        public let code: String
        /// The system's kind of cost; `nil` for hours, whose kind of pay is none.
        public let type: String?
        /// The day of the work; `nil` where the code counts on the day on which it is booked.
        public let day: CalendarDate?
    }

    /// How much of a group there is.
    public struct Sum: Sendable, Hashable {
        /// How many entries or lines.
        public internal(set) var count = 0
        /// Hours, or an amount in the currency of the records.
        public internal(set) var amount: Decimal = 0
    }

    /// The sums by project, cost code and type.
    public private(set) var sums: [Group: Sum] = [:]
    /// What stands behind each code.
    public private(set) var codes: [CodeUse: Sum] = [:]
    /// How many records there are in each status.
    public private(set) var statuses: [String: Int] = [:]
    /// The records' ids with what each is about, in the order of the file.
    public private(set) var records: [(id: String, key: String)] = []
    /// The first rows that cannot be used, at most ``mostRejects``: a file may have millions.
    public private(set) var rejects: [SourceReject] = []
    /// How many rows cannot be used.
    public private(set) var rejectCount = 0

    /// How many rejects are kept.
    public static let mostRejects = 1_000

    /// The sum of all groups.
    public var total: Decimal { sums.values.reduce(0) { $0 + $1.amount } }

    /// Creates a rehearsal of nothing.
    public init() {}

    /// Takes what a part of a file became.
    ///
    /// - Throws: ``FileFault`` if a record is none of its object, which is a mistake of this program.
    public mutating func take(_ items: [FileItem]) throws(FileFault) {
        for item in items {
            switch item {
            case .reject(let reject):
                rejectCount += 1
                if rejects.count < Self.mostRejects { rejects.append(reject) }
            case .record(let record):
                do throws(JSONAccessError) { try take(record) } catch { throw FileFault("\(record.id): \(error)") }
            }
        }
    }

    private mutating func take(_ record: SourceRecord) throws(JSONAccessError) {
        let reader = JSONReader(record.payload)
        switch record.object {
        case TimeEntry.name:
            let entry = try TimeEntry(reader)
            add(record.id, entry.key, status: entry.status.rawValue)
            add(
                Group(project: entry.project, costCode: entry.costCode, type: entry.payCode),
                CodeUse(code: entry.costCode, type: nil, day: entry.date),
                entry.hours
            )
        case Estimate.name:
            let estimate = try Estimate(reader)
            add(record.id, estimate.key, status: estimate.status.rawValue)
            for line in estimate.budgetLines {
                let group = Group(
                    project: estimate.project ?? estimate.number,
                    costCode: line.costCode ?? "",
                    type: line.costType ?? ""
                )
                add(group, CodeUse(code: group.costCode, type: line.costType, day: nil), line.amount)
            }
        default:
            let change = try ChangeOrder(reader)
            add(record.id, change.key, status: change.status.rawValue)
            for line in change.budget {
                add(
                    Group(project: change.project, costCode: line.costCode, type: line.costType),
                    CodeUse(code: line.costCode, type: line.costType, day: nil),
                    line.amount
                )
            }
        }
    }

    private mutating func add(_ id: String, _ key: String, status: String) {
        records.append((id, key))
        statuses[status, default: 0] += 1
    }

    private mutating func add(_ group: Group, _ use: CodeUse, _ amount: Decimal) {
        sums[group, default: Sum()].add(amount)
        codes[use, default: Sum()].add(amount)
    }
}

extension Rehearsal.Sum {
    fileprivate mutating func add(_ amount: Decimal) {
        count += 1
        self.amount += amount
    }
}
