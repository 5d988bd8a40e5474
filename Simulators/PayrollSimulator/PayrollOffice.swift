public import SimulatorKit

/// The payroll system of the construction company KST: it takes hours and gives acknowledgements and registers as files in
/// a folder, and pays on the virtual clock.
public struct PayrollOffice: SimulatedSystem, ConfigurableSystem {
    /// The name that is printed at start.
    public static let name = "payroll"

    /// The options of this system.
    public static let declaredOptions = Setup.declaredOptions

    /// When the story starts: midnight of 2026-01-01 on the sites, unless the options say otherwise.
    public let startOfStory: SimulatedInstant

    let setup: Setup
    let folder: DropFolder
    var books: Books

    /// Creates the payroll system at the start of the story; the folder is made if it is not there.
    ///
    /// - Parameter options: Seed, start, quirks and the options of this system.
    /// - Throws: ``SimulatorError`` if an option, a quirk or the folder cannot be used.
    public init(options: SimulatorOptions) throws(SimulatorError) {
        setup = try Setup(options)
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        let count = try options.integer("employees", default: 40, in: 1...5000)
        let firstRun = try options.integer("first-run", default: 612, in: 1...999_999)
        let master = MasterData(company: setup.company, employees: count, seed: options.seed)
        books = Books(clock: startOfStory, master: master, nextRun: firstRun)
        for argument in options.quirks {
            books.quirks.enable(try ActiveQuirk(ActiveQuirk.document(ofArgument: argument), now: startOfStory))
        }
        folder = try DropFolder(options.requiredText("folder"))
    }

    /// Payroll has no wire of its own: it speaks through files.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - now: The virtual time.
    /// - Returns: `nil`.
    public mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? { nil }

    /// Lets payroll look into its folder, write what is due and pay until `instant`.
    ///
    /// - Parameter instant: The new virtual time.
    public mutating func advance(to instant: SimulatedInstant) {
        books.outbox.retryFailed()
        var stuck: Set<String> = []
        // Nobody puts files there while the clock moves.
        var isAnyWaiting = !waiting(except: stuck).isEmpty
        while let event = nextEvent(until: instant, isAnyWaiting: isAnyWaiting) {
            books.clock = event.at
            switch event.kind {
            case .write: writeNext()
            case .pickUp:
                pickUp(&stuck)
                isAnyWaiting = !waiting(except: stuck).isEmpty
            case .void(let number): voidRun(number)
            case .run: runPayroll(through: setup.lastPeriodEnd(before: setup.zone.day(of: event.at)))
            }
        }
        books.clock = instant
    }

    /// What happens next.
    private struct Event {
        enum Kind {
            case write, pickUp, run
            case void(Int)
        }

        let at: SimulatedInstant
        let kind: Kind
    }

    /// The first thing that is due until a moment; of two at the same time, the one that stands first here.
    private func nextEvent(until instant: SimulatedInstant, isAnyWaiting: Bool) -> Event? {
        var events: [Event] = []
        if let due = books.outbox.due { events.append(Event(at: max(due, books.clock), kind: .write)) }
        if isAnyWaiting { events.append(Event(at: setup.pickUp(after: books.clock), kind: .pickUp)) }
        if let void = books.voids.min(by: { $0.at < $1.at }) {
            events.append(Event(at: max(void.at, books.clock), kind: .void(void.run)))
        }
        if books.hours.contains(where: { $0.run == nil }) {
            events.append(Event(at: setup.payRun(after: books.clock), kind: .run))
        }
        return events.filter { $0.at <= instant }.min { $0.at < $1.at }
    }
}
