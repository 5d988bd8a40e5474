import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// `approvals.budget-load` of the governance file reaches the flow that makes budgets.
struct BudgetLoadRuleTests {
    @Test(arguments: [
        ("approvals: {delegation: {approvedBy: [finance]}}\n", 0, 1), ("approvals: {budget-load: {}}\n", 1, 0),
        ("approvals: {budget-revision: {}}\n", 0, 1),
    ])
    func theFirstBudgetWaitsWhereARuleAsksForIt(_ rules: String, _ requests: Int64, _ budgets: Int64) async throws {
        let site = try FileSite("address: drop")
        try rules.write(toFile: site.folder.path + "/governance.yaml", atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        let flow = """
              estimateToBudget: {from: [other], to: other, budgetRole: integration-operator,
                projects: [{code: 26-014, estimates: [E26-014]}]}

            """
        let old = "  equipmentUsageToJobCost: {from: [other], to: other}\n"
        #expect(text.contains(old))
        try (text.replacing(old, with: flow) + "governance: governance.yaml\n" + Self.codes)
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let result = await #expect(
            processExitsWith: budgets == 0 ? .success : .exitCode(1),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [configuration = site.configuration as String] in
            try await Self.replay(configuration)
        }
        let printed = try #require(result)
        let output = String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
        let answer = try JSON(parsing: String(output.prefix { $0 != "\n" }))
        #expect(answer["records"] == 1 && answer["held"] == 0, "\(output)")
        #expect(answer["pendingApprovals"]?.integerValue == requests, "\(output)")
        #expect(answer["deliveries"]?["new"]?.integerValue == budgets, "\(output)")
    }

    private static let codes = """
        codes:
          - {system: other, from: "03-300", to: "03-300", costType: labour, approvedBy: ann, validFrom: 2020-01-01}

        """

    /// Decides again, by a configuration, an awarded estimate of 100.00 that was received.
    private static func replay(_ configuration: String) async throws {
        let store = InMemoryStore()
        let line = EstimateLine(
            path: "0100",
            kind: .item,
            alternate: nil,
            costCode: "03-300",
            costType: "labour",
            text: "formwork",
            quantity: 1,
            unit: "LS",
            unitPrice: nil,
            amount: 100
        )
        let estimate = Estimate(
            number: "E26-014",
            revision: "03",
            status: .awarded,
            currency: try #require(Currency("USD")),
            acceptedAlternates: [],
            statedTotal: 100,
            format: "csv",
            lines: [line]
        )
        let now = Instant(seconds: 1_770_000_000)
        let record = ReceivedRecord(
            system: "other",
            record: SourceRecord(
                id: "e1",
                object: Estimate.name,
                occurredAt: now,
                payload: estimate.json
            ),
            flow: "EstimateToBudget",
            key: "26-014",
            topics: ["26-014"],
            disposition: .accepted
        )
        _ = try await store.commit([.recordReceived(record)], by: "system:other", at: now)
        let composition = Composition(
            registry: try ConnectorRegistry([SampleFiles.self, SampleService.self]),
            openStore: { (_, _) throws(StoreError) in store },
            makeTransport: { _ in NoTransport() }
        )
        await composition.main(["replay", "intake", "--json", "--config", configuration])
    }
}
