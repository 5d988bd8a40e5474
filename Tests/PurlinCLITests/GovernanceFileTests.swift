import Foundation
import Testing

/// `purlin governance`: what a governance file may say, and what is shown of it.
struct GovernanceFileTests {
    private static let documentation = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation")

    @Test func theExampleIsSound() async throws {
        let path = Self.documentation.appendingPathComponent("governance.example.yaml").path
        let printed = try await Self.output(of: ["governance", "lint", path], endsWith: 0)
        #expect(printed.hasSuffix("governance.example.yaml: sound\n"))
    }

    @Test(arguments: [
        ("ownershop: {}", ":1:1: ownershop: unknown key; did you mean 'ownership'?"),
        ("systems: {fleet: telematic}", ":1:18: systems.fleet: must be one of compliance, contracts"),
        ("ownership: {Estimat: []}", "ownership.Estimat: unknown key; did you mean 'Estimate'?"),
        ("ownership: {Estimate: [{stage: bid, owner: odoo}, {stage: bid, owner: odoo}]}", "must have different names"),
        (
            "ownership: {Estimate: [{stage: bid, owner: odoo, until: TimesheetApproved}, {stage: b, owner: odoo}]}",
            "'TimesheetApproved' is no hand-off of this object; known are BudgetLoaded, BudgetRevisionApproved, Est"
        ),
        ("ownership: {Estimate: [{stage: bid, owner: odoo, fields: [{member: a}]}]}", "did you mean 'members'?"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) async throws {
        let site = try FileSite("address: drop")
        let path = site.folder.appendingPathComponent("governance.yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let printed = try await Self.output(of: ["governance", "lint", path], endsWith: 78)
        #expect(printed.contains("governance.yaml:") && printed.contains(message), "\(printed)")
    }

    @Test func theRulesInForceAreShownWithTheirOrigin() async throws {
        let site = try FileSite("address: drop")
        let rules = "systems: {drop: field}\nownership:\n  Budget:\n    - {stage: ledger, owner: odoo}\n"
        try rules.write(
            to: site.folder.appendingPathComponent("governance.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try (text + "governance: governance.yaml\n").write(
            toFile: site.configuration,
            atomically: true,
            encoding: .utf8
        )
        let arguments = ["governance", "show", "ownership", "--config", site.configuration]
        let printed = try await Self.output(of: arguments, endsWith: 0).split(separator: "\n")
        #expect(printed.contains { $0.hasPrefix("Budget ") && $0.hasSuffix("governance.yaml:4") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("Estimate ") && $0.hasSuffix("default") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("drop ") && $0.hasSuffix("  field  systems") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("other ") && $0.contains("nobody: it counts") }, "\(printed)")
    }

    @Test func withoutAFileTheDefaultHolds() async throws {
        let site = try FileSite("address: drop")
        let printed = try await Self.output(of: ["governance", "lint", "--config", site.configuration], endsWith: 0)
        #expect(printed == "no file is named; the default holds\n")
    }

    private static func output(of arguments: [String], endsWith status: Int32) async throws -> String {
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String]] in
            await FileSite.purlin(arguments)
        }
        return result.map { String(decoding: $0.standardOutputContent + $0.standardErrorContent, as: UTF8.self) } ?? ""
    }
}
