import CanonicalModel
import ConnectorConformance
import ConnectorKit
import CurlTransport
import FoundationEssentials
import JSON
import Synchronization

/// A simulated Odoo, and its administrator at work: nothing here goes through the connector.
final class OdooOffice: Sendable {
    /// What the connector reads, by the names of its streams.
    enum Register: String, Sendable, CaseIterable {
        case projects, equipment, analyticLines, costCodes, employees

        var model: String {
            switch self {
            case .projects: "project.project"
            case .equipment: "fleet.vehicle"
            case .analyticLines: "account.analytic.line"
            case .costCodes: "account.analytic.account"
            case .employees: "hr.employee"
            }
        }
    }

    let simulator: SimulatedSystem
    private let version: Int
    private let user: Int64
    private let plan: Int64
    private let costCodePlan: Int64
    private let vehicleModel: Int64
    private let count = Mutex<Int64>(0)

    init(version: Int, key: String) async throws {
        self.version = version
        let arguments = [
            "--database", "kestrel", "--grant-fleet", "true", "--version", "\(version)", "--api-key", key,
            "--keep-alive", "true",
        ]
        simulator = try await SimulatedSystem.reused("odoo-simulator", arguments, over: CurlTransport())
        let login: [JSON] = ["kestrel", "admin", "admin", [:]]
        user = try Self.id(try await Self.post("common", "authenticate", login, simulator))
        let call = {
            @Sendable [simulator, user] (model: String, method: String, arguments: [JSON]) async throws -> JSON in
            try await Self.call(model, method, arguments, as: user, simulator)
        }
        plan = try Self.id(try await call("account.analytic.plan", "search", [[]])[0])
        costCodePlan = try Self.id(try await call("account.analytic.plan", "create", [["name": "Cost codes"]]))
        let name: JSON = [
            "module": "kestrel", "name": "cost_codes", "model": "account.analytic.plan",
            "res_id": .integer(costCodePlan),
        ]
        _ = try await call("ir.model.data", "create", [name])
        let brand = try await call("fleet.vehicle.model.brand", "create", [["name": "Kestrel"]])
        let model: JSON = ["name": "KX30", "brand_id": brand]
        vehicleModel = try Self.id(try await call("fleet.vehicle.model", "create", [model]))
        // Without an address Odoo lets nobody leave the notes of documents.
        let connector = try await call("res.users", "search", [[["login", "=", "connector"]]])
        _ = try await call("res.users", "write", [connector, ["email": "connector@kestrel.example"]])
    }

    /// Creates records.
    func create(_ count: Int, in register: Register) async throws -> [Int64] {
        let numbers = (0..<count).map { _ in next() }
        switch register {
        case .projects:
            let accounts = try await accounts(numbers)
            return try await ids(
                "project.project",
                zip(numbers, accounts).map { ["name": .string("Quay \($0)"), accountField: .integer($1)] }
            )
        case .equipment:
            return try await ids(
                "fleet.vehicle",
                numbers.map { ["model_id": .integer(vehicleModel), "license_plate": .string("EX-\($0)")] }
            )
        case .analyticLines:
            let account = try await accounts([next()])[0]
            let lines = try await ids(
                "account.analytic.line",
                numbers.map {
                    [
                        "name": .string("cost \($0)"), "account_id": .integer(account), "amount": -10,
                        "unit_amount": .integer($0),
                    ]
                }
            )
            _ = try await ids(
                "ir.model.data",
                lines.map {
                    [
                        "module": "purlin", "name": .string("cost_conformance_\($0)"), "model": "account.analytic.line",
                        "res_id": .integer($0),
                    ]
                }
            )
            return lines
        case .costCodes: return try await accounts(numbers, in: costCodePlan)
        case .employees:
            return try await ids(
                "hr.employee",
                numbers.map { ["name": .string("Worker \($0)"), "barcode": .string("000\($0)")] }
            )
        }
    }

    /// The records that concern the connector, archived ones too: Odoo leaves them out unless it is asked for both.
    func records(of register: Register) async throws -> [Int64] {
        let any: JSON = ["active", "in", [true, false]]
        let domain: JSON =
            switch register {
            case .projects: [[.string("\(accountField).code"), "!=", false], any]
            case .equipment: [["license_plate", "!=", false], any]
            case .analyticLines: [["name", "like", "cost"]]
            case .costCodes: [["plan_id", "=", .integer(costCodePlan)], ["code", "!=", false], any]
            case .employees: [["barcode", "!=", false], any]
            }
        return try await call(register.model, "search", [domain]).arrayValue?.compactMap(\.integerValue) ?? []
    }

    /// Changes what a record says and, where there is such a thing, archives it: it stays one that others refer to.
    func change(_ id: Int64, in register: Register) async throws {
        let number = next()
        let values: JSON =
            switch register {
            case .projects: ["name": .string("Quay, part \(number)"), "active": false]
            case .equipment: ["vin_sn": .string("KX30-\(number)"), "active": false]
            case .analyticLines: ["unit_amount": .integer(number)]
            case .costCodes: ["name": .string("Work, part \(number)"), "active": false]
            case .employees: ["name": .string("Worker, now \(number)"), "active": false]
            }
        try await call(register.model, "write", [[.integer(id)], values])
    }

    /// Takes away what the connector knows a record by.
    func spoil(_ id: Int64, in register: Register) async throws {
        let values: JSON =
            switch register {
            case .projects: [accountField: .integer(try await accountWithoutCode())]
            case .equipment: ["license_plate": false]
            case .analyticLines: ["account_id": .integer(try await accountWithoutCode())]
            case .costCodes: ["code": false]
            case .employees: ["barcode": false]
            }
        try await call(register.model, "write", [[.integer(id)], values])
    }

    private func accountWithoutCode() async throws -> Int64 {
        try await ids("account.analytic.account", [["name": "Without a code", "plan_id": .integer(plan)]])[0]
    }

    /// Takes the connector's user out of groups, and of those that bring them along.
    func takeAway(_ groups: [String]) async throws {
        let user = try await call("res.users", "search", [[["login", "=", "connector"]]])
        let field = version > 18 ? "group_ids" : "groups_id"
        for group in groups {
            let parts = group.split(separator: ".").map { JSON.string(String($0)) }
            let domain: JSON = [["module", "=", parts[0]], ["name", "=", parts[1]]]
            let found = try await call("ir.model.data", "search_read", [domain, ["res_id"]])
            let id = try Self.id(found[0]?["res_id"])
            try await call("res.users", "write", [user, [field: [[3, .integer(id), 0]]]])
        }
    }

    @discardableResult
    func call(_ model: String, _ method: String, _ arguments: [JSON]) async throws -> JSON {
        try await Self.call(model, method, arguments, as: user, simulator)
    }

    /// A number as Odoo writes it.
    static func number(_ value: JSON?) -> Decimal {
        switch value {
        case .integer(let number): Decimal(number)
        case .real(let number): Decimal(plain: "\(number)") ?? 0
        default: 0
        }
    }

    var accountField: String { version > 17 ? "account_id" : "analytic_account_id" }

    private func next() -> Int64 {
        count.withLock { count in
            count += 1
            return count
        }
    }

    private func accounts(_ numbers: [Int64], in other: Int64? = nil) async throws -> [Int64] {
        try await ids(
            "account.analytic.account",
            numbers.map {
                ["name": .string("Quay \($0)"), "code": .string("26-\($0)"), "plan_id": .integer(other ?? plan)]
            }
        )
    }

    private func ids(_ model: String, _ values: [JSON]) async throws -> [Int64] {
        try await call(model, "create", [.array(values)]).arrayValue?.compactMap(\.integerValue) ?? []
    }

    private static func id(_ value: JSON?) throws -> Int64 {
        guard let id = value?.integerValue else {
            throw OdooRefusal(text: "no id in \(value?.canonicalText ?? "nothing")")
        }
        return id
    }

    private static func call(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        as user: Int64,
        _ simulator: SimulatedSystem
    ) async throws -> JSON {
        let head: [JSON] = ["kestrel", .integer(user), "admin", .string(model), .string(method)]
        return try await post("object", "execute_kw", head + [.array(arguments), [:]], simulator)
    }

    private static func post(
        _ service: String,
        _ method: String,
        _ arguments: [JSON],
        _ simulator: SimulatedSystem
    ) async throws -> JSON {
        let body: JSON = [
            "jsonrpc": "2.0", "method": "call", "id": 1,
            "params": ["service": .string(service), "method": .string(method), "args": .array(arguments)],
        ]
        let response = try await simulator.transport.send(
            HTTPRequest(
                method: "POST",
                url: simulator.address + "/jsonrpc",
                headers: [HTTPField("Content-Type", "application/json")],
                body: Array(body.text().utf8)
            )
        )
        let answer = try JSON(parsing: response.body)
        if let error = answer["error"] {
            throw OdooRefusal(
                text: "\(arguments.dropFirst(3).prefix(2)): \(error["data"]?["message"]?.stringValue ?? "")"
            )
        }
        return answer["result"] ?? .null
    }
}

/// What Odoo refused its administrator.
struct OdooRefusal: Error, CustomStringConvertible {
    let text: String

    var description: String { text }
}
