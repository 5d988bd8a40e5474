import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// Rules of tasks, employees, vehicles and equipment beyond the recordings.
struct PeopleRuleTests {
    private func message(_ client: OdooClient, _ model: String, _ method: String, _ arguments: JSON...) throws -> String
    {
        let data = try client.answer(model, method, arguments)["error"]?["data"]
        return data?["message"]?.stringValue ?? "no error"
    }

    private func task(_ client: OdooClient, _ name: String, _ values: JSONObject = JSONObject()) throws -> JSON {
        var values = values
        values["name"] = .string(name)
        return try client.call("project.task", "create", .object(values))
    }

    @Test func aTaskIsNeitherAboveNorBeforeItself() throws {
        let client = try OdooClient()
        let project = try client.call("project.project", "create", ["name": "P"])
        let first = try task(client, "first", ["project_id": project])
        let second = try task(client, "second", ["project_id": project, "depend_on_ids": [[6, 0, [first]]]])
        #expect(
            try message(client, "project.task", "write", [first], ["parent_id": first])
                == "Sorry. You can't set a task as its parent task."
        )
        #expect(
            try message(client, "project.task", "write", [first], ["depend_on_ids": [[4, second]]])
                == "Two tasks cannot depend on each other."
        )
    }

    @Test(arguments: [17, 18]) func aPrivateTaskHasNoParentFromVersion18On(version: Int) throws {
        let client = try OdooClient(version: version)
        let project = try client.call("project.project", "create", ["name": "P"])
        let above = try task(client, "above", ["project_id": project])
        let refusal = try message(client, "project.task", "create", ["name": "below", "parent_id": above])
        #expect(
            refusal
                == (version == 17
                    ? "no error" : "The operation cannot be completed: A private task cannot have a parent.")
        )
    }

    @Test func subTasksGoWithTheirTaskAndStagesInUseStay() throws {
        let client = try OdooClient()
        let project = try client.call("project.project", "create", ["name": "P"])
        let stage = try client.call("project.task.type", "create", ["name": "S", "project_ids": [[6, 0, [project]]]])
        let above = try task(client, "above", ["project_id": project])
        let below = try task(client, "below", ["project_id": project, "parent_id": above])
        #expect(try message(client, "project.task.type", "unlink", [stage]).contains("Model: Task (project.task)"))
        try client.call("project.task", "unlink", [above])
        #expect(try client.call("project.task", "search", [["id", "=", below]]) == [])
    }

    @Test func departmentsDoNotCircle() throws {
        let client = try OdooClient()
        let above = try client.call("hr.department", "create", ["name": "A"])
        let below = try client.call("hr.department", "create", ["name": "B", "parent_id": above])
        #expect(try message(client, "hr.department", "write", [above], ["parent_id": below]) == "Recursion Detected.")
    }

    @Test func servicesAreArchivedWithTheirVehicle() throws {
        let client = try OdooClient()
        let brand = try client.call("fleet.vehicle.model.brand", "create", ["name": "B"])
        let model = try client.call("fleet.vehicle.model", "create", ["name": "M", "brand_id": brand])
        let vehicle = try client.call("fleet.vehicle", "create", ["model_id": model])
        let kind = try client.call("fleet.service.type", "create", ["name": "Oil", "category": "service"])
        try client.call("fleet.vehicle.log.services", "create", ["vehicle_id": vehicle, "service_type_id": kind])
        try client.call("fleet.vehicle", "action_archive", [vehicle])
        #expect(try client.call("fleet.vehicle.log.services", "search", [["vehicle_id", "=", vehicle]]) == [])
    }

    @Test func aRecurringRequestComesAgain() throws {
        let client = try OdooClient()
        let done = try client.call("ir.model.data", "check_object_reference", "maintenance", "stage_3")[1] ?? 0
        let request = try client.call(
            "maintenance.request",
            "create",
            [
                "name": "yearly", "maintenance_type": "preventive", "recurring_maintenance": true,
                "repeat_unit": "year",
                "schedule_date": "2026-07-01 06:00:00",
            ]
        )
        try client.call("maintenance.request", "write", [request], ["stage_id": done])
        let next = try client.call(
            "maintenance.request",
            "search_read",
            [["name", "=", "yearly"], ["id", "!=", request]],
            ["schedule_date", "close_date"]
        )
        #expect(next[0]?["schedule_date"] == "2027-07-01 06:00:00")
        #expect(next[0]?["close_date"] == false)
        #expect(
            try message(client, "maintenance.request", "write", [request], ["repeat_interval": 0])
                == "Repeat Interval cannot be less than 1."
        )
    }

    @Test(
        arguments: [
            ("day", 2_147_483_647, "days=2147483647; must have magnitude <= 999999999"),
            ("day", 99_999_999, "date value out of range"),
            ("week", 2_147_483_647, "Python int too large to convert to C int"),
            ("month", 95_688, "year 10000 is out of range"),
            ("year", 2_147_483_647, "signed integer is greater than maximum"),
        ] as [(JSON, JSON, String)]
    )
    func aRequestComesNotAgainBeyondTheCalendar(unit: JSON, interval: JSON, expected: String) throws {
        let client = try OdooClient()
        let done = try client.call("ir.model.data", "check_object_reference", "maintenance", "stage_3")[1] ?? 0
        let request = try client.call(
            "maintenance.request",
            "create",
            [
                "name": "late", "maintenance_type": "preventive", "recurring_maintenance": true, "repeat_unit": unit,
                "repeat_interval": interval, "schedule_date": "2026-01-31 06:00:00",
            ]
        )
        #expect(try message(client, "maintenance.request", "write", [request], ["stage_id": done]) == expected)
        #expect(try client.call("maintenance.request", "search_count", [["name", "=", "late"]]) == 1)
    }

    @Test func aBalanceMayBeThatOfSomeDays() throws {
        let client = try OdooClient()
        let plan = try client.call("account.analytic.plan", "search", [["parent_id", "=", false]])[0] ?? 0
        let account = try client.call("account.analytic.account", "create", ["name": "A", "plan_id": plan])
        for (day, amount) in [("2026-04-01", 5), ("2026-05-01", 7)] as [(String, Int64)] {
            try client.call(
                "account.analytic.line",
                "create",
                ["name": "l", "account_id": account, "date": .string(day), "amount": .integer(amount)]
            )
        }
        let until = try client.call(
            "account.analytic.account",
            "read",
            [account],
            ["balance"],
            keywords: ["context": ["to_date": "2026-04-30"]]
        )
        #expect(until[0]?["balance"] == .real(5))
    }
}
