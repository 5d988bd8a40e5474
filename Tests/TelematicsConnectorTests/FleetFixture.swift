import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import TelematicsConnector

/// A provider whose pages a test writes down, and a connector that is configured for it.
struct FleetFixture {
    static let now = Instant(seconds: 1_767_592_800)  // 2026-01-05T06:00:00Z
    static let base = "https://fleet.example/aemp"
    static let stream = SourceStream(name: "operatingHours", object: "MeterReading")

    let connector: TelematicsConnector
    let transport: FixtureTransport
    let clock: ManualClock
    let log = RecordingLog()

    /// A provider with an answer to each of these addresses, and 404 to any other.
    init(
        _ answers: [String: HTTPResponse],
        address: String = FleetFixture.base,
        values: [String: ConnectorConfiguration.Value] = [:],
        clock: ManualClock = ManualClock(FleetFixture.now)
    ) throws(ConnectorError) {
        try self.init(
            FixtureTransport { answers[$0.url] ?? HTTPResponse(status: 404) },
            address: address,
            values: values,
            clock: clock
        )
    }

    init(
        _ transport: FixtureTransport,
        address: String = FleetFixture.base,
        values: [String: ConnectorConfiguration.Value] = [:],
        clock: ManualClock = ManualClock(FleetFixture.now)
    ) throws(ConnectorError) {
        self.transport = transport
        self.clock = clock
        connector = try TelematicsConnector(
            configuration: ConnectorConfiguration(
                system: "fleet-north",
                values: values.merging(["address": .text(address)]) { $1 }
            ),
            services: ConnectorServices(transport: transport, clock: clock, log: log)
        )
    }

    /// A provider with these pages as `/Fleet/1`, `/Fleet/2` and so on.
    static func pages(
        _ bodies: [String],
        values: [String: ConnectorConfiguration.Value] = [:],
        clock: ManualClock = ManualClock(FleetFixture.now)
    ) throws(ConnectorError) -> FleetFixture {
        try answers(bodies.map { HTTPResponse(status: 200, body: Array($0.utf8)) }, values: values, clock: clock)
    }

    /// A provider with these answers for `/Fleet/1`, `/Fleet/2` and so on.
    static func answers(
        _ answers: [HTTPResponse],
        values: [String: ConnectorConfiguration.Value] = [:],
        clock: ManualClock = ManualClock(FleetFixture.now)
    ) throws(ConnectorError) -> FleetFixture {
        let numbered = answers.enumerated().map { ("\(base)/Fleet/\($0.offset + 1)", $0.element) }
        return try FleetFixture(Dictionary(uniqueKeysWithValues: numbered), values: values, clock: clock)
    }

    /// A provider that has a page for each number.
    static func endless(
        values: [String: ConnectorConfiguration.Value] = [:],
        clock: ManualClock = ManualClock(FleetFixture.now),
        page: @escaping @Sendable (Int) -> String
    ) throws(ConnectorError) -> FleetFixture {
        let transport = FixtureTransport { request in
            let number = Int(request.url.split(separator: "/").last ?? "") ?? 0
            return HTTPResponse(status: 200, body: Array(page(number).utf8))
        }
        return try FleetFixture(transport, values: values, clock: clock)
    }

    /// The paths that were asked for, in order.
    var askedPaths: [String] {
        transport.requests.map { String($0.url.dropFirst("https://fleet.example".count)) }
    }

    func page(after cursor: Cursor? = nil) async throws(ConnectorError) -> RecordPage {
        try await connector.page(of: Self.stream, after: cursor)
    }

    /// All pages of a round; at most 400, should it not end.
    func round(after start: Cursor? = nil) async throws(ConnectorError) -> [RecordPage] {
        var pages = [try await page(after: start)]
        while let last = pages.last, last.hasMore, pages.count < 400 {
            pages.append(try await page(after: last.next))
        }
        return pages
    }
}

extension SourceRecord {
    /// The id without the counter that stands behind it.
    var readingKey: String { String(id[..<(id.lastIndex(of: "/") ?? id.endIndex)]) }
}

extension [RecordPage] {
    var ids: [String] { flatMap(\.records).map(\.readingKey) }

    var rejects: [SourceReject] { flatMap(\.rejects) }
}

extension RecordPage {
    /// The readings as the canonical model reads them back.
    var readings: [MeterReading] {
        get throws { try records.map { try MeterReading(JSONReader($0.payload)) } }
    }
}

/// Composes pages in the plain XML dialect.
enum XMLFleet {
    static func page(_ machines: [String], links: [String: String] = [:]) -> String {
        let links = links.sorted { $0.key < $1.key }
            .map { "<Links><rel>\($0.key)</rel><href>\($0.value)</href></Links>" }
        return "<Fleet version=\"1\" snapshotTime=\"2026-01-05T06:00:00Z\">" + (links + machines).joined() + "</Fleet>"
    }

    static func machine(_ serial: String, hours: String = "100.5", at time: String = "2026-01-05T05:58:11Z") -> String {
        "<Equipment><EquipmentHeader><OEMName>Kestrel</OEMName><Model>KX-30</Model><SerialNumber>\(serial)</SerialNumber>"
            + "</EquipmentHeader><CumulativeOperatingHours datetime=\"\(time)\"><Hour>\(hours)</Hour>"
            + "</CumulativeOperatingHours></Equipment>"
    }

    /// The id of the reading that ``machine(_:hours:at:)`` writes.
    static func id(_ serial: String, at time: String = "2026-01-05T05:58:11Z") -> String {
        "serial:Kestrel/\(serial)/operatingHours/\(time)"
    }
}
