internal import JSON
internal import SimulatorKit

/// What a provider remembers between two requests for pages.
struct PagingState: Sendable {
    /// The page that was answered last at an address, and when it was written.
    struct Remembered: Sendable, Hashable {
        var at: SimulatedInstant
        var page: WrittenPage
    }

    /// The pages answered last, by address and content type.
    var remembered: [String: Remembered] = [:]
    /// How often each fleet was read from its first page.
    var passes: [Fleet: Int64] = [:]
    /// The fleets whose next page after the first is refused.
    var expired: Set<Fleet> = []
}

extension FleetProviders {
    /// Answers a request for a page of a fleet.
    mutating func page(
        _ text: String,
        of fleet: Fleet,
        _ request: SimulatedRequest,
        at now: SimulatedInstant
    ) -> SimulatedResponse {
        let machines = park.machines(of: fleet)
        guard !machines.isEmpty else { return ProviderError.noSuchPage(text, last: 0).response }
        let size = fleet.hasOnePage ? machines.count : pageSize
        let last = (machines.count + size - 1) / size
        guard let number = Int(text), number >= (fleet.hasOnePage ? 0 : 1) else {
            return ProviderError.noSuchPage(text, last: last).response
        }
        if let outage = outage(of: fleet, page: number, at: now) { return outage }
        if number <= 1 { paging.passes[fleet, default: 0] += 1 }
        let isLoop = number >= last && quirks.inForce(.pageLoop, fleet, page: nil, at: now) != nil
        guard number <= last || isLoop else { return ProviderError.noSuchPage(text, last: last).response }
        let key = "\(request.path) \(fleet == .iso && request.prefersJSON ? "json" : "own")"
        let written: WrittenPage
        if let remembered = cached(key, fleet, number, at: now) {
            written = remembered
        } else {
            written = fresh(number, of: fleet, size: size, last: last, isLoop: isLoop, request, at: now)
            // Pages without end would fill the memory.
            if number <= last { paging.remembered[key] = PagingState.Remembered(at: now, page: written) }
        }
        if number <= 1 { paging.expired.insert(fleet) }
        return deliver(written, fleet, number, at: now)
    }

    private mutating func cached(
        _ key: String,
        _ fleet: Fleet,
        _ number: Int,
        at now: SimulatedInstant
    ) -> WrittenPage? {
        guard let remembered = paging.remembered[key], now < remembered.at.adding(hours: 1), now >= remembered.at,
            quirks.serve(.cachedSnapshot, fleet, page: number, at: now) != nil
        else { return nil }
        return remembered.page
    }

    /// Writes a page as it is now.
    private mutating func fresh(
        _ number: Int,
        of fleet: Fleet,
        size: Int,
        last: Int,
        isLoop: Bool,
        _ request: SimulatedRequest,
        at now: SimulatedInstant
    ) -> WrittenPage {
        var shownNumber = number
        if let quirk = quirks.inForce(.pageRepeats, fleet, page: nil, at: now), number > 1, number == quirk.page ?? 2 {
            quirks.count(quirk)
            shownNumber = number - 1
        }
        var next = shownNumber < last ? shownNumber + 1 : nil
        if isLoop {
            next = number + 1
            if number > last { _ = quirks.serve(.pageLoop, fleet, page: nil, at: now) }
        }
        let rowsOf = min(max(shownNumber, 1), last)
        let listed = listing(of: fleet, size: size, page: rowsOf, at: now)
        var rows: [SnapshotRow] = []
        for machine in listed.dropFirst((rowsOf - 1) * size).prefix(size) {
            let (row, shown) = row(of: machine, page: number, at: now)
            rows.append(row)
            for quirk in shown { quirks.count(quirk) }
        }
        let links = FleetPage.Links(previous: shownNumber > 1 ? shownNumber - 1 : nil, next: next, last: last)
        let page = FleetPage(
            fleet: fleet,
            number: shownNumber,
            rows: rows,
            snapshotTime: now,
            links: links,
            origin: request.origin
        )
        return write(page, for: request)
    }

    /// The machines in the order in which a page is cut from them.
    private mutating func listing(of fleet: Fleet, size: Int, page: Int, at now: SimulatedInstant) -> [Machine] {
        var machines = park.machines(of: fleet)
        let isOddPass = paging.passes[fleet, default: 0] % 2 == 1
        guard page > 1, isOddPass, machines.indices.contains(size),
            quirks.serve(.rowMovesBetweenPages, fleet, page: nil, at: now) != nil
        else { return machines }
        machines.insert(machines.remove(at: size), at: 0)
        return machines
    }

    /// What a provider answers instead of its fleet while something is wrong with it.
    mutating func outage(of fleet: Fleet, page: Int?, at now: SimulatedInstant) -> SimulatedResponse? {
        if quirks.serve(.unavailable, fleet, page: page, at: now) != nil { return ProviderError.unavailable.response }
        if quirks.serve(.tooManyRequests, fleet, page: page, at: now) != nil {
            return ProviderError.tooManyRequests(fleet).response
        }
        if let page, page > 1, paging.expired.contains(fleet),
            quirks.serve(.tokenExpires, fleet, page: page, at: now) != nil
        {
            paging.expired.remove(fleet)
            return ProviderError.unauthorized.response
        }
        if quirks.serve(.htmlErrorPage, fleet, page: page, at: now) != nil { return HostilePage.html }
        if fleet.isXML, quirks.serve(.entityExpansion, fleet, page: page, at: now) != nil {
            return HostilePage.entities
        }
        return nil
    }

    private mutating func deliver(
        _ written: WrittenPage,
        _ fleet: Fleet,
        _ number: Int,
        at now: SimulatedInstant
    ) -> SimulatedResponse {
        var response = written.response
        if quirks.serve(.truncatedXML, fleet, page: number, at: now) != nil {
            response.body = Array(response.body.prefix(response.body.count * 3 / 5))
        }
        if let quirk = quirks.serve(.hugeBody, fleet, page: number, at: now) {
            response.delivery = .repeated(bytes: quirk.bytes ?? 2 << 30)
        }
        return response
    }
}

extension WrittenPage {
    /// The page as an answer.
    var response: SimulatedResponse {
        SimulatedResponse(contentType: contentType, body: Array(text.utf8))
    }
}

/// Answers that a provider should never give.
enum HostilePage {
    /// The page that a gateway shows to people, with the status of success.
    static let html = SimulatedResponse(
        contentType: "text/html; charset=utf-8",
        body: Array(
            """
            <!DOCTYPE html><html><head><title>Maintenance</title></head>
            <body><h1>We will be back soon</h1><p>The fleet portal is being updated.</p></body></html>

            """.utf8
        )
    )

    /// A document whose entities expand to a billion words.
    static let entities: SimulatedResponse = {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE Fleet [\n <!ENTITY e0 \"hour\">\n"
        for level in 1...9 {
            let references = String(repeating: "&e\(level - 1);", count: 10)
            text += " <!ENTITY e\(level) \"\(references)\">\n"
        }
        text += "]>\n<Fleet version=\"1\"><Equipment><EquipmentHeader><OEMName>&e9;</OEMName></EquipmentHeader>"
        text += "</Equipment></Fleet>\n"
        return SimulatedResponse(contentType: "application/xml; charset=utf-8", body: Array(text.utf8))
    }()
}
