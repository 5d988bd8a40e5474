import Foundation
import JSON
import ScenarioKit
import Testing

/// The schema for editors, and the page, say what the reader takes.
struct ScenarioSchemaTests {
    private static let documentation = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation")

    @Test func theFileIsTheSchemaOfTheReader() throws {
        let file = try String(contentsOf: Self.documentation.appending(path: "scenario.schema.json"), encoding: .utf8)
        #expect(
            file == ScenarioSchema.text,
            "write it again: purlin scenario schema > Documentation/scenario.schema.json"
        )
    }

    @Test func everyWordStandsInItsTableOfThePageAndNoOther() throws {
        let page = try String(contentsOf: Self.documentation.appending(path: "scenarios.md"), encoding: .utf8)
        let steps = ScenarioWord.steps.map(\.name)
        #expect(Self.words(of: page, below: "## Steps") == steps)
        let expected = ScenarioWord.expectations.map(\.name) + ScenarioWord.plainExpectations.map(\.name)
        #expect(Self.words(of: page, below: "## Expectations") == expected)
        for word in ScenarioWord.steps + ScenarioWord.expectations {
            let row = page.split(separator: "\n").first { $0.hasPrefix("| `\(word.name)` ") } ?? ""
            for member in word.members { #expect(row.contains("`\(member.name)`"), "\(word.name): \(member.name)") }
        }
    }

    @Test func aWordOfTheSchemaRefusesUnknownMembers() throws {
        let steps = ScenarioSchema.json["properties"]?["steps"]?["items"]
        #expect(steps?["additionalProperties"] == false)
        let hours = steps?["properties"]?["hours"]?["anyOf"]?[0]
        #expect(hours?["additionalProperties"] == false)
        #expect(hours?["required"] == ["employee", "project", "code", "hours", "on"])
        #expect(steps?["properties"]?["fault"]?["anyOf"]?[0]?["additionalProperties"] == true)
    }

    private static func words(of page: String, below heading: String) -> [String] {
        let section = page.components(separatedBy: "\(heading)\n").last?.components(separatedBy: "\n## ").first ?? ""
        return section.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/^\| `([A-Za-z]+)` /#).map { String($0.1) }
        }
    }
}
