import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Testing

/// H04, H06 and H08: what a connector's process sees, and what comes out of it.
struct IsolationTests {
    @Test func theProcessSeesOnlyThePermittedVariables() async throws {
        let office = Office()
        let connector = try office.hosted()

        let finding = try #require(try await connector.check().last)

        let names = finding.message.split(separator: " ").dropFirst(3).map(String.init)
        #expect(Set(names).subtracting(HostedProgram.commonVariables) == ["NOTES_REGION", "SWIFT_BACKTRACE"])
        #expect(ProcessInfo.processInfo.environment.count > names.count, "there was nothing to keep back")
        connector.stop()
    }

    @Test func aSecretThatAConnectorLetsSlipGoesNowhere() async throws {
        let office = Office { request throws(TransportError) in
            HTTPResponse(status: request.url.contains("after=refused") ? 401 : 200, body: Array("[]".utf8))
        }
        let connector = try office.hosted()
        _ = try await connector.page(of: connector.streams[0], after: nil)
        let refused = await #expect(throws: ConnectorError.self) {
            try await connector.page(of: connector.streams[0], after: Cursor("refused"))
        }

        #expect("\(try #require(refused))".contains("the service refused the key <redacted>"))
        #expect(office.told.contains("asked 200 <redacted>"))
        #expect(!office.told.contains(Office.canary))
        let request = try #require(office.transport.requests.first)
        #expect(request.headers == [HTTPField("Authorization", "Bearer \(Office.canary)")], "the service gets the key")
        // Everybody on the machine can read arguments and, as the same user, variables.
        let process = try #require(connector.processID)
        for name in ["cmdline", "environ"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/\(name)"))
            #expect(!String(decoding: bytes, as: UTF8.self).contains(Office.canary), "\(name)")
        }
        connector.stop()
    }

    @Test func whatAConnectorRefusesAtTheStartReachesThePerson() {
        #expect(
            throws: ConnectorError.invalidConfiguration(key: "address", reason: "names a service that was closed")
        ) {
            try Office().hosted("http://refused.invalid")
        }
    }

    @Test func whyTheSystemCannotBeReachedReachesThePerson() async throws {
        let cause = TransportError(
            reason: .unknownHost,
            requestMayHaveArrived: false,
            endpoint: "GET http://notes.invalid/check",
            detail: "no such host"
        )
        let office = Office { _ throws(TransportError) in throw cause }
        let connector = try office.hosted()

        await #expect(throws: ConnectorError.neverSent(cause)) { try await connector.check() }
        connector.stop()
    }

    @Test func aProcessWhoseRuntimeIsGoneIsEndedAtTheNextStart() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (stale, other, kept) = (try sleeper(), try sleeper(), try sleeper())
        defer { for process in [other, kept] { process.terminate() } }
        let me = ProcessInfo.processInfo.processIdentifier
        func note(_ process: Process, _ start: String, _ parent: Int32, _ parentStart: String) throws {
            let line = "\(process.processIdentifier) \(start) \(parent) \(parentStart)\n"
            let place = folder.appendingPathComponent("\(process.processIdentifier).process")
            try Data(line.utf8).write(to: place)
        }
        try note(stale, startTime(stale.processIdentifier), me, "1")
        // The number is another program's by now.
        try note(other, "1", me, "1")
        // The runtime lives.
        try note(kept, startTime(kept.processIdentifier), me, startTime(me))

        ProcessLedger(folder: folder.path).reap()

        stale.waitUntilExit()
        #expect(stale.terminationReason == .uncaughtSignal)
        #expect(other.isRunning)
        #expect(kept.isRunning)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["\(kept.processIdentifier).process"])
    }

    @Test func aProcessStandsInTheLedgerWhileItLives() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = Office()
        let program = office.program(ledger: ProcessLedger(folder: folder.path))
        let connector = try HostedConnector(program, configuration: office.configuration(), services: office.services)
        let process = try #require(connector.processID)

        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["\(process).process"])
        connector.stop()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    private func sleeper() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sleep")
        process.arguments = ["600"]
        try process.run()
        return process
    }

    private func startTime(_ id: Int32) throws -> String {
        let text = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        return String(fields[20])
    }
}
