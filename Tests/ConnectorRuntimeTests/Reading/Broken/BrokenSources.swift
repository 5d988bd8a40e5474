import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// A source with one fault that really occurs, and the promises that it breaks.
struct BrokenSource: Sendable {
    let type: YardSource.Type
    let paging: IncrementalStream.Paging
    let breaks: [String]

    static let all = [
        BrokenSource(type: SilentSource.self, paging: .position, breaks: ["R01"]),
        BrokenSource(type: TalkativeSource.self, paging: .position, breaks: ["R02"]),
        BrokenSource(type: NamelessSource.self, paging: .position, breaks: ["R01", "R03"]),
        BrokenSource(type: OneKeySource.self, paging: .token, breaks: ["R03"]),
        BrokenSource(type: CountingSource.self, paging: .position, breaks: ["R04", "R05"]),
        BrokenSource(type: DeafSource.self, paging: .position, breaks: ["R05", "R08"]),
        BrokenSource(type: DeafSource.self, paging: .offset, breaks: ["R05", "R08"]),
        BrokenSource(type: DeafSource.self, paging: .token, breaks: ["R05", "R08"]),
        BrokenSource(type: ExclusiveSource.self, paging: .position, breaks: ["R07"]),
        BrokenSource(type: PunctualSource.self, paging: .position, breaks: ["R07"]),
        BrokenSource(type: UnsortedSource.self, paging: .position, breaks: ["R09"]),
        BrokenSource(type: EagerSource.self, paging: .token, breaks: ["R09"]),
        BrokenSource(type: OffByOneSource.self, paging: .offset, breaks: ["R06", "R10"]),
        BrokenSource(type: EarlyEndSource.self, paging: .position, breaks: ["R01", "R06"]),
        BrokenSource(type: ForgetfulSource.self, paging: .position, breaks: ["R11"]),
        BrokenSource(type: UndeclaredSource.self, paging: .position, breaks: ["R11"]),
        BrokenSource(type: TwoFacedSource.self, paging: .position, breaks: ["R12"]),
        BrokenSource(type: FloatingSource.self, paging: .position, breaks: ["R13"]),
        BrokenSource(type: ZonelessSource.self, paging: .position, breaks: ["R13"]),
        BrokenSource(type: HeirlessSource.self, paging: .position, breaks: ["R14"]),
        BrokenSource(type: WordySource.self, paging: .token, breaks: ["R01", "R14"]),
    ]
}

/// Returns pages that a subclass alters.
class AlteringSource: YardSource, @unchecked Sendable {
    func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage { page }

    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        alter(try table.answer(request), request)
    }

    func rows(_ page: ChangePage, _ change: (ChangedRow) -> ChangedRow?) -> ChangePage {
        let rows = page.rows.compactMap(change)
        return table.paging == .token
            ? ChangePage(rows: rows, nextToken: page.nextToken) : ChangePage(rows: rows, hasMore: page.hasMore)
    }

    func payload(_ row: ChangedRow, _ change: (inout JSONObject) -> Void) -> ChangedRow {
        guard case .object(let payload) = row.content, var object = payload.objectValue else { return row }
        change(&object)
        return ChangedRow(id: row.id, time: row.time, content: .object(.object(object)))
    }
}

/// Says that there is nothing.
final class SilentSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        ChangePage(rows: [], hasMore: false)
    }
}

/// Adds a member that nobody declared.
final class TalkativeSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { row in payload(row) { $0["internal"] = 1 } }
    }
}

/// Leaves keys empty.
final class NamelessSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { ChangedRow(id: "", time: $0.time, content: $0.content) }
    }
}

/// Gives all rows one key.
final class OneKeySource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { ChangedRow(id: "row", time: $0.time, content: $0.content) }
    }
}

/// Writes into each record when it was read.
final class CountingSource: AlteringSource, @unchecked Sendable {
    private static let reads = Mutex<Int64>(0)

    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { row in
            let number = Self.reads.withLock { reads in
                reads += 1
                return reads
            }
            return payload(row) { $0["text"] = .string("read \(number)") }
        }
    }
}

/// Does not hear from which time on changes are wanted.
final class DeafSource: YardSource, @unchecked Sendable {
    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        switch request {
        case .since: try table.answer(.since(nil))
        case .at: try table.answer(request)
        case .page(let token, _): try table.answer(.page(token: token, since: nil))
        case .offset(let offset, _): try table.answer(.offset(offset, since: nil))
        }
    }
}

/// Reads the lower bound as "later than", and declares that nothing comes late.
final class ExclusiveSource: YardSource, @unchecked Sendable {
    override var overlap: Duration { .zero }

    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        guard case .since(let time?) = request else { return try table.answer(request) }
        return try table.answer(.since(time.adding(seconds: 1)))
    }
}

/// Declares that times are exact, when they are shown to the second and kept to the microsecond.
final class PunctualSource: YardSource, @unchecked Sendable {
    override var overlap: Duration { .zero }
    override var resolution: Duration { .microseconds(1) }

    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        guard case .at(let time, let id) = request else { return try table.answer(request) }
        // The rows of exactly this time, not of the whole second that it stands for.
        let behind = id.flatMap { Int($0) } ?? .min
        let found = table.rows.filter { $0.time == time && $0.id > behind }.sorted { $0.id < $1.id }
        return ChangePage(
            rows: found.prefix(YardTable.pageSize).map(YardTable.changed),
            hasMore: found.count > YardTable.pageSize
        )
    }
}

/// Declares to be sorted by time, and is not.
final class UnsortedSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        ChangePage(rows: page.rows.reversed(), hasMore: page.hasMore)
    }
}

/// Forgets the end of a round when it is asked for an expired token.
final class EagerSource: YardSource, @unchecked Sendable {
    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        do {
            return try table.answer(request)
        } catch {
            guard case .positionUnavailable = error else { throw error }
            return ChangePage(rows: [], nextToken: nil)
        }
    }
}

/// Passes over one row too many.
final class OffByOneSource: YardSource, @unchecked Sendable {
    override func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        guard case .offset(let offset, let since) = request else { return try table.answer(request) }
        return try table.answer(.offset(offset + 1, since: since))
    }
}

/// Takes a full page for the last one.
final class EarlyEndSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        ChangePage(rows: page.rows, hasMore: false)
    }
}

/// Declares that it tells of deletions, and does not.
final class ForgetfulSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { $0.content == .deleted ? nil : $0 }
    }
}

/// Tells of deletions, and declares that it does not.
final class UndeclaredSource: YardSource, @unchecked Sendable {
    override var deletions: IncrementalStream.Deletions { .unreported }
}

/// Writes amounts in another form when everything is read.
final class TwoFacedSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        guard request == .since(nil) else { return page }
        return rows(page) { row in payload(row) { $0["amount"] = "19.990" } }
    }
}

/// Passes money through a binary number.
final class FloatingSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { row in payload(row) { $0["amount"] = "19.989999999999998436805981327779591083526611328125" } }
    }
}

/// Leaves out the zone.
final class ZonelessSource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        rows(page) { row in payload(row) { $0["at"] = "2026-01-05T08:00:00" } }
    }
}

/// Does not know the cursors of its earlier version.
final class HeirlessSource: YardSource, @unchecked Sendable {
    override func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? { nil }
}

/// Packs everything that it has shown into its token.
final class WordySource: AlteringSource, @unchecked Sendable {
    override func alter(_ page: ChangePage, _ request: ChangeRequest) -> ChangePage {
        ChangePage(rows: page.rows, nextToken: page.nextToken.map { $0 + String(repeating: "/x", count: 5000) })
    }
}
