import JSON
import Testing

struct TaskTests {
    private func project(_ client: OdooClient) throws -> Int64 {
        let project = try client.create("project.project", ["name": "Bridge"])
        for (name, sequence) in [("Later", 2), ("First", 1)] {
            _ = try client.create(
                "project.task.type",
                [
                    "name": .string(name), "sequence": .integer(Int64(sequence)), "fold": .bool(name == "Later"),
                    "project_ids": [[4, .integer(project)]],
                ]
            )
        }
        return project
    }

    @Test func taskBeginsInTheFirstStageOfItsProject() throws {
        let client = try OdooClient()
        let project = try project(client)

        let task = try client.create("project.task", ["name": "Pour", "project_id": .integer(project)])
        let stages = try client.value("type_ids", of: "project.project", project)

        #expect(try client.value("stage_id", of: "project.task", task)[1] == "First")
        #expect(try client.value("priority", of: "project.task", task) == "0")
        #expect(stages.arrayValue?.count == 2)
        #expect(try client.value("date_end", of: "project.task", task) == false)
        try client.call("project.task", "write", [.integer(task)], ["stage_id": stages[1] ?? 0])
        #expect(try client.value("date_end", of: "project.task", task) == "2026-01-05 06:00:00")
    }

    @Test func newStageTakesAnOpenTaskBackToWork() throws {
        let client = try OdooClient()
        let project = try project(client)
        let task = try client.create("project.task", ["name": "Pour", "project_id": .integer(project)])
        let stages = try client.value("type_ids", of: "project.project", project)
        let state = { try client.value("state", of: "project.task", task) }

        try client.call("project.task", "write", [.integer(task)], ["state": "03_approved"])
        try client.call("project.task", "write", [.integer(task)], ["stage_id": stages[1] ?? 0])
        #expect(try state() == "01_in_progress")
        try client.call("project.task", "write", [.integer(task)], ["state": "1_done"])
        try client.call("project.task", "write", [.integer(task)], ["stage_id": stages[0] ?? 0])
        #expect(try state() == "1_done")
    }

    @Test(arguments: [(18, 1, JSON.real(0.12)), (17, 2, .real(12.5))])
    func hoursOfATaskHoldThoseBelowIt(version: Int, count: Int64, progress: JSON) throws {
        let client = try OdooClient(version: version)
        let project = try project(client)
        let task = try client.create(
            "project.task",
            ["name": "Pour", "project_id": .integer(project), "allocated_hours": 40]
        )
        let below = try client.create(
            "project.task",
            ["name": "Rebar", "parent_id": .integer(task), "project_id": .integer(project)]
        )
        for (id, hours) in [(task, 2), (below, 3)] {
            _ = try client.create(
                "account.analytic.line",
                ["name": "Work", "task_id": .integer(id), "unit_amount": .integer(Int64(hours))]
            )
        }

        let names: [JSON] = [
            "effective_hours", "subtask_effective_hours", "total_hours_spent", "remaining_hours", "progress",
            "subtask_count",
        ]
        let record = try client.call("project.task", "read", [.integer(task)], .array(names))[0]
        #expect(names.map { record?[$0.stringValue ?? ""] } == [.real(2), .real(3), .real(5), .real(35), progress, 1])
        #expect(try client.value("project_id", of: "project.task", below)[1] == "Bridge")
        #expect(try client.value("task_count", of: "project.project", project) == .integer(count))
        #expect(try client.value("total_timesheet_time", of: "project.project", project) == 5)
    }

    @Test func taskIsNotAboveItself() throws {
        let client = try OdooClient()
        let project = JSON.integer(try project(client))
        let top = try client.create("project.task", ["name": "Top", "project_id": project])
        let below = try client.create(
            "project.task",
            ["name": "Below", "parent_id": .integer(top), "project_id": project]
        )

        let data = try client.refusal("project.task", "write", [.integer(top)], ["parent_id": .integer(below)])

        #expect(data["message"] == "Error! You cannot create a recursive hierarchy of tasks.")
    }

    @Test func tasksGoWithTheirProject() throws {
        let client = try OdooClient()
        let project = try project(client)
        let task = try client.create("project.task", ["name": "Pour", "project_id": .integer(project)])

        try client.call("project.project", "write", [.integer(project)], ["active": false])
        #expect(try client.value("active", of: "project.task", task) == false)
        try client.call("project.project", "unlink", [.integer(project)])
        #expect(try client.call("project.task", "exists", [.integer(task)]) == [])
        #expect(try client.call("account.analytic.account", "search_count", [["name", "=", "Bridge"]]) == 0)
    }

    @Test func milestoneKnowsTheDayItWasReached() throws {
        let client = try OdooClient()
        let project = try project(client)
        let id = try client.create("project.milestone", ["name": "Deck", "project_id": .integer(project)])

        try client.call("project.milestone", "write", [.integer(id)], ["is_reached": true])
        #expect(try client.value("reached_date", of: "project.milestone", id) == "2026-01-05")
        try client.call("project.milestone", "write", [.integer(id)], ["is_reached": false])
        #expect(try client.value("reached_date", of: "project.milestone", id) == false)
    }

    @Test func taskWaitsForThoseItDependsOn() throws {
        let client = try OdooClient()
        let project = try project(client)
        try client.call("project.project", "write", [.integer(project)], ["allow_task_dependencies": true])
        let first = try client.create("project.task", ["name": "Dig", "project_id": .integer(project)])
        let second = try client.create(
            "project.task",
            ["name": "Pour", "project_id": .integer(project), "depend_on_ids": [[6, 0, [.integer(first)]]]]
        )

        #expect(try client.value("state", of: "project.task", second) == "04_waiting_normal")
        #expect(try client.value("dependent_ids", of: "project.task", first) == [.integer(second)])
        try client.call("project.task", "write", [.integer(first)], ["state": "1_done"])
        #expect(try client.value("state", of: "project.task", second) == "01_in_progress")
    }

    @Test func copyOfAProjectHasItsTasks() throws {
        let client = try OdooClient()
        let project = try project(client)
        let top = try client.create("project.task", ["name": "Pour", "project_id": .integer(project)])
        _ = try client.create(
            "project.task",
            ["name": "Rebar", "parent_id": .integer(top), "project_id": .integer(project)]
        )

        let copy = try client.call("project.project", "copy", [.integer(project)])[0] ?? 0

        let tasks = try client.call(
            "project.task",
            "search_read",
            [["project_id", "=", copy]],
            ["name", "parent_id"],
            keywords: ["order": "id"]
        )
        #expect(tasks.arrayValue?.map { $0["name"] } == ["Pour", "Rebar"])
        #expect(tasks[1]?["parent_id"]?[0] == tasks[0]?["id"])
    }

    @Test func messageIsOnItsRecord() throws {
        let client = try OdooClient()
        let task = try client.create("project.task", ["name": "Pour"])

        let message = try client.call("project.task", "message_post", [.integer(task)], keywords: ["body": "Done"])

        #expect(try client.value("message_ids", of: "project.task", task) == [message])
        #expect(try client.value("body", of: "mail.message", message.integerValue ?? 0) == "<p>Done</p>")
    }

    @Test func tasksAreGroupedByEachAssignee() throws {
        let client = try OdooClient()
        let both: JSON = [[6, 0, [2, 7]]]
        for (name, users) in [("Both", both), ("None", [[5]])] {
            _ = try client.create("project.task", ["name": .string(name), "project_id": 1, "user_ids": users])
        }

        let groups = try client.call(
            "project.task",
            "read_group",
            [["name", "in", ["Both", "None"]]],
            [],
            ["user_ids"]
        )

        #expect(groups.arrayValue?.map { $0["user_ids"] } == [[2, "Administrator"], [7, "connector"], false])
        #expect(groups.arrayValue?.map { $0["user_ids_count"] } == [1, 1, 1])
    }
}
