public import SimulatorKit

/// The telematics providers of the construction company KST in January 2026: forty machines and a rented one, in four
/// fleets that each speak their own dialect of the ISO 15143-3 (AEMP 2.0) fleet snapshot.
public struct FleetProviders: SimulatedSystem, RoutedSystem, ConfigurableSystem {
    /// The name that is printed at start.
    public static let name = "telematics"

    /// The wire routes.
    public static let routes = Fleet.allCases.flatMap { fleet in
        ["{page}", "Equipment/MakeModelSerial/{make}/{model}/{serial}"].map {
            SimulatedRoute("GET \(fleet.base)/Fleet/\($0)", headers: ["authorization": "Basic "])
        }
    }

    /// The options of this system.
    public static let declaredOptions = [
        DeclaredOption("password", help: "The password of the user kst.", default: "fleet-demo"),
        DeclaredOption("page-size", help: "How many machines a page has, 1 to 100.", default: "4"),
        DeclaredOption("machines", help: "How many machines there are beside those of the story.", default: "0"),
        DeclaredOption(
            "providers",
            help: "At which of iso, aemp1, jcma and json machines are, with commas between; at all if none is named.",
            default: ""
        ),
        DeclaredOption(
            "projects",
            help: "The projects that machines are spread over, with commas between; the story's if there are none.",
            default: ""
        ),
    ]

    /// When the story starts: midnight of 2026-01-01 on the sites, unless the options say otherwise.
    public let startOfStory: SimulatedInstant

    let park: MachinePark
    var reporting: Reporting
    let pageSize: Int
    /// The board as it was at the start of the story.
    let firstBoard: AssignmentPlan
    /// Where dispatch has sent machines since then, in that order.
    var moves: [DispatchedMove] = []
    private let access: BasicAccess

    var ledger: WorkLedger
    var meters = MeterHistory()
    var quirks = QuirkBook()
    var paging = PagingState()
    var clock: SimulatedInstant

    /// Creates the providers at the start of the story.
    ///
    /// - Parameter options: Seed, start, quirks, `password` and `page-size`.
    /// - Throws: ``SimulatorError`` if an option or a quirk cannot be used.
    public init(options: SimulatorOptions) throws(SimulatorError) {
        let zone = try SiteZone()
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        clock = startOfStory
        park = MachinePark(
            seed: options.seed,
            further: try options.integer("machines", default: 0, in: 0...5000),
            providers: try Self.providers(options.text("providers", default: ""))
        )
        pageSize = try options.integer("page-size", default: 4, in: 1...100)
        access = BasicAccess(user: "kst", password: options.text("password", default: "fleet-demo"))
        let calendar = WorkCalendar(seed: options.seed, start: startOfStory, zone: zone)
        ledger = WorkLedger(calendar: calendar, machines: park.machines)
        firstBoard = AssignmentPlan(
            machines: park.machines,
            projects: try Self.projects(options.text("projects", default: "")),
            storyStarts: calendar.firstDay
        )
        reporting = Reporting(schedule: ReportSchedule(calendar: calendar), assignments: firstBoard)
        if let replaced = ReferenceStory().meterReplacement(after: startOfStory, in: zone) {
            meters.add(
                MeterEvent(equipment: MachinePark.referenceMachine, at: replaced, kind: .replacement(.zero))
            )
        }
        for argument in options.quirks {
            try enable(ActiveQuirk(ActiveQuirk.document(ofArgument: argument), park: park, now: startOfStory))
        }
    }

    /// Lets the machines work until `instant`.
    ///
    /// - Parameter instant: The new virtual time.
    public mutating func advance(to instant: SimulatedInstant) {
        clock = instant
        ledger.extend(to: instant)
    }

    /// Answers a request to one of the providers.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - now: The virtual time.
    /// - Returns: The answer, or `nil` if no provider has such a route.
    public mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        guard let route = FleetRoute(request.path) else { return nil }
        guard request.method == "GET" else { return ProviderError.methodNotAllowed.response }
        guard access.allows(request.headers["authorization"]) else { return ProviderError.unauthorized.response }
        switch route {
        case .page(let fleet, let number): return page(number, of: fleet, request, at: now)
        case .equipment(let fleet, let make, let model, let serial):
            return equipment(make, model, serial, of: fleet, request, at: now)
        }
    }

    /// Answers a request for one machine, by the identifiers that its provider reports.
    private mutating func equipment(
        _ make: String,
        _ model: String,
        _ serial: String,
        of fleet: Fleet,
        _ request: SimulatedRequest,
        at now: SimulatedInstant
    ) -> SimulatedResponse {
        if let outage = outage(of: fleet, page: nil, at: now) { return outage }
        for machine in park.machines(of: fleet) {
            let (row, shown) = row(of: machine, page: nil, at: now)
            guard row.identity.isNamed(make, model, serial) else { continue }
            for quirk in shown { quirks.count(quirk) }
            let page = FleetPage(
                fleet: fleet,
                number: 1,
                rows: [row],
                snapshotTime: now,
                links: nil,
                origin: request.origin
            )
            return write(page, for: request).response
        }
        return ProviderError.noSuchEquipment(make, model, serial).response
    }

    /// Switches a quirk on, and does to the meter what it says.
    mutating func enable(_ quirk: ActiveQuirk) {
        quirks.enable(quirk)
        guard let equipment = quirk.equipment else { return }
        switch quirk.quirk {
        case .counterReset: meters.add(MeterEvent(equipment: equipment, at: quirk.from, kind: .reset))
        case .offsetDown:
            let change = -(quirk.hours?.hundredths ?? 12_500)
            meters.add(MeterEvent(equipment: equipment, at: quirk.from, kind: .correction(change)))
        case .offsetUp:
            let change = quirk.hours?.hundredths ?? 4000
            meters.add(MeterEvent(equipment: equipment, at: quirk.from, kind: .correction(change)))
        default: break
        }
    }

    /// Writes a page in the dialect of its fleet, or in the one that the client asked for.
    func write(_ page: FleetPage, for request: SimulatedRequest) -> WrittenPage {
        switch page.fleet {
        case .json: JSONDialect(style: .capitalised).write(page)
        case .iso where request.prefersJSON: JSONDialect(style: .small).write(page)
        case .iso, .aemp1, .jcma: XMLDialect(fleet: page.fleet).write(page)
        }
    }
}

extension ReportedIdentity {
    /// Whether this is the machine of that make, model and serial number; letters count as they are written.
    fileprivate func isNamed(_ make: String, _ model: String, _ serial: String) -> Bool {
        oem == make && self.model == model && self.serial == serial && serial != Self.missing
    }
}
