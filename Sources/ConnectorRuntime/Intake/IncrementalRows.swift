import CanonicalModel
import ConnectorKit
import JSON

/// The rows of one page, and what they mean for their round.
struct IncrementalRows {
    /// The longest token that becomes a part of the durable position, in bytes.
    private static let longestToken = 4096

    private let page: ChangePage
    private let stream: IncrementalStream
    private let round: IncrementalPosition.Round

    init(_ page: ChangePage, of stream: IncrementalStream, _ round: IncrementalPosition.Round) {
        self.page = page
        self.stream = stream
        self.round = round
    }

    /// The latest time that may move the bookmark.
    var newest: Instant? { page.rows.map(\.time).filter { $0 <= round.began }.max() }

    /// Whether rows were added or deleted before the place where this page begins.
    var hasMoved: Bool {
        guard case .offset = round.request else { return false }
        return page.rows.first?.id != round.anchor
    }

    /// Refuses a page that is not what was asked for: reading on behind it could pass over rows.
    func check() throws(ConnectorError) {
        if let row = page.rows.first(where: \.id.isEmpty) { throw unexpected("a row of \(row.time.text) has no id") }
        if let bound = lowerBound, let row = page.rows.first(where: { stream.floor($0.time) < bound }) {
            throw unexpected("\(row.id) is of \(row.time.text), but changes from \(bound.text) on were asked for")
        }
        switch round.request {
        case .since where stream.paging == .position:
            for (row, next) in zip(page.rows, page.rows.dropFirst())
            where stream.floor(next.time) < stream.floor(row.time) {
                throw unexpected("\(next.id) of \(next.time.text) comes behind \(row.id) of \(row.time.text)")
            }
        case .at(let time, _):
            if let row = page.rows.first(where: { stream.floor($0.time) != time }) {
                throw unexpected("\(row.id) is of \(row.time.text), but changes of \(time.text) only were asked for")
            }
        default: break
        }
        if stream.deletions == .unreported, let row = page.rows.first(where: { $0.content == .deleted }) {
            throw unexpected("\(row.id) is reported as deleted, but the stream is declared not to tell of deletions")
        }
    }

    /// Sets what the round asks for next.
    ///
    /// - Returns: Whether there is anything.
    func goOn(_ round: inout IncrementalPosition.Round) throws(ConnectorError) -> Bool {
        let next = try following()
        guard let next else { return false }
        guard next != round.request else { throw unexpected("there is said to be more, but the page stands still") }
        if stream.paging == .offset { round.anchor = page.rows.last?.id }
        round.request = next
        return true
    }

    private func following() throws(ConnectorError) -> ChangeRequest? {
        guard page.hasMore else {
            guard case .at(let time, _) = round.request else { return nil }
            return .since(time.adding(stream.resolution))
        }
        if stream.paging == .token {
            guard let token = page.nextToken else {
                throw unexpected("there is said to be more, but no token leads there")
            }
            guard token.utf8.count <= Self.longestToken else {
                throw unexpected("the token of the next page has \(token.utf8.count) bytes, more than can be kept")
            }
            return .page(token: token, since: round.since)
        }
        guard let first = page.rows.first, let last = page.rows.last else {
            throw unexpected("there is said to be more behind a page without a row")
        }
        switch round.request {
        case .at(let time, _): return .at(time, behind: last.id)
        case .offset(let offset, _): return .offset(offset + page.rows.count - 1, since: round.since)
        case .since, .page:
            if stream.paging == .offset { return .offset(page.rows.count - 1, since: round.since) }
            let time = stream.floor(last.time)
            // A page within one time cannot be followed by time: there, rows are asked for in the order of their ids.
            return time == stream.floor(first.time) ? .at(time, behind: nil) : .since(time)
        }
    }

    private var lowerBound: Instant? {
        switch round.request {
        case .since(let time): time
        case .at(let time, _): time
        case .page(_, let since), .offset(_, let since): since
        }
    }

    private func unexpected(_ reason: String) -> ConnectorError {
        .unexpectedAnswer(endpoint: stream.stream.name, reason: reason)
    }
}

extension IncrementalRows {
    /// The rows that concern the stream; the id names row, time and content, since a row may change twice in one time.
    func records() -> [SourceRecord] {
        page.rows.compactMap { row in
            switch row.content {
            case .object(let payload):
                SourceRecord(
                    id: "\(row.id)@\(row.time.text)#\(Self.fingerprint(payload.canonicalText))",
                    object: stream.stream.object,
                    occurredAt: row.time,
                    payload: payload
                )
            case .deleted:
                SourceRecord(deletionOf: row.id, object: stream.stream.object, at: row.time)
            case .unusable, .foreign: nil
            }
        }
    }

    /// What was no usable row.
    var rejects: [SourceReject] {
        page.rejects
            + page.rows.compactMap { row in
                guard case .unusable(let reject) = row.content else { return nil }
                return reject
            }
    }

    /// FNV-1a with 64 bits, as 16 hexadecimal digits: the same on every machine.
    private static func fingerprint(_ text: String) -> String {
        let value = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
