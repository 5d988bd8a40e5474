import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// A company whose hours and receipts are posted one to one.
struct ConservationBusiness: Business {
    /// What somebody entered, in the words of the checks.
    fileprivate struct Item {
        let id: String
        let object: String
        let project: String
        let code: String
        let hours: Decimal
        let amount: Decimal
        let needsApproval: Bool
    }

    /// How long people work, in seconds.
    static let span = 1800
    /// A project that nobody will ever put into the configuration.
    static let strayProject = "P-stray"

    let world: World
    let parts: Parts
    let sources: [SourceSite]
    let targets: [TargetSite]
    let timetable: [Entry]
    let role = "cost-clerk"
    let patience = 12 * 3600
    private let items: [Item]
    private let projects: [String]
    /// A project that is put into the configuration at this time.
    private let newProject: (code: String, from: Instant)

    init(world: World, parts: Parts) {
        let chance = world.chance
        self.world = world
        self.parts = parts
        let goods = chance.happens(500) ? [Labour.object] : [Labour.object, Material.object]
        var sources: [SourceSite] = []
        var targets: [TargetSite] = []
        for object in goods {
            for number in 1...chance.number(1...2) {
                let name = "\(object.lowercased())-source-\(number)"
                sources.append(
                    SourceSite(
                        source: ModelSource(name: name, style: chance.pick(ModelSource.Style.allCases), world: world),
                        object: object,
                        network: Network(world: world, system: name, isPrompt: false, span: Self.span),
                        pollInterval: chance.pick([30, 120, 300]),
                        pageSize: chance.pick([2, 5, 20])
                    )
                )
            }
            let isIdempotent = parts.isIdempotent ?? chance.happens(700)
            let name = "\(object.lowercased())-ledger"
            targets.append(
                TargetSite(
                    target: ModelTarget(name: name, isIdempotent: isIdempotent, world: world),
                    network: Network(world: world, system: name, isPrompt: !isIdempotent, span: Self.span),
                    batchLimit: chance.pick([1, 3, 10, 30])
                )
            )
        }
        self.sources = sources
        self.targets = targets
        projects = (1...chance.number(1...5)).map { "P-\($0)" }
        newProject = ("P-new", World.start.adding(seconds: Int64(chance.number(300...Self.span))))
        let codes = projects + projects + [newProject.code] + (chance.happens(300) ? [Self.strayProject] : [])
        var items: [Item] = []
        var timetable: [Entry] = []
        for number in 1...chance.number(90...105) {
            let site = chance.pick(sources)
            let sign: Decimal = chance.happens(100) ? -1 : 1
            let item = Item(
                id: "\(site.source.name)/\(number)",
                object: site.object,
                project: chance.pick(codes),
                code: "C-\(chance.number(1...3))",
                hours: sign * Decimal(chance.number(1...1200)) / 100,
                amount: sign * Decimal(chance.number(1...9_999_999)) / 100,
                needsApproval: chance.happens(250)
            )
            let at = World.start.adding(.milliseconds(chance.number(0...(Self.span * 1000))))
            items.append(item)
            timetable.append(Entry(at: at, source: site.source, record: item.record(at: at, chance)))
            Self.trouble(item, targets, world)
        }
        self.items = items
        self.timetable = timetable.sorted { $0.at < $1.at }
    }

    /// Some records are refused, or cannot be borne, by their target.
    private static func trouble(_ item: Item, _ targets: [TargetSite], _ world: World) {
        let chance = world.chance
        guard chance.happens(world.faults.refused),
            let target = targets.first(where: { $0.target.name.hasPrefix(item.object.lowercased()) })?.target
        else { return }
        let later = World.start.adding(seconds: Int64(chance.number(60...Self.span)))
        let isForEver = chance.happens(300)
        switch chance.number(0...9) {
        case 0: target.set(.poison(until: isForEver ? nil : later), of: item.id)
        // A retry of what was read back differently writes again, which only a key that is taken once makes harmless.
        case 1...3 where target.isIdempotent: target.set(.edited(until: later), of: item.id)
        default: target.set(.refused(until: isForEver ? nil : later), of: item.id)
        }
    }

    func flows() -> [FlowBinding] {
        let known = projects + (world.wallClock >= newProject.from || world.isCalm ? [newProject.code] : [])
        return targets.map { site in
            let isLabour = site.target.name.hasPrefix(Labour.object.lowercased())
            let flow: any BusinessFlow =
                isLabour
                ? ConservationFlow<Labour>(projects: known, loss: parts.loss)
                : ConservationFlow<Material>(projects: known, loss: parts.loss)
            let names = sources.filter { flow.consumes.contains($0.object) }.map(\.source.name)
            return FlowBinding(flow: flow, sources: Set(names), target: site.target.name)
        }
    }

    func mayBeRejected(_ open: StoredCase) -> Bool {
        switch open.proposal.remedy {
        case .redeliver: true
        case .releaseRecords: open.proposal.subject == Self.strayProject
        default: false
        }
    }
}

extension ConservationBusiness {
    func check(_ ending: Ending) async throws {
        let refused = Set(ending.approvals.filter { $0.decision?.isApproved == false }.map(\.request.id))
        let approved = Set(ending.approvals.filter { $0.decision?.isApproved == true }.map(\.request.id))
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
        for item in items where counts[item.id] == nil {
            if refused.contains(item.id) || ending.holds("unknown_project:\(item.project)") { continue }
            if isExcused(item, ending) { continue }
            world.violate("I1", "\(item.id) was entered and never posted, and nothing says why")
        }
        checkSums(counts)
    }

    /// Whether the target would not take it, and a case says so.
    private func isExcused(_ item: Item, _ ending: Ending) -> Bool {
        ["delivery_rejected", "delivery_exhausted", "readback_mismatch"].contains {
            ending.holds("\($0):\(item.object)/\(item.id)")
        }
    }

    /// Sums by project and cost code over what was posted, entered side against posted side.
    private func checkSums(_ counts: [String: Int]) {
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

extension ConservationBusiness.Item {
    fileprivate func record(at: Instant, _ chance: Chance) -> SourceRecord {
        var payload: JSONObject = [
            "record": .string(id), "project": .string(project), "costCode": .string(code),
            "hours": .string(hours.plainText), "amount": .string(amount.plainText),
            "mode": needsApproval ? "approve" : "post",
        ]
        if !needsApproval, chance.happens(200) {
            payload["mode"] = "wait"
            payload["due"] = .string(at.adding(seconds: Int64(chance.number(1...600))).text)
        }
        return SourceRecord(id: id, object: object, occurredAt: at, payload: .object(payload))
    }
}
