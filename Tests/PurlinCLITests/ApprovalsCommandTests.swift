import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Foundation
import Governance
import JSON
import PurlinCLI
import Testing

/// `purlin approvals`: what people type, and what they are told.
struct ApprovalsCommandTests {
    @Test func twoPeopleSignAndWhatIsOnHoldWaits() async throws {
        let printed = try await Self.output(of: [
            ["approve", "CO-7", "--as", "fay"],
            ["hold", "CO-7", "--as", "fay", "--reason", "asking the site"],
            ["list"],
            ["approve", "--all", "--topic", "P-2201", "--as", "gus"],
            ["release", "--all", "--as", "gus"],
            ["approve", "--all", "--topic", "P-2201", "--as", "gus"],
            ["show", "CO-7"],
        ])
        let parts = [
            "0 approved\nCO-7: signed; also missing: finance\n", "1 on hold\n", "CO-7  held", "0 approved\n",
            "1 released\n", "1 approved\n", "CO-7: approved\n", "signed by fay as finance\nsigned by gus as finance\n",
            "approved by fay, gus at ",
        ]
        var rest = printed[...]
        for part in parts {
            let place = try #require(rest.range(of: part), "'\(part)' is not in '\(rest)' of '\(printed)'")
            rest = rest[place.upperBound...]
        }
    }

    @Test func whoMayNotIsToldTheRuleAndTheOthersAreSigned() async throws {
        let printed = try await Self.output(of: [["approve", "--all", "--as", "fay"]], .exitCode(1))
        #expect(printed.contains("0 approved\nCO-7: signed; also missing: finance\n"), "\(printed)")
        #expect(
            printed.contains(
                "US-1: 'fay' may not decide this: it takes the role 'equipment-manager' by approvals (default)"
            ),
            "\(printed)"
        )
    }

    @Test func aDelegateSignsForSomebodyAndIsNamedWithThem() async throws {
        let delegate = [
            "delegate", "--role", "finance", "--from", "fay", "--to", "eve", "--since", "2020-01-01", "--until",
            "2199-12-31", "--as",
        ]
        let printed = try await Self.output(of: [
            delegate + ["kim"], ["delegations"], ["approve", "CO-7", "--as", "eve"], ["revoke", "1", "--as", "fay"],
            ["delegations"], ["return", "CO-7", "--as", "gus", "--reason", "wrong sum"], ["show", "CO-7", "--json"],
        ])
        for part in [
            "delegation 1: eve for fay as finance, 2020-01-01 to 2199-12-31, approved by kim\n",
            "approved by kim, ended by fay\n", "1 returned\n", #""onBehalfOf":"fay""#, #""state":"returned""#,
        ] {
            #expect(printed.contains(part), "'\(part)' is not in '\(printed)'")
        }
        let refused = try await Self.output(of: [delegate + ["fay"]], .exitCode(1))
        #expect(refused.contains("takes the role 'controller' by approvals.delegation (governance.yaml:1)"))
    }

    /// What commands print, one after the other, where two requests wait.
    private static func output(
        of commands: [[String]],
        _ expected: ExitTest.Condition = .success
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let people = """
            people:
              - {id: fay, roles: [finance]}
              - {id: gus, roles: [finance]}
              - {id: kim, roles: [controller]}
            """
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try (text.replacing("people:", with: people) + "governance: governance.yaml\n").write(
            toFile: site.configuration,
            atomically: true,
            encoding: .utf8
        )
        try "approvals: {delegation: {approvedBy: controller}}\n".write(
            to: site.folder.appendingPathComponent("governance.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let lines = commands.map { ["approvals"] + $0 + ["--config", site.configuration] }
        let result = await #expect(
            processExitsWith: expected,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [lines = lines as [[String]]] in
            try await Self.purlin(lines)
        }
        let printed = try #require(result)
        return String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
    }

    private static func purlin(_ lines: [[String]]) async throws {
        let store = InMemoryStore()
        let terms = ApprovalTerms(
            rule: "approvals.change-order (governance.yaml:4)",
            signatures: [["finance"], ["finance"]],
            owner: "finance"
        )
        let requests = [
            request("CO-7", role: "finance", topic: "P-2201", terms),
            request("US-1", role: "equipment-manager", topic: "EX-104", nil),
        ]
        _ = try await store.commit(
            requests.map { .approvalRequested($0) },
            by: "system:purlin",
            at: Instant(seconds: 1_700_000_000)
        )
        try await FileSite.purlin(lines, on: store)
    }

    private static func request(
        _ id: String,
        role: String,
        topic: String,
        _ terms: ApprovalTerms?
    ) -> ApprovalRequest {
        ApprovalRequest(
            id: id,
            flow: "equipmentUsageToJobCost",
            key: topic,
            role: role,
            summary: "8 600.00 on \(topic)",
            payload: ["total": "8600.00"],
            topics: [topic],
            terms: terms
        )
    }
}
