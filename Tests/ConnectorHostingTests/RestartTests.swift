import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Synchronization
import Testing

/// H02: what happens while a connector's process is started again.
struct RestartTests {
    /// A connector that has ended and whose pause is over; its program says nothing when it is started again.
    private func ended(greeting: Duration) async throws -> (HostedConnector, Office, mark: URL) {
        var office = Office()
        office.limits.greeting = greeting
        let mark = FileManager.default.temporaryDirectory.appendingPathComponent("mark-\(UUID().uuidString)")
        let script = "[ -e '\(mark.path)' ] && exec sleep 600; : > '\(mark.path)'; exec '\(Office.sample)'"
        let connector = try HostedConnector(
            office.script(script),
            configuration: office.configuration(),
            services: office.services
        )
        await #expect(throws: ConnectorError.self) { try await connector.apply([Office.note("one", do: "trap")]) }
        await #expect(throws: ConnectorError.self) { try await connector.check() }
        office.clock.advance(by: .seconds(60))
        return (connector, office, mark)
    }

    /// Calls that all wait for the process.
    private func calls(
        _ count: Int,
        _ connector: HostedConnector,
        _ done: @escaping @Sendable (String) -> Void
    ) -> [Task<Void, Never>] {
        (0..<count).map { _ in
            Task {
                do throws(ConnectorError) {
                    _ = try await connector.check()
                    done("it answered")
                } catch {
                    done("\(error)")
                }
            }
        }
    }

    @Test func aSlowStartHoldsNobodyElseUp() async throws {
        // As many as the machine has processors, so that no thread is left if each start held one.
        let processors = ProcessInfo.processInfo.activeProcessorCount
        var connectors: [HostedConnector] = []
        var marks: [URL] = []
        defer { for mark in marks { try? FileManager.default.removeItem(at: mark) } }
        for _ in 0..<processors {
            let (connector, _, mark) = try await ended(greeting: .seconds(120))
            connectors.append(connector)
            marks.append(mark)
        }
        let outcomes = Mutex<[String]>([])
        let tasks = connectors.flatMap { connector in
            calls(4, connector) { outcome in outcomes.withLock { $0.append(outcome) } }
        }

        // Many tasks more than the machine has processors get their turn, while all of those wait.
        for _ in 0..<100 { await Task { await Task.yield() }.value }

        #expect(outcomes.withLock { $0 } == [])
        for connector in connectors { connector.stop() }
        for task in tasks { await task.value }
        #expect(outcomes.withLock { $0 } == Array(repeating: "cancelled", count: 4 * processors))
    }

    /// Programs that are all started at once.
    private func starts(
        _ count: Int,
        _ program: HostedProgram,
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices,
        _ refused: @escaping @Sendable (String) -> Void
    ) -> [Task<Void, Never>] {
        (0..<count).map { _ in
            Task {
                do throws(ConnectorError) {
                    _ = try await HostedConnector.start(program, configuration: configuration, services: services)
                } catch {
                    refused("\(error)")
                }
            }
        }
    }

    @Test func aSlowFirstStartHoldsNobodyElseUp() async throws {
        var office = Office()
        office.limits.greeting = .seconds(120)
        let mark = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: mark) }
        let program = office.script("while [ ! -e '\(mark.path)' ]; do sleep 0.05; done")
        let (configuration, services) = (office.configuration(), office.services)
        let refusals = Mutex<[String]>([])
        let tasks = starts(2 * ProcessInfo.processInfo.activeProcessorCount, program, configuration, services) {
            refusal in
            refusals.withLock { $0.append(refusal) }
        }

        for _ in 0..<100 { await Task { await Task.yield() }.value }

        // Had they held the threads, this would come only after the greeting's time.
        #expect(refusals.withLock { $0 } == [])
        try Data().write(to: mark)
        for task in tasks { await task.value }
        #expect(refusals.withLock { $0.count } == tasks.count)
    }

    @Test func whoWaitsForAStartCanBeCancelled() async throws {
        let (connector, _, mark) = try await ended(greeting: .seconds(120))
        defer { try? FileManager.default.removeItem(at: mark) }
        let outcomes = Mutex<[String]>([])
        let tasks = calls(1, connector) { outcome in outcomes.withLock { $0.append(outcome) } }
        await Task { await Task.yield() }.value

        tasks[0].cancel()
        await tasks[0].value

        #expect(outcomes.withLock { $0 } == ["cancelled"])
        connector.stop()
    }

    @Test func whoIsCancelledAlreadyDoesNotWaitForAStart() async throws {
        let (connector, _, mark) = try await ended(greeting: .seconds(120))
        defer { try? FileManager.default.removeItem(at: mark) }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(ConnectorError) {
                _ = try await connector.check()
                return "it answered"
            } catch {
                return "\(error)"
            }
        }

        #expect(await task.value == "cancelled")
        connector.stop()
    }

    @Test func aStartThatFailsIsToldToAllWhoWaitForItAndCountsOnce() async throws {
        let (connector, office, mark) = try await ended(greeting: .milliseconds(400))
        defer { try? FileManager.default.removeItem(at: mark) }
        let outcomes = Mutex<[String]>([])
        for task in calls(3, connector, { outcome in outcomes.withLock { $0.append(outcome) } }) { await task.value }

        let told = outcomes.withLock { $0 }
        #expect(told.count == 3)
        #expect(told.allSatisfy { $0.contains("said nothing within 0.4 seconds") }, "\(told)")
        #expect(office.log.lines.filter { $0.message == "the connector's process ended" }.count == 2)
        connector.stop()
    }

    @Test func whatCannotBeAskedIsNotAvailableInPlaceOfAnAnswer() async throws {
        let office = Office()
        let connector = try office.hosted()
        await #expect(throws: ConnectorError.self) { try await connector.apply([Office.note("one", do: "trap")]) }
        let webhook = ReceivedWebhook(endpoint: "e", id: "7", receivedAt: office.clock.now, headers: [], body: [])
        let file = ArrivedFile(name: "a.txt", size: 8, digest: "d", modifiedAt: office.clock.now)
        let sink: any FileSink = try #require(connector.fileSink)
        let receiver: any WebhookSink = try #require(connector.webhookSink)
        let source: any IncrementalRESTSource = try #require(connector.incrementalSource)

        func isUnavailable(_ call: () async throws -> Void) async -> Bool {
            do {
                try await call()
                return false
            } catch ConnectorError.unavailable {
                return true
            } catch {
                return false
            }
        }
        #expect(await isUnavailable { _ = try await sink.askFile(for: Office.note("x")) })
        #expect(await isUnavailable { _ = try await receiver.askEvent(for: Office.note("x")) })
        #expect(await isUnavailable { _ = try await connector.askContent(of: webhook) })
        #expect(await isUnavailable { _ = try await connector.askReader(of: file, in: connector.fileStreams[0]) })
        #expect(await isUnavailable { _ = try await connector.askExpiry() })
        #expect(
            await isUnavailable {
                _ = try await source.askPosition(ofEarlier: Cursor("c"), in: source.incrementalStreams[0])
            }
        )
        connector.stop()
    }

    @Test func aFileThatWasOpenWhenItsProcessEndedIsNotAtFault() async throws {
        let office = Office()
        let connector = try office.hosted()
        let file = ArrivedFile(name: "a.txt", size: 8, digest: "d", modifiedAt: office.clock.now)
        var reader = try await connector.askReader(of: file, in: connector.fileStreams[0])
        #expect(try await reader.askItems(of: Array("one\n".utf8)).count == 1)
        await #expect(throws: ConnectorError.self) { try await connector.apply([Office.note("one", do: "trap")]) }

        await #expect(throws: ConnectorError.self) { try await reader.askItems(of: Array("two\n".utf8)) }
        connector.stop()
    }
}
