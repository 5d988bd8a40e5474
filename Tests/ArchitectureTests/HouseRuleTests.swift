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
            for word in forbidden { #expect(!text.contains(word), "\(file.path) contains \(word)") }
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

    /// Kinds that are raised under a literal name; a flow may also put a name together.
    @Test func everyKindOfCaseIsInTheCatalogue() throws {
        let catalogue = SourceTree.root
            .appendingPathComponent("Sources/ConnectorRuntime/Governance/CaseCatalogue.swift")
        let known = SourceTree.text(of: catalogue)
        let raised = /(?:kind: |hold\(\s*|refusal\([^)]*?kind: |proposal\()"([a-z]+_[a-z_]+)"/
        var count = 0
        for parent in ["Sources/ConnectorRuntime", "Sources/ConstructionFlows"] {
            for file in try SourceTree.swiftFiles(in: parent) {
                for match in SourceTree.text(of: file).matches(of: raised) where !match.1.hasSuffix("_") {
                    count += 1
                    #expect(known.contains("\"\(match.1)\""), "\(file.path) raises \(match.1)")
                }
            }
        }
        #expect(count > 5)
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
