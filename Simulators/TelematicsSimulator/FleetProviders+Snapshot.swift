public import JSON
public import SimulatorKit

extension FleetProviders {
    /// Everything that was done to the machines and asked of the providers; the rest follows from the seed.
    ///
    /// - Returns: What ``restore(_:)`` takes.
    public func snapshot() -> JSON {
        var passes = JSONObject()
        for fleet in Fleet.allCases { passes[fleet.rawValue] = .integer(paging.passes[fleet, default: 0]) }
        let expired = Fleet.allCases.filter(paging.expired.contains).map { JSON.string($0.rawValue) }
        var pages = JSONObject()
        for (key, remembered) in paging.remembered.sorted(by: { $0.key < $1.key }) {
            pages[key] = [
                "at": .string(remembered.at.text), "contentType": .string(remembered.page.contentType),
                "text": .string(remembered.page.text),
            ]
        }
        return [
            "clock": .string(clock.text), "machines": .string(fingerprint),
            "meters": .array(meters.events.map(\.json)), "moves": .array(moves.map(\.json)),
            "quirks": quirks.snapshot,
            "passes": .object(passes), "expired": .array(expired), "pages": .object(pages),
        ]
    }

    /// Continues where a snapshot was taken; nothing changes if that is not possible.
    ///
    /// - Parameter snapshot: What ``snapshot()`` returned in a simulator of the same seed, start, machines, projects and page size.
    /// - Throws: ``SimulatorError`` if it is none.
    public mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        guard snapshot["machines"] == .string(fingerprint) else {
            throw SimulatorError(
                "The snapshot is of another seed, start, machines, projects or page size: start the simulator with those."
            )
        }
        guard let clock = snapshot["clock"]?.stringValue.flatMap(SimulatedInstant.init(_:)),
            let meters = snapshot["meters"]?.arrayValue, let paging = PagingState(restoring: snapshot)
        else { throw SimulatorError("The snapshot's state is none that GET /_sim/snapshot gave.") }
        var history = MeterHistory()
        for json in meters {
            guard let event = MeterEvent(json) else { throw SimulatorError("No meter event: \(json.text()).") }
            history.add(event)
        }
        // Snapshots of earlier versions have no moves.
        let moves = try (snapshot["moves"]?.arrayValue ?? []).map { json throws(SimulatorError) in
            guard let move = DispatchedMove(json) else { throw SimulatorError("No move: \(json.text()).") }
            return move
        }
        quirks = try QuirkBook(restoring: snapshot["quirks"] ?? .null, park: park)
        self.meters = history
        self.paging = paging
        self.moves = []
        reporting.assignments = firstBoard
        for move in moves { send(move) }
        advance(to: clock)
    }

    /// What a snapshot does not hold but depends on.
    private var fingerprint: String {
        let hours = park.machines.reduce(EngineHours.zero) { $0 + $1.startHours }
        let projects = firstBoard.projects.map(\.code).joined(separator: ",")
        return "\(park.machines.count) machines on \(projects), \(hours.text) h at \(startOfStory.text), "
            + "\(pageSize) a page"
    }
}

extension PagingState {
    /// Reads the members that ``FleetProviders/snapshot()`` wrote; `nil` if one is missing.
    init?(restoring snapshot: JSON) {
        guard let passes = snapshot["passes"]?.objectValue, let expired = snapshot["expired"]?.arrayValue,
            let pages = snapshot["pages"]?.objectValue
        else { return nil }
        for fleet in Fleet.allCases { self.passes[fleet] = passes[fleet.rawValue]?.integerValue ?? 0 }
        self.expired = Set(expired.compactMap { $0.stringValue.flatMap(Fleet.init(rawValue:)) })
        for (key, page) in pages {
            guard let at = page["at"]?.stringValue.flatMap(SimulatedInstant.init(_:)),
                let type = page["contentType"]?.stringValue, let text = page["text"]?.stringValue
            else { return nil }
            remembered[key] = Remembered(at: at, page: WrittenPage(contentType: type, text: text))
        }
    }
}
