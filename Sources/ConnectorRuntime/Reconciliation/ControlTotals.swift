import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// What the journal held of a month when its close was declared, as the event of the close keeps it.
struct ControlTotals {
    /// Of more places than these only projects are kept, each with a digest of its cost codes and kinds of cost.
    static let mostPlaces = 1000

    /// What was booked, by project, cost code and kind of cost, or by project alone.
    private(set) var places: [ControlPlace: LedgerTotals] = [:]
    /// A digest of what was booked on each project's cost codes and kinds; empty where ``places`` holds them.
    private(set) var digests: [ControlPlace: String] = [:]
    /// The positions of the deliveries that were on their way, or waited for a person.
    private(set) var underWay = RangeSet<Int64>()
    /// What they are, by company and ledger; only for the event.
    private var waiting: [ControlPlace: LedgerTotals] = [:]
    /// The position of the last delivery that was planned before.
    private(set) var last: Int64 = 0

    /// Sums up the costs of one month.
    static func read(of month: String, in store: any OutboxStore) async throws(StoreError) -> ControlTotals {
        var totals = ControlTotals()
        let last = try await MonthCosts.each(of: [month], in: store) { totals.take($0, $1) }
        totals.last = last
        if totals.places.count > mostPlaces {
            totals.digests = digests(of: totals.places)
            totals.places = totals.places.reduce(into: [:]) { sums, line in
                sums[line.key.project, default: LedgerTotals()].add(line.value)
            }
        }
        return totals
    }

    private init() {}

    private mutating func take(_ position: Int64, _ cost: MonthCosts.Cost) {
        if cost.isBooked {
            places[cost.place, default: LedgerTotals()].add(hours: cost.hours, amount: cost.amount)
        } else {
            underWay.insert(contentsOf: position..<position + 1)
            waiting[cost.place.ledger, default: LedgerTotals()].add(hours: cost.hours, amount: cost.amount)
        }
    }

    /// What each project's cost codes and kinds of cost hold, in a few characters.
    static func digests(of places: [ControlPlace: LedgerTotals]) -> [ControlPlace: String] {
        Dictionary(grouping: places) { $0.key.project }.mapValues { lines in
            let sorted = lines.sorted { $0.key < $1.key }.map { $0.key.json(with: $0.value) }
            return ContentDigest(JSON.array(sorted).canonicalText.utf8).short
        }
    }
}

extension ControlTotals {
    /// The totals as the event of the close keeps them.
    var members: JSONObject {
        [
            "ledgers": .array(
                Set(places.keys.map(\.ledger)).union(waiting.keys).sorted().map { ledger in
                    let booked = places.filter { $0.key.ledger == ledger }
                        .reduce(into: LedgerTotals()) { $0.add($1.value) }
                    return [
                        "company": .string(ledger.group.company), "system": .string(ledger.system),
                        "booked": booked.json, "waiting": (waiting[ledger] ?? LedgerTotals()).json,
                    ]
                }
            ),
            "places": .array(places.sorted { $0.key < $1.key }.map { $0.json(with: $1, digest: digests[$0]) }),
            "underWay": .array(
                underWay.ranges.map { ["first": .integer($0.lowerBound), "last": .integer($0.upperBound - 1)] }
            ),
            "lastDelivery": .integer(last),
        ]
    }

    /// Reads the totals of a month from the event of its close.
    ///
    /// - Throws: `JSONAccessError` if they are none.
    init(_ reader: JSONReader, of month: String) throws(JSONAccessError) {
        last = try reader.member("lastDelivery").integer()
        for line in try reader.member("places").elements() {
            let place = ControlPlace(
                system: try line.member("system").string(),
                group: ReconciliationGroup(
                    company: try line.member("company").string(),
                    period: month,
                    project: try line.member("project").string(),
                    costCode: try line.optionalString("costCode") ?? "",
                    costType: try line.optionalString("costType") ?? ""
                )
            )
            places[place] = try LedgerTotals(line)
            digests[place] = try line.optionalString("digest")
        }
        for range in try reader.member("underWay").elements() {
            let first = try range.member("first").integer()
            let last = try range.member("last").integer()
            guard first <= last else {
                throw JSONAccessError(path: range.path, expected: "positions in order", found: "\(first), \(last)")
            }
            underWay.insert(contentsOf: first..<last + 1)
        }
    }
}

extension ControlPlace {
    fileprivate func json(with totals: LedgerTotals, digest: String? = nil) -> JSON {
        var object: JSONObject = ["company": .string(group.company), "system": .string(system)]
        object["project"] = .string(group.project)
        object["costCode"] = group.costCode.isEmpty ? nil : .some(.string(group.costCode))
        object["costType"] = group.costType.isEmpty ? nil : .some(.string(group.costType))
        object["digest"] = digest.map { .string($0) }
        for (name, value) in totals.json.objectValue?.sortedByKey ?? [] { object[name] = value }
        return .object(object)
    }
}

extension LedgerTotals {
    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            count: Int(try reader.member("count").integer()),
            hours: try reader.member("hours").decimal(),
            amount: try reader.member("amount").decimal()
        )
    }
}
