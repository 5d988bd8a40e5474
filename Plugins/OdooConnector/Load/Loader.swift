import ConnectorKit
import JSON

/// Carries tables into Odoo by `load()`: records are made or updated by their external ids, so repeating is harmless.
///
/// Each call carries the company that is written for, so that what is made belongs to it.
struct Loader: Sendable {
    let session: OdooSession
    let log: any ConnectorLog

    /// Longer than the 120 seconds after which Odoo's own workers give up.
    private static let deadline = Duration.seconds(130)

    /// Loads a table; rows that Odoo refuses do not keep the others from landing.
    ///
    /// - Parameters:
    ///   - table: The rows; external ids must be unique among them.
    ///   - effect: Becomes true as soon as a row has landed.
    /// - Returns: What became of each row.
    /// - Throws: ``ConnectorError`` if a call failed as a whole; ``ConnectorError/forbidden(endpoint:reason:)`` if the
    ///   user lacks the right that the rows need.
    func load(_ table: LoadTable, effect: inout Bool) async throws(ConnectorError) -> LoadResult {
        guard !table.rows.isEmpty else { return LoadResult() }
        let form = try await session.login().wire.form
        let faults = table.rows.map { $0.fault(form) }
        let sound = faults.indices.filter { faults[$0] == nil }
        var result = LoadResult()
        // A call names its records in one way: those of a person by their numbers, all others by external ids.
        for isAdopted in [false, true] {
            let positions = sound.filter { (table.rows[$0].adopted != nil) == isAdopted }
            result.merge(try await carry(table, positions, effect: &effect))
        }
        for (position, fault) in faults.enumerated() {
            result.refused[position] = fault.map { LoadRefusal(field: nil, message: $0) } ?? result.refused[position]
        }
        report(result, table)
        return result
    }

    /// Loads records that people may have made before under the same business keys; theirs are updated, then named.
    ///
    /// - Parameters:
    ///   - table: The rows.
    ///   - keys: The business key of each row.
    ///   - rule: Which records may be adopted.
    ///   - effect: Becomes true as soon as something was written.
    /// - Returns: What became of each row.
    /// - Throws: ``ConnectorError`` if a call failed as a whole.
    func load(
        _ table: LoadTable,
        adopting keys: [JSON],
        by rule: Adoption.Rule,
        effect: inout Bool
    ) async throws(ConnectorError) -> LoadResult {
        let adoption = Adoption(session: session)
        let owners = Dictionary(zip(table.rows.map(\.externalID), keys)) { first, _ in first }
        let findings = try await adoption.records(owners, in: table.model, by: rule)
        var refused: [Int: LoadRefusal] = [:]
        var rows = table.rows
        for (position, key) in keys.enumerated() {
            let finding = findings[rows[position].externalID]
            refused[position] = finding?.refusal(key)
            rows[position].adopted = finding?.id
        }
        let clear = rows.indices.filter { refused[$0] == nil }
        let rest = LoadTable(model: table.model, columns: table.columns, rows: clear.map { rows[$0] })
        var result = try await load(rest, effect: &effect).moved(to: clear)
        let adopted = rows.indices.compactMap { position -> (ExternalID, Int64)? in
            let row = rows[position]
            guard findings[row.externalID]?.mayBeNamed == true, let id = result.landed[position], id == row.adopted
            else { return nil }
            return (row.externalID, id)
        }
        try await adoption.name(Dictionary(adopted) { first, _ in first }, in: table.model, effect: &effect)
        result.refused.merge(refused) { first, _ in first }
        return result
    }

    private func carry(
        _ table: LoadTable,
        _ positions: [Int],
        effect: inout Bool
    ) async throws(ConnectorError) -> LoadResult {
        var plan = LoadPlan(positions)
        var rightsAreKnown = false
        while let positions = plan.next() {
            let answer = try await send(table, positions)
            if case .landed = answer { effect = true }
            if !rightsAreKnown, answer.mayBeAboutRights {
                try await requireRights(table.model, answer)
                rightsAreKnown = true
            }
            plan.record(answer, for: positions)
        }
        return plan.result
    }

    private func send(_ table: LoadTable, _ positions: [Int]) async throws(ConnectorError) -> LoadAnswer {
        var rows: [JSON] = []
        var owners: [Int] = []
        for (place, position) in positions.enumerated() {
            let row = table.rows[position]
            rows.append(.texts([row.adopted.map { String($0) } ?? row.externalID.text] + row.values))
            rows += row.lines.map { .texts([""] + $0) }
            owners += Array(repeating: place, count: 1 + row.lines.count)
        }
        let key = positions.first.flatMap { table.rows[$0].adopted } == nil ? "id" : ".id"
        let columns = JSON.texts([key] + table.columns)
        let call = OdooCall(
            table.model,
            "load",
            ["fields": columns, "data": .array(rows)],
            options: .inCompany(try await session.company().id),
            mayWrite: true,
            deadline: Self.deadline
        )
        let answer: JSON?
        do {
            answer = try await session.execute(call)
        } catch {
            // Some rules are only checked when everything is written: they refuse a call without naming a row.
            guard case .raised(let exception) = error, exception.kind == .refused else {
                throw await session.error(for: error)
            }
            return .unexplained(exception.message)
        }
        return try session.understood { () throws(JSONAccessError) in
            try LoadAnswer(JSONReader(answer ?? .null, path: call.name), owners: owners)
        }
    }

    /// Tells a missing right, which `load()` reports as if each row were bad, from bad rows.
    private func requireRights(_ model: String, _ answer: LoadAnswer) async throws(ConnectorError) {
        for operation in ["create", "write"] where try await !session.mayDo(operation, model) {
            let reason = "the user may not \(operation) records of \(model): \(answer.firstMessage)"
            throw .forbidden(endpoint: "\(session.endpoint) \(model).load", reason: reason)
        }
    }

    private func report(_ result: LoadResult, _ table: LoadTable) {
        guard !result.refused.isEmpty else { return }
        log.write(
            .warning,
            "Odoo refused rows",
            ["model": table.model, "refused": "\(result.refused.count)", "landed": "\(result.landed.count)"]
        )
    }
}

extension LoadAnswer {
    /// Whether a missing right would look like this: nothing written, and no field named.
    fileprivate var mayBeAboutRights: Bool {
        switch self {
        case .landed: false
        case .refused(let complaints): complaints.contains { $0.field == nil }
        case .unexplained: true
        }
    }

    fileprivate var firstMessage: String {
        switch self {
        case .landed: ""
        case .refused(let complaints): complaints.first { $0.field == nil }?.message ?? ""
        case .unexplained(let reason): reason
        }
    }
}

extension OdooSession {
    /// Whether the user may `create`, `read`, `write` or `unlink` records of a model in general.
    nonisolated func mayDo(_ operation: String, _ model: String) async throws(ConnectorError) -> Bool {
        let question = try await login().release.rightsQuestion
        let answer = try await call(question.call(operation, model))
        guard let truth = answer?.boolValue else {
            throw unexpected("the right to \(operation) \(model) was answered with \(answer?.kind ?? "nothing")")
        }
        return truth
    }
}

extension OdooRelease.RightsQuestion {
    /// Asks whether the user may do something to records of a model.
    func call(_ operation: String, _ model: String) -> OdooCall {
        switch self {
        case .checkAccessRights:
            OdooCall(
                model,
                "check_access_rights",
                ["operation": .string(operation)],
                options: ["raise_exception": false]
            )
        case .hasAccess: OdooCall(model, "has_access", ["ids": [], "operation": .string(operation)])
        }
    }
}
