import JSON

/// One call of `load`: records are converted row by row, written in batches, and all taken back if one row is bad.
struct ImportRun {
    private var environment: Environment
    private let model: ModelDefinition
    private let module: String
    private var messages: [ImportMessage] = []
    private var ids: [Int64] = []
    private var batch: [Entry] = []

    private struct Entry {
        let externalID: String?
        let databaseID: Int64?
        let values: JSONObject
        let rows: ImportRows
        let number: Int
    }

    /// Loads rows.
    ///
    /// - Parameters:
    ///   - environment: The environment of the call; what was written stays in it.
    ///   - model: The model.
    ///   - columns: The header.
    ///   - rows: The data.
    /// - Returns: The answer: ids or false, messages and the next row.
    /// - Throws: What ends the whole call: an unknown column, a boolean that is no text.
    static func load(
        _ environment: inout Environment,
        _ model: ModelDefinition,
        _ columns: [String],
        _ rows: [[JSON]]
    ) throws(OdooError) -> JSON {
        let savepoint = environment.database.savepoint()
        let limit = environment.context.values["_import_limit"]?.integerValue.map { Int($0) }
        let paths = columns.map(ImportReader.path)
        let records = try ImportReader(environment: environment).records(paths, rows, model, limit: limit)
        var run = ImportRun(environment, model)
        // The run holds the only copy of the tables while it changes them.
        environment.database = Database()
        defer { environment = run.environment }
        for (number, entry) in records.enumerated() { try run.convert(entry.record, entry.rows, number) }
        run.flush()
        let hasFailed = run.messages.contains(where: \.isError)
        if hasFailed { run.environment.rollBack(to: savepoint) }
        let next = (records.last?.rows.last ?? -1) + 1
        return [
            "ids": hasFailed ? false : .array(run.ids.map { .integer($0) }),
            "messages": .array(run.messages.map { .object($0.json) }),
            "nextrow": .integer(limit.map { next < $0 ? 0 : Int64(next) } ?? 0),
        ]
    }

    private init(_ environment: Environment, _ model: ModelDefinition) {
        self.environment = environment
        self.model = model
        module = environment.context.values["module"]?.stringValue ?? "__import__"
    }

    /// Converts a record and puts it into the batch; bad values leave a message and are left out.
    private mutating func convert(
        _ record: ImportRecord,
        _ rows: ImportRows,
        _ number: Int
    ) throws(OdooError) {
        var databaseID: Int64?
        if let reference = record.reference(".id"), PythonText.isTruthy(reference) {
            let id = reference.integerValue ?? Int64(PythonText.str(reference))
            guard id != nil else {
                let text = "invalid input syntax for type integer: \"\(PythonText.str(reference))\"\n"
                throw .driver("errors.InvalidTextRepresentation", text)
            }
            if let id, try !environment.search(model, [["id", "=", .integer(id)]]).isEmpty {
                databaseID = id
            } else {
                messages.append(ImportMessage(unknownDatabaseID: reference, rows, number))
            }
        }
        var values = JSONObject()
        for (key, cell) in record.cells where !ImportRecord.references.contains(key) {
            guard let field = model[key] else { continue }
            guard !cell.isEmpty else {
                values[key] = false
                continue
            }
            flush(beforeReading: cell, of: field)
            do throws(any Error) {
                values[key] = try ImportConverter(environment: environment, module: module).value(cell, of: field)
            } catch let fault as ImportFault {
                messages.append(ImportMessage(fault, field: field, name: key, rows, number))
            } catch let error as OdooError {
                throw error
            } catch {
                throw .python("Exception", "\(error)")
            }
        }
        let externalID = record.reference("id").map(PythonText.str).flatMap { $0.isEmpty || $0 == "False" ? nil : $0 }
        batch.append(
            Entry(
                externalID: externalID.map { $0.contains(".") ? $0 : "\(module).\($0)" },
                databaseID: databaseID,
                values: values,
                rows: rows,
                number: number
            )
        )
    }

    /// Writes the batch if the cell may name one of its records.
    private mutating func flush(beforeReading cell: ImportCell, of field: FieldDefinition) {
        guard !batch.isEmpty, field.relation == model.name, case .records(let records) = cell else { return }
        for record in records {
            if record.reference(ImportRecord.displayName) != nil { return flush() }
            guard let text = record.reference("id").map(PythonText.str) else { continue }
            let wanted = text.split(separator: ",").map { $0.contains(".") ? String($0) : "\(module).\($0)" }
            if batch.contains(where: { $0.externalID.map(wanted.contains) ?? false }) { return flush() }
        }
    }

    /// Writes the batch at once; if that fails, record by record, so that each bad one gets its message.
    private mutating func flush() {
        guard !batch.isEmpty else { return }
        let entries = batch
        batch = []
        let savepoint = environment.database.savepoint()
        var globalMessage: ImportMessage?
        do throws(OdooError) {
            ids += try write(entries)
            return
        } catch {
            environment.rollBack(to: savepoint)
            if error.isForUsers, error.violation == nil {
                globalMessage = ImportMessage(error, entries[0].rows, entries[0].number, model, environment.profile)
            }
        }
        writeOneByOne(entries, globalMessage)
    }

    private mutating func writeOneByOne(_ entries: [Entry], _ globalMessage: ImportMessage?) {
        var errors = 0
        for (index, entry) in entries.enumerated() {
            let savepoint = environment.database.savepoint()
            do throws(OdooError) {
                ids += try write([entry])
            } catch {
                environment.rollBack(to: savepoint)
                messages.append(ImportMessage(error, entry.rows, entry.number, model, environment.profile))
                errors += 1
            }
            if errors >= 10, errors * 10 >= index + 1 {
                messages.append(.interrupted)
                break
            }
        }
        guard errors > 0, let globalMessage, !messages.contains(where: { $0.json == globalMessage.json }) else {
            return
        }
        messages.insert(globalMessage, at: 0)
    }

    /// Makes or changes the records of a batch, all or none: changes first, then new ones.
    private mutating func write(_ entries: [Entry]) throws(OdooError) -> [Int64] {
        var targets: [Int64?] = []
        for entry in entries { targets.append(try target(of: entry)) }
        for (entry, target) in zip(entries, targets) {
            guard let target else { continue }
            let named = namedLines(entry.values)
            try environment.write(model, [target], entry.values)
            try name(named, of: target)
        }
        var ids: [Int64] = []
        var batch: [Int64] = []
        var created: [(externalID: String, id: Int64)] = []
        for (entry, target) in zip(entries, targets) {
            if let target {
                ids.append(target)
                continue
            }
            let named = namedLines(entry.values)
            let id = try environment.createInBatch(model, entry.values)
            batch.append(id)
            ids.append(id)
            try name(named, of: id)
            if let externalID = entry.externalID { created.append((externalID, id)) }
        }
        try ModelBehaviour.table[model.name]?.created?(&environment, batch)
        for (externalID, id) in created { try environment.setExternalID(externalID, of: model.name, id) }
        return ids
    }

    /// New lines of a record that the data gives external ids.
    private struct NamedLines {
        let field: FieldDefinition
        let target: ModelDefinition
        /// The external ids of the new lines in their order; `nil` for a line without.
        let externalIDs: [String?]
        /// The last line of any record before these.
        let last: Int64
    }

    /// What of the values makes lines with external ids, to be asked before they are written.
    private func namedLines(_ values: JSONObject) -> [NamedLines] {
        values.compactMap { name, value -> NamedLines? in
            guard let field = model[name], field.type == .one2many, let relation = field.relation,
                let target = environment.catalogue[relation]
            else { return nil }
            let made = (value.arrayValue ?? []).compactMap(\.arrayValue).filter { $0.first == 0 }
            let externalIDs = made.map { command in
                command.last?["id"]?.stringValue.map { $0.contains(".") ? $0 : "\(module).\($0)" }
            }
            guard externalIDs.contains(where: { $0 != nil }) else { return nil }
            let last = environment.database.lastID(of: target.name)
            return NamedLines(field: field, target: target, externalIDs: externalIDs, last: last)
        }
    }

    /// Names the lines that were made just now; what follows from them, as tax lines do, comes after them.
    private mutating func name(_ named: [NamedLines], of id: Int64) throws(OdooError) {
        for lines in named {
            let made = environment.value(of: lines.field, in: model, id).recordIDs.filter { $0 > lines.last }.sorted()
            for (line, externalID) in zip(made, lines.externalIDs) {
                guard let externalID else { continue }
                try environment.setExternalID(externalID, of: lines.target.name, line)
            }
        }
    }

    /// The record that an entry changes; `nil` if it makes a new one.
    private mutating func target(of entry: Entry) throws(OdooError) -> Int64? {
        guard let externalID = entry.externalID else { return entry.databaseID }
        guard let found = environment.externalEntry(externalID) else { return nil }
        guard found.model == model.name else {
            throw .validation(
                "For external id \(externalID) when trying to create/update a record of model \(model.name) found record of "
                    + "different model \(found.model) (\(found.id))"
            )
        }
        guard environment.exists(found.model, found.record) else {
            environment.database.replace("ir.model.data", found.id, with: nil)
            return nil
        }
        return found.record
    }
}
