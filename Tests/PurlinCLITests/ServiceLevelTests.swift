import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// What `purlin cases` and `purlin governance show exceptions` say of the time that cases have.
struct ServiceLevelTests {
    private static let rules = """
        exceptions:
          severities:
            warning: {answerWithin: 8h, escalateTo: [integration-operator, {role: finance, answerWithin: 36h}]}
          kinds:
            meter_fall: {answerWithin: 30d}

        """

    private static func site() throws -> FileSite {
        let site = try FileSite("address: drop", governance: rules)
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("  - {id: eve", with: "  - {id: fay, roles: [finance]}\n  - {id: eve")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        return site
    }

    @Test func theTimesInForceAreShown() async throws {
        let site = try Self.site()
        let arguments = ["governance", "show", "exceptions", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments)
        let lines = printed.split(separator: "\n").map { line in
            line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(lines.contains("information 7d nobody else default"), "\(printed)")
        #expect(lines.contains("warning 8h integration-operator, finance for 36h governance.yaml:3"), "\(printed)")
        #expect(lines.contains("meter_fall 30d integration-operator, finance for 36h governance.yaml:5"), "\(printed)")
        #expect(!lines.contains { $0.hasPrefix("meter_jump") })
    }

    @Test func aRoleThatNobodyHasIsRefused() async throws {
        let site = try FileSite("address: drop", governance: Self.rules)
        let printed = try await FileSite.output(
            of: ["governance", "lint", "--config", site.configuration],
            endsWith: 78
        )
        let message = "nobody under 'people' has the role 'finance', so that nobody would be told"
        #expect(printed.contains(":3:") && printed.contains(message), "\(printed)")
    }

    @Test func theListSaysWhatIsDueAndWhatIsOverdue() async throws {
        let site = try Self.site()
        let printed = try await Self.cases(["list"], site)
        #expect(printed.contains("1970-01-01T10:00:00Z!") && printed.contains("1970-01-31T00:00:00Z!"), "\(printed)")
        #expect(printed.contains("9999-01-01T08:00:00Z ") && printed.contains("  finance"), "\(printed)")
        let overdue = try await Self.cases(["list", "--overdue"], site)
        #expect(overdue.contains("C-1") && overdue.contains("C-2") && !overdue.contains("C-3"), "\(overdue)")
        let json = try await Self.cases(["list", "--json"], site)
        #expect(json.contains(#""dueAt":"9999-01-01T08:00:00Z""#) && json.contains(#""owner":"finance""#), "\(json)")
    }

    @Test func aCaseTellsToWhomItWentAndWhy() async throws {
        let site = try Self.site()
        let printed = try await Self.cases(["show", "C-1"], site)
        let rule = "exceptions.severities.warning (governance.yaml:3)"
        #expect(printed.contains("due       1970-01-01T10:00:00Z, overdue, then finance: \(rule)"), "\(printed)")
        let step = "escalated 1970-01-01T02:00:00Z from yard to integration-operator, due 1970-01-01T01:00:00Z by rule"
        #expect(printed.contains("owner     integration-operator") && printed.contains(step), "\(printed)")
        let last = try await Self.cases(["show", "C-3"], site)
        #expect(last.contains("due       9999-01-01T08:00:00Z, then integration-operator: "), "\(last)")
    }

    private static func cases(_ arguments: [String], _ site: FileSite) async throws -> String {
        let arguments = ["cases"] + arguments + ["--config", site.configuration]
        let result = await #expect(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
            [arguments = arguments as [String]] in
            await Self.runOnThreeCases(arguments)
        }
        return result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
    }

    /// A case that went to the operator, one of a kind that may wait for long, and one that is not due.
    private static func runOnThreeCases(_ arguments: [String]) async {
        do {
            let store = InMemoryStore()
            let start = Instant(seconds: 0)
            let step = CaseEscalation(
                step: 1,
                from: "yard",
                to: "integration-operator",
                due: start.adding(seconds: 3600),
                at: start.adding(seconds: 7200),
                rule: "rule 7"
            )
            let early: [StateChange] = [
                .caseRaised(.of("silent_machine", "yard")), .caseRaised(.of("meter_fall", "yard")),
                .caseEscalated(number: 1, step),
            ]
            _ = try await store.commit(early, by: "test", at: start)
            let late = try #require(Instant("9999-01-01T00:00:00Z"))
            _ = try await store.commit([.caseRaised(.of("meter_jump", "finance"))], by: "test", at: late)
            try await FileSite.purlin([arguments], on: store)
        } catch {
            Issue.record(error)
        }
    }
}

extension CaseProposal {
    fileprivate static func of(_ kind: String, _ owner: String) -> CaseProposal {
        CaseProposal(
            kind: kind,
            subject: "EX-104",
            severity: .warning,
            owner: owner,
            summary: "EX-104 needs a look",
            remedy: .acknowledge,
            topics: ["EX-104"]
        )
    }
}
