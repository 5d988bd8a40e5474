import ArgumentParser
import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import RecordingProxy
import Recordings
import UnixSignals

/// `purlin record`: writes down what passes between a connector and a system.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Stand between a connector and a system, and record requests and answers without secrets.",
        discussion: """
            Give the connector the printed address in place of the system's. Passwords, keys, tokens, bank and identity \
            numbers, pay, e-mail addresses and telephone numbers are masked before anything is written; look through a \
            recording before you give it away. Ends on SIGINT and SIGTERM.
            """
    )

    @OptionGroup var output: OutputOptions
    @OptionGroup var masking: MaskingOptions

    @Option(help: ArgumentHelp("The address of the system.", valueName: "url"))
    var to: String

    @Option(help: ArgumentHelp("The port to listen on; 0 for any free one.", valueName: "port"))
    var listen = 0

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The file to write, which must not be there yet.", valueName: "file"))
    var into: String

    @Option(help: "The name of the recorded system, such as odoo.")
    var system: String

    @Option(help: ArgumentHelp("The version of the recorded system.", valueName: "text"))
    var systemVersion = ""

    @Option(help: ArgumentHelp("An operation sent by POST that only reads; may be repeated.", valueName: "name"))
    var reads: [String] = []

    @Option(help: ArgumentHelp("A file with certificates of authorities.", valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("How many seconds the system may take for an answer.", valueName: "seconds"))
    var deadline = 60

    func run() async throws {
        guard (0...65535).contains(listen) else {
            throw ValidationError("--listen needs a port from 0 to 65535, found \(listen)")
        }
        guard (1...86_400).contains(deadline) else {
            throw ValidationError("--deadline needs whole seconds from 1 to 86400, found \(deadline)")
        }
        guard let composition = Composition.current else { throw CleanExit.helpRequest(self) }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let proxy: RecordingProxy
        do {
            let transport = try composition.makeTransport(
                .init(proxy: nil, caFile: caFile, deadline: .seconds(deadline))
            )
            proxy = try recording(over: transport)
        } catch let error as RecorderError {
            throw output.fail(error.description, Exit.usage)
        }
        let work = Task { try await run(proxy) }
        let stopping = Task {
            for await _ in signals { work.cancel() }
        }
        defer { stopping.cancel() }
        do {
            try await work.value
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
        try await conclude(proxy.recorder)
    }

    private func recording(over transport: any HTTPTransport) throws -> RecordingProxy {
        let output = output
        let header = RecordingHeader(
            system: system,
            version: systemVersion,
            recorded: SystemClock().now.text,
            address: to,
            masking: try masking.rules()
        )
        return try RecordingProxy(
            header,
            into: URL(fileURLWithPath: into),
            secrets: try masking.secrets(),
            kind: RequestKind(reading: Set(reads)),
            over: transport,
            host: host,
            port: listen
        ) { exchange in
            let result = exchange.answer.map { "\($0.status)" } ?? "no answer"
            output.print(
                "\(exchange.number) \(exchange.request.method) \(exchange.request.target): \(result)",
                json: [
                    "event": "recorded", "number": .integer(Int64(exchange.number)),
                    "method": .string(exchange.request.method), "target": .string(exchange.request.target),
                    "status": exchange.answer.map { .integer(Int64($0.status)) } ?? .null,
                ]
            )
        }
    }

    private func run(_ proxy: RecordingProxy) async throws {
        let (output, host, into) = (output, host, into)
        try await proxy.run { port in
            let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            output.print(
                "give the connector the address \(address); what passes is recorded into \(into)",
                json: ["event": "listening", "address": .string(address)]
            )
        }
    }

    private func conclude(_ recorder: Recorder) async throws {
        if let problem = await recorder.problem { throw output.fail(problem.description, Exit.unavailable) }
        let (requests, open) = await recorder.counts
        let waiting = open == 0 ? "" : ", \(open) of them without an answer"
        output.print(
            "\(requests) requests are recorded in \(into)\(waiting)",
            json: [
                "event": "ended", "requests": .integer(Int64(requests)), "open": .integer(Int64(open)),
            ]
        )
    }
}
