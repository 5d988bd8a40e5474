import ConnectorHost
import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Synchronization
import Testing

/// H03: each call has its own deadline, and nobody else's work hides that one hangs.
struct DeadlineTests {
    private func hosted(silence: Duration) throws -> (Office, HostedConnector) {
        var office = Office()
        office.limits.silence = silence
        return (office, try office.hosted())
    }

    /// What becomes of a call while another thing is done again and again.
    private func outcome(
        of connector: HostedConnector,
        _ deed: String,
        meanwhile other: () async throws -> Void
    ) async throws -> String {
        let outcome = Mutex<String?>(nil)
        let task = Task {
            do throws(ConnectorError) {
                _ = try await connector.apply([Office.note("one", do: deed)])
                outcome.withLock { $0 = "it answered" }
            } catch {
                outcome.withLock { $0 = "\(error)" }
            }
        }
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while outcome.withLock({ $0 }) == nil, ContinuousClock.now < end { try await other() }
        connector.stop()
        await task.value
        return outcome.withLock { $0 } ?? ""
    }

    @Test func aCallThatHangsIsFoundWhileOthersAreAnswered() async throws {
        let (_, connector) = try hosted(silence: .milliseconds(500))

        let outcome = try await outcome(of: connector, "hang") { _ = try? await connector.check() }

        #expect(outcome.contains("it did nothing for 0.5 seconds for a call that waited for it"))
    }

    @Test func aCallThatHangsIsFoundWhileAnotherOneWaitsForTheRuntime() async throws {
        let (office, connector) = try hosted(silence: .milliseconds(500))
        let sleeper = Task { try? await connector.apply([Office.note("two", do: "sleep")]) }
        try await office.clock.untilSleeping(1)

        let outcome = try await outcome(of: connector, "hang") { await Task.yield() }

        #expect(outcome.contains("it did nothing for 0.5 seconds for a call that waited for it"))
        _ = await sleeper.value
    }

    @Test func askingForTheTimeIsNoSignOfLife() async throws {
        let (_, connector) = try hosted(silence: .milliseconds(500))

        let outcome = try await outcome(of: connector, "spin") { await Task.yield() }

        #expect(outcome.contains("it did nothing for 0.5 seconds for a call that waited for it"))
    }

    @Test func aCallThatNobodyWaitsForAnyMoreHasADeadlineToo() async throws {
        let (office, connector) = try hosted(silence: .milliseconds(500))
        let process = try #require(connector.processID)
        let task = Task { try await connector.apply([Office.note("one", do: "hang")]) }
        while office.transport.requests.isEmpty { await Task.yield() }
        task.cancel()
        _ = await task.result

        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while connector.processID != nil, ContinuousClock.now < end { await Task.yield() }

        #expect(kill(process, 0) != 0, "it runs on though nobody wants its answer")
        connector.stop()
    }

    @Test func timeInWhichTheRuntimeIsWaitedForDoesNotCount() async throws {
        // Long enough that a busy machine comes to the sleep before it is over.
        let (office, connector) = try hosted(silence: .seconds(3))
        async let outcomes = connector.apply([Office.note("one", do: "sleep")])
        try await office.clock.untilSleeping(1)
        let end = ContinuousClock.now.advanced(by: .seconds(4))
        while ContinuousClock.now < end { _ = try await connector.check() }

        office.clock.advance(by: .seconds(3_600))

        #expect(try await outcomes.count == 1)
        connector.stop()
    }

    /// The one call may wait for what the other one asked for; bounds hold however fast the machine is.
    @Test(arguments: [1, nil])
    func whileTheRuntimeWorksOnAnotherCallATenthOfTheTimeCounts(asking: Int?) async throws {
        let writer = CountingWriter()
        let channel = LineChannel(writer)
        let calls = [1, 2].map { _ in Task { await channel.call("check", .null) } }
        while writer.lines.withLock({ $0 }) < calls.count { await Task.yield() }
        // A call that is for nobody in particular is another one's, too.
        channel.beginAsk(for: asking)
        let first = silence(of: channel, after: .zero)
        let second = silence(of: channel, after: .milliseconds(200))
        #expect(second.time - first.time >= first.latest.duration(to: second.earliest) / 10)
        #expect(second.time - first.time <= first.earliest.duration(to: second.latest) / 10)

        channel.endAsk(for: asking)
        let third = silence(of: channel, after: .zero)
        let fourth = silence(of: channel, after: .milliseconds(20))
        #expect(fourth.time - third.time >= third.latest.duration(to: fourth.earliest), "from then on all of it")
        channel.lose("the test is over")
        for call in calls { _ = await call.value }
    }

    /// The longest silence when some time has gone by, and between which moments that was asked.
    private func silence(
        of channel: LineChannel,
        after wait: Duration
    ) -> (time: Duration, earliest: SuspendingClock.Instant, latest: SuspendingClock.Instant) {
        let end = SuspendingClock.now.advanced(by: wait)
        var earliest = SuspendingClock.now
        while earliest < end { earliest = .now }
        let time = channel.longestSilence
        return (time, earliest, .now)
    }
}

/// A process that takes every line and never answers.
private final class CountingWriter: LineWriter {
    let lines = Mutex(0)

    func write(_ bytes: [UInt8]) { lines.withLock { $0 += 1 } }
}
