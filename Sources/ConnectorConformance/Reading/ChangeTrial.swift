import ConnectorKit

/// What happens to rows between the pages of a reading.
struct ChangeTrial {
    private let trial: ConformanceTrial

    /// Behind how many pages something happens.
    private static let mostPlaces = 20

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// Adds a row behind each page, and one more behind the last.
    func addWhileReading() async throws {
        let source = try await SourceUnderTest(trial, in: trial.readableWorld())
        let world = source.world
        var added = 0
        for (stream, _) in try await source.rowStreams() {
            _ = try await source.filled(stream)
            var pages = try await source.poll(stream) { count, _ in
                guard count <= Self.mostPlaces, try await world.add(1, to: stream) != nil else { return }
                added += 1
            }
            if try await world.add(1, to: stream) != nil { added += 1 }
            pages += try await pollTwice(stream, after: pages.last?.next, source)
            source.requireAll(
                try await world.rows(of: stream) ?? [],
                in: pages,
                of: stream,
                "rows came while pages were read"
            )
        }
        if added == 0 { throw Inapplicable("people cannot add rows to its streams") }
    }

    /// Deletes a row of each page that was read, and adds one.
    func deleteWhileReading() async throws {
        let source = try await SourceUnderTest(trial, in: trial.readableWorld())
        let world = source.world
        var deleted = 0
        for (stream, _) in try await source.rowStreams() {
            _ = try await source.filled(stream)
            var read: Set<String> = []
            var gone: Set<String> = []
            var pages = try await source.poll(stream) { count, page in
                guard count <= Self.mostPlaces else { return }
                read.formUnion(source.rows(in: [page], of: stream))
                guard let row = read.subtracting(gone).min(), try await world.delete(row, from: stream) else { return }
                gone.insert(row)
                deleted += 1
            }
            pages += try await pollTwice(stream, after: pages.last?.next, source)
            source.requireAll(
                try await world.rows(of: stream) ?? [],
                in: pages,
                of: stream,
                "\(gone.count) rows were deleted while pages were read"
            )
        }
        if deleted == 0 {
            throw Inapplicable("people cannot delete rows of its streams while more than one page is read")
        }
    }

    /// The pages of two more polls, a minute apart.
    private func pollTwice(
        _ stream: SourceStream,
        after cursor: Cursor?,
        _ source: SourceUnderTest
    ) async throws -> [RecordPage] {
        var pages: [RecordPage] = []
        var cursor = cursor
        for _ in 0..<2 {
            source.world.clock.advance(by: .seconds(60))
            try await source.world.synchronise()
            let more = try await source.poll(stream, after: cursor)
            pages += more
            cursor = more.last?.next
        }
        return pages
    }

    /// Deletes a row of each stream and looks at what all streams tell of it.
    func requireDeletions() async throws {
        let source = try await SourceUnderTest(trial, in: trial.readableWorld())
        var deleted = 0
        for (stream, rows) in try await source.rowStreams() {
            let before = try await cursors(source)
            guard let row = rows.max(), try await source.world.delete(row, from: stream) else { continue }
            deleted += 1
            source.world.clock.advance(by: .seconds(60))
            try await source.world.synchronise()
            try await requireTombstone(of: row, in: stream, since: before, source)
            let anew = try await SourceUnderTest(trial, in: source.world).poll(stream)
            let isGhost = source.rows(in: anew, of: stream).contains(row)
            trial.require(!isGhost, "\(stream.name): the deleted row \(row) is still told of")
        }
        if deleted == 0 { throw Inapplicable("its system lets nobody delete rows") }
    }

    /// The positions of all streams at their present end.
    private func cursors(_ source: SourceUnderTest) async throws -> [SourceStream: Cursor] {
        var cursors: [SourceStream: Cursor] = [:]
        for stream in source.streams { cursors[stream] = try await source.poll(stream).last?.next }
        return cursors
    }

    private func requireTombstone(
        of row: String,
        in stream: SourceStream,
        since cursors: [SourceStream: Cursor],
        _ source: SourceUnderTest
    ) async throws {
        var told: [SourceRecord] = []
        var tells = source.declaration(of: stream)?.deletions == .reported
        for other in source.streams where other.object == stream.object {
            let onlyTellsDeletions = try await source.world.rows(of: other) == nil
            guard other == stream || onlyTellsDeletions else { continue }
            if onlyTellsDeletions { tells = true }
            let pages = try await source.poll(other, after: cursors[other])
            told += pages.records.filter { $0.object == SourceRecord.deletion }
            let again = try await source.poll(other, after: pages.last?.next)
            let repeated = again.records.filter { $0.object == SourceRecord.deletion && !told.contains($0) }
            trial.require(repeated.isEmpty, "\(other.name): the deletion of \(row) is told again as another record")
        }
        let names = Set(told.map { source.world.row(of: $0, in: stream) })
        trial.require(!tells || names.contains(row), "\(stream.name): the deletion of \(row) is not told")
        let wrong = names.subtracting([row]).sorted()
        trial.require(
            wrong.isEmpty,
            "\(stream.name): deletions are told of rows that are there: \(SourceUnderTest.list(wrong))"
        )
    }
}
