import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Which pay period a record belongs to, and what is kept back because nobody can tell.
@Suite("Routing of hours and pay")
struct PayrollRoutingTests {
    private func entry(_ date: String, hours: String = "8") -> JSON {
        [
            "id": "a", "employee": "000417", "project": "26-014", "costCode": "03-300", "payCode": "REG",
            "date": .string(date), "hours": .string(hours), "status": "approved",
        ]
    }

    private func held(_ office: PayOffice, _ object: String, _ payload: JSON) throws -> FlowCase? {
        guard case .hold(let held) = try office.route(object, "time/a", payload) else { return nil }
        return held
    }

    @Test("hours belong to the period of their day, however late they come")
    func periods() throws {
        let office = try PayOffice()
        for (date, end) in [
            ("2025-12-29", "2026-01-04"), ("2026-01-04", "2026-01-04"), ("2026-01-05", "2026-01-11"),
            ("2025-12-28", "2025-12-28"), ("2024-02-29", "2024-03-03"),
        ] {
            let route = try office.route(TimeEntry.name, "time/a", entry(date))
            #expect(route == .accept(key: "KST/\(end)", topics: ["KST/\(end)", "a", "26-014"]), "\(date)")
        }
    }

    @Test("hours for a day that is far ahead are held")
    func future() throws {
        let office = try PayOffice()
        #expect(try held(office, TimeEntry.name, entry("2026-01-10")) == nil)
        let item = try #require(try held(office, TimeEntry.name, entry("2026-01-11")))
        #expect(item.kind == "hours_in_future" && item.owner == "payroll" && item.isRetriable)
    }

    @Test("what cannot be read is held without its content")
    func unusable() throws {
        let office = try PayOffice()
        for object in [TimeEntry.name, PayrollBatchResult.name, PayrollRegister.name] {
            let item = try #require(try held(office, object, ["hours": "000-00-0417", "batch": ["000-00-0417"]]))
            #expect(item.kind == "unusable_payroll_record")
            #expect(!"\(item)".contains("000-00-0417"))
        }
        let item = try #require(try held(office, TimeEntry.name, entry("2025-12-30", hours: "000-00-0417")))
        #expect(item.summary.contains("hours") && !"\(item)".contains("000-00-0417"))
    }

    @Test("a register of a period that is none of ours is held")
    func foreignPeriod() throws {
        let office = try PayOffice()
        let register: JSON = ["run": "612", "periodEnd": "2026-01-03", "currency": "USD", "voids": nil, "lines": []]
        let item = try #require(try held(office, PayrollRegister.name, register))
        #expect(item.kind == "unknown_pay_period" && item.subject == "612")
    }

    @Test("the ledger is told of the projects that are listed")
    func masterData() throws {
        var office = try PayOffice()
        office.settings.projects = [Project(code: "26-014", title: "North Rim", timeZone: "America/Denver")]
        let deliveries = TimeToPayrollToJobCost(office.settings).masterData
        #expect(deliveries.map(\.key) == ["Project/26-014"])
        #expect(deliveries.map(\.object) == [Project.name])
    }
}
