/// Rows for one call of `load()`, each with an external id in its first column.
struct LoadTable: Sendable, Hashable {
    /// The model that the rows are records of.
    let model: String
    /// The columns behind the external id, as `load()` names them: `name`, `account_id/id`.
    let columns: [String]
    /// The rows in the order of their positions.
    let rows: [LoadRow]
}

/// One record as `load()` takes it: everything is text.
struct LoadRow: Sendable, Hashable {
    /// What makes loading it again an update.
    let externalID: ExternalID
    /// The record that a person made, which is updated instead.
    var adopted: Int64?
    /// One text for each column.
    let values: [String]

    /// What is wrong with the texts, if anything.
    func fault(_ form: WireForm) -> String? {
        values.lazy.compactMap { form.fault(of: $0) }.first
    }
}

/// Why Odoo refused a row.
struct LoadRefusal: Sendable, Hashable {
    /// The field that Odoo names, if it names one.
    let field: String?
    /// What Odoo said.
    let message: String

    /// What is refused, by whom, why, and what to do.
    func reason(_ model: String) -> String {
        let place = field.map { " because of the field '\($0)'" } ?? ""
        return
            "Odoo refused the record of \(model)\(place): \(message); "
            + "correct it in its source or in Odoo, then send it again"
    }
}

/// What became of the rows of a table, by their positions.
struct LoadResult: Sendable, Hashable {
    /// The records of the rows that Odoo holds.
    var landed: [Int: Int64] = [:]
    /// Why the other rows are not there.
    var refused: [Int: LoadRefusal] = [:]
}

extension LoadResult {
    /// The same result with other positions: what was row n is now `positions[n]`.
    func moved(to positions: [Int]) -> LoadResult {
        var moved = LoadResult()
        for (row, id) in landed { moved.landed[positions[row]] = id }
        for (row, refusal) in refused { moved.refused[positions[row]] = refusal }
        return moved
    }

    /// Takes over what another result says about its positions.
    mutating func merge(_ other: LoadResult) {
        for (position, id) in other.landed {
            landed[position] = id
            refused[position] = nil
        }
        refused.merge(other.refused) { _, new in new }
    }
}
