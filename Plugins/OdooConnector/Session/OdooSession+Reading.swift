import ConnectorKit
import JSON

extension OdooSession {
    /// Calls a method and sorts what goes wrong.
    nonisolated func call(_ call: OdooCall) async throws(ConnectorError) -> JSON? {
        do {
            return try await execute(call)
        } catch {
            throw await self.error(for: error)
        }
    }

    /// Reads records by their ids; those that are gone, or out of the user's sight, are left out.
    nonisolated func read(
        _ model: String,
        _ ids: [Int64],
        _ fields: [String]
    ) async throws(ConnectorError) -> [Int64: OdooRecord] {
        guard !ids.isEmpty else { return [:] }
        let arguments: JSONObject = ["ids": .ids(ids), "fields": .texts(fields)]
        let records = try records(of: model, in: try await call(OdooCall(model, "read", arguments)))
        return Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Searches and reads in one call.
    nonisolated func searchRead(
        _ model: String,
        _ domain: [JSON],
        _ fields: [String],
        order: String,
        limit: Int? = nil,
        options: JSONObject = JSONObject()
    ) async throws(ConnectorError) -> [OdooRecord] {
        var options = options
        options["order"] = .string(order)
        options["limit"] = limit.map { .integer(Int64($0)) }
        let arguments: JSONObject = ["domain": .array(domain), "fields": .texts(fields)]
        return try records(of: model, in: try await call(OdooCall(model, "search_read", arguments, options: options)))
    }

    /// The external ids of records, 10 000 a call; a record without one is left out.
    nonisolated func externalIDs(_ model: String, _ ids: [Int64]) async throws(ConnectorError) -> [Int64: String] {
        var names: [Int64: String] = [:]
        for start in stride(from: 0, to: ids.count, by: Self.longestPage) {
            let page = Array(ids[start...].prefix(Self.longestPage))
            names.merge(try await externalIDs(model, page: page)) { first, _ in first }
        }
        return names
    }

    /// How many ids one call asks about.
    static let longestPage = 10_000

    private nonisolated func externalIDs(
        _ model: String,
        page ids: [Int64]
    ) async throws(ConnectorError) -> [Int64: String] {
        guard try await login().wire.form.carriesNumberedKeys else { return try await metadata(model, ids) }
        let answer = try await call(OdooCall(model, "get_external_id", ["ids": .ids(ids)]))
        return try understood { () throws(JSONAccessError) in
            // JSON makes texts of the numbers that are the keys of this answer.
            let object = try JSONReader(answer ?? .null, path: "\(model).get_external_id").object()
            let pairs = object.compactMap { key, value in
                Int64(key).flatMap { id in value.stringValue.map { (id, $0) } }
            }
            return Dictionary(pairs.filter { !$0.1.isEmpty }) { first, _ in first }
        }
    }

    /// The external ids as `get_metadata` tells them, a list of records.
    private nonisolated func metadata(
        _ model: String,
        _ ids: [Int64]
    ) async throws(ConnectorError) -> [Int64: String] {
        let records = try records(of: model, in: try await call(OdooCall(model, "get_metadata", ["ids": .ids(ids)])))
        let pairs = try understood { () throws(JSONAccessError) in
            try records.map { record throws(JSONAccessError) in (record.id, try record.text("xmlid") ?? "") }
        }
        return Dictionary(pairs.filter { !$0.1.isEmpty }) { first, _ in first }
    }

    /// Reads a part of an answer; what is not as it must be becomes an unexpected answer.
    nonisolated func understood<Part>(
        _ read: () throws(JSONAccessError) -> Part
    ) throws(ConnectorError) -> Part {
        do {
            return try read()
        } catch {
            throw unexpected("\(error)")
        }
    }

    /// An answer that cannot be understood.
    nonisolated func unexpected(_ reason: String) -> ConnectorError {
        .unexpectedAnswer(endpoint: endpoint, reason: reason)
    }

    private nonisolated func records(of model: String, in answer: JSON?) throws(ConnectorError) -> [OdooRecord] {
        try understood { () throws(JSONAccessError) in
            try JSONReader(answer ?? .null, path: model).elements().map { element throws(JSONAccessError) in
                try OdooRecord(model, element)
            }
        }
    }
}
