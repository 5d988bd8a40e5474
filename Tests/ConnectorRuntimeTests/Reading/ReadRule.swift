import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// One promise of reading, which a sound source keeps and at least one broken source of the folder `Broken` does not.
struct ReadRule: Sendable, CustomTestStringConvertible {
    /// Its number in the list of promises, and what it proves.
    let name: String
    /// Plays it with a source of this type; returns what is wrong.
    let violations: @Sendable (YardSource.Type, IncrementalStream.Paging) async throws -> [String]

    var testDescription: String { name }

    init(
        _ name: String,
        _ violations: @escaping @Sendable (YardSource.Type, IncrementalStream.Paging) async throws -> [String]
    ) {
        self.name = name
        self.violations = violations
    }

    static let all: [String: ReadRule] = Dictionary(
        uniqueKeysWithValues: (shape + positions + movement).map { (String($0.name.prefix(3)), $0) }
    )
}

// MARK: - The shape of records

extension ReadRule {
    private static let shape = [
        ReadRule("R01 a stream yields records") { type, paging in
            let trial = ReadTrial(type, paging)
            for id in 1...7 { trial.table.write(id, Int64(id)) }
            try await trial.poll()
            return try await trial.missing() + trial.trouble()
        },
        ReadRule("R02 records hold what is declared and nothing else") { type, paging in
            let trial = ReadTrial(type, paging)
            trial.table.write(1, 1)
            try await trial.poll()
            return try await trial.received().flatMap { record in
                let members = record.payload.objectValue?.map(\.key).sorted() ?? []
                return (members == ["amount", "at", "author", "text"] ? [] : ["members \(members)"])
                    + (record.object == "Note" ? [] : ["object \(record.object)"])
            }
        },
        ReadRule("R03 keys are unique and never empty") { type, paging in
            let trial = ReadTrial(type, paging)
            for id in 1...7 { trial.table.write(id, Int64(id)) }
            try await trial.poll()
            let keys = try await trial.received().map { String($0.id.prefix { $0 != "@" }) }
            return (keys.contains("") ? ["an empty key"] : []) + (Set(keys).count == 7 ? [] : ["keys \(keys)"])
        },
        ReadRule("R04 two full reads are equal") { type, paging in
            let first = ReadTrial(type, paging)
            let second = ReadTrial(type, paging)
            for id in 1...7 {
                for trial in [first, second] { trial.table.write(id, Int64(id)) }
            }
            try await first.poll()
            try await second.poll()
            let (left, right) = (try await first.received(), try await second.received())
            return left == right && !left.isEmpty ? [] : ["\(left.map(\.id)) and \(right.map(\.id))"]
        },
        ReadRule("R12 a row is the same in a full read and in one of changes") { type, paging in
            let full = ReadTrial(type, paging)
            full.table.write(1, 40)
            try await full.poll()
            let changes = ReadTrial(type, paging)
            changes.table.write(2, 1)
            try await changes.poll()
            changes.table.write(1, 40)
            try await changes.poll()
            let (left, right) = (try await full.received(), try await changes.received().dropFirst())
            return left == Array(right) ? [] : ["\(left) and \(right)"]
        },
        ReadRule("R13 money is an exact decimal and times carry a zone") { type, paging in
            let trial = ReadTrial(type, paging)
            trial.table.write(1, 1)
            try await trial.poll()
            return try await trial.received().flatMap { record in
                let amount = record.payload["amount"]?.stringValue.flatMap { Decimal(plain: $0) }
                let time = record.payload["at"]?.stringValue.flatMap { Instant($0) }
                return (amount == Decimal(plain: "19.99") ? [] : ["amount"]) + (time != nil ? [] : ["time"])
            }
        },
    ]
}

// MARK: - Positions

extension ReadRule {
    private static let positions = [
        ReadRule("R05 a second read yields nothing old") { type, paging in
            let trial = ReadTrial(type, paging)
            for id in 1...7 { trial.table.write(id, Int64(id) * 20 - 100) }
            for _ in 0..<2 { try await trial.poll() }
            let count = try await trial.received().count
            try await trial.poll()
            return try await trial.trouble() + (trial.received().count == count ? [] : ["read again as new"])
        },
        ReadRule("R06 reading resumed at every page loses nothing") { type, paging in
            var violations: [String] = []
            for page in 1...9 {
                let trial = ReadTrial(type, paging)
                for id in 1...14 { trial.table.write(id, Int64(id / 5)) }
                trial.table.fail(page: page, .unavailable(endpoint: "yard", reason: "busy", retryAfter: nil))
                try await trial.pollThroughFailures()
                violations += try await trial.missing() + trial.trouble()
            }
            return violations
        },
        ReadRule("R08 a position in the future yields no records") { type, paging in
            let trial = ReadTrial(type, paging)
            for id in 1...4 { trial.table.write(id, Int64(id)) }
            let future = Cursor(#"{"incremental":1,"newest":"2099-01-01T00:00:00Z"}"#)
            _ = try await trial.store.commit([.cursorAdvanced(trial.stream, future)], by: "test", at: trial.clock.now)
            try await trial.poll()
            return try await trial.trouble() + trial.texts().map { "read: \($0)" }
        },
        ReadRule("R14 the position is small and an earlier version's is understood") { type, paging in
            let trial = ReadTrial(type, paging)
            trial.table.write(1, 1)
            trial.clock.advance(by: .seconds(9000))
            for id in 2...9 { trial.table.write(id, 5000 + Int64(id)) }
            let earlier = Cursor("since \(YardTable.start.adding(seconds: 5000).text)")
            _ = try await trial.store.commit([.cursorAdvanced(trial.stream, earlier)], by: "test", at: trial.clock.now)
            trial.table.fail(page: 2, .unavailable(endpoint: "yard", reason: "busy", retryAfter: nil))
            try await trial.poll()
            let cursor = try await trial.store.cursor(of: trial.stream)?.text ?? ""
            let isSound = cursor.utf8.count < 500 && (try? JSON(parsing: cursor)) != nil
            try await trial.pollThroughFailures()
            let old = try await trial.texts().filter { $0.hasPrefix("1 ") }.map { "read again: \($0)" }
            let lost = try await trial.missing().filter { !$0.hasPrefix("lost: 1 ") }
            return old + lost + (isSound ? [] : ["position of \(cursor.utf8.count) bytes"])
        },
    ]
}

// MARK: - Rows that move while they are read

extension ReadRule {
    private static let movement = [
        ReadRule("R07 rows added at the boundary are not lost") { type, paging in
            var violations: [String] = []
            for page in 1...8 {
                let trial = ReadTrial(type, paging)
                for id in 10...18 { trial.table.write(id, Int64(id / 4)) }
                trial.table.after(page: page) { table in
                    // At the time of the last row that was read, and at the latest time of all; with a lower number.
                    for (offset, seconds) in [2, 3, 4].enumerated() {
                        let time = YardTable.start.adding(seconds: Int64(seconds)).microseconds + 900_000
                        table.write(offset + page, at: Instant(microseconds: time))
                    }
                }
                // The page with this number may belong to the fourth poll; the fifth one has to find what came then.
                for _ in 0..<5 { try await trial.poll() }
                violations += try await trial.missing() + trial.trouble()
            }
            return violations
        },
        ReadRule("R09 an unsorted source never moves the bookmark early") { type, paging in
            let trial = ReadTrial(type, paging)
            // The newest rows have the lowest numbers, by which tokens and offsets go.
            for id in 1...12 { trial.table.write(id, 90 - Int64(id) * 7) }
            trial.table.fail(page: 3, .unavailable(endpoint: "yard", reason: "busy", retryAfter: nil))
            try await trial.poll()
            trial.table.state.withLock { $0.firstToken += 1 }
            try await trial.pollThroughFailures()
            return try await trial.missing() + trial.trouble()
        },
        ReadRule("R10 rows that are added or deleted while pages are read hide none") { type, paging in
            var violations: [String] = []
            for (page, gone) in [(1, 10), (1, 12), (2, 11), (2, 15), (3, 17)] {
                let trial = ReadTrial(type, paging)
                for id in 10...22 { trial.table.write(id, Int64(id)) }
                trial.table.after(page: page) { table in
                    table.vanish(gone)
                    table.vanish(gone + 1)
                }
                trial.table.after(page: page + 1) { $0.write(5, 99) }
                try await trial.poll()
                violations += try await trial.missing().filter { !$0.hasPrefix("lost: 5 ") }
                trial.clock.advance(by: .seconds(60))
                try await trial.poll()
                violations += try await trial.missing() + trial.trouble()
            }
            return violations
        },
        ReadRule("R11 a deletion is a record, or declared not to be told") { type, paging in
            let trial = ReadTrial(type, paging)
            for id in 1...3 { trial.table.write(id, Int64(id)) }
            try await trial.poll()
            trial.table.delete(2, 50)
            for _ in 0..<2 { try await trial.poll() }
            let told = try await trial.received().filter { $0.object == SourceRecord.deletion }
            let isTold = trial.source.deletions == .reported
            let held = try await trial.store.cases(onlyOpen: true).map(\.proposal.key)
            let isHeld = held == (isTold ? ["source_deletion:yard/2"] : [])
            return try await trial.trouble()
                + (told.compactMap { $0.payload["id"]?.stringValue } == (isTold ? ["2"] : []) ? [] : ["told: \(told)"])
                + (isHeld ? [] : ["cases \(held)"])
        },
    ]
}
