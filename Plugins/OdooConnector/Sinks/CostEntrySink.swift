import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// Writes `CostEntry` as `account.analytic.line`.
///
/// Amounts travel as plain decimal text and are read back exactly; Odoo counts a cost as negative (domain.md §8, O-4).
struct CostEntrySink: ObjectSink {
    static let model = "account.analytic.line"

    let session: OdooSession
    let loader: Loader
    let scheme: ExternalIDScheme
    /// The plan of the projects' analytic accounts.
    let plan: ExternalID
    /// The code of the company whose costs these books take; `nil` if any.
    let companyCode: String?

    private static let readBack = ["date", "unit_amount", "amount", "account_id"]

    func externalID(of entry: CostEntry) -> ExternalID { scheme.id(.cost, entry.key) }

    func obstacle(to entry: CostEntry) -> String? {
        guard let companyCode, companyCode != entry.company else { return nil }
        return "the cost is borne by \(entry.company), and these are the books of \(companyCode);"
            + " send it to the system of the company that bears the cost"
    }

    func write(_ entries: [CostEntry], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let company = try await session.company()
        let payable = entries.indices.filter { entries[$0].amount.currency.code == company.currency }
        let named = payable.map { ($0, account(of: entries[$0]).text) }
        var result = try await load(entries, named, account: "account_id/id", effect: &effect)
        let stranded = payable.filter { result.refused[$0]?.field == "account_id" }
        let manual = try await manualAccounts(stranded.map { entries[$0].project })
        let found = stranded.compactMap { index in
            manual[account(of: entries[index])]?.only.map { (index, String($0)) }
        }
        result.merge(try await load(entries, found, account: "account_id/.id", effect: &effect))

        let records = try await session.read(Self.model, result.landed.values.sorted(), Self.readBack)
        return try entries.indices.map { index throws(ConnectorError) -> DeliveryOutcome in
            let entry = entries[index]
            if let id = result.landed[index] { return try outcome(entry, id, records[id]) }
            if let refusal = result.refused[index] { return .rejected(reason: reason(refusal, entry, manual)) }
            let currency = entry.amount.currency.code
            return .rejected(
                reason: "the amount is in \(currency), but \(company.name) keeps its books in \(company.currency);"
                    + " send it to the system of the company that bears the cost"
            )
        }
    }

    func find(_ entries: [CostEntry]) async throws(ConnectorError) -> [FoundRecord?] {
        let wanted = entries.map(externalID)
        let records = try await ExternalIDIndex(session: session).records(
            wanted,
            in: Self.model,
            likely: lines(of: entries),
            fields: Self.readBack
        )
        return try zip(entries, wanted).map { entry, externalID throws(ConnectorError) -> FoundRecord? in
            guard let record = records[externalID] else { return nil }
            return try session.understood { () throws(JSONAccessError) in
                // A line on another day is not this cost: writing it again puts it right, or reports the shift.
                try record.text("date") == entry.postingDate.text ? try found(record) : nil
            }
        }
    }
}

extension CostEntrySink {
    /// Finds the lines of entries as they were written; the days let Odoo use its index.
    private func lines(of entries: [CostEntry]) -> [JSON] {
        let days = entries.map(\.postingDate)
        let references = entries.map { JSON.string(CostLineText.reference($0)) }
        return [
            ["date", ">=", days.min().map { .string($0.text) } ?? false],
            ["date", "<=", days.max().map { .string($0.text) } ?? false], ["ref", "in", .array(references)],
        ]
    }

    private func account(of entry: CostEntry) -> ExternalID { scheme.id(.account, entry.project) }

    /// Loads some entries, each with what stands in its account column.
    private func load(
        _ entries: [CostEntry],
        _ accounts: [(index: Int, account: String)],
        account column: String,
        effect: inout Bool
    ) async throws(ConnectorError) -> LoadResult {
        guard !accounts.isEmpty else { return LoadResult() }
        let table = LoadTable(
            model: Self.model,
            columns: ["name", "date", column, "unit_amount", "amount", "ref"],
            rows: accounts.map { row(entries[$0.index], account: $0.account) }
        )
        return try await loader.load(table, effect: &effect).moved(to: accounts.map(\.index))
    }

    private func row(_ entry: CostEntry, account: String) -> LoadRow {
        LoadRow(
            externalID: externalID(of: entry),
            values: [
                CostLineText.name(entry), entry.postingDate.text, account, entry.hours.plainText,
                (-entry.amount.amount).plainText, CostLineText.reference(entry),
            ]
        )
    }

    /// The analytic accounts that people made for projects, by the external ids that ours would have.
    private func manualAccounts(_ projects: [String]) async throws(ConnectorError) -> [ExternalID: AccountSearch] {
        guard !projects.isEmpty else { return [:] }
        return try await AccountDirectory(session: session, scheme: scheme, plan: plan).accounts(ofProjects: projects)
    }

    private func reason(
        _ refusal: LoadRefusal,
        _ entry: CostEntry,
        _ manual: [ExternalID: AccountSearch]
    ) -> String {
        let externalID = account(of: entry)
        guard refusal.field == "account_id", let search = manual[externalID], search.only == nil else {
            return refusal.reason(Self.model)
        }
        return search.refusal(project: entry.project, externalID)
    }

    /// Compares what was read back with what was sent; totals are the runtime's to compare.
    private func outcome(
        _ entry: CostEntry,
        _ id: Int64,
        _ record: OdooRecord?
    ) throws(ConnectorError) -> DeliveryOutcome {
        guard let record else {
            return .rejected(
                reason: "Odoo took the cost as \(Self.model)/\(id), but does not show it to the user;"
                    + " check the company and the record rules, then look the line up in Odoo"
            )
        }
        return try session.understood { () throws(JSONAccessError) in
            let date = try record.text("date") ?? "no date"
            guard date == entry.postingDate.text else {
                return .rejected(
                    reason:
                        "Odoo holds the cost as \(record.name), but moved it from \(entry.postingDate.text) to \(date);"
                        + " reverse it there or confirm the new date"
                )
            }
            guard try record.reference("account_id") != nil else {
                return .rejected(
                    reason: "Odoo holds the cost as \(record.name), but without an analytic account;"
                        + " set the account of project \(entry.project) there"
                )
            }
            return .applied(try found(record))
        }
    }

    private func found(_ record: OdooRecord) throws(JSONAccessError) -> FoundRecord {
        FoundRecord(
            reference: record.name,
            totals: ["hours": try record.number("unit_amount"), "amount": -(try record.number("amount"))]
        )
    }
}
