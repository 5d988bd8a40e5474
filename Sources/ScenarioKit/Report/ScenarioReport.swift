import Foundation
package import JSON

/// What many plays showed, for people and machines.
package struct ScenarioReport: Sendable {
    package let outcomes: [ScenarioOutcome]

    package init(_ outcomes: [ScenarioOutcome]) {
        self.outcomes = outcomes
    }

    package var isSound: Bool { outcomes.allSatisfy(\.isSound) }

    /// One line for a play, and below it what was wrong.
    package static func text(of outcome: ScenarioOutcome) -> String {
        let head = "\(outcome.name), seed \(outcome.seed): "
        let time = seconds(outcome.duration)
        guard !outcome.isSound else { return "\(head)\(outcome.checks) expectations hold (\(time) s)" }
        var lines = ["\(head)FAILED (\(time) s)"]
        if let failure = outcome.failure { lines.append("  \(failure)") }
        for finding in outcome.findings { lines.append("  \(finding.place): \(finding.message)") }
        for story in outcome.stories {
            lines.append("  the story of \(story.key):")
            lines += story.lines.map { "  \($0)" }
        }
        if !outcome.faults.isEmpty { lines.append("  faults that fired:") }
        lines += outcome.faults.map { "    \($0)" }
        if let folder = outcome.folder { lines.append("  files, store and log: \(folder)") }
        lines.append("  again: \(outcome.command)")
        return lines.joined(separator: "\n")
    }

    /// The last line.
    package var summary: String {
        let failed = outcomes.filter { !$0.isSound }
        let checks = outcomes.reduce(0) { $0 + $1.checks }
        let count = "\(outcomes.count) \(outcomes.count == 1 ? "play" : "plays")"
        return failed.isEmpty ? "\(count), \(checks) expectations hold" : "\(count), \(failed.count) failed"
    }

    /// All outcomes as JSON.
    package var json: JSON {
        [
            "sound": .bool(isSound),
            "plays": .array(
                outcomes.map { outcome in
                    [
                        "scenario": .string(outcome.name), "file": .string(outcome.file),
                        "seed": .string("\(outcome.seed)"), "sound": .bool(outcome.isSound),
                        "expectations": .integer(Int64(outcome.checks)),
                        "failure": outcome.failure.map { .string($0) } ?? .null,
                        "findings": .array(
                            outcome.findings.map {
                                ["place": .string($0.place), "message": .string($0.message), "key": .string($0.key)]
                            }
                        ),
                        "faults": .array(outcome.faults.map { .string($0) }),
                        "digest": .string(outcome.digest),
                        "transcript": .string(outcome.transcript), "seconds": .string(Self.seconds(outcome.duration)),
                        "again": .string(outcome.command),
                    ]
                }
            ),
        ]
    }

    /// The outcomes as JUnit's XML, one suite a scenario and one case a seed.
    package var junit: String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
        for name in names {
            let cases = outcomes.filter { $0.name == name }
            let failures = cases.filter { !$0.findings.isEmpty && $0.failure == nil }.count
            let errors = cases.filter { $0.failure != nil }.count
            let time = Self.seconds(cases.reduce(.zero) { $0 + $1.duration })
            lines.append(
                "  <testsuite name=\"\(Markup.escaped(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(time)\">"
            )
            for outcome in cases { lines += testCase(outcome) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    private func testCase(_ outcome: ScenarioOutcome) -> [String] {
        let head =
            "    <testcase classname=\"\(Markup.escaped(outcome.name))\" name=\"seed \(outcome.seed)\" time=\"\(Self.seconds(outcome.duration))\""
        guard !outcome.isSound else { return ["\(head)/>"] }
        let tag = outcome.failure == nil ? "failure" : "error"
        let message = outcome.failure ?? outcome.findings.first?.message ?? ""
        return [
            "\(head)>",
            "      <\(tag) message=\"\(Markup.escaped(message))\">\(Markup.escaped(Self.text(of: outcome)))</\(tag)>",
            "    </testcase>",
        ]
    }

    /// The scenarios in the order in which they came.
    var names: [String] {
        var seen: Set<String> = []
        return outcomes.map(\.name).filter { seen.insert($0).inserted }
    }

    /// Seconds with one decimal.
    static func seconds(_ duration: Duration) -> String {
        let tenths = (duration.components.seconds * 10) + duration.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// Text inside XML and HTML.
enum Markup {
    /// The text with what would be markup written as references; characters that XML does not know become `?`.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t", "\r": result += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
