import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// Dies at each step, then goes on with a new runtime: every file takes effect once.
struct FileKillTests {
    /// What ends the process at the n-th operation of the place, before or after it took effect.
    enum Moment: CaseIterable { case before, after }

    private final class Death: Sendable {
        let left: Mutex<Int>

        init(after count: Int) { left = Mutex(count) }

        /// From the n-th call on, nothing works any more.
        func step(_ call: InMemoryFileTransport.Call) throws(FileTransportError) {
            let isDead = left.withLock { left in
                left -= 1
                return left < 0
            }
            if isDead { throw FileTransportError(.cancelled, place: call.path, detail: "the process ended") }
        }

        var happened: Bool { left.withLock { $0 < 0 } }
    }

    @Test(arguments: Moment.allCases) func intakeThatDiesAtAnyCallOfThePlaceTakesEachFileOnce(
        _ moment: Moment
    ) async throws {
        var deaths = 0
        for step in 0..<200 {
            let zone = try fullZone(rows: 3)
            let death = Death(after: step)
            kill(zone, death, moment)
            try await zone.run()
            zone.files.before(nil)
            zone.files.after(nil)
            guard death.happened else { break }
            deaths += 1
            try await recover(zone, rows: 3, "step \(step)")
        }
        #expect(deaths > 20, "the steps were counted")
        #expect(deaths < 200, "all of them")
    }

    @Test(arguments: CuttingStore.Cut.allCases)
    private func intakeThatDiesAtAnyCommitTakesEachFileOnce(_ cut: CuttingStore.Cut) async throws {
        for step in 0..<100 {
            var zone = try fullZone(rows: 600)
            let memory = InMemoryStore()
            let store = CuttingStore(memory, acknowledging: step, cut: cut)
            zone.store = store
            do {
                try await zone.run()
                #expect(step > 8, "commits were counted")
                return
            } catch {
                zone.store = memory
                try await recover(zone, rows: 600, "commit \(step)")
            }
        }
        Issue.record("there is no end of commits")
    }

    @Test(arguments: Moment.allCases, [true, false])
    func sendingThatDiesAtAnyCallWritesEachFileOnce(_ moment: Moment, isTakenAtOnce: Bool) async throws {
        var deaths = 0
        for step in 0..<60 {
            var zone = try DropZone()
            zone.readiness = FilePlace.Readiness(checksum: ".sha256")
            let taken = Mutex<[[UInt8]]>([])
            let death = Death(after: step)
            let take: @Sendable (InMemoryFileTransport.Call) -> Void = { [files = zone.files] call in
                guard isTakenAtOnce, call.operation == .rename, let bytes = files.take("outgoing/hello.csv") else {
                    return
                }
                taken.withLock { $0.append(bytes) }
            }
            if moment == .before { zone.files.before { call throws(FileTransportError) in try death.step(call) } }
            zone.files.after { call throws(FileTransportError) in
                take(call)
                if moment == .after { try death.step(call) }
            }
            try await zone.plan("hello")
            try await zone.send()
            zone.files.before(nil)
            zone.files.after { call throws(FileTransportError) in take(call) }
            for _ in 0..<3 {
                zone.clock.advance(by: .seconds(3600))
                try await zone.send()
            }
            #expect(try await zone.store.delivery("Note/hello")?.state == .delivered, "step \(step)")
            let there = zone.files.bytes(at: "outgoing/hello.csv").map { [$0] } ?? []
            #expect(taken.withLock { $0 } + there == [Array("note:hello\n".utf8)], "step \(step)")
            #expect(!zone.files.files.contains(DropZone.temporary), "step \(step)")
            guard death.happened else { break }
            deaths += 1
        }
        #expect(deaths > 5, "the steps were counted")
        #expect(deaths < 60, "all of them")
    }

    /// Dies before a renaming and then at any step, where a write has removed what was there and written nothing yet.
    @Test func sendingThatDiesTwiceWritesEachFileOnce() async throws {
        var deaths = 0
        for step in 0..<60 {
            var zone = try DropZone()
            zone.readiness = FilePlace.Readiness(checksum: ".sha256")
            try await zone.plan("hello")
            zone.files.before { call throws(FileTransportError) in
                guard call.operation == .rename else { return }
                throw FileTransportError(.cancelled, place: call.path, detail: "the process ended")
            }
            try await zone.send()
            let death = Death(after: step)
            zone.files.before { [files = zone.files] call throws(FileTransportError) in
                if call.operation == .write { files.take(call.path) }
                try death.step(call)
            }
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
            zone.files.before(nil)
            for _ in 0..<3 {
                zone.clock.advance(by: .seconds(3600))
                try await zone.send()
            }
            #expect(try await zone.store.delivery("Note/hello")?.state == .delivered, "step \(step)")
            #expect(zone.files.files == ["outgoing/hello.csv", "outgoing/hello.csv.sha256"], "step \(step)")
            guard death.happened else { break }
            deaths += 1
        }
        #expect(deaths > 5, "the steps were counted")
        #expect(deaths < 60, "all of them")
    }

    /// A zone with one file of each fate; 600 rows are two pages.
    private func fullZone(rows count: Int) throws -> DropZone {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done")
        let rows = (1...count).map { "ann:a\($0)" }.joined(separator: "\n")
        zone.drop("a.csv", rows, "bad:row")
        zone.drop("b.csv", rows, "bad:row")
        zone.drop("c.csv", "ben:c", "!cut")
        for name in ["a", "b", "c"] { zone.files.put([], at: "incoming/\(name).csv.done") }
        return zone
    }

    private func kill(_ zone: DropZone, _ death: Death, _ moment: Moment) {
        switch moment {
        case .before: zone.files.before { call throws(FileTransportError) in try death.step(call) }
        case .after: zone.files.after { call throws(FileTransportError) in try death.step(call) }
        }
    }

    /// Goes on until nothing changes, and looks whether each file had its effect once.
    private func recover(_ zone: DropZone, rows: Int, _ when: String) async throws {
        for _ in 0..<4 { try await zone.run(after: .seconds(3600)) }
        let ledger = zone.ledger
        #expect(Set(ledger).count == rows && ledger.count == rows, "\(when): \(ledger.count) notes")
        let files = zone.files.files.filter { !$0.hasSuffix(".done") }
        let expected = [
            "processed/a.csv", "processed/a.csv.reason.txt", "processed/b.csv", "processed/b.csv.reason.txt",
            "rejected/c.csv", "rejected/c.csv.reason.txt",
        ]
        #expect(files == expected, "\(when): \(files)")
        #expect(!zone.files.files.contains { $0.hasPrefix("incoming/") || $0.hasPrefix("claimed/") }, "\(when)")
        let cases = try await zone.openCases().filter { $0.hasPrefix("un") }
        #expect(cases == ["unusable_row:paper/a.csv", "unusable_file:paper/c.csv"], "\(when): \(cases)")
        let words = try await ["a.csv", "b.csv", "c.csv"].asyncMap { try await zone.story(of: $0) }
        #expect(words[0].filter { $0 == "FileReceived" }.count == 1, "\(when): \(words)")
        #expect(words[1].filter { $0 == "FileDuplicate" }.count == 1, "\(when): \(words)")
        #expect(words[2].filter { $0 == "FileRejected" }.count == 1, "\(when): \(words)")
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ work: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await work(element)) }
        return values
    }
}
