public import FoundationEssentials
import JSON

/// What the records of the journal would lead to by the present configuration, beside what they led to.
public struct IntakeRehearsal: Sendable, Hashable {
    /// How a delivery of the rehearsal compares with the outbox.
    public enum Difference: String, Sendable, Hashable, CaseIterable {
        /// The outbox has the same.
        case same
        /// The outbox has another one under the same key.
        case different
        /// The outbox has none.
        case new
        /// Only the outbox has it.
        case missing
    }

    /// One delivery.
    public struct Line: Sendable, Hashable {
        /// The key of the delivery.
        public let key: String
        /// How it compares.
        public let difference: Difference
        /// The project of its object; empty for none.
        public let project: String
        /// The cost code of its object; empty for none.
        public let costCode: String
        /// The canonical object's name.
        public let object: String
        /// The object in the outbox; `nil` if there is none.
        let planned: JSON?
        /// The object in the rehearsal; `nil` if there is none.
        let repeated: JSON?
        /// The control totals in the outbox, by name.
        public let outbox: [String: Decimal]
        /// The control totals in the rehearsal, by name.
        public let rehearsed: [String: Decimal]
    }

    /// The sum of one control total over the deliveries of a project and cost code.
    public struct Total: Sendable, Hashable {
        /// The project.
        public let project: String
        /// The cost code.
        public let costCode: String
        /// The control total.
        public let name: String
        /// The sum in the outbox.
        public let outbox: Decimal
        /// The sum in the rehearsal.
        public let rehearsed: Decimal
    }

    /// How many records were decided again.
    public let records: Int
    /// How many of them a case would keep back.
    public let heldRecords: Int
    /// How many requests nobody has answered in the rehearsal.
    public let pendingApprovals: Int
    /// The deliveries, by key.
    public let lines: [Line]

    /// How many deliveries compare so.
    public func count(_ difference: Difference) -> Int {
        lines.count { $0.difference == difference }
    }

    /// The sums by project, cost code and control total.
    public var totals: [Total] {
        var sums: [[String]: (outbox: Decimal, rehearsed: Decimal)] = [:]
        for line in lines {
            for name in Set(line.outbox.keys).union(line.rehearsed.keys) {
                var sum = sums[[line.project, line.costCode, name]] ?? (0, 0)
                sum.outbox += line.outbox[name] ?? 0
                sum.rehearsed += line.rehearsed[name] ?? 0
                sums[[line.project, line.costCode, name]] = sum
            }
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, sum in
            Total(project: key[0], costCode: key[1], name: key[2], outbox: sum.outbox, rehearsed: sum.rehearsed)
        }
    }
}
