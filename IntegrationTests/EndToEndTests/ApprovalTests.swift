import Foundation
import JSON
import Testing

/// The whole path with real processes and a person who says no, then yes.
struct ApprovalTests {
    @Test(.timeLimit(.minutes(3)))
    func nothingReachesOdooBeforeAPersonInTheRoleHasApproved() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        )
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: odoo.address, clock: telematics.address)
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z", "2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] {
            try await telematics.control("POST", "clock", ["set": .string(time)])
            let run = try await site.purlin("run", "--once")
            #expect(run.status == 0, "\(run.errors)")
        }
        let pending = try await site.purlin("approvals", "list", "--json").answer()["approvals"]?.arrayValue ?? []
        #expect(pending.compactMap { $0["id"]?.stringValue } == ["EX-104/2026-01-05/1"])
        #expect(pending.first?["payload"]?["amount"] == "581.25")
        #expect(try await lines(odoo).isEmpty)

        let id = "EX-104/2026-01-05/1"
        let wrongRole = try await site.purlin("approvals", "approve", id, "--as", "integration.operator")
        #expect(wrongRole.status == 1)
        #expect(wrongRole.errors.contains("it takes the role 'equipment-manager'"))
        let stranger = try await site.purlin("approvals", "approve", id, "--as", "nobody")
        #expect(stranger.errors.contains("nobody called 'nobody'"))

        let approved = try await site.purlin("approvals", "approve", id, "--as", "equipment.manager")
        #expect(approved.status == 0, "\(approved.errors)")
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        let idle = try await site.purlin("approvals", "approve", "--all", "--as", "nobody")
        #expect(idle.status == 1, "nobody is nobody also where nothing waits")
        let posted = try await lines(odoo)
        #expect(posted.count == 1)
        #expect(posted.first?["amount"] == "-581.25")
        #expect(posted.first?["unitAmount"] == "7.75")

        let story = try await site.purlin("journal", "show", "EX-104/2026-01-05", "--json").answer()
        let kinds = story["entries"]?.arrayValue?.compactMap { $0["kind"]?.stringValue } ?? []
        let order = [
            "record.received", "approval.requested", "approval.approved", "delivery.planned", "delivery.delivered",
        ]
        #expect(order.compactMap { kinds.firstIndex(of: $0) }.sorted() == order.compactMap { kinds.firstIndex(of: $0) })
        #expect(Set(order).isSubset(of: kinds))
        #expect(try await site.purlin("audit", "verify").status == 0)
    }

    private func lines(_ odoo: RunningSimulator) async throws -> [JSON] {
        try await odoo.control("GET", "truth")["analyticLines"]?.arrayValue ?? []
    }
}
