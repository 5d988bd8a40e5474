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
    struct Item {
        var id: String
        let object: String
        let project: String
        var code: String
        var hours: Decimal
        var amount: Decimal
        var needsApproval: Bool
        /// Whether it must be posted; what has changed since may have been seen, or not.
        var isCurrent = true
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
    private let entered: [Item]
    /// The projects that are known from the start.
    let projects: [String]
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
                sources.append(Self.source("\(object.lowercased())-source-\(number)", of: object, world))
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
            let isTogether = chance.happens(200)
            let at =
                timetable.last.flatMap { isTogether ? $0.at : nil }
                ?? World.start.adding(.milliseconds(chance.number(0...(Self.span * 1000))))
            items.append(item)
            timetable.append(Entry(at: at, source: site.source, record: item.record(at: at, chance)))
            let posting = site.source is ModelTable ? "\(item.id)/v1" : item.id
            Self.trouble(posting, of: item.object, targets, world)
        }
        entered = items
        self.timetable = timetable.sorted { $0.at < $1.at }
    }

    /// A system of any kind.
    private static func source(_ name: String, of object: String, _ world: World) -> SourceSite {
        let chance = world.chance
        let network = Network(world: world, system: name, isPrompt: false, span: span)
        let source: any SourceSystem =
            switch chance.number(0...9) {
            case 0...2: ModelSource(name: name, style: .log, world: world)
            case 3...4: ModelSource(name: name, style: .snapshot, world: world)
            case 5...7: ModelTable(name: name, object: object, world: world)
            default: ModelSender(name: name, network: network, world: world)
            }
        return SourceSite(
            source: source,
            object: object,
            network: network,
            pollInterval: chance.pick([30, 120, 300]),
            pageSize: chance.pick([2, 5, 20])
        )
    }

    /// Some records are refused, or cannot be borne, by their target.
    private static func trouble(_ id: String, of object: String, _ targets: [TargetSite], _ world: World) {
        let chance = world.chance
        guard chance.happens(world.faults.refused),
            let target = targets.first(where: { $0.target.name.hasPrefix(object.lowercased()) })?.target
        else { return }
        let later = World.start.adding(seconds: Int64(chance.number(60...Self.span)))
        let isForEver = chance.happens(300)
        switch chance.number(0...9) {
        case 0: target.set(.poison(until: isForEver ? nil : later), of: id)
        // A retry of what was read back differently writes again, which only a key that is taken once makes harmless.
        case 1...3 where target.isIdempotent: target.set(.edited(until: later), of: id)
        default: target.set(.refused(until: isForEver ? nil : later), of: id)
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
    /// All that may be posted: what was entered, and each version of it where it can be changed.
    var items: [Item] {
        let tables = sources.compactMap { $0.source as? ModelTable }
        let known = Dictionary(uniqueKeysWithValues: entered.map { ($0.id, $0) })
        let versions = tables.flatMap { table in
            table.rows.flatMap { row in known[row.record.id].map { $0.versions(of: row, in: table) } ?? [] }
        }
        let names = tables.map { "\($0.name)/" }
        return entered.filter { item in !names.contains { item.id.hasPrefix($0) } } + versions
    }
}

extension ConservationBusiness.Item {
    fileprivate func versions(of row: ModelTable.Row, in table: ModelTable) -> [Self] {
        row.versions.map { version in
            var item = self
            item.isCurrent = version.number == row.versions.last?.number
            guard case .deleted = version.content else {
                item.id = "\(id)/v\(version.number)"
                item.amount += Decimal(version.number)
                return item
            }
            item.id = "\(id)/deleted"
            (item.code, item.hours, item.amount, item.needsApproval) = ("", 0, 0, false)
            item.isCurrent = table.deletions == .reported
            return item
        }
    }

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
