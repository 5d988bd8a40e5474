public import SimulatorKit

/// The estimating system of the construction company KST in January 2026: estimates with revisions, exported into a folder.
///
/// It has no network interface of its own: people work in it, which the control surface stands for, and files leave it.
public struct EstimatingSystem: SimulatedSystem, ConfigurableSystem {
    /// The name that is printed at start.
    public static let name = "estimating"

    /// The options of this system.
    public static let declaredOptions = [
        DeclaredOption("folder", help: "The folder that belongs to the system; exports go below it.", default: ""),
        DeclaredOption("outbound", help: "The folder of exports below it.", default: "outbound"),
        DeclaredOption("format", help: "csv, sage, bc3, gaeb-x83, gaeb-x84 or gaeb-x86.", default: "csv"),
        DeclaredOption(
            "dialect",
            help: "How tables are written, for example us,delimiter=tab.",
            default: "german-utf16"
        ),
        DeclaredOption("codes", help: "Cost codes: company, masterformat, number or project.", default: "company"),
        DeclaredOption("bc3-charset", help: "ANSI, 850, 437 or empty.", default: "ANSI"),
        DeclaredOption("gaeb-version", help: "200407, 3.2 or 3.3.", default: "3.2"),
        DeclaredOption("alternates", help: "Which alternates are exported: accepted or all.", default: "accepted"),
        DeclaredOption("companion", help: "The format of a second file with each export, or none.", default: "none"),
        DeclaredOption("marker", help: "What stands beside a finished file: none, done or sha256.", default: "none"),
        DeclaredOption(
            "schedule",
            help: "How often awarded estimates are exported, such as P1D; none.",
            default: "none"
        ),
        DeclaredOption("story", help: "Whether estimates are revised and awarded by themselves.", default: "true"),
    ]

    /// When the story starts: 2026-01-01T07:00:00Z unless the options say otherwise.
    public let startOfStory: SimulatedInstant

    let folder: OutboundFolder
    let request: ExportRequest
    let marker: OutboundFolder.Marker
    /// A year: the schedule ends then, so that a clock set far ahead comes to an end.
    private static let scheduleHours: Int64 = 365 * 24
    /// The time between two scheduled exports in microseconds; `nil` for none.
    let interval: Int64?
    let seed: UInt64

    var office: Office
    /// The files that are written once all states of a contract test are true; `nil` if files are written at once.
    var held: [Export]?

    /// Creates the system at the start of the story.
    ///
    /// - Parameter options: Seed, start, quirks and the options of ``declaredOptions``.
    /// - Throws: ``SimulatorError`` if an option or a quirk cannot be used or the folder cannot be made.
    public init(options: SimulatorOptions) throws(SimulatorError) {
        let start = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        startOfStory = start
        seed = options.seed
        request = try ExportRequest(options)
        let markers = OutboundFolder.Marker.allCases.map(\.rawValue)
        marker = OutboundFolder.Marker(rawValue: try options.choice("marker", of: markers, default: "none")) ?? .none
        interval = try Self.interval(options.text("schedule", default: "none"))
        let outbound = options.text("outbound", default: "outbound")
        guard !outbound.split(separator: "/").contains("..") else {
            throw SimulatorError("Option outbound is \"\(outbound)\": give a folder below the system's own.")
        }
        let hasStory = try options.flag("story", default: true)
        var quirks = QuirkBook()
        for argument in options.quirks { try quirks.enable(QuirkBook.document(ofArgument: argument)) }
        office = Office(
            estimates: [ReferenceEstimate.estimate(startOfStory: start)],
            story: hasStory ? Story(seed: options.seed, start: start).events : [],
            quirks: quirks,
            nextSchedule: interval.map { start.microseconds + $0 }
        )
        folder = try OutboundFolder(options.requiredText("folder") + "/" + outbound)
    }

    /// Lets the estimators work, scheduled exports happen and uploads end until `instant`.
    ///
    /// - Parameter instant: The new virtual time.
    public mutating func advance(to instant: SimulatedInstant) {
        while let next = nextMoment, next <= instant.microseconds {
            let now = SimulatedInstant(microseconds: next)
            finishUploads(until: now)
            if let event = office.story.first, event.at <= next {
                office.story.removeFirst()
                play(event, at: now)
            } else if let scheduled = office.nextSchedule, scheduled <= next, let interval {
                let next = scheduled + interval
                office.nextSchedule = next <= startOfStory.adding(hours: Self.scheduleHours).microseconds ? next : nil
                for index in office.estimates.indices where office.estimates[index].awarded != nil {
                    export(index, nil, request, reason: "schedule", at: now)
                }
            }
        }
    }

    /// The system has no network interface.
    ///
    /// - Returns: `nil`.
    public mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        nil
    }

    /// When something happens by itself next.
    private var nextMoment: Int64? {
        [office.story.first?.at, office.nextSchedule, office.pending.map(\.due).min()].compactMap(\.self).min()
    }

    private mutating func play(_ event: StoryEvent, at now: SimulatedInstant) {
        if case .begin(let estimate) = event.step {
            if office.index(of: estimate.number) == nil { office.estimates.append(estimate) }
            return
        }
        guard let index = office.index(of: event.estimate) else { return }
        switch event.step {
        case .begin: break
        case .revise(let revision):
            // Somebody has revised it by hand already: the story leaves it alone.
            guard office.estimates[index].index(of: revision.label) == nil else { return }
            revise(index, to: revision)
        case .award:
            if office.estimates[index].awarded == nil { award(index, nil, word: "AWARDED", at: now) }
        case .lose: office.close(index, as: .lost, word: "LOST")
        }
    }

    private static func interval(_ text: String) throws(SimulatorError) -> Int64? {
        if text == "none" { return nil }
        guard let span = VirtualDuration(text), span.microseconds >= 60_000_000 else {
            throw SimulatorError(
                "Option schedule is \"\(text)\": give a span of at least a minute such as P1D, or none."
            )
        }
        return span.microseconds
    }
}
