import Foundation
import Testing

/// What the pages tell a person to type can be typed.
struct DocumentedCommandsTests {
    /// The options of each command that the pages name.
    private static let documented: [String: Set<String>] = {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("Documentation")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let pages = names.filter { $0.hasSuffix(".md") }.map { folder.appendingPathComponent($0) }
        var found: [String: Set<String>] = [:]
        for page in pages + [root.appendingPathComponent("README.md")] {
            let text = ((try? String(contentsOf: page, encoding: .utf8)) ?? "").replacing("\\\n", with: " ")
            for line in text.matches(of: /(?:`|\n)purlin ([^`\n#]*)/) {
                let words = line.1.split(separator: " ").prefix { $0.wholeMatch(of: /[a-z]+/) != nil }
                let options = line.1.matches(of: /--[a-z][a-z-]*/).map { String($0.0) }
                if !options.isEmpty { found[words.joined(separator: " "), default: []].formUnion(options) }
            }
        }
        return found
    }()

    @Test(arguments: documented.keys.sorted())
    func eachOptionThatAPageNamesExists(command: String) async throws {
        // What is not said of `replay` means its first command.
        let whole = command == "replay" ? "replay deliveries" : command
        let words = ["help"] + whole.split(separator: " ").map(String.init)
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent]
        ) { [words = words as [String]] in
            await FileSite.purlin(words)
        }
        let help = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        let unknown = Self.documented[command, default: []].filter { !help.contains($0) }
        #expect(unknown == [], "purlin \(command)")
    }

    @Test func thePagesAreFound() {
        #expect(Self.documented.count >= 12, "\(Self.documented)")
    }
}
