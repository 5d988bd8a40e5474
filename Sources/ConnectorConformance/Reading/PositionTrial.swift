import CanonicalModel
import ConnectorKit
import ConnectorRuntime

/// What positions between pages and polls are good for.
struct PositionTrial {
    private let trial: ConformanceTrial

    /// The longest cursor, in bytes: one is made durable with each page.
    private static let longestCursor = 65_536
    /// How many places of a stream are tried.
    private static let mostPlaces = 25

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    private func source() async throws -> SourceUnderTest {
        try await SourceUnderTest(trial, in: trial.readableWorld())
    }

    func requireNews() async throws {
        let source = try await source()
        for (stream, _) in try await source.rowStreams() {
            let first = try await source.poll(stream)
            let known = Set(first.records.map(\.id))
            let second = try await source.poll(stream, after: first.last?.next)
            let news = Set(second.records.map(\.id)).subtracting(known).sorted()
            trial.require(
                news.isEmpty,
                "\(stream.name): nothing happened, and \(news.count) records came: \(SourceUnderTest.list(news))"
            )
            try await requireLowerBounds(stream, source, rows: Set(first.records))
        }
    }

    func requireChanges() async throws {
        let source = try await source()
        var changed = 0
        for (stream, rows) in try await source.rowStreams() {
            let last = try await source.poll(stream).last?.next
            let next = try await source.poll(stream, after: last).last?.next
            guard let row = rows.min(), try await source.world.change(row, in: stream) else { continue }
            changed += 1
            let news = try await source.poll(stream, after: next)
            source.requireAll([row], in: news, of: stream, "reading on behind a change")
        }
        if changed == 0 { throw Inapplicable("people cannot change its rows") }
    }

    /// Asks for the rows from a time on, for the times of some rows.
    private func requireLowerBounds(
        _ stream: SourceStream,
        _ source: SourceUnderTest,
        rows: Set<SourceRecord>
    ) async throws {
        guard let incremental = source.incremental, let declared = source.declaration(of: stream) else { return }
        for time in Set(rows.map(\.occurredAt)).sorted().suffix(Self.mostPlaces) {
            let page = try await incremental.changes(of: declared, .since(time))
            let early = page.rows.filter { $0.time < time }.map(\.id)
            trial.require(
                early.isEmpty,
                "\(stream.name): rows before \(time.text) came, from which on they were asked for: \(SourceUnderTest.list(early))"
            )
            let pages = try await source.poll(stream, after: source.cursor(from: time, in: stream))
            let due = Set(rows.filter { $0.occurredAt >= time }.map { source.world.row(of: $0, in: stream) })
            source.requireAll(due, in: pages, of: stream, "read from \(time.text) on")
        }
    }

    func requireResumption() async throws {
        let source = try await source()
        var places = 0
        for (stream, _) in try await source.rowStreams() {
            let pages = try await source.filled(stream, pages: 4)
            let rows = try await source.world.rows(of: stream) ?? []
            for (index, page) in pages.enumerated().dropLast().prefix(Self.mostPlaces) {
                places += 1
                let restarted = try await SourceUnderTest(trial, in: source.world)
                let rest = try await restarted.poll(stream, after: page.next)
                source.requireAll(
                    rows,
                    in: pages[...index] + rest,
                    of: stream,
                    "restarted behind page \(index + 1) of \(pages.count)"
                )
                await trial.discard(restarted.connector)
            }
        }
        if places == 0 { throw Inapplicable("one page holds whatever its system can be made to hold") }
    }

    func requireEmptyFuture() async throws {
        let source = try await source()
        let future = source.world.clock.now.adding(seconds: 10 * 366 * 86_400)
        for declared in source.incremental?.incrementalStreams ?? [] {
            let rows = try await source.incremental?.changes(of: declared, .since(future)).rows ?? []
            trial.require(
                rows.isEmpty,
                "\(declared.stream.name): \(rows.count) rows came for changes from \(future.text) on, in ten years"
            )
        }
    }

    func requireOrder() async throws {
        let source = try await source()
        var compared = 0
        for (stream, _) in try await source.rowStreams() {
            if let declared = source.declaration(of: stream) {
                guard declared.paging == .position else { continue }
                compared += 1
                _ = try await source.stir(stream)
                try await requireOrder(of: declared, source)
            } else if try await requireOrder(of: stream, source) {
                compared += 1
            }
        }
        if compared == 0 { throw Inapplicable("its streams come in any order, as declared, or anew with each poll") }
    }

    /// Changes rows one after the other, and compares the order in which reading on tells them.
    ///
    /// - Returns: Whether there was anything to compare: a snapshot has no order of changes.
    private func requireOrder(of stream: SourceStream, _ source: SourceUnderTest) async throws -> Bool {
        guard let end = try await source.poll(stream).last?.next else { return false }
        let rows = try await source.stir(stream)
        guard rows.count > 1 else { return false }
        var told: [String] = []
        for record in try await source.poll(stream, after: end).records {
            let row = source.world.row(of: record, in: stream)
            told.removeAll { $0 == row }
            if rows.contains(row) { told.append(row) }
        }
        let (changed, seen) = (rows.joined(separator: ", "), told.joined(separator: ", "))
        trial.require(
            told == rows,
            "\(stream.name): rows that changed in the order \(changed) are told in the order \(seen)"
        )
        return true
    }

    /// Follows the pages of a stream that is read by position, without the runtime's own check.
    private func requireOrder(of stream: IncrementalStream, _ source: SourceUnderTest) async throws {
        var since: Instant?
        var latest: ChangedRow?
        for _ in 0..<Self.mostPlaces {
            guard let page = try await source.incremental?.changes(of: stream, .since(since)) else { return }
            for row in page.rows {
                if let latest, row.time < latest.time, latest.time.seconds(since: row.time) > 0 {
                    trial.fail("\(stream.stream.name): \(row.id) comes behind \(latest.id), which changed later")
                    return
                }
                latest = row
            }
            guard page.hasMore, let time = page.rows.last?.time else { return }
            // Rows of one time that fill a page are passed over: among them there is no order by time.
            (since, latest) = (time == since ? time.adding(stream.resolution) : time, nil)
        }
    }

    func requireReadableCursors() async throws {
        let source = try await source()
        for (stream, rows) in try await source.rowStreams() {
            let strange = [Cursor("of no connector"), Cursor(#"{"version":999999}"#), Cursor("")]
            for cursor in strange + trial.subject.earlierCursors(of: stream) {
                do {
                    let pages = try await SourceUnderTest(trial, in: source.world).poll(stream, after: cursor)
                    source.requireAll(rows, in: pages, of: stream, "read behind the cursor '\(cursor.text)'")
                } catch {
                    trial.fail("\(stream.name): the cursor '\(cursor.text)' of another time stops the stream: \(error)")
                }
            }
            for page in try await source.filled(stream) {
                let size = page.next?.text.utf8.count ?? 0
                trial.require(size <= Self.longestCursor, "\(stream.name): a cursor has \(size) bytes")
            }
        }
    }
}

extension SourceUnderTest {
    /// How many rows are added at most to make a stream long.
    private static let mostRows = 4096

    /// The pages of a stream, after so many rows were added that there are three, if the system lets anybody add rows, and
    /// some were changed.
    ///
    /// - Parameters:
    ///   - stream: The stream.
    ///   - times: How many times the longest page holds no more than all rows: rows of one time that are told from both
    ///     ends are all seen while there are few of them.
    /// - Returns: The pages.
    /// - Throws: What the source or the world throws.
    func filled(_ stream: SourceStream, pages times: Int = 1) async throws -> [RecordPage] {
        var pages = try await poll(stream)
        var added = 0
        while added < Self.mostRows {
            let longest = pages.map(\.records.count).max() ?? 0
            let held = try await world.rows(of: stream)?.count ?? 0
            guard pages.count < 3 || held < times * longest else { break }
            // As soon as there is a second page, it is known how many rows are missing.
            let missing = max(3, times) * longest + 1 - held
            let count = pages.count > 1 ? min(max(16, missing), Self.mostRows) : max(16, 3 * added)
            guard try await world.add(count, to: stream) != nil else { break }
            added += count
            pages = try await poll(stream)
        }
        return try await stir(stream).isEmpty ? pages : try await poll(stream)
    }

    /// Changes some rows, a second apart, the last by name first, so that rows differ in time and not in its order.
    ///
    /// - Returns: The rows in the order of their changes; none if people cannot change them.
    func stir(_ stream: SourceStream) async throws -> [String] {
        let rows = try await world.rows(of: stream) ?? []
        var changed: [String] = []
        for row in rows.sorted().suffix(5).reversed() {
            world.clock.advance(by: .seconds(1))
            try await world.synchronise()
            guard try await world.change(row, in: stream) else { return [] }
            changed.append(row)
        }
        return changed
    }
}
