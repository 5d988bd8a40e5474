import Foundation
import JSON
import SimulatorKit
import Testing

/// The list of kinds, its page, and rules that cannot be used.
struct FaultKindTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface()
    }

    private func kinds() async throws -> [(name: String, members: [String])] {
        let list = try await surface.ask("GET", "faults/kinds").answer["kinds"]?.arrayValue ?? []
        return list.compactMap { kind in
            guard let name = kind["kind"]?.stringValue else { return nil }
            return (name, kind["members"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? [])
        }
    }

    @Test func everyKindTellsWhatItTakes() async throws {
        let kinds = try await kinds()
        #expect(kinds.count == 25)
        #expect(Set(kinds.map(\.name)).count == kinds.count)
        #expect(kinds.first { $0.name == "cut" }?.members == ["bytes"])
        let answer = try await surface.ask("GET", "faults/kinds").answer
        #expect(answer["common"]?.arrayValue?.contains { $0["name"] == "probability" } == true)
        #expect(try await surface.ask("POST", "faults/kinds", [:]).status == 404)
    }

    /// A rule with every member that its kind tells is taken, and one with a member of another kind is not.
    @Test func whatAKindTellsIsTrue() async throws {
        let values: JSONObject = [
            "code": 503, "body": "x", "contentType": "text/plain", "retryAfter": "date", "headers": ["X-A": "b"],
            "bytes": 9, "by": 2, "pieces": 3, "pause": 1, "bytesPerSecond": 100, "limit": 5, "window": "PT1M",
            "capacity": 2, "fill": "steady", "uses": 3, "lives": "PT1H", "count": 2, "answer": "first", "at": "/a",
            "change": "type", "to": "text", "value": 1, "seconds": 5,
        ]
        for kind in try await kinds() {
            var rule: JSONObject = ["kind": .string(kind.name), "milliseconds": 1]
            for member in kind.members {
                #expect(values.keys.contains(member), "\(member) has no value to try")
                rule[member] = values[member]
            }
            let taken = try await surface.ask("POST", "faults", .object(rule))
            #expect(taken.status == 201, "\(kind.name): \(taken.answer.text())")
            for name in values.keys where !kind.members.contains(name) {
                var wrong = rule
                wrong[name] = values[name]
                let (status, answer) = try await surface.ask("POST", "faults", .object(wrong))
                #expect(status == 400, "\(kind.name) took \(name)")
                #expect(answer["error"]?.stringValue?.contains("unknown member \(name); the kind \(kind.name)") == true)
            }
        }
    }

    @Test func thePageListsEveryKindAndMember() async throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Documentation/simulators.md"),
            encoding: .utf8
        )
        let section = page.split(separator: "\n## ").first { $0.hasPrefix("Faults\n") }
        let rows = try #require(section).split(separator: "\n").filter { $0.hasPrefix("| `") }
        for kind in try await kinds() {
            let row = try #require(rows.first { $0.hasPrefix("| `\(kind.name)`") }, "\(kind.name)")
            for member in kind.members { #expect(row.contains("`\(member)`"), "\(kind.name): \(member)") }
        }
        let common = try await surface.ask("GET", "faults/kinds").answer["common"]?.arrayValue ?? []
        for member in common.compactMap({ $0["name"]?.stringValue }) where member != "kind" && member != "worksFirst" {
            #expect(rows.contains { $0.split(separator: "|").first?.contains("`\(member)`") == true }, "\(member)")
        }
    }

    @Test(
        arguments: [
            (["kind": "cut"], "bytes is missing"), (["kind": "slow"], "milliseconds is missing"),
            (["kind": "wrongLength", "by": 0], "by is 0"),
            (["kind": "dribble", "pieces": 1, "pause": 1], "from 2 to 10000"),
            (["kind": "rateLimit", "limit": 5], "window is missing"),
            (["kind": "rateLimit", "limit": 5, "window": "PT0S"], "longer than nothing"),
            (["kind": "rateLimit", "limit": 5, "window": "P32D"], "at most P31D"),
            (["kind": "rateLimit", "limit": 5, "window": "P1D", "capacity": 6], "from 1 to 5"),
            (["kind": "rateLimit", "limit": 5, "window": "P1D", "fill": "slow"], "one of steady, window"),
            (["kind": "expired"], "give uses, or lives"), (["kind": "drift", "change": "remove"], "at is missing"),
            (["kind": "drift", "at": "name", "change": "remove"], "a place such as"),
            (["kind": "drift", "at": "/name", "change": "lose"], "one of remove"),
            (["kind": "drift", "at": "/name", "change": "rename"], "to is missing"),
            (["kind": "drift", "at": "/name", "change": "type", "to": "date"], "one of text"),
            (["kind": "drift", "at": "/name", "change": "add"], "value is missing"),
            (["kind": "clockSkew"], "seconds is missing"),
            (["kind": "status", "code": 500, "headers": ["X Y": "z"]], "names of letters"),
            (["kind": "status", "code": 500, "headers": ["X": "a\r\nb"]], "one line"),
            (["kind": "refuse", "delay": ["gamma": [1, 2]]], "lognormal"),
            (["kind": "refuse", "delay": ["uniform": [2, 1]]], "the lesser first"),
            (["kind": "refuse", "delay": ["uniform": [1, 2]], "milliseconds": 4], "not both"),
            (["kind": "refuse", "bursts": ["starts": 1]], "both from 0 to 1"),
            (["kind": "refuse", "bursts": ["starts": 1, "ends": 2]], "from 0 to 1"),
            (["kind": "refuse", "bursts": ["starts": 1, "ends": 1], "probability": 1], "not both"),
            (["kind": "refuse", "where": ["colour": "red"]], "header:NAME"),
            (["kind": "refuse", "where": ["header:": "red"]], "header:NAME"),
            (["kind": "refuse", "per": 3], "header:NAME"),
            (["kind": "refuse", "from": "2026-01-05T06:00:00Z", "until": "2026-01-05T06:00:00Z"], "never hold"),
            (["kind": "refuse", "until": "2026-01-05T06:00:00Z", "for": "PT1H"], "not both"),
            (["kind": "refuse", "repeats": "P1D"], "repeats needs"),
            (["kind": "refuse", "for": "P2D", "repeats": "P1D"], "repeats needs"),
        ] as [(JSON, String)]
    )
    func wrongRulesAreExplained(rule: JSON, mention: String) async throws {
        let (status, answer) = try await surface.ask("POST", "faults", rule)
        #expect(status == 400)
        #expect(answer["error"]?.stringValue?.contains(mention) == true, "\(answer.text())")
    }
}
