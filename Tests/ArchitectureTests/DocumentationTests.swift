import Foundation
import Testing

/// What the pages name exists: keys of the configuration and of mappings, kinds of cases, and messages.
struct DocumentationTests {
    private static func page(_ name: String) -> String {
        SourceTree.text(of: SourceTree.root.appendingPathComponent("Documentation/\(name).md"))
    }

    private static func sources(_ folder: String) throws -> String {
        try SourceTree.swiftFiles(in: folder).map { SourceTree.text(of: $0) }.joined()
    }

    /// The code words of the first cell of each row of a page's tables.
    private static func keys(of page: String) -> [String] {
        page.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
            let cell = line.dropFirst(2).prefix { $0 != "|" }
            return cell.matches(of: /`([A-Za-z.\[\]]+)`/).map { String($0.1) }
        }
    }

    @Test(arguments: [
        ("configuration", "Sources/PurlinCLI/Configuration", 80), ("budgets", "Sources/PurlinCLI/Configuration", 8),
        ("onboarding", "Sources/TableMapping", 30), ("governance", "Sources/PurlinCLI/Governance", 8),
    ])
    func everyKeyIsKnownToItsReader(page: String, folder: String, least: Int) throws {
        let reader = try Self.sources(folder)
        let keys = Self.keys(of: Self.page(page))
        for key in keys {
            let parts = key.split { ".[]".contains($0) }.map(String.init).filter { $0 != "NAME" }
            for part in parts {
                let isKnown = reader.contains("\"\(part)\"") || reader.contains("case \(part)")
                #expect(isKnown, "\(page).md: \(key)")
            }
        }
        #expect(keys.count >= least, "only \(keys.count) keys were found in \(page).md")
    }

    @Test(arguments: [
        ("files", 3), ("payroll", 12), ("budgets", 8), ("onboarding", 3), ("governance", 1), ("charges", 3),
    ])
    func everyKindOfCaseExists(page: String, least: Int) throws {
        let catalogue = try Self.sources("Sources/ConnectorRuntime/Governance")
        let kinds = Set(Self.page(page).matches(of: /`([a-z]+(?:_[a-z]+)+)`/).map { String($0.1) })
        let unknown = kinds.filter { !catalogue.contains("\"\($0)\"") }
        #expect(unknown == [], "\(page).md")
        #expect(kinds.count >= least, "only \(kinds.sorted()) in \(page).md")
    }

    /// A message is cut where it holds something of a file: numbers, words in quotes, and dots.
    @Test func everyMessageOfATableIsToldByItsReader() throws {
        let reader = try Self.sources("Sources/TabularText")
        let page = Self.page("tables")
        let table =
            page.components(separatedBy: "## What issues mean").last?.components(separatedBy: "\n## ").first ?? ""
        var pieces: [String] = []
        for line in table.split(separator: "\n") where line.hasPrefix("| `") {
            for match in line.dropFirst(2).prefix(while: { $0 != "|" }).matches(of: /`([^`]+)`/) {
                let text = match.1.replacing(#/^(is no|this is) /#, with: "").replacing("windows-1252", with: "…")
                pieces += text.split(separator: #/'[^']*'|[0-9…;]+/#).map { $0.trimmingCharacters(in: .whitespaces) }
            }
        }
        let unknown = pieces.filter { $0.count > 4 && !reader.contains($0) }
        #expect(unknown == [], "tables.md")
        #expect(pieces.count >= 15, "\(pieces)")
    }
}
