import ConnectorKit
import Synchronization

extension FleetRound {
    /// Whether an answer with this status is a broken page, behind which the round goes on.
    ///
    /// The first page decides whether there is a provider at all, and a page that was only guessed need not exist.
    func takesForBrokenPage(_ status: Int) -> Bool {
        pagesRead > 0 && expectation != .guessed && [500, 502, 504].contains(status)
    }

    /// What it brings that the provider says there is no such page.
    ///
    /// - Parameter status: The status of the answer.
    /// - Returns: How the round ends; `nil` if the answer is an error.
    func turn(refusedWith status: Int) -> FleetTurn? {
        let isMissing = [400, 404, 410].contains(status)
        switch expectation {
        case .guessed: return [401, 403, 429, 503].contains(status) ? nil : FleetTurn()
        case .afterBrokenPage: return isMissing ? FleetTurn() : nil
        case .announced:
            guard isMissing, pagesRead > 0 else { return nil }
            let reason =
                "an earlier page points to it, but the provider answers with status \(status); the round ends here"
            return FleetTurn(reject: reject(.malformedPage, reason))
        }
    }

    /// Whether a page was refused so often that the pages behind it would be hidden for ever: then it is a broken page.
    ///
    /// The refusals may lie minutes apart, since the runtime pauses after each; each of these statuses asks for that.
    func isHiddenBehind(_ status: Int, _ refusals: PageRefusals) -> Bool {
        guard pagesRead > 0, expectation != .guessed, [408, 425, 429, 503].contains(status) else { return false }
        return refusals.count(page) > PageRefusals.tolerated
    }
}

/// How often in a row one page was refused for a reason that passes.
final class PageRefusals: Sendable {
    /// How often a page is asked for again before the round goes on behind it.
    static let tolerated = 2

    private let latest = Mutex<(page: PageAddress, count: Int)?>(nil)

    /// Counts a refusal.
    ///
    /// - Returns: How often this page was refused in a row.
    func count(_ page: PageAddress) -> Int {
        latest.withLock { latest in
            let count = latest?.page == page ? (latest?.count ?? 0) + 1 : 1
            latest = (page, count)
            return count
        }
    }

    /// Begins to count anew.
    func forget() {
        latest.withLock { $0 = nil }
    }
}
