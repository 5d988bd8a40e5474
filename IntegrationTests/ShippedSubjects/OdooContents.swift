import CanonicalModel
import ConnectorConformance
import ConnectorKit
import FoundationEssentials
import JSON

/// What Odoo's administrator reads of the rows that the connector reads.
extension OdooWorld {
    func contents(of stream: SourceStream) async throws -> [String: [JSON]]? {
        guard let register = OdooOffice.Register(rawValue: stream.name) else { return nil }
        let ids = try await office.records(of: register).map { JSON.integer($0) }
        let fields: [JSON] =
            switch register {
            case .projects: ["name", "active", .string(office.accountField)]
            case .equipment: ["license_plate", "active", "vin_sn", "model_id"]
            case .analyticLines: ["date", "unit_amount", "amount", "account_id"]
            case .costCodes: ["code", "name", "active"]
            case .employees: ["barcode", "name", "active"]
            }
        let domain: JSON = [["id", "in", .array(ids)], ["active", "in", [true, false]]]
        let rows = try await office.call(
            register.model,
            "search_read",
            [register == .analyticLines ? [["id", "in", .array(ids)]] : domain, .array(fields)]
        )
        let codes = try await accountCodes()
        var contents: [String: [JSON]] = [:]
        for row in rows.arrayValue ?? [] {
            guard let id = row["id"]?.integerValue, let content = content(of: row, in: register, codes) else {
                continue
            }
            contents["\(register.model)/\(id)"] = [content]
        }
        return contents
    }

    /// What a record must say of a row; `nil` for a row that cannot be used.
    private func content(of row: JSON, in register: OdooOffice.Register, _ codes: [Int64: String]) -> JSON? {
        switch register {
        case .projects:
            guard let code = row[office.accountField]?[0]?.integerValue.flatMap({ codes[$0] }) else { return nil }
            return .object(marked(["code": .string(code), "name": row["name"] ?? .null], row))
        case .equipment:
            guard let plate = row["license_plate"]?.stringValue else { return nil }
            var identity: JSONObject = ["oem": "Kestrel", "model": "KX30"]
            identity["serial"] = row["vin_sn"]?.stringValue.map { .string($0) }
            return .object(marked(["code": .string(plate), "identity": .object(identity)], row))
        case .analyticLines:
            guard let code = row["account_id"]?[0]?.integerValue.flatMap({ codes[$0] }) else { return nil }
            return [
                "project": .string(code), "date": row["date"] ?? .null,
                "hours": .string(OdooOffice.number(row["unit_amount"]).plainText),
                "amount": .string((-OdooOffice.number(row["amount"])).plainText),
            ]
        case .costCodes:
            guard let code = row["code"]?.stringValue else { return nil }
            return .object(marked(["code": .string(code), "name": row["name"] ?? .null], row))
        case .employees:
            guard let number = row["barcode"]?.stringValue else { return nil }
            let status: JSON = row["active"] == false ? "left" : "active"
            return ["number": .string(number), "name": row["name"] ?? .null, "company": "KST", "status": status]
        }
    }

    /// The object, marked as archived if its row is.
    private func marked(_ object: JSONObject, _ row: JSON) -> JSONObject {
        var marked = object
        if row["active"] == false { marked["archived"] = true }
        return marked
    }

    private func accountCodes() async throws -> [Int64: String] {
        let accounts = try await office.call("account.analytic.account", "search_read", [[], ["code"]])
        let pairs = (accounts.arrayValue ?? []).compactMap { account -> (Int64, String)? in
            guard let id = account["id"]?.integerValue, let code = account["code"]?.stringValue else { return nil }
            return (id, code)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
