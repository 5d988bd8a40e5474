import CanonicalModel
import ConnectorKit
import JSON

extension FleetRound {
    /// Longer cursors were not written by this connector.
    private static let longestCursor = 32_768

    /// Reads the round of a cursor; `nil` if the cursor cannot be understood.
    ///
    /// Version 1, which did not say when the round began, is not understood.
    ///
    /// - Parameters:
    ///   - cursor: The cursor of the last page.
    ///   - address: The configured address; a cursor of another address says nothing about this one.
    init?(_ cursor: Cursor, address: FleetAddress) {
        guard cursor.text.utf8.count <= Self.longestCursor, let state = try? JSON(parsing: cursor.text),
            state["version"] == 2, state["address"]?.stringValue == Self.digest(of: address).text,
            let began = state["began"]?.stringValue.flatMap({ Instant($0) }),
            let latestRequest = state["latestRequest"]?.stringValue.flatMap({ Instant($0) }),
            let page = state["page"]?.stringValue.flatMap(PageAddress.init),
            let expectation = state["expectation"]?.stringValue.flatMap(Expectation.init),
            let pagesRead = Self.count(state["pagesRead"]), let broken = Self.count(state["broken"]),
            let repeats = Self.count(state["repeats"]), let hasRepeats = state["hasRepeats"]?.boolValue,
            let addresses = Self.digests(state["visited"]), let contents = Self.digests(state["contents"])
        else { return nil }
        self.init(startingAt: page, began: began, latestRequest: latestRequest)
        self.expectation = expectation
        self.pagesRead = pagesRead
        brokenInARow = broken
        repeatsInARow = repeats
        self.hasRepeats = hasRepeats
        self.addresses = addresses
        self.contents = contents
    }

    /// The round as a cursor; at most some 12 kB.
    func cursor(address: FleetAddress) -> Cursor {
        let state: JSON = [
            "version": 2, "address": .string(Self.digest(of: address).text), "began": .string(began.text),
            "latestRequest": .string(latestRequest.text), "page": .string(page.text),
            "expectation": .string(expectation.rawValue), "pagesRead": .integer(Int64(pagesRead)),
            "broken": .integer(Int64(brokenInARow)), "repeats": .integer(Int64(repeatsInARow)),
            "hasRepeats": .bool(hasRepeats), "visited": .array(addresses.map { .string($0.text) }),
            "contents": .array(contents.map { .string($0.text) }),
        ]
        return Cursor(state.canonicalText)
    }

    private static func count(_ value: JSON?) -> Int? {
        value?.integerValue.flatMap { (0..<1_000_000).contains($0) ? Int($0) : nil }
    }

    private static func digest(of address: FleetAddress) -> PageDigest {
        PageDigest(address: address.url(of: address.firstPage))
    }

    private static func digests(_ list: JSON?) -> [PageDigest]? {
        let digests = list?.arrayValue?.map { $0.stringValue.flatMap(PageDigest.init(text:)) }
        guard let digests, digests.count <= rememberedPages else { return nil }
        let known = digests.compactMap { $0 }
        return known.count == digests.count ? known : nil
    }
}
