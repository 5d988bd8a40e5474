import JSON

/// Turns header and rows of `load` into records; lines of a record stand in rows whose other columns are empty.
struct ImportReader {
    let environment: Environment

    /// The parts of a column's name: `country_id/id`, `.id`, `child_ids/name`.
    static func path(_ column: String) -> [String] {
        return column.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    /// The records of the data with the rows that they come from.
    ///
    /// - Parameters:
    ///   - paths: The columns.
    ///   - rows: The data.
    ///   - model: The model.
    ///   - limit: How many rows are read at most; `nil` means all.
    /// - Returns: The records in the order of their first rows.
    /// - Throws: ValueError (version 17: KeyError) for a column that the model does not have.
    func records(
        _ paths: [[String]],
        _ rows: [[JSON]],
        _ model: ModelDefinition,
        limit: Int?
    ) throws(OdooError) -> [(record: ImportRecord, rows: ImportRows)] {
        try checkColumns(paths, model)
        let lineColumns = paths.indices.filter { model[paths[$0][0]]?.type == .one2many }
        let otherColumns = paths.indices.filter { model[paths[$0][0]]?.type != .one2many }
        var result: [(record: ImportRecord, rows: ImportRows)] = []
        var index = 0
        while index < rows.count, limit.map({ index < $0 }) ?? true {
            var last = index
            while last + 1 < rows.count, Self.hasValue(rows[last + 1], in: lineColumns),
                !Self.hasValue(rows[last + 1], in: otherColumns)
            {
                last += 1
            }
            let record = try record(paths, Array(rows[index...last]), model)
            result.append((record, ImportRows(first: index, last: last)))
            index = last + 1
        }
        return result
    }

    private func checkColumns(_ paths: [[String]], _ model: ModelDefinition) throws(OdooError) {
        guard paths.allSatisfy({ $0.count < OdooError.deepest }) else { throw .tooDeep }
        for path in paths where !ImportRecord.references.contains(path[0]) && model[path[0]] == nil {
            guard environment.profile.is18 else { throw .python("KeyError", path[0]) }
            throw .python("ValueError", "Invalid field name \(PythonText.quoted(path[0]))")
        }
    }

    private func record(
        _ paths: [[String]],
        _ span: [[JSON]],
        _ model: ModelDefinition
    ) throws(OdooError) -> ImportRecord {
        var record = ImportRecord()
        for (index, path) in paths.enumerated() where !isRelational(path[0], model) {
            if index < span[0].count { record[path[0]] = .value(span[0][index]) }
        }
        var seen: Set<String> = []
        for path in paths where isRelational(path[0], model) && seen.insert(path[0]).inserted {
            let columns = paths.indices.filter { paths[$0][0] == path[0] }
            let subPaths = columns.map {
                paths[$0].count > 1 ? Array(paths[$0].dropFirst()) : [ImportRecord.displayName]
            }
            let subRows = span.map { row in columns.map { $0 < row.count ? row[$0] : .bool(false) } }
                .filter { $0.contains(where: PythonText.isTruthy) }
            guard let relation = model[path[0]]?.relation, let target = environment.catalogue[relation] else {
                continue
            }
            let subRecords = try records(subPaths, subRows, target, limit: nil)
            record[path[0]] = .records(subRecords.map(\.record))
        }
        return record
    }

    private func isRelational(_ name: String, _ model: ModelDefinition) -> Bool {
        model[name]?.type.isRelational == true
    }

    private static func hasValue(_ row: [JSON], in columns: [Int]) -> Bool {
        columns.contains { $0 < row.count && PythonText.isTruthy(row[$0]) }
    }
}
