/// A deviation of a provider that a connector has to live with; each is switched on and counted on its own.
enum Quirk: String, CaseIterable, Sendable {
    case cachedSnapshot = "cached-snapshot"
    case rowMovesBetweenPages = "row-moves-between-pages"
    case missingSerial = "missing-serial"
    case duplicateSerial = "duplicate-serial-under-two-oems"
    case freeTextEquipmentID = "equipment-id-free-text"
    case counterReset = "counter-reset"
    case rollover
    case offsetDown = "offset-down"
    case offsetUp = "offset-up"
    case clockAhead = "clock-ahead"
    case lateBlock = "late-block"
    case pageRepeats = "page-repeats"
    case pageLoop = "page-loop"
    case truncatedXML = "truncated-xml"
    case entityExpansion = "entity-expansion"
    case htmlErrorPage = "html-error-page"
    case hugeBody = "huge-body"
    case hoursAsText = "hours-as-text"
    case secondsWithFraction = "seconds-with-fraction"
    case tokenExpires = "token-expires"
    case tooManyRequests = "too-many-requests"
    case unavailable

    /// What a quirk is about if nothing is said.
    enum Target: Sendable, Hashable {
        /// Every page of every provider; may be limited to a fleet and a page.
        case pages
        /// One machine.
        case machine(String)
        /// One fleet.
        case fleet(Fleet)
    }

    /// What is affected unless another target is named.
    var defaultTarget: Target {
        switch self {
        case .missingSerial: .machine("EX-102")
        case .duplicateSerial: .machine("AT-402")
        case .freeTextEquipmentID: .machine("EX-101")
        case .counterReset: .machine("EX-105")
        case .rollover: .machine(MachinePark.oldestMachine)
        case .offsetDown: .machine("AT-401")
        case .offsetUp: .machine("AT-403")
        case .clockAhead: .machine("WL-301")
        case .lateBlock: .machine("GR-602")
        case .hoursAsText: .machine("WL-302")
        case .secondsWithFraction: .fleet(.aemp1)
        default: .pages
        }
    }

    /// What happens, in one sentence.
    var meaning: String {
        switch self {
        case .cachedSnapshot: "A page is answered byte for byte as before until it is an hour old."
        case .rowMovesBetweenPages:
            "In every other pass the first machine of page 2 moves to page 1 after that was read: it is skipped and "
                + "another one comes twice."
        case .missingSerial: "The serial number and the PIN are left out."
        case .duplicateSerial: "The machine has the serial number of a machine of another maker."
        case .freeTextEquipmentID: "The equipment ID has a remark behind the code."
        case .counterReset: "The counters fall to 0; switching the quirk off does not bring the hours back."
        case .rollover: "The operating hours start at 0 again after 99 999.99; only AT-405 gets there soon."
        case .offsetDown: "The counter is corrected downwards by 125.00 hours, or by \"hours\"."
        case .offsetUp: "The counter is corrected upwards by 40.00 hours, or by \"hours\"."
        case .clockAhead: "The machine's clock is three days, or \"hours\", ahead."
        case .lateBlock: "The machine is without coverage for 26 hours, or \"hours\", then everything arrives at once."
        case .pageRepeats: "Page 2, or \"page\", answers what the page before it answers."
        case .pageLoop: "After the last page comes another one with the same rows, without end."
        case .truncatedXML: "The body ends in the middle, without a transport error."
        case .entityExpansion: "The XML defines entities that expand to a billion words."
        case .htmlErrorPage: "A page for people is answered with status 200."
        case .hugeBody: "The body is repeated until 2 GiB, or \"bytes\", were sent."
        case .hoursAsText:
            "The hour element holds n/a; for the whole fleet json, the number as a text instead."
        case .secondsWithFraction: "Durations lack a millisecond, as P13DT0H25M47.999S; elsewhere moments have one."
        case .tokenExpires: "After the first page the next request is answered with 401 once."
        case .tooManyRequests: "Requests are answered with 429 without Retry-After."
        case .unavailable: "Requests are answered with 503."
        }
    }
}
