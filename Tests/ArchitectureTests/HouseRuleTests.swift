import Foundation
import Testing

/// Rules of the house that the compiler does not know.
struct HouseRuleTests {
    private static let parents = ["Sources", "Plugins", "Simulators", "Tests", "IntegrationTests", "Benchmarks"]

    @Test(arguments: parents)
    func noFileIsLongerThan400Lines(parent: String) throws {
        for file in try SourceTree.swiftFiles(in: parent) {
            let lines = SourceTree.text(of: file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 401, "\(file.path) has \(lines) lines")
        }
    }

    @Test(arguments: ["Sources", "Plugins", "Simulators"])
    func nothingEndsTheProcessOnBadInput(parent: String) throws {
        let forbidden = ["try" + "!", "fatalError" + "(", "nonisolated" + "(unsafe)", "as" + "! "]
        for file in try SourceTree.swiftFiles(in: parent) {
            let text = SourceTree.text(of: file)
            for word in forbidden {
                // The end of another word is none of them: a text may say "country" with an exclamation mark.
                let isFound = text.ranges(of: word).contains { range in
                    !(text[..<range.lowerBound].last?.isLetter ?? false)
                }
                #expect(!isFound, "\(file.path) contains \(word)")
            }
        }
    }

    @Test(arguments: ["Sources", "Plugins", "Simulators"])
    func whatIsCalledSendableUncheckedSaysWhy(parent: String) throws {
        for file in try SourceTree.swiftFiles(in: parent) {
            let lines = SourceTree.text(of: file).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains("@unchecked " + "Sendable") {
                let above = index > 0 ? lines[index - 1] : ""
                #expect(above.contains("//"), "\(file.path):\(index + 1) does not say why")
            }
        }
    }

    @Test func everyPluginHasOnePublicTypeAndAReadme() throws {
        for plugin in try SourceTree.folders(in: "Plugins") {
            let types = try SourceTree.swiftFiles(in: "Plugins/\(plugin)").flatMap { file in
                SourceTree.text(of: file).split(separator: "\n").filter { line in
                    ["public struct ", "public final class ", "public enum ", "public actor ", "public protocol "]
                        .contains { line.hasPrefix($0) }
                }
            }
            #expect(types.count == 1, "\(plugin): \(types)")
            let readme = SourceTree.root.appendingPathComponent("Plugins/\(plugin)/README.md")
            #expect(FileManager.default.fileExists(atPath: readme.path), "\(plugin) has no README.md")
        }
    }

    /// Whatever is written like a kind, in a file that raises cases, stands in the catalogue.
    ///
    /// It stands there as a whole, or as the end of a name that is put together. Samples for tests are no cases, and the
    /// tables of a store and the fields of Odoo, which scenarios change, have such names, too.
    @Test func everyKindOfCaseIsInTheCatalogue() throws {
        let path = "Sources/ConnectorRuntime/Governance/CaseCatalogue.swift"
        let known = SourceTree.text(of: SourceTree.root.appendingPathComponent(path))
        var found: Set<String> = []
        let others = ["ConnectorConformance", "ConnectorTesting", "SQLiteStore", "ScenarioKit"]
        for folder in try SourceTree.folders(in: "Sources") where !others.contains(folder) {
            for file in try SourceTree.swiftFiles(in: "Sources/\(folder)") where !file.path.hasSuffix(path) {
                let text = SourceTree.text(of: file)
                let raisers = ["CaseProposal", "FlowCase", "SourceReject", "kind:"]
                guard raisers.contains(where: { text.contains($0) }) else { continue }
                for match in text.matches(of: /"([a-z]+(?:_[a-z]+)+)"/) {
                    let isKnown = known.contains("\"\(match.1)\"") || known.contains("_\(match.1)\"")
                    #expect(isKnown, "\(file.path) raises \(match.1)")
                    found.insert(String(match.1))
                }
            }
        }
        #expect(found.isSuperset(of: ["webhook_conflict", "webhook_unread", "webhook_unrouted", "position_lost"]))
    }

    @Test(arguments: ["Tests", "IntegrationTests"])
    func whatIsLeftOutSaysWhy(parent: String) throws {
        for file in try SourceTree.swiftFiles(in: parent) {
            for line in SourceTree.text(of: file).split(separator: "\n") {
                guard let condition = line.firstRange(of: ".enabled" + "(if:") else { continue }
                let hasReason = line[condition.upperBound...].contains(/, "[^"]+"\)/)
                #expect(hasReason, "\(file.path): \(line)")
            }
        }
    }

    @Test func testsDoNotSleep() throws {
        let forbidden = ["Task." + "sleep", "usleep" + "(", "Thread." + "sleep"]
        for parent in ["Tests", "IntegrationTests"] {
            for file in try SourceTree.swiftFiles(in: parent) {
                let text = SourceTree.text(of: file)
                for word in forbidden { #expect(!text.contains(word), "\(file.path) contains \(word)") }
            }
        }
    }
}
