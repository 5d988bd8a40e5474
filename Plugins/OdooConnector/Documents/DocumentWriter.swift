import ConnectorKit
import FoundationEssentials
import JSON

/// Loads a document with its lines as one unit, each under an external id of its own.
struct DocumentWriter: Sendable {
    /// Where the parts of a kind of document stand in Odoo.
    struct Layout: Sendable {
        let model: String
        /// The one2many field of the lines.
        let lines: String
        let lineModel: String
        /// The field of a line that points to its document.
        let parent: String
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
            let company = try await workflow.company().name
            throw .refused(
                "no single supplier has the reference \(code) in \(company) in Odoo; enter it there, or archive all but one"
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

    /// Loads a draft with its lines, all or nothing, and removes lines that its source no longer has.
    ///
    /// - Parameters:
    ///   - externalID: What makes loading it again an update.
    ///   - header: Columns and values of the document itself.
    ///   - lines: Its lines.
    ///   - layout: Where they stand.
    ///   - effect: Becomes true as soon as something of the document is there.
    /// - Returns: The document's id.
    /// - Throws: ``WorkflowStop`` if a code is unknown, Odoo refuses a part, or a call failed.
    func load(
        _ externalID: ExternalID,
        _ header: [(column: String, value: String)],
        _ lines: [DocumentLine],
        _ layout: Layout,
        effect: inout Bool
    ) async throws(WorkflowStop) -> Int64 {
        let company = try await workflow.company().id
        let own = header.map(\.value) + [String(company)]
        let cells = try await cells(of: lines, in: externalID)
        let columns = ["id", "product_id/.id", "name", layout.quantity, "price_unit", "analytic_distribution"]
        var row = LoadRow(externalID: externalID, values: own + (cells.first ?? columns.map { _ in "" }))
        row.lines = cells.dropFirst().map { own.map { _ in "" } + $0 }
        let table = LoadTable(
            model: layout.model,
            columns: header.map(\.column) + ["company_id/.id"] + columns.map { "\(layout.lines)/\($0)" },
            rows: [row]
        )
        let id = try await land(table, effect: &effect)
        let kept = Set(lines.map { lineID($0.key, of: externalID).text })
        let vanished = try await heldLines(of: id, layout).filter { !kept.contains($0.externalID) }
        if !vanished.isEmpty {
            try await remove(vanished, of: id, layout, effect: &effect)
        }
        return id
    }

    /// Deletes lines of a draft; one whose lines the user may not delete is a case of its own.
    private func remove(
        _ lines: [HeldLine],
        of id: Int64,
        _ layout: Layout,
        effect: inout Bool
    ) async throws(WorkflowStop) {
        let commands = lines.map { JSON.array([2, .integer($0.record.id)]) }
        do throws(WorkflowStop) {
            try await workflow.write(layout.model, id, [layout.lines: .array(commands)], effect: &effect)
        } catch {
            guard case .failed(.forbidden(_, let reason)) = error else { throw error }
            let names = lines.map(\.record.name).joined(separator: ", ")
            throw .refused(
                "\(layout.model)/\(id) has lines that its source no longer has, and the user may not delete them (\(names)): "
                    + "\(reason); give the right to delete \(layout.lineModel), or delete them in Odoo"
            )
        }
    }

    /// The external id of a document's line.
    func lineID(_ key: String, of document: ExternalID) -> ExternalID { scheme.id(.line, "\(document.name)/\(key)") }

    /// The values of a document's lines, each behind its external id, every code resolved.
    private func cells(of lines: [DocumentLine], in document: ExternalID) async throws(WorkflowStop) -> [[String]] {
        let items = try await references(Set(lines.compactMap(\.item)), in: "product.product", by: "default_code")
        let accounts = try await references(
            Set(lines.compactMap(\.project)),
            in: AccountDirectory.model,
            by: "code"
        )
        return try lines.map { line throws(WorkflowStop) in
            if let item = line.item, items[item] == nil {
                throw .refused("no single product has the code \(item) in Odoo; enter it there, or archive all but one")
            }
            if let project = line.project, accounts[project] == nil {
                throw .refused("project \(project) has no single analytic account in Odoo; send the project first")
            }
            let account = line.project.flatMap { accounts[$0] }
            return [
                lineID(line.key, of: document).text, line.item.flatMap { items[$0] }.map(String.init) ?? "", line.text,
                line.quantity.plainText, line.unitPrice.plainText, account.map { "{\"\($0)\": 100}" } ?? "",
            ]
        }
    }

    private func land(_ table: LoadTable, effect: inout Bool) async throws(WorkflowStop) -> Int64 {
        let result: LoadResult
        do {
            result = try await loader.load(table, effect: &effect)
        } catch {
            throw .failed(error)
        }
        guard let id = result.landed[0] else {
            let refusal = result.refused[0] ?? LoadRefusal(field: nil, message: "it was not written")
            throw .refused(refusal.reason(table.model))
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
