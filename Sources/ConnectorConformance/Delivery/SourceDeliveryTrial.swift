import ConnectorKit
import ConnectorRuntime
import ConnectorStore

/// What becomes of rows between a system and a runtime's store.
struct SourceDeliveryTrial {
    private let trial: ConformanceTrial
    private static let mostCommits = 16

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// Lets the runtime run, wait, and end.
    func requireCleanEnd() async throws {
        let world = try await trial.readableWorld()
        let runtime = RuntimeUnderTest(trial, in: world)
        let engine = runtime.engine(try await trial.connector(in: world))
        let work = Task { try await engine.run() }
        try await world.clock.untilSleeping(1)
        work.cancel()
        _ = await work.result
        let sleepers = world.clock.sleeperCount
        trial.require(sleepers == 0, "\(sleepers) tasks still wait for the clock after the runtime has ended")
    }

    /// Lets the process die at each of its commits, and looks what is lost when it goes on.
    func requireNoCursorAhead() async throws {
        let world = try await trial.readableWorld()
        let sound = RuntimeUnderTest(trial, in: world)
        try await poll(sound)
        let whole = Set(try await sound.received())
        if whole.isEmpty { throw ConformanceObstacle("no record enters, so that none can be lost") }
        for commit in 0..<Self.mostCommits {
            var died = false
            for isBefore in [true, false] {
                let runtime = RuntimeUnderTest(trial, in: world)
                let place = Death.Place(step: .commit, after: commit, isBefore: isBefore)
                if try await runtime.run(dyingAt: place).hasCome { died = true }
                try await poll(runtime)
                let lost = whole.subtracting(try await runtime.received()).sorted()
                trial.require(
                    lost.isEmpty,
                    "\(place): \(lost.count) of \(whole.count) records are lost: \(SourceUnderTest.list(lost))"
                )
            }
            if !died { return }
        }
    }

    /// Reads after so many rows were added that no page may hold all of them.
    func requireBoundedPages() async throws {
        let world = try await trial.readableWorld()
        let source = try await SourceUnderTest(trial, in: world)
        var shown = false
        for (stream, _) in try await source.rowStreams() {
            let pages = try await source.filled(stream)
            let largest = pages.map { $0.records.count + $0.rejects.count }.max() ?? 0
            if pages.count > 1 || largest > Self.largestPage { shown = true }
            trial.require(
                largest <= Self.largestPage,
                "\(stream.name): a page brings \(largest) records, all of which are in memory at once; at most \(Self.largestPage) may"
            )
        }
        if !shown { throw Inapplicable("one page holds whatever its system can be made to hold") }
    }

    /// How many records of one page may be in memory at once.
    private static let largestPage = 2000

    /// Polls again and again: positions move on, each acknowledged once.
    func requireHonestProgress() async throws {
        let world = try await trial.readableWorld()
        let runtime = RuntimeUnderTest(trial, in: world)
        try await poll(runtime)
        let received = try await runtime.received()
        for _ in 0..<2 { try await poll(runtime) }
        let entries = try await runtime.journal().filter { $0.kind == "cursor.advanced" }
        let repeated = Dictionary(grouping: entries) { "\($0.key) \($0.body)" }.filter { $0.value.count > 1 }
        for entry in repeated.keys.sorted().prefix(3) { trial.fail("the position \(entry) was acknowledged again") }
        let again = try await runtime.received()
        trial.require(
            Set(again).count == again.count,
            "\(again.count - Set(again).count) records entered twice"
        )
        trial.require(
            again.count == received.count,
            "nothing happened, and \(again.count - received.count) more records entered"
        )
    }

    /// Changes a row of each stream, and looks whether something enters.
    func requireEntryOfChanges() async throws {
        let world = try await trial.readableWorld()
        let runtime = RuntimeUnderTest(trial, in: world)
        try await poll(runtime)
        var changed = 0
        for (stream, rows) in try await SourceUnderTest(trial, in: world).rowStreams() {
            guard let row = rows.min(), try await world.change(row, in: stream) else { continue }
            changed += 1
            let before = try await runtime.received().count
            try await poll(runtime)
            let news = try await runtime.received().count - before
            trial.require(news > 0, "\(stream.name): the row \(row) was changed, and nothing entered")
        }
        if changed == 0 { throw Inapplicable("people cannot change its rows") }
    }

    /// A pass of a runtime that was just started, and two minutes.
    private func poll(_ runtime: RuntimeUnderTest) async throws {
        try await runtime.pass()
        try await runtime.wait(.seconds(120))
    }
}
