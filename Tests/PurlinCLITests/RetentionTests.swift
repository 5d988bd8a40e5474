import Foundation
import Testing

/// What the governance file says of how long payloads are kept.
struct RetentionTests {
    @Test func theReportTellsRulesAndHowLongFilesAreKept() async throws {
        let site = try Self.site("retention:\n  C1: {keep: 90d}\n  C4: {keep: 30d}\n")
        let printed = try await FileSite.output(
            of: ["retention", "report", "--config", site.configuration],
            endsWith: 0
        )
        #expect(printed.contains("the journal holds no records and no deliveries"), "\(printed)")
        // The connector of the files does not say what it reads, and no flow takes it.
        #expect(printed.split(separator: "\n").contains { $0.hasPrefix("drop ") && $0.contains("400 d") }, "\(printed)")
    }

    @Test(arguments: [
        ("C5: {keep: 30d}", "retention.C5: unknown key"), ("C3: {}", "retention.C3.keep: is missing"),
        ("C3: {keep: 30}", "retention.C3.keep: must be a number of days such as 730d"),
        ("C3: {keep: 0d}", "retention.C3.keep: must be a number of days"),
        ("C3: {keep: 30d, shown: masked}", "retention.C3.shown: unknown key"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) async throws {
        let site = try Self.site("retention:\n  \(text)\n")
        let lint = ["governance", "lint", "--config", site.configuration]
        let printed = try await FileSite.output(of: lint, endsWith: 78)
        #expect(printed.contains("governance.yaml:2:") && printed.contains(message), "\(printed)")
    }

    private static func site(_ rules: String) throws -> FileSite { try FileSite("address: drop").governed(by: rules) }
}
