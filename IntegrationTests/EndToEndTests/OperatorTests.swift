import Foundation
import JSON
import Testing

/// What an operator does with schedules, cases and replays at the command line.
struct OperatorTests {
    private func site(_ change: (String) -> String = { $0 }) throws -> Site {
        let site = try Site()
        try site.configure(change)
        return site
    }

    @Test func schedulesAreListedWithTheirNextTime() async throws {
        let site = try site {
            $0.replacingOccurrences(of: "every: 1h", with: "schedule: {at: \"18:00\", days: [monday, friday]}")
                .replacingOccurrences(of: "to: odoo", with: "to: odoo\n    deliver: {at: \"02:30\", timeZone: UTC}")
        }
        let listed = try await site.purlin("schedules", "--json").answer()["schedules"]?.arrayValue ?? []

        #expect(listed.compactMap { $0["read"]?.stringValue } == ["fleet", "odoo"])
        #expect(listed.first?["schedule"] == "at 18:00 America/Denver on monday, friday")
        #expect(listed.last?["deliver"] == "EquipmentUsageToJobCost")
        #expect(listed.last?["next"]?.stringValue?.hasSuffix("T02:30:00Z") == true)
    }

    @Test(arguments: [
        ("every: 1h", "schedule: noon", "7:15: systems.fleet.schedule: must be one of atPeriodClose"),
        ("every: 1h", "schedule: realTime", "7:15: systems.fleet.schedule: a system that is read must say when"),
        ("every: 1h", "schedule: {at: \"25:00\"}", "7:20: systems.fleet.schedule.at: must be a time of day"),
        ("every: 1h", "schedule: {days: [1]}", "7:15: systems.fleet.schedule.at: is missing"),
        (
            "every: 1h", "schedule: {at: \"18:00\", days: [monday, 3]}",
            "7:35: systems.fleet.schedule.days: must be days of the week"
        ),
        (
            "every: 1h", "schedule: {at: \"18:00\", timeZone: Denver}",
            "7:39: systems.fleet.schedule.timeZone: must be a zone of the IANA database"
        ),
        (
            "every: 1h", "schedule: {every: 1h, at: \"18:00\"}",
            "7:31: systems.fleet.schedule.at: does not go with 'every'"
        ),
        ("every: 1h", "schedule: {every: 0s}", "7:23: systems.fleet.schedule.every: must be longer than nothing"),
        ("every: 1h", "every: 1h\n    schedule: {every: 1h}", "7:12: systems.fleet.every: is given beside 'schedule'"),
        ("to: odoo", "to: odoo\n    deliver: atPeriodClose", "nobody under 'people' has the role 'finance'"),
        ("to: odoo", "to: odoo\n    deliver: {dayly: 1}", "unknown key"),
    ])
    func aScheduleThatCannotBeMeantIsReportedAtItsPlace(old: String, new: String, message: String) async throws {
        let site = try site { $0.replacingOccurrences(of: old, with: new) }
        let outcome = try await site.purlin("schedules")

        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func aPeriodIsClosedOnceByAPersonWithTheRole() async throws {
        let site = try site {
            $0.replacingOccurrences(of: "to: odoo", with: "to: odoo\n    deliver: atPeriodClose")
                .replacingOccurrences(of: "people:", with: "people:\n  - {id: fay, roles: [finance]}")
        }
        let stranger = try await site.purlin("period", "close", "2026-01", "--as", "equipment.manager")
        #expect(stranger.status == 1)
        #expect(stranger.errors.contains("it takes the role 'finance'"))
        let closed = try await site.purlin("period", "close", "2026-01", "--as", "fay", "--json")
        #expect(closed.status == 0, "\(closed.errors)")
        #expect(try closed.answer() == ["period": "2026-01", "released": 0])
        let again = try await site.purlin("period", "close", "2026-01", "--as", "fay")
        #expect(again.status == 1)
        #expect(again.errors.contains("2026-01 was closed by fay"))
    }

    @Test(arguments: [
        ["cases", "retry", "--as", "x"], ["cases", "retry", "C-1", "--kind", "x", "--as", "x"],
        ["cases", "repair", "C-1", "--as", "x"], ["cases", "repair", "C-1", "--set", "hours", "--as", "x"],
        ["cases", "repair", "C-1", "--set", "a=1", "--total", "worth=much", "--as", "x"],
        ["cases", "list", "--state", "half-open"], ["cases", "list", "--older-than", "long"], ["replay"],
        ["replay", "--all", "--confirm"], ["replay", "--entry", "9-3"], ["replay", "intake", "--since", "monday"],
        ["period", "close", "2026-01"],
    ])
    func whatIsNotSaidWholeEndsWith64(arguments: [String]) async throws {
        let outcome = try await Executables.purlin(arguments)

        #expect(outcome.status == 64, "\(outcome.output) \(outcome.errors)")
    }

    @Test func kindsAreListedWithWhatMayBeDone() async throws {
        let kinds = try await Executables.purlin(["cases", "kinds", "--json"]).answer()["kinds"]?.arrayValue ?? []
        let mismatch = try #require(kinds.first { $0["kind"] == "readback_mismatch" })

        #expect(mismatch["actions"] == ["retry", "reject"])
    }

    /// A machine that nobody knew is mapped, its usage approved and posted; then the ledger is lost and made whole.
    @Test(.timeLimit(.minutes(3)))
    func aMappingIsMendedAndALostLedgerIsMadeWhole() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let arguments = ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        let odoo = try await RunningSimulator("odoo-simulator", arguments)
        let site = try Site()
        let fleet = "\(telematics.address)/iso"
        func configure(_ odoo: RunningSimulator, knowsMachine: Bool = true) throws {
            try site.configure(fleet: fleet, odoo: odoo.address, clock: telematics.address) { text in
                knowsMachine
                    ? text
                    : text.replacingOccurrences(of: "serial: KX30A00104, pin: KST0KX30A00104", with: "serial: unknown")
                        .replacingOccurrences(of: "code: EX-104", with: "code: EX-999")
                        .replacingOccurrences(of: "equipment: EX-104", with: "equipment: EX-999")
            }
        }
        func run(at time: String? = nil) async throws {
            if let time { try await telematics.control("POST", "clock", ["set": .string(time)]) }
            let outcome = try await site.purlin("run", "--once")
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        try configure(odoo, knowsMachine: false)
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z"] { try await run(at: time) }
        let list = ["cases", "list", "--kind", "unknown_equipment", "--system", "fleet", "--json"]
        let cases = try await site.purlin(list[0], list[1], list[2], list[3], list[4], list[5], list[6]).answer()
        let held = cases["cases"]?.arrayValue?.first { $0["subject"]?.stringValue?.contains("KST0KX30A00104") == true }
        let number = try #require(held?["case"]?.stringValue, "\(cases)")

        try configure(odoo)
        let repair = ["cases", "repair", number, "--remap", "--as", "equipment.manager", "--json"]
        let dry = try await site.purlin(repair[0], repair[1], repair[2], repair[3], repair[4], repair[5], repair[6])
        #expect(try dry.answer()["items"]?[0]?["outcome"] == "goes to EX-104", "\(dry.output) \(dry.errors)")
        #expect(try await site.purlin("cases", "show", number, "--json").answer()["state"] == "open")
        let done = try await site.purlin("cases", "repair", number, "--remap", "--as", "equipment.manager", "--confirm")
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("routing.key: \"\" → \"EX-104\""), "\(done.output)")

        for time in ["2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] { try await run(at: time) }
        let changes = try await site.purlin("journal", "show", "configuration")
        #expect(changes.output.contains("ConfigurationChanged"), "\(changes.output) \(changes.errors)")
        let approved = try await site.purlin("approvals", "approve", "--all", "--as", "equipment.manager")
        #expect(approved.status == 0, "\(approved.errors)")
        try await run()
        let posted = try await odoo.control("GET", "truth")["analyticLines"]?.arrayValue ?? []
        #expect(posted.compactMap { $0["amount"]?.stringValue } == ["-581.25"])
        let rehearsal = try await site.purlin("replay", "intake", "--json")
        #expect(rehearsal.status == 0, "\(rehearsal.output)")
        #expect(try rehearsal.answer()["deliveries"]?["same"] == 1)

        let restored = try await RunningSimulator("odoo-simulator", arguments)
        try configure(restored)
        let lost = try await site.purlin("replay", "--all", "--json").answer()
        #expect(lost["missing"] == 2, "the project and the cost; \(lost)")
        #expect(try await restored.control("GET", "truth")["analyticLines"] == [])
        let confirmed = try await site.purlin("replay", "--all", "--confirm", "--as", "integration.operator")
        #expect(confirmed.status == 0, "\(confirmed.errors)")
        for _ in 0..<2 { try await run() }
        let again = try await restored.control("GET", "truth")["analyticLines"]?.arrayValue ?? []
        #expect(again.compactMap { $0["amount"]?.stringValue } == ["-581.25"])
        #expect(try await site.purlin("replay", "--all", "--json").answer()["missing"] == 0)
        #expect(try await site.purlin("audit", "verify").status == 0)
    }
}
