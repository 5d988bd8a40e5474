import CanonicalModel
import ConnectorKit
import OdooConnector
import Testing

/// One canonical key, one external id, for ever.
struct ExternalIDTests {
    private func externalIDs(_ keys: [String], namespace: String = "purlin") async throws -> [String] {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo, ["namespace": .text(namespace)])
        _ = try await connector.apply(keys.map { Delivery(try CostEntry.fixture(key: $0)) })
        return try #require(odoo.calls("account.analytic.line.load").first).rows.map { $0[0] }
    }

    @Test func anExternalIDNeverChanges() async throws {
        let ids = try await externalIDs(["EX-104/2026-01-05/1"])
        #expect(ids == ["purlin.cost_EX_104_2026_01_05_1_f1689c7021e94499"])
    }

    @Test func keysThatLookAlikeStayApart() async throws {
        let keys = [
            "A-1/B", "A_1_B", "A-1_B", "a-1/b", "A-1/B ", "\u{E9}", "e\u{301}", String(repeating: "x", count: 200),
            String(repeating: "x", count: 201),
        ]
        let ids = try await externalIDs(keys)
        #expect(Set(ids).count == keys.count)
    }

    @Test func anExternalIDHasOneDotAndPlainLettersBehindIt() async throws {
        let ids = try await externalIDs(["a.b c/漢字\n$", ""])
        for id in ids {
            let parts = id.split(separator: ".")
            #expect(parts.count == 2)
            #expect(parts.last?.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } == true)
            #expect(id.utf8.count < 128)
        }
    }

    @Test func theNamespaceIsConfigured() async throws {
        let ids = try await externalIDs(["1"], namespace: "kestrel_26")
        #expect(ids.first?.hasPrefix("kestrel_26.cost_1_") == true)
    }
}
