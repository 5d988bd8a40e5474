import ConnectorConformance
import Foundation
import Testing

/// The page about the list has a line for each test, and no other.
struct PageTests {
    @Test func thePageListsEachTest() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Documentation/conformance.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let heading = try #require(text.range(of: "\n## The list\n"))
        let rows = text[heading.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map(
            String.init
        )
        let expected = Conformance.tests.map { "| \($0.id) | \($0.scope.rawValue) | \($0.proves) |" }
        #expect(rows == expected, "the table has to be:\n\(expected.joined(separator: "\n"))")
    }
}
