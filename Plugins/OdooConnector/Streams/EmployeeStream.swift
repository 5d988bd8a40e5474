import CanonicalModel
import ConnectorKit
import JSON

/// Reads the company's rows of `hr.employee` as `Employee`.
///
/// Odoo keeps no number of an employee by itself: the configuration says which field is used for it. Nothing else than number,
/// name and whether somebody is there is asked for.
struct EmployeeStream: ChangeStream {
    static let stream = SourceStream(name: "employees", object: Employee.name)
    static let model = "hr.employee"

    let session: OdooSession
    /// The field that bears the number.
    let numberField: String
    /// The code of the company.
    let companyCode: String

    var model: String { Self.model }
    var fields: [String] { [numberField, "name", "company_id", "active"] }

    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)] {
        let company = try await session.company().id
        return rows.map { row in
            (row, .of { () throws(JSONAccessError) in try reading(row, company) })
        }
    }

    private func reading(_ row: OdooRecord, _ company: Int64) throws(JSONAccessError) -> ChangeReading {
        // Those of the companies above are employees of theirs.
        guard try row.reference("company_id")?.id == company else { return .foreign }
        let isThere = try row.flag("active")
        guard let number = try row.text(numberField), !number.isEmpty else {
            guard isThere else { return .foreign }
            return .unusable(
                "the employee has no number in the field \(numberField); enter it in Odoo, or archive the employee"
            )
        }
        let name = try row.text("name") ?? ""
        return .object(
            Employee(number: number, company: companyCode, fullName: name, status: isThere ? .active : .left).json
        )
    }
}
