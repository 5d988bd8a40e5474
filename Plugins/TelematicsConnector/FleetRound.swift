import CanonicalModel

/// Where a reading of all pages of a snapshot stands before its next page.
///
/// A round is a pure value: what a page means for it depends on nothing else, so that reading a cursor twice gives the
/// same answer.
struct FleetRound: Hashable {
    /// Why the next page is asked for, which decides what it means if there is none.
    enum Expectation: String, Hashable {
        /// It is the first page, or another page pointed to it.
        case announced
        /// The page before it was broken and did not say what follows.
        case afterBrokenPage
        /// The page before it points to page 0, which says nothing (domain.md §1); there may be more.
        case guessed
    }

    /// When the round began.
    let began: Instant
    /// When its latest page was asked for.
    var latestRequest: Instant
    /// The page to read next.
    var page: PageAddress
    /// Why it is asked for.
    var expectation = Expectation.announced
    /// How many pages were read before it.
    var pagesRead = 0
    /// How many pages in a row, up to it, did not say what follows because they were broken.
    var brokenInARow = 0
    /// How many of the pages with machines in a row, up to it, listed what an earlier page listed.
    var repeatsInARow = 0
    /// Whether a page of the round listed what an earlier page listed; that is one case a round.
    var hasRepeats = false
    /// The pages that were asked for, by address: the first ones and the latest ones.
    var addresses: [PageDigest] = []
    /// What those pages listed.
    var contents: [PageDigest] = []

    /// The most digests of each kind that are kept; longer circles end at the page limit.
    static let rememberedPages = 256
    /// How many broken pages in a row end a round.
    static let toleratedBrokenPages = 5
    /// How many repeated pages in a row end a round.
    static let toleratedRepeats = 2

    /// Creates a round that begins.
    ///
    /// - Parameters:
    ///   - page: The first page.
    ///   - now: When it is asked for.
    init(startingAt page: PageAddress, at now: Instant) {
        self.init(startingAt: page, began: now, latestRequest: now)
    }

    /// Creates a round that began earlier.
    init(startingAt page: PageAddress, began: Instant, latestRequest: Instant) {
        self.page = page
        self.began = began
        self.latestRequest = latestRequest
    }

    /// What rejects call the next page.
    var pageName: String { page.name(place: pagesRead + 1) }
}

extension FleetRound {
    /// A round that began longer ago, in seconds, begins again unless it is under way.
    private static let longestAge: Int64 = 3600
    /// A round whose latest page was asked for longer ago, in seconds, is not under way.
    private static let longestStep: Int64 = 300

    /// The round when its next page is asked for; `nil` if it is so old that it has to begin again.
    ///
    /// A page that fails for hours must not keep the earlier pages from being read again. A round that is merely long,
    /// each page coming soon after the one before it, goes on: it would never come to its end otherwise.
    ///
    /// - Parameter now: The present; it may be earlier than the begin if the clock was set back.
    /// - Returns: The round; `nil` also for a begin further ahead than a clock is set back.
    func resumed(at now: Instant) -> FleetRound? {
        let isYoung = began >= now.adding(seconds: -Self.longestAge) && began <= now.adding(seconds: Self.longestAge)
        let isUnderWay = latestRequest >= now.adding(seconds: -Self.longestStep) && latestRequest <= now && began <= now
        guard isYoung || isUnderWay else { return nil }
        var round = self
        round.latestRequest = now
        return round
    }
}
