import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// What is read from Odoo, and as what.
struct StreamTests {
    private func page(
        _ odoo: ScriptedOdoo,
        _ name: String,
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) async throws
        -> RecordPage
    {
        let connector = try OdooConnector(odoo, values)
        let stream = try #require(connector.changeStreams.first { $0.name == name })
        return try await connector.changedPage(of: stream, after: nil)
    }

    private func odoo(series: Int64 = 18, _ answers: [String: JSON]) -> ScriptedOdoo {
        ScriptedOdoo(series: series) { call in answers[call.name].map { .result($0) } }
    }

    @Test(arguments: [(Int64(17), "analytic_account_id"), (18, "account_id")])
    func aProjectHasTheCodeOfItsAccount(series: Int64, field: String) async throws {
        let row = JSON.object(
            JSONObject(pairs: [
                ("id", 3), ("name", "North Quay"), ("active", true), (field, [12, "[26-014] North Quay"]),
                ("write_date", "2026-01-05 16:00:00"),
            ])
        )
        let odoo = odoo(
            series: series,
            ["project.project.search_read": [row], "account.analytic.account.read": [["id": 12, "code": "26-014"]]]
        )

        let page = try await page(odoo, "projects", ["timeZone": .text("America/Denver")])

        #expect(
            page.records.map(\.payload) == [
                Project(code: "26-014", title: "North Quay", timeZone: "America/Denver").json
            ]
        )
        #expect(page.records.first?.object == "Project")
        #expect(page.records.first?.occurredAt == Instant("2026-01-05T16:00:00Z"))
        #expect(
            odoo.calls("project.project.search_read").first?.arguments[1] == [
                "name", "active", .string(field), "write_date",
            ]
        )
    }

    @Test func aProjectWithoutACodeIsRejectedAndTheOthersArrive() async throws {
        let odoo = odoo([
            "project.project.search_read": [
                [
                    "id": 1, "active": true, "name": "Internal", "account_id": [2, "Internal"],
                    "write_date": "2026-01-01 00:00:00",
                ],
                ["id": 2, "active": true, "name": "Loose", "account_id": false, "write_date": "2026-01-01 00:00:00"],
                [
                    "id": 3, "active": true, "name": "North Quay", "account_id": [12, "[26-014]"],
                    "write_date": "2026-01-02 00:00:00",
                ],
            ],
            "account.analytic.account.read": [["id": 2, "code": false], ["id": 12, "code": "26-014"]],
        ])
        let page = try await page(odoo, "projects")
        #expect(page.rejects.map(\.subject) == ["project.project/1", "project.project/2"])
        #expect(page.records.count == 1)
    }

    @Test func aVehicleIsAMachine() async throws {
        let odoo = odoo([
            "fleet.vehicle.search_read": [
                [
                    "id": 5, "active": true, "license_plate": "EX-104", "model_id": [21, "Orvik/OX 30"],
                    "vin_sn": "KST00000000000104",
                    "category_id": [4, "excavator-30t"], "write_date": "2026-01-05 16:00:00",
                ],
                [
                    "id": 6, "active": true, "license_plate": "GEN-1", "model_id": [22, "Tarn/T/1"], "vin_sn": "S-1",
                    "category_id": false,
                    "write_date": "2026-01-05 16:00:00",
                ],
                [
                    "id": 7, "active": true, "license_plate": false, "model_id": [22, "Tarn/T/1"], "vin_sn": false,
                    "category_id": false,
                    "write_date": "2026-01-05 16:00:00",
                ],
            ],
            "fleet.vehicle.model.read": [
                ["id": 21, "name": "OX 30", "brand_id": [7, "Orvik"]],
                ["id": 22, "name": "T/1", "brand_id": [9, "Tarn"]],
            ],
        ])

        let page = try await page(odoo, "equipment")

        let excavator = EquipmentIdentity(oem: "Orvik", model: "OX 30", pin: "KST00000000000104")
        let generator = EquipmentIdentity(oem: "Tarn", model: "T/1", serial: "S-1")
        #expect(
            page.records.map(\.payload) == [
                Equipment(code: "EX-104", category: "excavator-30t", identity: excavator).json,
                Equipment(code: "GEN-1", category: "", identity: generator).json,
            ]
        )
        #expect(page.rejects.map(\.subject) == ["fleet.vehicle/7"])
    }

    @Test func archivedRecordsAreReadAndSayThatTheyAre() async throws {
        let odoo = odoo([
            "project.project.search_read": [
                [
                    "id": 3, "name": "North Quay", "active": false, "account_id": [12, "[26-014]"],
                    "write_date": "2026-01-02 00:00:00",
                ],
                [
                    "id": 4, "name": "Loose", "active": false, "account_id": false,
                    "write_date": "2026-01-02 00:00:00",
                ],
            ],
            "account.analytic.account.read": [["id": 12, "code": "26-014"]],
            "fleet.vehicle.search_read": [
                [
                    "id": 5, "license_plate": "EX-104", "model_id": false, "vin_sn": false, "category_id": false,
                    "active": false, "write_date": "2026-01-05 16:00:00",
                ],
                [
                    "id": 6, "license_plate": false, "model_id": false, "vin_sn": false, "category_id": false,
                    "active": false, "write_date": "2026-01-05 16:00:00",
                ],
            ],
        ])
        let projects = try await page(odoo, "projects")
        let quay = Project(code: "26-014", title: "North Quay", timeZone: "UTC", isArchived: true)
        #expect(projects.records.map(\.payload) == [quay.json])
        let machines = try await page(odoo, "equipment")
        #expect(machines.records.map { $0.payload["archived"] } == [true])
        // What is archived and of no use needs nobody's attention.
        #expect(projects.rejects.isEmpty && machines.rejects.isEmpty)
        for call in odoo.calls where ["project.project.search_read", "fleet.vehicle.search_read"].contains(call.name) {
            #expect(call.options["context"] == ["active_test": false])
            #expect(call.arguments.first?.arrayValue?.last == ["company_id", "parent_of", [1]])
        }
    }

    @Test func accountsOfTheirPlanAreCostCodes() async throws {
        func account(_ id: Int64, _ code: JSON, plan: Int64, isActive: Bool = true) -> JSON {
            [
                "id": .integer(id), "code": code, "name": .string("Work \(id)"), "plan_id": [.integer(plan), "Plan"],
                "active": .bool(isActive), "write_date": "2026-01-05 16:00:00",
            ]
        }
        let rows: JSON = [
            account(1, "03-300", plan: 9), account(2, "26-014", plan: 1), account(3, false, plan: 9),
            account(4, "02-315", plan: 9, isActive: false), account(5, false, plan: 9, isActive: false),
        ]
        let odoo = odoo([
            "account.analytic.account.search_read": rows,
            "ir.model.data.check_object_reference": ["account.analytic.plan", 9],
        ])

        let page = try await page(odoo, "costCodes", ["costCodePlan": .text("kestrel.cost_codes")])

        #expect(
            page.records.map(\.payload) == [
                CostCode(standard: "kestrel.cost_codes", code: "03-300", title: "Work 1").json,
                CostCode(standard: "kestrel.cost_codes", code: "02-315", title: "Work 4", isArchived: true).json,
            ]
        )
        #expect(page.rejects.map(\.subject) == ["account.analytic.account/3"])
    }

    @Test func aPlanThatIsNoneIsAWrongKeyAndNoEmptyList() async throws {
        let odoo = odoo([
            "account.analytic.account.search_read": [
                [
                    "id": 1, "code": "03-300", "name": "Concrete", "plan_id": [1, "Projects"], "active": true,
                    "write_date": "2026-01-05 16:00:00",
                ]
            ],
            "ir.model.data.check_object_reference": ["res.partner", 9],
        ])
        let error = await #expect(throws: ConnectorError.self) {
            try await page(odoo, "costCodes", ["costCodePlan": .text("kestrel.cost_codes")])
        }
        guard case .invalidConfiguration("costCodePlan", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func employeesHaveTheNumberOfTheConfiguredFieldAndNothingElseIsAskedFor() async throws {
        func person(_ id: Int64, _ number: JSON, company: Int64 = 1, isActive: Bool = true) -> JSON {
            [
                "id": .integer(id), "x_number": number, "name": .string("Worker \(id)"),
                "company_id": [.integer(company), "Company"], "active": .bool(isActive),
                "write_date": "2026-01-05 16:00:00",
            ]
        }
        let rows: JSON = [
            person(1, "000417"), person(2, "000418", isActive: false), person(3, false),
            person(4, "000419", company: 8),
            person(5, false, isActive: false),
        ]
        let odoo = odoo(["hr.employee.search_read": rows])

        let page = try await page(
            odoo,
            "employees",
            ["employeeNumber": .text("x_number"), "companyCode": .text("KST")]
        )

        #expect(
            page.records.map(\.payload) == [
                Employee(number: "000417", company: "KST", fullName: "Worker 1").json,
                Employee(number: "000418", company: "KST", fullName: "Worker 2", status: .left).json,
            ]
        )
        #expect(page.rejects.map(\.subject) == ["hr.employee/3"])
        // What keeps somebody apart says nothing of who it is.
        #expect(page.rejects.allSatisfy { !$0.reason.contains("Worker") })
        #expect(
            odoo.calls("hr.employee.search_read").first?.arguments[1] == [
                "x_number", "name", "company_id", "active", "write_date",
            ]
        )
    }

    @Test func onlyOurLinesAreReadAsPostedCosts() async throws {
        let amount = try JSON(parsing: "-843.75")
        let odoo = odoo([
            "account.analytic.line.search_read": [
                [
                    "id": 41, "date": "2026-01-05", "unit_amount": try JSON(parsing: "11.25"), "amount": amount,
                    "account_id": [12, "[26-014] North Quay"], "write_date": "2026-01-05 16:00:00",
                    "ref": "03-300 EX-104 8 h",
                ],
                [
                    "id": 42, "date": "2026-01-05", "unit_amount": 1, "amount": 1,
                    "account_id": [12, "[26-014] North Quay"],
                    "write_date": "2026-01-05 16:00:00", "ref": false,
                ],
                [
                    "id": 43, "date": "2026-01-05", "unit_amount": 1, "amount": 1, "account_id": false,
                    "write_date": "2026-01-05 16:00:00", "ref": false,
                ],
            ],
            "account.analytic.line.get_external_id": [
                "41": "purlin.cost_EX_104_1", "42": "", "43": "purlinx.cost_EX_104_2",
            ],
            "account.analytic.account.read": [["id": 12, "code": "26-014"]],
        ])

        let page = try await page(odoo, "analyticLines")

        #expect(
            page.records.map(\.payload) == [
                [
                    "reference": "account.analytic.line/41", "externalId": "purlin.cost_EX_104_1", "project": "26-014",
                    "costCode": "03-300", "date": "2026-01-05", "hours": "11.25", "amount": "843.75",
                ]
            ]
        )
        #expect(page.records.first?.object == "PostedCost")
        #expect(page.rejects.isEmpty)
    }

    @Test func aLineThatCannotBeReadIsRejectedAlone() async throws {
        let odoo = odoo([
            "account.analytic.line.search_read": [
                [
                    "id": 41, "date": "2026-01-05", "unit_amount": "many", "amount": 1, "account_id": [12, "Q"],
                    "write_date": "2026-01-05 16:00:00", "ref": false,
                ],
                [
                    "id": 42, "date": "2026-01-05", "unit_amount": 1, "amount": 1, "account_id": [12, "Q"],
                    "write_date": "2026-01-05 16:00:00", "ref": false,
                ],
            ],
            "account.analytic.line.get_external_id": ["41": "purlin.cost_1", "42": "purlin.cost_2"],
            "account.analytic.account.read": [["id": 12, "code": "26-014"]],
        ])
        let page = try await page(odoo, "analyticLines")
        #expect(page.rejects.map(\.subject) == ["account.analytic.line/41"])
        #expect(page.rejects.first?.reason.contains("unit_amount: expected number, found string") == true)
        #expect(page.records.count == 1)
    }

    @Test func anUnknownStreamIsRefused() async throws {
        let connector = try OdooConnector(ScriptedOdoo())
        let error = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.changedPage(
                of: SourceStream(name: "invoices", object: "CustomerInvoice"),
                after: nil
            )
        }
        #expect(error?.description.contains("projects, equipment, analyticLines") == true)
    }
}

extension JSONObject {
    fileprivate init(pairs: [(String, JSON)]) {
        self.init()
        for (key, value) in pairs { self[key] = value }
    }
}
