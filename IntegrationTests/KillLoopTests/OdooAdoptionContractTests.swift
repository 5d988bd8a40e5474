import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// What people made in a simulated Odoo before the connector came is found by its key, within the plan and the company.
@Suite(.serialized)
struct OdooAdoptionContractTests {
    typealias Party = OdooContractTests.Party

    private let quay = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")

    private func delivery(_ object: some CanonicalObject) -> Delivery {
        Delivery(key: object.key, object: type(of: object).name, payload: object.json)
    }

    /// Makes a record as a person does.
    private func make(_ model: String, _ values: JSONObject, in odoo: SimulatedOdoo) async throws -> Int64 {
        let id = try await odoo.asAdministrator(model, "create", [.object(values)])
        return try #require(id.integerValue, "\(id.text())")
    }

    @Test(arguments: OdooContractTests.simulated)
    func theProjectOfThePlanAndTheCompanyIsAdoptedAndNoOther(party: Party) async throws {
        let odoo = try await SimulatedOdoo(version: party.version ?? 18)
        let connector = try odoo.connector(party.wire)
        let (model, field) = ("account.analytic.account", party.version == 17 ? "analytic_account_id" : "account_id")
        let company = try await odoo.record("res.company", [["name", "=", "My Company"]])
        let otherCompany = try await odoo.record("res.company", [["name", "=", "Second Co"]])
        let plan = try await odoo.asAdministrator(
            "ir.model.data",
            "check_object_reference",
            ["analytic", "analytic_plan_projects"]
        )
        let otherPlan = try await make("account.analytic.plan", ["name": "Departments"], in: odoo)
        func account(_ name: String, plan: JSON, company: Int64) async throws -> Int64 {
            let values: JSONObject = [
                "name": .string(name), "code": "26-014", "plan_id": plan, "company_id": .integer(company),
            ]
            return try await make(model, values, in: odoo)
        }
        let ours = try await account("Quay by hand", plan: plan[1] ?? .null, company: company)
        let others = [
            try await account("Other plan", plan: .integer(otherPlan), company: company),
            try await account("Other company", plan: plan[1] ?? .null, company: otherCompany),
        ]
        let project = try await make("project.project", ["name": "Quay", "\(field)": .integer(ours)], in: odoo)
        #expect(try await connector.find([delivery(quay)]) == [nil])

        let outcomes = try await connector.apply([delivery(quay)])

        let record = FoundRecord(reference: "project.project/\(project)")
        #expect(outcomes == [.applied(record)])
        #expect(try await connector.find([delivery(quay)]) == [record])
        #expect(try await connector.apply([delivery(quay)]) == outcomes)
        let names = try await odoo.asAdministrator(
            model,
            "read",
            [.array(([ours] + others).map { .integer($0) }), ["name"]]
        )
        #expect(names.arrayValue?.map { $0["name"] } == ["North Quay", "Other plan", "Other company"])
        #expect(try await odoo.record("project.project", [["name", "=", "North Quay"]]) == project)
    }

    @Test(arguments: OdooContractTests.simulated)
    func twoMachinesWithOnePlateAreBothNamed(party: Party) async throws {
        let odoo = try await SimulatedOdoo(version: party.version ?? 18)
        let connector = try odoo.connector(party.wire)
        let identity = EquipmentIdentity(oem: "Orvik", model: "OX 30", serial: "OX30-104")
        let machine = Equipment(code: "EX-104", category: "", identity: identity)
        let brand = try await make("fleet.vehicle.model.brand", ["name": "Orvik"], in: odoo)
        let type = try await make("fleet.vehicle.model", ["name": "OX 30", "brand_id": .integer(brand)], in: odoo)
        var vehicles: [String] = []
        for _ in 0..<2 {
            let values: JSONObject = ["license_plate": "EX-104", "model_id": .integer(type)]
            vehicles.append("fleet.vehicle/\(try await make("fleet.vehicle", values, in: odoo))")
        }
        guard case .rejected(let reason)? = try await connector.apply([delivery(machine)]).first else {
            Issue.record("expected a rejection")
            return
        }
        #expect(vehicles.allSatisfy { reason.contains($0) })
        #expect(try await connector.find([delivery(machine)]) == [nil])
    }
}
