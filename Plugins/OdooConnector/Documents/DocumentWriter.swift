import ConnectorKit
import FoundationEssentials
import JSON

/// Loads a document with its lines as one unit, each under an external id of its own.
struct DocumentWriter: Sendable {
    /// Where the parts of a document stand in Odoo.
    struct Layout: Sendable {
        let model: String
        /// The one2many field of the lines.
        let lines: String
        let quantity: String
    }

    let workflow: Workflow
    let loader: Loader
    let scheme: ExternalIDScheme
    let references: ReferenceCache

    /// The supplier of a code.
    func supplier(_ code: String) async throws(WorkflowStop) -> Int64 {
        let ids = try await references([code], in: "res.partner", by: "ref")
        guard let id = ids[code] else {
            throw .refused(
                "no single supplier has the reference \(code) in Odoo; enter it there, or archive all but one"
            )
        }
        return id
    }

    /// The firm above a supplier: bills and payments stand under it, whatever contact of it was named.
    func firm(of supplier: Int64) async throws(WorkflowStop) -> Int64 {
        let partner = try await workflow.read("res.partner", supplier, ["commercial_partner_id"])
        return try workflow.understood { () throws(JSONAccessError) in
            try partner.reference("commercial_partner_id")?.id ?? supplier
        }
    }

    /// Loads a document.
    ///
    /// - Parameters:
    ///   - externalID: What makes loading it again an update.
    ///   - header: Columns and values of the document itself.
    ///   - lines: Its lines.
    ///   - layout: Where they stand.
    ///   - effect: Becomes true as soon as the document is there.
    /// - Returns: The document's id.
    /// - Throws: ``WorkflowStop`` if a code is unknown, Odoo refuses the document, or a call failed.
    func load(
        _ externalID: ExternalID,
        _ header: [(column: String, value: String)],
        _ lines: [DocumentLine],
        _ layout: Layout,
        effect: inout Bool
    ) async throws(WorkflowStop) -> Int64 {
        let items = try await references(Set(lines.compactMap(\.item)), in: "product.product", by: "default_code")
        let projects = Set(lines.compactMap(\.project))
        let accounts = try await references(projects, in: AccountDirectory.model, by: "code")
        var rows: [[String]] = []
        for line in lines {
            if let item = line.item, items[item] == nil {
                throw .refused("no single product has the code \(item) in Odoo; enter it there, or archive all but one")
            }
            if let project = line.project, accounts[project] == nil {
                throw .refused("project \(project) has no single analytic account in Odoo; send the project first")
            }
            let account = line.project.flatMap { accounts[$0] }
            rows.append([
                scheme.id(.line, "\(externalID.name)/\(line.key)").text,
                line.item.flatMap { items[$0] }.map(String.init) ?? "",
                line.text, line.quantity.plainText, line.unitPrice.plainText,
                account.map { "{\"\($0)\": 100}" } ?? "",
            ])
        }
        let columns = ["id", "product_id/.id", "name", layout.quantity, "price_unit", "analytic_distribution"]
        let values = header.map(\.value)
        let blank = values.map { _ in "" }
        var row = LoadRow(externalID: externalID, values: values + (rows.first ?? columns.map { _ in "" }))
        row.lines = rows.dropFirst().map { blank + $0 }
        let table = LoadTable(
            model: layout.model,
            columns: header.map(\.column) + columns.map { "\(layout.lines)/\($0)" },
            rows: [row]
        )
        let result: LoadResult
        do {
            result = try await loader.load(table, effect: &effect)
        } catch {
            throw .failed(error)
        }
        guard let id = result.landed[0] else {
            let refusal = result.refused[0] ?? LoadRefusal(field: nil, message: "it was not written")
            throw .refused(refusal.reason(layout.model))
        }
        return id
    }

    private func references(
        _ codes: Set<String>,
        in model: String,
        by field: String
    ) async throws(WorkflowStop) -> [String: Int64] {
        guard !codes.isEmpty else { return [:] }
        return try await workflow.asking { () throws(ConnectorError) in
            try await references.ids(of: codes, in: model, by: field)
        }
    }
}
