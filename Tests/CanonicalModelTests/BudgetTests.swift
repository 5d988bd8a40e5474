import CanonicalModel
import FoundationEssentials
import JSON
import Testing

/// Budgets as sums of revisions, and their JSON.
struct BudgetTests {
    private func revision(
        _ number: Int,
        _ origin: BudgetRevision.Origin,
        _ changes: [String: Decimal],
        contract: Decimal = 0
    ) throws -> BudgetRevision {
        BudgetRevision(
            project: "26-014",
            number: number,
            origin: origin,
            recordedAt: Instant(seconds: 1_767_600_000),
            approvedBy: number == 2 ? "vera" : nil,
            currency: try #require(Currency("USD")),
            changes: Dictionary(
                uniqueKeysWithValues: changes.map { (BudgetPosition(costCode: $0.key, costType: .labour), $0.value) }
            ),
            contractAmount: contract
        )
    }

    private func ledger() throws -> [BudgetRevision] {
        [
            try revision(0, .estimate(number: "E26-014", revision: "03"), ["03-300": 100, "03-200": 50]),
            try revision(1, .changeOrder(number: "1"), ["03-300": 8, "01-100": 5], contract: 12),
            try revision(2, .estimate(number: "E26-014", revision: "04"), ["03-200": -50]),
        ]
    }

    @Test func aBudgetIsTheSumOfItsRevisionsAndKeepsWhatWasOriginal() throws {
        let budget = try #require(Budget(try ledger()))
        #expect(
            budget.lines.map { "\($0.position.costCode) \($0.original) \($0.revised)" } == [
                "01-100 0 5", "03-200 50 0", "03-300 100 108",
            ]
        )
        #expect(budget.version == 2 && budget.key == "26-014/2")
        #expect(budget.original == 150 && budget.revised == 113 && budget.contractChange == 12)
        #expect(budget.controlTotals == ["lines": 3, "original": 150, "revised": 113])
        #expect(Budget([]) == nil)
    }

    @Test func budgetsAndRevisionsAreReadBackFromTheirJSON() throws {
        for revision in try ledger() { #expect(try BudgetRevision(JSONReader(revision.json)) == revision) }
        let budget = try #require(Budget(try ledger()))
        #expect(try Budget(JSONReader(budget.json)) == budget)
        #expect(throws: JSONAccessError.self) { try Budget(JSONReader(["project": "26-014"])) }
    }
}
