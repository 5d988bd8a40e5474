import Foundation
import JSON

/// What the demonstration found out.
struct DemoReport {
    let ledger: DemoLedger
    /// The ledger after the month was read a second time.
    var replayed: DemoLedger?
    var audit: JSON = .null
    var cases: JSON = .null
    var memory: [(name: String, residentKiB: Int?)] = []
    var kills = 0
    var folder = ""
    var configuration = ""
    var duration: Duration = .zero

    /// Whether hours and cost agree to the last digit, nothing was posted twice, and the journal is whole.
    var isFlawless: Bool {
        ledger.agrees && (replayed.map { $0.agrees && $0.total.lines == ledger.total.lines } ?? true)
            && audit["whole"]?.boolValue == true
    }

    private var caseLines: [String] {
        (cases["cases"]?.arrayValue ?? []).map { item in
            let number = item["case"]?.stringValue ?? ""
            let kind = item["kind"]?.stringValue ?? ""
            let state = item["state"]?.stringValue ?? ""
            return "  \(number) \(kind) (\(state)): \(item["summary"]?.stringValue ?? "")"
        }
    }

    private var replayLine: String {
        guard let replayed else { return "the month was read once" }
        let difference = replayed.total.lines - ledger.total.lines
        return "read a second time from the start: \(difference) lines more"
    }

    var text: String {
        let memory = memory.map { "\($0.name) \($0.residentKiB.map { "\($0 / 1024) MiB" } ?? "unknown")" }
        return """

            \(ledger.table.text)

            cases
            \(caseLines.joined(separator: "\n"))

            \(ledger.total.lines) cost lines in Odoo; \(replayLine)
            purlin was killed \(kills) times; the journal is \
            \(audit["whole"]?.boolValue == true ? "whole" : "NOT WHOLE"), \(audit["entries"]?.integerValue ?? 0) entries
            memory: \(memory.joined(separator: ", ")); \(duration.components.seconds) s

            Simulated: the telematics providers, the fleet, Odoo, the calendar and the faults. Real: purlin, its store,
            its connectors and every byte between them. Look further with
              purlin journal show EX-104/2026-01-05 --config \(configuration)
              purlin cases list --closed --config \(configuration)

            \(isFlawless ? "every hour and every cent agrees" : "DIFFERENCES FOUND")
            """
    }

    var json: JSON {
        [
            "flawless": .bool(isFlawless), "machines": ledger.json, "strays": .array(ledger.strays.map { .string($0) }),
            "linesAfterSecondReading": replayed.map { .integer(Int64($0.total.lines)) } ?? .null,
            "cases": cases["cases"] ?? .null, "audit": audit, "kills": .integer(Int64(kills)),
            "folder": .string(folder),
            "memoryKiB": .array(
                memory.map {
                    ["process": .string($0.name), "resident": $0.residentKiB.map { .integer(Int64($0)) } ?? .null]
                }
            ),
            "seconds": .integer(duration.components.seconds),
        ]
    }
}
