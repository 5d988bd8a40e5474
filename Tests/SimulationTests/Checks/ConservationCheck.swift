import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON

extension ConservationBusiness {
    func check(_ ending: Ending) async throws {
        let refused = Set(ending.approvals.filter { $0.decision?.isApproved == false }.map(\.request.id))
        let approved = Set(ending.approvals.filter { $0.decision?.isApproved == true }.map(\.request.id))
        let items = items
        let known = Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0) })
        var counts: [String: Int] = [:]
        for site in targets {
            checkOrder(of: site.target, ending)
            for line in site.target.lines {
                counts[line.record, default: 0] += 1
                guard let item = known[line.record] else {
                    world.violate("I2", "\(site.target.name) posted \(line.record), which nobody entered")
                    continue
                }
                if line.project != item.project || line.code != item.code || line.hours != item.hours
                    || line.amount != item.amount
                {
                    world.violate("I5", "\(line.key) was posted as \(line), and entered as \(item)")
                }
                if item.needsApproval, !approved.contains(item.id) {
                    world.violate("I2", "\(line.key) was posted, and nobody approved it")
                }
            }
        }
        for (record, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
            world.violate("I3", "\(record) was posted \(count) times")
        }
        for item in items where item.isCurrent && counts[item.id] == nil {
            if refused.contains(item.id) || ending.holds("unknown_project:\(item.project)") { continue }
            if isExcused(item, ending) { continue }
            world.violate("I1", "\(item.id) was entered and never posted, and nothing says why")
        }
        checkSums(items, counts)
        for table in sources.compactMap({ $0.source as? ModelTable }) { checkVersions(of: table) }
    }

    /// Whether the target would not take it, and a case says so.
    private func isExcused(_ item: Item, _ ending: Ending) -> Bool {
        ["delivery_rejected", "delivery_exhausted", "readback_mismatch"].contains {
            ending.holds("\($0):\(item.object)/\(item.id)")
        }
    }

    /// Sums by project and cost code over what was posted, entered side against posted side.
    private func checkSums(_ items: [Item], _ counts: [String: Int]) {
        var entered: [String: Decimal] = [:]
        var posted: [String: Decimal] = [:]
        for item in items where counts[item.id] != nil {
            entered["\(item.object) \(item.project)/\(item.code) hours", default: 0] += item.hours
            entered["\(item.object) \(item.project)/\(item.code) money", default: 0] += item.amount
        }
        for site in targets {
            let object = sources.first { site.target.name.hasPrefix($0.object.lowercased()) }?.object ?? ""
            for line in site.target.lines {
                posted["\(object) \(line.project)/\(line.code) hours", default: 0] += line.hours
                posted["\(object) \(line.project)/\(line.code) money", default: 0] += line.amount
            }
        }
        for key in Set(entered.keys).union(posted.keys).sorted() where entered[key] != posted[key] {
            world.violate("I5", "\(key): \(entered[key] ?? 0) entered and \(posted[key] ?? 0) posted")
        }
    }

    /// The versions of a row were planned in the order in which they were made, a deletion last.
    private func checkVersions(of table: ModelTable) {
        let lines = Dictionary(grouping: targets.flatMap(\.target.lines)) { $0.record }.compactMapValues(\.first)
        for row in table.rows where row.isPostedAtOnce && projects.contains(row.project) {
            let names = row.versions.map { $0.content == .deleted ? "deleted" : "v\($0.number)" }
            let positions = names.compactMap { lines["\(row.record.id)/\($0)"]?.position }
            if positions != positions.sorted() {
                world.violate("I4", "\(row.record.id): its versions were planned as \(positions)")
            }
        }
    }

    /// In each lane what was planned earlier is posted earlier, unless the target refused it or a case stood between.
    private func checkOrder(of target: ModelTarget, _ ending: Ending) {
        let excused = target.refused.union(ending.cases.map(\.proposal.subject))
        var seen: Set<String> = []
        var newest: [String: Int64] = [:]
        for line in target.lines where seen.insert(line.key).inserted {
            guard let position = line.position else { continue }
            if position < newest[line.project] ?? 0, !excused.contains(line.key) {
                world.violate("I4", "\(line.key), number \(position) of \(line.project), was overtaken")
            }
            newest[line.project] = max(position, newest[line.project] ?? 0)
        }
    }
}

extension ModelTable.Row {
    fileprivate var isPostedAtOnce: Bool { record.payload["mode"]?.stringValue == "post" }

    fileprivate var project: String { record.payload["project"]?.stringValue ?? "" }
}
