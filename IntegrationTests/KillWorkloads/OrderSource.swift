import CanonicalModel
import ConnectorKit
import JSON

/// A source that has three new orders each time it is asked, numbered without end.
///
/// The orders of a page follow from its number. To be asked for a page means that those before it are durable.
struct OrderSource: RESTSource {
    static let manifest = ConnectorManifest(
        id: "orders",
        version: "1.0.0",
        summary: "Orders for the tests of crashes.",
        configuration: [],
        reads: ["Order"],
        wireVersions: []
    )

    let streams = [SourceStream(name: "orders", object: "Order")]
    /// How many pages there are; `nil` for no end.
    private let pages: Int?

    init(pages: Int?) {
        self.pages = pages
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        pages = nil
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = Int(cursor?.text ?? "0") ?? 0
        Line.say("ack pages \(page)")
        guard pages.map({ page < $0 }) ?? true else { return RecordPage(records: [], next: cursor, hasMore: false) }
        let records = (page * 3..<page * 3 + 3).map { number in
            SourceRecord(
                id: "order/\(number)",
                object: "Order",
                occurredAt: JumpClock.start,
                payload: ["number": .integer(Int64(number)), "lane": .string("L\(number % 5)")]
            )
        }
        return RecordPage(records: records, next: Cursor("\(page + 1)"), hasMore: false)
    }
}
