internal import SimulatorKit

/// How payroll was set up at start; nothing of it changes later.
struct Setup: Sendable {
    /// The layout in which hours come.
    enum Layout: String, Sendable, CaseIterable {
        case adp, paychex, vista
    }

    /// What happens to the good lines of a file with bad ones.
    enum Profile: String, Sendable, CaseIterable {
        /// The whole file is refused.
        case file
        /// The whole check of the employee is refused.
        case check
        /// The bad line waits in a queue of errors.
        case line
    }

    /// How overtime is told from regular hours.
    enum Overtime: String, Sendable, CaseIterable {
        /// Over 40 hours a week.
        case week
        /// Over 8 hours a day.
        case day
        /// As the file has it.
        case asSent = "as-sent"
    }

    let zone: SiteZone
    let layout: Layout
    let profile: Profile
    let overtime: Overtime
    /// The company's code with ADP, for example `KST`.
    let company: String
    /// The company's identifier with Paychex.
    let clientID: String
    /// The company's number with Vista.
    let companyNumber: Int
    /// Whether the company has labour distribution, without which ADP knows no department.
    let hasLabourDistribution: Bool
    /// How many minutes pass between two looks into the folder.
    let pickUpMinutes: Int64
    /// The weekday of the pay run, 1 for Monday.
    let payDay: Int
    /// The minutes after the site's midnight at which it is run.
    let payMinutes: Int64
    /// The weekday on which a pay period of seven days ends.
    let periodEnd: Int
    /// What stands behind the name of the file that says that another is complete; empty for none.
    let marker: String
    /// What stands behind the name of the file with the digest of another; empty for none.
    let checksum: String

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    static let declaredOptions = [
        DeclaredOption(
            "folder",
            help: "The folder with inbound, outbound and processed; it must be given.",
            default: ""
        ),
        DeclaredOption("layout", help: "The layout of hours: adp, paychex or vista.", default: "adp"),
        DeclaredOption(
            "profile",
            help:
                "What is refused for a bad line: the file, the check or the line; own is check for paychex, else line.",
            default: "own"
        ),
        DeclaredOption(
            "overtime",
            help: "Over 40 h a week, 8 h a day, or as-sent: week, day, as-sent.",
            default: "week"
        ),
        DeclaredOption("company", help: "The company's code, two or three letters.", default: "KST"),
        DeclaredOption("client-id", help: "The company's identifier in Paychex files.", default: "KST00001"),
        DeclaredOption("company-number", help: "The company's number in Vista files, 0 to 999.", default: "1"),
        DeclaredOption("labour-distribution", help: "Whether ADP files may have departments.", default: "false"),
        DeclaredOption("employees", help: "How many employees there are, 1 to 5000.", default: "40"),
        DeclaredOption("pick-up", help: "Minutes between two looks into the folder, 1 to 1440.", default: "5"),
        DeclaredOption("pay-day", help: "The weekday of the pay run.", default: "thursday"),
        DeclaredOption("pay-time", help: "The site's time of the pay run.", default: "18:00"),
        DeclaredOption("period-end", help: "The weekday on which a pay period ends.", default: "sunday"),
        DeclaredOption("first-run", help: "The number of the first pay run.", default: "612"),
        DeclaredOption(
            "marker",
            help: "Suffix of a file that says that another is complete, such as .done.",
            default: ""
        ),
        DeclaredOption("checksum", help: "Suffix of a file with another's SHA-256, such as .sha256.", default: ""),
    ]

    init(_ options: SimulatorOptions) throws(SimulatorError) {
        zone = try SiteZone()
        layout = try Self.word("layout", in: options, default: .adp)
        let profile = try options.choice("profile", of: ["own"] + Profile.allCases.map(\.rawValue), default: "own")
        self.profile = Profile(rawValue: profile) ?? (layout == .paychex ? .check : .line)
        overtime = try Self.word("overtime", in: options, default: .week)
        company = options.text("company", default: "KST")
        clientID = options.text("client-id", default: "KST00001")
        companyNumber = try options.integer("company-number", default: 1, in: 0...999)
        hasLabourDistribution = try options.flag("labour-distribution", default: false)
        pickUpMinutes = Int64(try options.integer("pick-up", default: 5, in: 1...1440))
        payDay = try Self.weekday("pay-day", in: options, default: "thursday")
        periodEnd = try Self.weekday("period-end", in: options, default: "sunday")
        payMinutes = try Self.minutes("pay-time", in: options, default: "18:00")
        marker = try Self.suffix("marker", in: options)
        checksum = try Self.suffix("checksum", in: options)
        guard (2...3).contains(company.utf8.count), company.utf8.allSatisfy(Self.isPlain) else {
            throw SimulatorError("Option company is \"\(company)\": give two or three letters or digits.")
        }
        guard (1...8).contains(clientID.utf8.count), clientID.utf8.allSatisfy(Self.isPlain) else {
            throw SimulatorError("Option client-id is \"\(clientID)\": give one to eight letters or digits.")
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        in options: SimulatorOptions,
        default fallback: Word
    ) throws(SimulatorError) -> Word where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        return Word(rawValue: try options.choice(name, of: words, default: fallback.rawValue)) ?? fallback
    }

    private static func weekday(
        _ name: String,
        in options: SimulatorOptions,
        default fallback: String
    ) throws(SimulatorError) -> Int {
        let word = try options.choice(name, of: weekdays, default: fallback)
        return (weekdays.firstIndex(of: word) ?? 0) + 1
    }

    private static func minutes(
        _ name: String,
        in options: SimulatorOptions,
        default fallback: String
    ) throws(SimulatorError) -> Int64 {
        let text = options.text(name, default: fallback)
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 2], let hour = Int64(String(Substring(parts[0]))), hour < 24,
            let minute = Int64(String(Substring(parts[1]))), minute < 60, hour >= 0, minute >= 0
        else { throw SimulatorError("Option \(name) is \"\(text)\": give a time such as 18:00.") }
        return hour * 60 + minute
    }

    private static func suffix(_ name: String, in options: SimulatorOptions) throws(SimulatorError) -> String {
        let text = options.text(name, default: "")
        guard text.isEmpty || (text.hasPrefix(".") && text.utf8.dropFirst().allSatisfy(isPlain) && text.utf8.count > 1)
        else { throw SimulatorError("Option \(name) is \"\(text)\": give a suffix such as .done.") }
        return text
    }
}

extension Setup {
    /// What a snapshot does not hold but depends on.
    var fingerprint: String {
        let words = [
            layout.rawValue, profile.rawValue, overtime.rawValue, company, clientID, String(companyNumber),
            String(hasLabourDistribution), String(pickUpMinutes), String(payDay), String(payMinutes), String(periodEnd),
            marker, checksum,
        ]
        return words.joined(separator: " ")
    }

    /// The last day of the pay period that a day lies in.
    func periodEnd(of day: CivilDate) -> CivilDate {
        day.adding(days: Int64((periodEnd - day.weekday + 7) % 7))
    }

    /// The last day of the last pay period that ended before a day.
    func lastPeriodEnd(before day: CivilDate) -> CivilDate {
        periodEnd(of: day).adding(days: -7)
    }

    /// The first pay run after a moment.
    func payRun(after instant: SimulatedInstant) -> SimulatedInstant {
        var day = zone.day(of: instant)
        while day.weekday != payDay || zone.instant(day, minutes: payMinutes) <= instant { day = day.adding(days: 1) }
        return zone.instant(day, minutes: payMinutes)
    }

    /// The first look into the folder after a moment.
    func pickUp(after instant: SimulatedInstant) -> SimulatedInstant {
        let step = pickUpMinutes * 60
        let seconds = instant.seconds
        let passed = (seconds % step + step) % step
        return SimulatedInstant(seconds: seconds - passed + step)
    }
}
