import ConnectorKit
import JSON

/// What the records of rows are.
struct RowTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    private func source() async throws -> SourceUnderTest {
        try await SourceUnderTest(trial, in: trial.readableWorld())
    }

    func requireRows() async throws {
        let source = try await source()
        for (stream, rows) in try await source.rowStreams() {
            trial.require(
                !rows.isEmpty,
                "\(stream.name): the world holds no row of it, so that nothing is shown: add one"
            )
            let pages = try await source.poll(stream)
            source.requireAll(rows, in: pages, of: stream, "read from the beginning")
            let strange = source.rows(in: pages, of: stream).subtracting(rows).sorted()
            trial.require(
                strange.isEmpty,
                "\(stream.name): tells of \(strange.count) rows that the system does not hold: \(SourceUnderTest.list(strange))"
            )
        }
    }

    /// Compares records with what the system itself says of their rows, before and after a change.
    func requireContents() async throws {
        let source = try await source()
        for (stream, rows) in try await source.rowStreams() {
            try await requireContents(of: stream, source)
            guard let row = rows.min(), try await source.world.change(row, in: stream) else { continue }
            try await requireContents(of: stream, source)
        }
    }

    private func requireContents(of stream: SourceStream, _ source: SourceUnderTest) async throws {
        guard let contents = try await source.world.contents(of: stream),
            contents.values.contains(where: { !$0.isEmpty })
        else {
            trial.fail("\(stream.name): the world does not say what its rows hold: let it tell their contents")
            return
        }
        let records = Dictionary(grouping: try await source.poll(stream).records) {
            source.world.row(of: $0, in: stream)
        }
        for (row, parts) in contents.sorted(by: { $0.key < $1.key }) {
            for flaw in ContentCheck.flaws(in: records[row] ?? [], against: parts) {
                trial.fail("\(stream.name): \(row): \(flaw)")
            }
        }
    }

    func requireShapes() async throws {
        try await forEachRecord { stream, record in
            guard record.object == stream.object || record.object == SourceRecord.deletion else {
                trial.fail("\(stream.name): lists \(stream.object), and a record is of \(record.object)")
                return
            }
            if let flaw = CanonicalShape.flaw(of: record.payload, as: record.object) {
                trial.fail("\(stream.name): a \(record.object) \(flaw)")
            }
        }
    }

    func requireKeys() async throws {
        let source = try await source()
        for (stream, _) in try await source.rowStreams() {
            let records = try await source.poll(stream).records
            trial.require(!records.contains { $0.id.isBlank }, "\(stream.name): a record has no id")
            for (id, states) in Dictionary(grouping: records, by: \.id) where Set(states.map(\.state)).count > 1 {
                trial.fail("\(stream.name): the id \(id) stands for \(Set(states.map(\.state)).count) contents")
            }
        }
    }

    func requireNewKeys() async throws {
        let source = try await source()
        var changed = 0
        for (stream, rows) in try await source.rowStreams() {
            let known = Set(try await source.poll(stream).records.map(\.id))
            guard let row = rows.min(), try await source.world.change(row, in: stream) else { continue }
            changed += 1
            let after = try await source.poll(stream).records.filter { source.world.row(of: $0, in: stream) == row }
            let isNew = after.contains { !known.contains($0.id) }
            trial.require(isNew, "\(stream.name): the row \(row) was changed, and its record has no new id")
        }
        if changed == 0 { throw Inapplicable("people cannot change its rows") }
    }

    func requireEqualReadings() async throws {
        let world = try await trial.readableWorld()
        let readings = [try await SourceUnderTest(trial, in: world), try await SourceUnderTest(trial, in: world)]
        for (stream, _) in try await readings[0].rowStreams() {
            let first = try await readings[0].poll(stream)
            // What says when it was read differs by now.
            world.clock.advance(by: .seconds(1))
            let second = try await readings[1].poll(stream)
            let difference = Set(first.records).symmetricDifference(second.records).map(\.id).sorted()
            trial.require(
                difference.isEmpty,
                "\(stream.name): two readings differ in \(difference.count) records: \(SourceUnderTest.list(difference))"
            )
            let rejects = Set(first.flatMap(\.rejects)).symmetricDifference(second.flatMap(\.rejects)).map(\.subject)
            trial.require(
                rejects.isEmpty,
                "\(stream.name): two readings differ in rejects: \(SourceUnderTest.list(rejects))"
            )
        }
    }

    /// Spoils a row, and looks for it among the rejects.
    func requireRejects() async throws {
        let source = try await source()
        var spoilt = 0
        for (stream, rows) in try await source.rowStreams() {
            let before = Set(try await source.poll(stream).flatMap(\.rejects).map(\.name))
            guard let row = rows.min(), try await source.world.spoil(row, in: stream) else { continue }
            spoilt += 1
            let pages = try await source.poll(stream)
            source.requireAll(rows.subtracting([row]), in: pages, of: stream, "beside \(row), which cannot be used")
            let rejects = pages.flatMap(\.rejects).filter { !before.contains($0.name) }
            trial.require(!rejects.isEmpty, "\(stream.name): \(row) cannot be used, and is no reject")
            for reject in rejects where [reject.kind, reject.subject, reject.reason].contains(where: \.isBlank) {
                trial.fail("\(stream.name): a reject has no kind, subject or reason: \(reject)")
            }
            let again = Set(
                try await SourceUnderTest(trial, in: source.world).poll(stream).flatMap(\.rejects).map(\.name)
            )
            let lost = rejects.map(\.name).filter { !again.contains($0) }.map(\.subject)
            trial.require(
                lost.isEmpty,
                "\(stream.name): read again, rejects have other names than \(SourceUnderTest.list(lost)): each is another case"
            )
        }
        if spoilt == 0 { throw Inapplicable("its system takes no row that cannot be used") }
    }

    func requireExactValues() async throws {
        try await forEachRecord { stream, record in
            for flaw in ValueCheck.flaws(in: record.payload) {
                trial.fail("\(stream.name): in a \(record.object), \(flaw)")
            }
        }
    }

    /// Compares a change as the next poll tells it with the same row read from the beginning, and by its time.
    func requireOneTranslation() async throws {
        let source = try await source()
        var compared = 0
        for (stream, rows) in try await source.rowStreams() {
            compared += try await requireOneTranslation(byTime: stream, source)
            let last = try await source.poll(stream).last?.next
            guard let row = rows.min(), try await source.world.change(row, in: stream) else { continue }
            compared += 1
            let told = Set(try await source.poll(stream, after: last).records)
            let anew = Set(try await SourceUnderTest(trial, in: source.world).poll(stream).records)
            let difference = told.subtracting(anew).filter { source.world.row(of: $0, in: stream) == row }
            let isTold = told.contains { source.world.row(of: $0, in: stream) == row }
            trial.require(isTold, "\(stream.name): the row \(row) was changed, and reading on does not bring it")
            trial.require(difference.isEmpty, "\(stream.name): the row \(row) differs when everything is read")
        }
        if compared == 0 { throw Inapplicable("its rows can be asked for in one way only") }
    }

    /// Compares the rows of the first page with the same rows asked for by their one time.
    private func requireOneTranslation(byTime stream: SourceStream, _ source: SourceUnderTest) async throws -> Int {
        guard let incremental = source.incremental, let declared = source.declaration(of: stream),
            declared.paging == .position
        else { return 0 }
        let rows = try await incremental.changes(of: declared, .since(nil)).rows
        for time in Set(rows.map(\.time)).sorted().prefix(5) {
            let same = try await incremental.changes(of: declared, .at(time, behind: nil)).rows
            for row in same {
                guard let other = rows.first(where: { $0.id == row.id }), other != row else { continue }
                trial.fail("\(stream.name): the row \(row.id) differs when it is asked for by its time")
            }
        }
        return rows.isEmpty ? 0 : 1
    }

    private func forEachRecord(_ look: (SourceStream, SourceRecord) -> Void) async throws {
        let source = try await source()
        for stream in source.streams {
            for record in try await source.poll(stream).records { look(stream, record) }
        }
    }
}

extension SourceReject {
    /// What makes a reject join a case.
    fileprivate struct Name: Hashable {
        let kind: String
        let subject: String
    }

    fileprivate var name: Name { Name(kind: kind, subject: subject) }
}

extension SourceRecord {
    /// What an id stands for.
    fileprivate struct State: Hashable {
        let payload: JSON
        let object: String
    }

    fileprivate var state: State { State(payload: payload, object: object) }
}
