import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Testing

/// H02 and H03: what happens to a connector's process happens to nobody else.
struct CrashTests {
    private func failure(_ call: () async throws(ConnectorError) -> some Sendable) async -> ConnectorError? {
        do throws(ConnectorError) {
            _ = try await call()
            return nil
        } catch {
            return error
        }
    }

    @Test func aTrapDuringAWriteLeavesItsOutcomeUnknownAndTheConnectorStartsAgain() async throws {
        let office = Office()
        let connector = try office.hosted()
        let first = connector.processID

        let failure = await failure { () async throws(ConnectorError) in
            try await connector.apply([Office.note("one", do: "trap")])
        }

        guard case .outcomeUnknown(let cause) = failure else {
            Issue.record("the outcome is known: \(String(describing: failure))")
            return
        }
        #expect(cause.detail.contains("it trapped (signal"))
        #expect(office.transport.requests.count == 1)
        let pause = await self.failure { () async throws(ConnectorError) in
            try await connector.find([Office.note("one")])
        }
        guard case .unavailable(_, let reason, .seconds(1)?) = pause else {
            Issue.record("it is started without a pause: \(String(describing: pause))")
            return
        }
        #expect(reason.contains("it trapped"))
        office.clock.advance(by: .seconds(1))
        #expect(try await connector.find([Office.note("one")]).count == 1)
        #expect(connector.processID != first)
        connector.stop()
    }

    @Test func aConnectorThatEndsAgainAndAgainIsGivenUpUntilSomebodyTriesItAgain() async throws {
        var office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array(#"[{"text":"x","do":"trap"}]"#.utf8))
        }
        office.limits.restarts = 2
        let connector = try office.hosted()
        let stream = connector.streams[0]
        for _ in 0...2 {
            guard
                case .unavailable = await failure({ () async throws(ConnectorError) in
                    try await connector.page(of: stream, after: nil)
                })
            else {
                Issue.record("it is given up too early")
                return
            }
            office.clock.advance(by: .seconds(60))
        }

        let given = await failure { () async throws(ConnectorError) in try await connector.check() }
        guard case .connectorFailed("paper", let reason) = given else {
            Issue.record("it is not given up: \(String(describing: given))")
            return
        }
        #expect(reason.contains("ended 3 times within 3600.0 seconds, at last because it trapped"))
        #expect(try await connector.check().first?.result == .passed, "a person who tries again is not heard")
        connector.stop()
    }

    @Test func endsThatAreLongAgoAreForgiven() async throws {
        var office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array(#"[{"text":"x","do":"trap"}]"#.utf8))
        }
        office.limits.restarts = 1
        let connector = try office.hosted()
        let stream = connector.streams[0]
        for _ in 0..<4 {
            guard
                case .unavailable = await failure({ () async throws(ConnectorError) in
                    try await connector.page(of: stream, after: nil)
                })
            else {
                Issue.record("it is given up although it had worked for long")
                return
            }
            office.clock.advance(by: .seconds(3_601))
        }
        connector.stop()
    }

    @Test func aHangPastTheDeadlineIsKilled() async throws {
        var office = Office()
        office.limits.silence = .seconds(2)
        let connector = try office.hosted()
        let process = try #require(connector.processID)

        let failure = await failure { () async throws(ConnectorError) in
            try await connector.apply([Office.note("one", do: "hang")])
        }

        #expect("\(try #require(failure))".contains("it did nothing for 2.0 seconds for a call that waited for it"))
        #expect(kill(process, 0) != 0, "the process lives")
    }

    @Test func aTrapWhileAFileIsReadIsAFaultOfTheFile() throws {
        let office = Office()
        let connector = try office.hosted()
        let file = ArrivedFile(name: "a.txt", size: 8, digest: "d", modifiedAt: Instant(seconds: 1))
        var reader = try connector.reader(of: file, in: connector.fileStreams[0])
        #expect(try reader.take(Array("one\n".utf8)).count == 1)

        #expect { _ = try reader.take(Array("trap\n".utf8)) } throws: { error in
            let fault = error as? FileFault
            return fault?.kind == "connector_failed" && fault?.reason.contains("it trapped") == true
        }
        guard case .rejected(let reason) = connector.file(for: Office.note("x")) else {
            Issue.record("a file is made without a process")
            return
        }
        #expect(reason.contains("it trapped"))
    }

    @Test func aTrapWhileItIsConfiguredIsToldAtTheStart() {
        let error = #expect(throws: ConnectorError.self) { try Office().hosted("http://trap.invalid") }

        #expect("\(String(describing: error))".contains("it trapped"))
    }

    @Test func whatAConnectorPrintsDoesNotGetIntoTheProtocol() async throws {
        let office = Office()
        let connector = try office.hosted()

        let outcomes = try await connector.apply([Office.note("one", do: "print")])

        #expect(outcomes.count == 1)
        connector.stop()
    }

    @Test func aConnectorEndsWithTheRuntimesEndOfThePipe() throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Office.sample)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        #expect(
            String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix(#"{"kind":"hello""#)
        )

        try input.fileHandleForWriting.close()
        process.waitUntilExit()

        #expect(process.terminationStatus == 0)
    }
}
