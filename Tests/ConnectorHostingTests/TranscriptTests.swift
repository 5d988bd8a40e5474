import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Testing

/// A conversation of each version of the protocol, line by line: what was spoken once is understood for ever.
struct TranscriptTests {
    private struct Line {
        let isOfProcess: Bool
        let text: String
    }

    private static func lines(_ version: Int) throws -> [Line] {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Transcripts/protocol-\(version).jsonl")
        return try String(contentsOf: place, encoding: .utf8).split(separator: "\n").map { line in
            let value = try JSON(parsing: String(line))
            return Line(isOfProcess: value["from"] == "process", text: try #require(value["line"]).text())
        }
    }

    @Test(arguments: [1])
    func aConnectorSaysWhatItSaid(version: Int) throws {
        let lines = try Self.lines(version)
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Office.sample)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var rest = Data()
        for line in lines {
            guard line.isOfProcess else {
                try input.fileHandleForWriting.write(contentsOf: Data((line.text + "\n").utf8))
                continue
            }
            while !rest.contains(UInt8(ascii: "\n")) {
                let piece = output.fileHandleForReading.availableData
                try #require(!piece.isEmpty, "the process ended before: \(line.text)")
                rest += piece
            }
            let end = try #require(rest.firstIndex(of: UInt8(ascii: "\n")))
            #expect(String(decoding: rest[..<end], as: UTF8.self) == line.text)
            rest = Data(rest[(end + 1)...])
        }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(lines.count > 10)
    }

    @Test(arguments: [1])
    func theRuntimeSaysWhatItSaid(version: Int) async throws {
        // The script says the process's lines, and ends where the runtime says anything else than it said once.
        let script = try Self.lines(version).enumerated().map { number, line in
            let text = line.text.replacing("'", with: #"'\''"#)
            return line.isOfProcess
                ? "printf '%s\\n' '\(text)'"
                : "IFS= read -r line; [ \"$line\" = '\(text)' ] || { echo \"line \(number + 1): $line\" >&2; exit 9; }"
        }
        let office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, headers: [HTTPField("Content-Type", "application/json")], body: Self.notes)
        }
        let connector = try HostedConnector(
            office.script((script + ["exec sleep 600"]).joined(separator: "\n")),
            configuration: office.configuration(),
            services: office.services
        )

        let page = try await connector.page(of: connector.streams[0], after: Cursor("7"))

        #expect(page.records.map(\.id) == ["one"], "\(office.told)")
        #expect(page.rejects.count == 1)
        #expect(page.records.first?.occurredAt == office.clock.now)
        let delivery = Delivery(key: "k", object: "Note", payload: ["text": "é"], controlTotals: ["worth": 2])
        #expect(connector.event(for: delivery) == WebhookEvent(type: "note.written", body: ["text": "é"]))
        connector.stop()
    }

    private static let notes = Array(#"[{"text":"one","author":"ben","size":0.1},{"no":1}]"#.utf8)
}
