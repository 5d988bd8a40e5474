import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// A line of ours as Odoo holds it.
struct HeldLine: Sendable {
    let record: OdooRecord
    let externalID: String
    let quantity: Decimal
    /// Without taxes.
    let amount: Decimal
}

extension DocumentWriter {
    /// The fields of a document that ``differences(_:from:_:_:)`` compares.
    static let compared = ["currency_id", "amount_untaxed", "amount_total"]

    /// The lines of a document that were made under external ids of ours.
    func heldLines(of document: Int64, _ layout: Layout) async throws(WorkflowStop) -> [HeldLine] {
        let lines = try await workflow.search(
            layout.lineModel,
            [[.string(layout.parent), "=", .integer(document)]],
            [layout.quantity, "price_subtotal"]
        )
        let names = try await workflow.asking { () throws(ConnectorError) in
            try await workflow.session.externalIDs(layout.lineModel, lines.map(\.id))
        }
        let ours = lines.filter { names[$0.id].map { scheme.owns($0, .line) } == true }
        return try workflow.understood { () throws(JSONAccessError) in
            try ours.map { line throws(JSONAccessError) in
                HeldLine(
                    record: line,
                    externalID: names[line.id] ?? "",
                    quantity: try line.number(layout.quantity),
                    amount: try line.number("price_subtotal")
                )
            }
        }
    }

    /// How a document in Odoo differs from what its source says, amount against amount.
    ///
    /// - Parameters:
    ///   - record: The document with the fields of ``compared``.
    ///   - totals: What the source says of the whole.
    ///   - lines: The lines of the source.
    ///   - held: The document's lines; `nil` where they are Odoo's own.
    /// - Returns: The differences in words; `nil` if there are none.
    /// - Throws: ``WorkflowStop`` if Odoo's answer cannot be understood, or it could not be asked.
    func differences(
        _ record: OdooRecord,
        from totals: SourceTotals,
        _ lines: [DocumentLine],
        _ held: (document: ExternalID, lines: [HeldLine])?
    ) async throws(WorkflowStop) -> String? {
        let company = try await workflow.company()
        let currency = totals.currency ?? company.currency
        let decimals = Currency(currency)?.decimals ?? 2
        let (heldCurrency, untaxed, total) = try workflow.understood { () throws(JSONAccessError) in
            (
                try record.reference("currency_id")?.name ?? "", try record.number("amount_untaxed"),
                try record.number("amount_total")
            )
        }
        guard heldCurrency == currency else {
            return "it is in \(heldCurrency) in Odoo and in \(currency) in its source"
        }
        var differences: [String] = []
        if let expected = totals.untaxed(of: lines, decimals: decimals), expected != untaxed {
            differences.append(
                "it comes to \(untaxed.plainText) without taxes in Odoo and to \(expected.plainText) in its source"
            )
        }
        if let expected = totals.total, expected != total {
            differences.append("it comes to \(total.plainText) in Odoo and to \(expected.plainText) in its source")
        }
        if let held { differences += lineDifferences(lines, held.lines, of: held.document, decimals: decimals) }
        return differences.isEmpty ? nil : differences.joined(separator: "; ")
    }

    private func lineDifferences(
        _ lines: [DocumentLine],
        _ held: [HeldLine],
        of document: ExternalID,
        decimals: Int
    ) -> [String] {
        var rest = Dictionary(held.map { ($0.externalID, $0) }) { first, _ in first }
        var differences = lines.compactMap { line -> String? in
            guard let found = rest.removeValue(forKey: lineID(line.key, of: document).text) else {
                return "line \(line.key) is not in Odoo"
            }
            let amount = line.amount(decimals: decimals)
            guard found.quantity != line.quantity || found.amount != amount else { return nil }
            return "line \(line.key) is \(found.quantity.plainText) for \(found.amount.plainText) in Odoo and "
                + "\(line.quantity.plainText) for \(amount.plainText) in its source"
        }
        differences += rest.values.sorted { $0.record.id < $1.record.id }.map { line in
            "\(line.record.name), \(line.quantity.plainText) for \(line.amount.plainText), is no longer in its source"
        }
        return differences
    }
}
