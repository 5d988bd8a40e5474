import SimulatorKit

/// The parts of the calendar that `read_group` groups days by (reference: odoo.md, "read_group").
enum Granularity: String, Sendable {
    case hour, day, week, month, quarter, year

    /// The first day of the part that `day` lies in.
    ///
    /// - Parameters:
    ///   - day: Any day of it.
    ///   - language: The language, which decides the first day of a week: Sunday in en_US, Monday elsewhere.
    /// - Returns: The first day.
    func start(of day: CivilDate, language: String) -> CivilDate {
        let parts = day.parts
        switch self {
        case .hour, .day: return day
        case .week:
            let distance = language == "en_US" ? day.weekday % 7 : day.weekday - 1
            return day.adding(days: -Int64(distance))
        case .month: return Self.first(of: parts.month, parts.year)
        case .quarter: return Self.first(of: (parts.month - 1) / 3 * 3 + 1, parts.year)
        case .year: return Self.first(of: 1, parts.year)
        }
    }

    /// The first day of the next part, given the first day of one.
    func end(ofPartFrom start: CivilDate) -> CivilDate {
        let parts = start.parts
        switch self {
        case .hour, .day: return start.adding(days: 1)
        case .week: return start.adding(days: 7)
        case .month: return Self.first(of: parts.month + 1, parts.year)
        case .quarter: return Self.first(of: parts.month + 3, parts.year)
        case .year: return Self.first(of: 1, parts.year + 1)
        }
    }

    /// The label of a part in the user's language: `November 2026`, `W45 2026`.
    func label(ofPartFrom start: CivilDate, language: String, _ profile: VersionProfile) -> String {
        let parts = start.parts
        let year = String(parts.year)
        switch self {
        case .hour: return Self.hourLabel(start.daysSince1970 * 86400, language: language)
        case .day:
            let month = CalendarWords.words(language).shortMonths[Int(parts.month - 1)]
            let day = parts.day < 10 ? "0\(parts.day)" : "\(parts.day)"
            return "\(day) \(month) \(year)"
        case .week:
            let week = Self.week(of: start, language: language, profile)
            return "W\(week.number) \(week.year)"
        case .month: return "\(CalendarWords.words(language).months[Int(parts.month - 1)]) \(year)"
        case .quarter: return "\(CalendarWords.words(language).quarter)\((parts.month - 1) / 3 + 1) \(year)"
        case .year: return year
        }
    }

    /// The label of an hour, given as seconds of the local clock: `07:00 01 Jan`.
    static func hourLabel(_ seconds: Int64, language: String) -> String {
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let parts = CivilDate(daysSince1970: days).parts
        let hour = (seconds - days * 86400) / 3600
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        let month = CalendarWords.words(language).shortMonths[Int(parts.month - 1)]
        let digits = [twelve, Int64(parts.day)].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(digits[0]):00 \(digits[1]) \(month)"
    }

    /// The number of the week that begins at `start`, with the year that it is counted in.
    ///
    /// In en_US the first week is the one with 1 January; version 17 counts it with the old year if it begins there.
    /// Elsewhere weeks are numbered by ISO 8601.
    private static func week(
        of start: CivilDate,
        language: String,
        _ profile: VersionProfile
    ) -> (number: Int64, year: Int64) {
        guard language == "en_US" else {
            let thursday = start.adding(days: 3)
            let year = thursday.parts.year
            return ((thursday.daysSince1970 - first(of: 1, year).daysSince1970) / 7 + 1, year)
        }
        let year = (profile.is18 ? start.adding(days: 6) : start).parts.year
        let firstWeek = Granularity.week.start(of: first(of: 1, year), language: language)
        return ((start.daysSince1970 - firstWeek.daysSince1970) / 7 + 1, year)
    }

    private static func first(of month: Int64, _ year: Int64) -> CivilDate {
        let shifted = month > 12 ? (month - 12, year + 1) : (month, year)
        return CivilDate(year: shifted.1, month: shifted.0, day: 1) ?? CivilDate(daysSince1970: 0)
    }
}

/// The names of months in the installed languages.
struct CalendarWords: Sendable {
    let months: [String]
    let shortMonths: [String]
    let quarter: String

    /// The words of a language.
    static func words(_ language: String) -> CalendarWords {
        switch language {
        case "fr_FR": french
        case "de_DE": german
        default: english
        }
    }

    private static let english = CalendarWords(
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        quarter: "Q"
    )

    private static let french = CalendarWords(
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre",
        ],
        shortMonths: [
            "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
        ],
        quarter: "T"
    )

    private static let german = CalendarWords(
        months: [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
            "Dezember",
        ],
        shortMonths: [
            "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
        ],
        quarter: "Q"
    )
}
