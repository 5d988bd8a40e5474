import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Testing

/// What the tests of hosting work with: a service that answers from a script, a clock, a log, and programs.
struct Office {
    static let canary = "canary-4711-secret"

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let log = RecordingLog()
    let transport: FixtureTransport
    var limits = HostLimits()

    /// An office whose service answers each request by a closure.
    init(_ answer: @escaping FixtureTransport.Handler = { _ throws(TransportError) in HTTPResponse(status: 200) }) {
        transport = FixtureTransport(handler: answer)
    }

    var services: ConnectorServices { ConnectorServices(transport: transport, clock: clock, log: log) }

    func configuration(
        address: String = "http://notes.invalid",
        key: String = Office.canary
    ) -> ConnectorConfiguration {
        let document = ConfigurationDocument(
            file: "m.yaml",
            value: ["a": "0010"],
            places: ["a": ConfigurationDocument.Place(line: 3, column: 5)]
        )
        return ConnectorConfiguration(
            system: "paper",
            values: [
                "address": .text(address), "key": .secret(Secret(key)), "size": .integer(7),
                "tags": .texts(["a", "b"]), "mapping": .document(document), "strict": .boolean(true),
            ]
        )
    }

    /// The executable beside the test bundle.
    static var sample: String { Bundle.main.bundleURL.appendingPathComponent("HostedSample").path }

    func program(
        _ path: String = Office.sample,
        _ arguments: [String] = [],
        ledger: ProcessLedger? = nil
    ) -> HostedProgram {
        var environment = ProcessInfo.processInfo.environment
        environment["PURLIN_CANARY"] = Self.canary
        environment["NOTES_REGION"] = "north"
        return HostedProgram(
            path: path,
            arguments: arguments,
            environment: environment,
            variables: ["NOTES_REGION"],
            limits: limits,
            ledger: ledger
        )
    }

    /// A program that is a script of the shell.
    func script(_ text: String) -> HostedProgram { program("/bin/sh", ["-c", text]) }

    func hosted(_ address: String = "http://notes.invalid") throws(ConnectorError) -> HostedConnector {
        try HostedConnector(program(), configuration: configuration(address: address), services: services)
    }

    func linked(_ address: String = "http://notes.invalid") throws(ConnectorError) -> NotesConnector {
        try NotesConnector(configuration: configuration(address: address), services: services)
    }

    /// Why a program is refused.
    func refusal(of program: HostedProgram) -> String {
        do throws(ConnectorError) {
            _ = try HostedConnector(program, configuration: configuration(), services: services)
            return "it was accepted"
        } catch {
            return "\(error)"
        }
    }

    /// Everything that left the connector for a person to read.
    var told: String {
        log.lines.map { ([$0.message] + $0.values.values.sorted()).joined(separator: " ") }.joined(separator: "\n")
    }

    static func note(_ text: String, do deed: String? = nil) -> Delivery {
        var payload: JSONObject = ["text": .string(text)]
        if let deed { payload["do"] = .string(deed) }
        return Delivery(key: "Note/\(text)", object: "Note", payload: .object(payload), controlTotals: ["worth": 1])
    }
}

/// Looks again and again whether another process has done something, as long as a busy machine may take.
func until(_ what: String, _ isSo: () -> Bool) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while !isSo() {
        try #require(ContinuousClock.now < end, "\(what): not after a minute")
        await Task.yield()
    }
}
