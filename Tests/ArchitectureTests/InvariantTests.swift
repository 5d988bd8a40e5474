import Foundation
import Testing

/// Every invariant has tests that try to break it, and they exist under the names that the page gives.
struct InvariantTests {
    /// The invariants of machines, payroll, estimates and Odoo, and of charges between companies.
    private static let all: Set<String> = Set(
        (1...7).map { "T-\($0)" } + (1...8).map { "P-\($0)" } + (1...7).map { "E-\($0)" } + (1...5).map { "O-\($0)" }
            + ["M-3"]
    )

    /// The names of tests by invariant, each as suite and function.
    private static func register() -> [String: [(suite: String, function: String)]] {
        let file = SourceTree.root.appendingPathComponent("Documentation/invariants.md")
        var register: [String: [(String, String)]] = [:]
        for line in SourceTree.text(of: file).split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let name = cells.first, let last = cells.last, name.wholeMatch(of: /[A-Z]-[0-9]+/) != nil else {
                continue
            }
            register[name, default: []] += last.matches(of: /`([A-Za-z0-9]+)\.([A-Za-z0-9]+)`/)
                .map { (String($0.1), String($0.2)) }
        }
        return register
    }

    @Test func everyInvariantHasItsTests() {
        let register = Self.register()
        #expect(Set(register.keys) == Self.all)
        #expect(register.filter(\.value.isEmpty).keys.sorted() == [])
    }

    @Test func everyTestThatIsNamedExists() throws {
        let files = try (SourceTree.swiftFiles(in: "Tests") + SourceTree.swiftFiles(in: "IntegrationTests"))
            .map { SourceTree.text(of: $0) }
        var missing: [String] = []
        for (name, tests) in Self.register() {
            for test in tests where !files.contains(where: { Self.declares(test, in: $0) }) {
                missing.append("\(name): \(test.suite).\(test.function)")
            }
        }
        #expect(missing.sorted() == [])
    }

    /// Whether a file has the suite, and in it the function as a test.
    private static func declares(_ test: (suite: String, function: String), in text: String) -> Bool {
        guard text.contains("struct \(test.suite) ") || text.contains("class \(test.suite) "),
            let function = text.range(of: "func \(test.function)(")
        else { return false }
        let before = text[..<function.lowerBound]
        guard let mark = before.range(of: "@Test", options: .backwards) else { return false }
        // Nothing else is declared between the mark and the function, and it is not switched off.
        let between = before[mark.upperBound...]
        return !between.contains("func ") && !between.contains(".disabled")
    }
}
