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
        let (office, connector) = try hosted(silence: .milliseconds(300))
        async let outcomes = connector.apply([Office.note("one", do: "sleep")])
        try await office.clock.untilSleeping(1)
        let end = ContinuousClock.now.advanced(by: .milliseconds(1_200))
        while ContinuousClock.now < end { _ = try await connector.check() }

        office.clock.advance(by: .seconds(3_600))

        #expect(try await outcomes.count == 1)
        connector.stop()
    }
}
