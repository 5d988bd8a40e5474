import ConnectorKit

extension FleetRound {
    /// What every case about paging advises.
    static let advice = "ask the provider about its paging"

    /// The reject of a link to the next page that is no address of a page; none if the link is sound or absent.
    func rejectOfLink(on answer: FleetPage, address: FleetAddress) -> [SourceReject] {
        guard let href = answer.href("next"), address.page(linked: href, on: page) == nil else { return [] }
        return [reject(.malformedPage, "its link to the next page cannot be followed")]
    }

    /// A reject of the next page.
    func reject(_ kind: RejectKind, _ reason: String) -> SourceReject {
        SourceReject(kind: kind.rawValue, subject: pageName, reason: "\(pageName): \(reason)")
    }

    /// The reject of a round that has more pages than are permitted.
    func pageLimitReject(_ maximumPages: Int) -> SourceReject {
        let reason = "the fleet has more than \(maximumPages) pages; raise maximumPages if that is plausible"
        return SourceReject(kind: RejectKind.pageLoop.rawValue, subject: "maximumPages", reason: reason)
    }
}
