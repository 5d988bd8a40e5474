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

    @Test func aSecretInWhatAConnectorSaysOfRowsAndDeliveriesGoesNowhere() async throws {
        let office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array(#"[{"do":"leak"}]"#.utf8))
        }
        let connector = try office.hosted()

        let outcomes = try await connector.apply([Office.note("one", do: "leak")])
        let page = try await connector.page(of: connector.streams[0], after: nil)
        let findings = try await connector.check()
        _ = try await connector.apply([Office.note("two", do: "whisper")])

        #expect(outcomes == [.rejected(reason: "not with <redacted>")])
        #expect(page.rejects.map(\.excerpt) == ["<redacted>"])
        #expect(findings.map(\.message).contains("the key is <redacted>"))
        #expect(findings.first?.credentials == .accepted)
        // The secret lies across the place where long lines are cut.
        try await until("the line has come") { office.told.contains("xxxx<redacted>") }
        connector.stop()
        #expect(!office.told.contains("canary"))
    }

    @Test func anAnswerThatCannotBeReadIsNotRepeated() async throws {
        let office = Office()
        let hello = """
            {"kind":"hello","protocols":[1],"capabilities":["rest-source"],"connector":{"id":"x","version":"1","summary":"",\
            "configuration":[],"reads":[],"writes":[],"wireVersions":[],"limits":{"budgets":[]}}}
            """
        let declaration = """
            {"kind":"answer","id":1,"value":{"streams":[],"incrementalStreams":[],"fileStreams":[],"endpoints":[]}}
            """
        let answer = #"{"kind":"answer","id":2,"value":[{"result":"Ann Example","message":""}]}"#
        let connector = try HostedConnector(
            office.script(
                "echo '\(hello)'; read a; read b; read c; echo '\(declaration)'; read d; echo '\(answer)'; exec sleep 600"
            ),
            configuration: office.configuration(),
            services: office.services
        )

        let error = await #expect(throws: ConnectorError.self) { try await connector.check() }

        let text = "\(try #require(error))"
        #expect(text.contains("[0].result: expected passed, warning or failed"), "\(text)")
        #expect(!text.contains("Ann"))
        connector.stop()
    }

    @Test func aLongLineOfStandardErrorIsCutAndTheNextOneIsRead() async throws {
        let office = Office()
        let connector = try office.hosted()

        _ = try await connector.apply([Office.note("one", do: "shout")])

        try await until("the next line has come") { office.told.contains("and this comes behind it") }
        let lines = office.log.lines.compactMap { $0.values["line"] }
        #expect(lines == ["a" + String(repeating: "b", count: 499), "and this comes behind it"])
        connector.stop()
    }

    @Test func aProgramThatAConnectorStartsReadsNothingAndEndsWithIt() async throws {
        let office = Office()
        let connector = try office.hosted()
        _ = try await connector.apply([Office.note("one", do: "start")])
        let number = try #require(office.log.lines.compactMap { $0.values["number"] }.first.flatMap { Int32($0) })
        try await until("the program has started") { office.told.contains("started") }

        connector.stop()

        #expect(office.told.contains("/dev/null"))
        try await until("the program is gone") { !isRunning(number) }
    }

    private func isRunning(_ id: Int32) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return false }
        return !text.contains(") Z ")
    }

    @Test(arguments: ["invalidConfiguration", "t"])
    func aSecretThatIsAWordOfTheProtocolOrALetterGarblesNothing(key: String) {
        let office = Office()
        let configuration = office.configuration(address: "http://refused.invalid", key: key)

        #expect(
            throws: ConnectorError.invalidConfiguration(key: "address", reason: "names a service that was closed")
        ) {
            try HostedConnector(office.program(), configuration: configuration, services: office.services)
        }
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
        // A program that is started with signals held back does not end by a polite one, and holds the tests' output open.
        defer { for process in [stale, other, kept] { kill(process.processIdentifier, SIGKILL) } }
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
