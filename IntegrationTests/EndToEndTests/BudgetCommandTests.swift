import Foundation
import JSON
import Testing

/// `purlin budget`, and the configuration of the flow that makes budgets.
struct BudgetCommandTests {
    /// Writes a configuration, after `change` had its way with the text of a sound one.
    private static func site(_ change: (String) -> String = { $0 }) throws -> Site {
        let site = try Site()
        try site.configure { _ in
            change(
                """
                company: {code: KST, currency: USD, timeZone: America/Denver}
                store: {path: purlin.sqlite}
                systems:
                  estimating: {connector: estimating, currency: USD, files: {address: estimating}}
                  check: {connector: estimating, currency: USD, files: {address: check}}
                people:
                  - {id: vera, roles: [budget-manager]}
                  - {id: ivo, roles: [integration-operator]}
                codes:
                  - {system: estimating, from: 03-300, type: L, to: 03-300, costType: labour, validFrom: 2026-01-01, approvedBy: board}
                flows:
                  estimateToBudget:
                    from: [estimating]
                    projects:
                      - {code: 26-014, estimates: [E26-014]}

                """
            )
        }
        return site
    }

    @Test func aProjectWithoutAnAwardIsListedAndHasNothingToShow() async throws {
        let site = try Self.site()
        let list = try await site.purlin("budget", "list", "--json").answer()
        #expect(list["budgets"]?.arrayValue?.map { $0["project"]?.stringValue } == ["26-014"])
        #expect(list["budgets"]?[0]?["budget"] == .null)

        let show = try await site.purlin("budget", "show", "26-014")
        #expect(show.status == 1 && show.errors.contains("no estimate was awarded"), "\(show.errors)")
        let other = try await site.purlin("budget", "show", "26-099")
        #expect(other.status == 1 && other.errors.contains("known are 26-014"), "\(other.errors)")
        let day = try await site.purlin("budget", "show", "26-014", "--as-of", "yesterday")
        #expect(day.status == 64 && day.errors.contains("2026-01-31"), "\(day.errors)")
    }

    @Test(arguments: [
        ("estimates: [E26-014]", "estimate: [E26-014]", "did you mean 'estimates'?"),
        ("- {code: 26-014, estimates: [E26-014]}", "[]", "needs 'projects'"),
        ("code: 26-014, estimates", "estimates", "code: is missing"),
        (
            "- {code: 26-014,", "- {code: 26-015, estimates: [E26-014]}\n      - {code: 26-014,",
            "belongs to two projects"
        ),
        ("from: [estimating]", "from: [estimating]\n    companion: estimating", "stands under 'from', too"),
        ("from: [estimating]", "from: [estimatin]", "did you mean 'estimating'?"),
        ("from: [estimating]", "from: [estimating]\n    to: check", "has no capability 'rest-sink'"),
        ("from: [estimating]", "from: [estimating]\n    requireStatedTotal: perhaps", "must be true or false"),
        ("roles: [budget-manager]", "roles: [finance]", "nobody under 'people' has the role 'budget-manager'"),
    ])
    func whatIsWrongIsToldAtItsPlace(sound: String, broken: String, message: String) async throws {
        let site = try Self.site { $0.replacing(sound, with: broken) }
        let outcome = try await site.purlin("budget", "list")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message) && outcome.errors.contains("purlin.yaml:"), "\(outcome.errors)")
    }
}
