import CanonicalModel
public import ConnectorKit

extension TelematicsConnector: RESTSource {
    /// The one stream: cumulative operating hours, a `MeterReading` per machine and reading time.
    public var streams: [SourceStream] { [Self.operatingHours] }

    private static let operatingHours = SourceStream(name: "operatingHours", object: MeterReading.name)

    /// Reads the page after `cursor` of the current round; at the round's end the next poll begins a new one.
    ///
    /// - Parameters:
    ///   - stream: One of ``streams``.
    ///   - cursor: The cursor of the last committed page. One that another configuration wrote, or of a round that
    ///     began more than an hour ago and is not under way, begins a new round.
    /// - Returns: The readings of the page in the order of their times.
    /// - Throws: ``ConnectorError`` if no page could be read.
    public func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        guard stream == Self.operatingHours else {
            let reason = "has no stream '\(stream.name)' of \(stream.object); there is operatingHours of MeterReading"
            throw .invalidConfiguration(key: "streams", reason: reason)
        }
        let round = resumedRound(after: cursor)
        let turn = try turn(of: round, with: try await provider.read(round.page))
        if turn.endsInRepeats {
            let message = "pages in a row list what earlier pages listed; the round ends"
            provider.services.log.write(.warning, message, ["page": round.pageName])
        }
        provider.services.log.write(
            .debug,
            "fleet page read",
            ["page": round.pageName, "readings": "\(turn.records.count)", "rejects": "\(turn.rejects.count)"]
        )
        return RecordPage(
            records: turn.records,
            rejects: turn.rejects,
            next: turn.next?.cursor(address: provider.address),
            hasMore: turn.next != nil
        )
    }

    /// What an answer means for the round.
    private func turn(of round: FleetRound, with answer: FleetProvider.Answer) throws(ConnectorError) -> FleetTurn {
        switch answer {
        case .page(let page):
            refusals.forget()
            return round.turn(page, address: provider.address, maximumPages: maximumPages)
        case .refused(let response) where round.takesForBrokenPage(response.status):
            let page = provider.brokenPage(for: response)
            return round.turn(page, address: provider.address, maximumPages: maximumPages)
        case .refused(let response) where round.isHiddenBehind(response.status, refusals):
            let page = provider.brokenPage(for: response)
            return round.turn(page, address: provider.address, maximumPages: maximumPages)
        case .refused(let response):
            guard let end = round.turn(refusedWith: response.status) else {
                throw provider.error(for: response, at: round.page)
            }
            return end
        }
    }

    /// The round that a cursor continues, or a new one, which repeats readings but skips none.
    private func resumedRound(after cursor: Cursor?) -> FleetRound {
        let now = provider.services.clock.now
        let new = FleetRound(startingAt: provider.address.firstPage, at: now)
        guard let cursor else { return new }
        guard let round = FleetRound(cursor, address: provider.address) else {
            provider.services.log.write(.warning, "cursor of another address or version; the round begins again", [:])
            return new
        }
        guard let resumed = round.resumed(at: now) else {
            let values = ["began": round.began.text, "page": round.pageName]
            provider.services.log.write(.warning, "round of more than an hour ago; it begins again", values)
            return new
        }
        return resumed
    }
}
