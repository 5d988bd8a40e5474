import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A company whose machines report their meters, and whose usage becomes job cost.
struct FleetBusiness: Business {
    /// What one machine's meter moved by, in seconds.
    private struct Machine {
        let equipment: Equipment
        let worked: Int64
    }

    let world: World
    let sources: [SourceSite]
    let targets: [TargetSite]
    let timetable: [Entry]
    let role = "equipment-manager"
    let patience = 20 * 86_400
    private let machines: [Machine]
    private let settings: EquipmentUsageSettings

    init(world: World) throws {
        self.world = world
        let chance = world.chance
        let day = 86_400
        let names = (1...chance.number(1...2)).map { "fleet-\($0)" }
        sources = names.map { name in
            SourceSite(
                source: ModelSource(name: name, style: chance.pick(ModelSource.Style.allCases), world: world),
                object: MeterReading.name,
                network: Network(world: world, system: name, isPrompt: false, span: 6 * day),
                pollInterval: chance.pick([3600, 14_400]),
                pageSize: chance.pick([3, 20, 100])
            )
        }
        let isIdempotent = chance.happens(700)
        let name = "job-cost"
        let ledger = ModelTarget(name: name, isIdempotent: isIdempotent, world: world)
        targets = [
            TargetSite(
                target: ledger,
                network: Network(world: world, system: name, isPrompt: !isIdempotent, span: 6 * day),
                batchLimit: chance.pick([1, 10, 100])
            )
        ]
        var machines: [Machine] = []
        var timetable: [Entry] = []
        for number in 1...3 {
            let equipment = Equipment(
                code: "EX-\(number)",
                category: "excavator",
                identity: EquipmentIdentity(oem: "Kestrel", model: "KX-30", serial: "KX30A0010\(number)")
            )
            let history = Self.history(chance)
            machines.append(Machine(equipment: equipment, worked: history.worked))
            for report in history.reports {
                let record = report.record(of: equipment)
                timetable.append(Entry(at: report.arrival, source: chance.pick(sources).source, record: record))
                // A site's bookkeeping period may be closed for a while.
                guard chance.happens(world.faults.refused) else { continue }
                let key = "\(equipment.code)/\(CalendarDate(daysSince1970: Int(report.time.seconds) / day).text)/1"
                ledger.set(.refused(until: report.arrival.adding(seconds: Int64(2 * day))), of: key)
            }
        }
        self.machines = machines
        self.timetable = timetable.sorted { ($0.at, $0.record.id) < ($1.at, $1.record.id) }
        settings = try Self.settings(of: machines.map(\.equipment))
    }

    func flows() -> [FlowBinding] {
        let names = Set(sources.map(\.source.name))
        return [FlowBinding(flow: EquipmentUsageToJobCost(settings), sources: names, target: targets[0].target.name)]
    }

    func mayBeRejected(_ open: StoredCase) -> Bool { false }

    private static func settings(of machines: [Equipment]) throws -> EquipmentUsageSettings {
        let start = CalendarDate(daysSince1970: Int(World.start.seconds) / 86_400 - 5)
        let move = start.adding(days: 7)
        let dollars = try #require(Currency("USD"))
        let rate = try #require(Decimal(plain: "75.25"))
        let projects = ["26-014", "26-022"].map { Project(code: $0, title: "Site \($0)", timeZone: "America/Denver") }
        return EquipmentUsageSettings(
            company: "KST",
            zone: try #require(SiteZone("America/Denver")),
            projects: projects,
            equipment: machines,
            assignments: machines.flatMap { machine in
                [
                    EquipmentAssignment(
                        equipment: machine.code,
                        project: "26-014",
                        costCode: "02-315",
                        from: start,
                        until: move
                    ),
                    EquipmentAssignment(
                        equipment: machine.code,
                        project: "26-022",
                        costCode: "02-110",
                        from: move,
                        until: nil
                    ),
                ]
            },
            rates: [EquipmentRate(subject: .category("excavator"), from: start, perHour: Money(rate, dollars))]
        )
    }
}

extension FleetBusiness {
    /// One reading and when its provider offers it.
    private struct Report {
        let time: Instant
        let counter: Int64
        let arrival: Instant

        func record(of equipment: Equipment) -> SourceRecord {
            let reading = MeterReading(
                equipment: equipment.identity,
                series: .operatingHours,
                time: time,
                counterSeconds: counter,
                sourceValue: "\(counter) s"
            )
            return SourceRecord(id: reading.key, object: MeterReading.name, occurredAt: time, payload: reading.json)
        }
    }

    /// Three days of work in random blocks; each report arrives within a day, or never, and two more when all is over.
    private static func history(_ chance: Chance) -> (reports: [Report], worked: Int64) {
        var time = World.start
        let first: Int64 = 36_000 * 36
        var counter = first
        var reports = [Report(time: time, counter: counter, arrival: time)]
        for _ in 0..<chance.number(35...45) {
            let pause = chance.number(600...9000)
            time = time.adding(seconds: Int64(pause))
            counter += Int64(chance.number(0...(pause / 36))) * 36
            guard !chance.happens(100) else { continue }
            let delay = chance.happens(500) ? 0 : chance.number(0...86_400)
            reports.append(Report(time: time, counter: counter, arrival: time.adding(seconds: Int64(delay))))
        }
        let end = time.adding(seconds: 86_400)
        let afterwards = end.adding(seconds: 86_400 + 6 * 3600)
        reports += [end, afterwards].map { Report(time: $0, counter: counter, arrival: $0) }
        return (reports, counter - first)
    }

    func check(_ ending: Ending) async throws {
        let lines = targets[0].target.lines
        let approvals = ending.approvals.filter { $0.decision?.isApproved == true }.map(\.request)
        let approved = Dictionary(uniqueKeysWithValues: approvals.map { ($0.id, $0) })
        var counts: [String: Int] = [:]
        for line in lines {
            counts[line.record, default: 0] += 1
            let request = approved[line.record]
            if request == nil { world.violate("I2", "\(line.key) was posted, and nobody approved it") }
            if request?.payload["amount"]?.stringValue != line.amount.plainText {
                world.violate(
                    "I5",
                    "\(line.key) was posted with \(line.amount), and approved as \(request?.summary ?? "")"
                )
            }
        }
        for (record, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
            world.violate("I3", "\(record) was posted \(count) times")
        }
        for request in approvals where counts[request.id] == nil {
            world.violate("I1", "\(request.id) was approved and never posted")
        }
        for machine in machines { checkHours(of: machine, lines, ending) }
    }

    /// What was posted and what was refused is what the meter says.
    private func checkHours(of machine: Machine, _ lines: [ModelTarget.Line], _ ending: Ending) {
        let prefix = "\(machine.equipment.code)/"
        let posted = lines.filter { $0.record.hasPrefix(prefix) }.reduce(Decimal(0)) { $0 + $1.hours }
        let refused = ending.approvals.filter { $0.decision?.isApproved == false && $0.request.id.hasPrefix(prefix) }
            .reduce(Decimal(0)) { $0 + (Decimal(plain: $1.request.payload["hours"]?.stringValue ?? "") ?? 0) }
        let worked = Decimal(machine.worked) / 3600
        if posted + refused != worked {
            world.violate(
                "I5",
                "\(machine.equipment.code) worked \(worked) h, of which \(posted) were posted and \(refused) refused"
            )
        }
    }
}
