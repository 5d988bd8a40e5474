import ConnectorKit

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
}
