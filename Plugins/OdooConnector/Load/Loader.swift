import ConnectorKit
import JSON

/// Carries tables into Odoo by `load()`: records are made or updated by their external ids, so repeating is harmless.
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
        let form = try await session.login().wire.form
        let faults = table.rows.map { $0.fault(form) }
        var plan = LoadPlan(faults.indices.filter { faults[$0] == nil })
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
        var result = plan.result
        for (position, fault) in faults.enumerated() {
            result.refused[position] = fault.map { LoadRefusal(field: nil, message: $0) } ?? result.refused[position]
        }
        report(result, table)
        return result
    }

    private func send(_ table: LoadTable, _ positions: [Int]) async throws(ConnectorError) -> LoadAnswer {
        let rows = positions.map { position -> JSON in
            let row = table.rows[position]
            return .array(([row.externalID.text] + row.values).map { .string($0) })
        }
        let columns = (["id"] + table.columns).map { JSON.string($0) }
        let call = OdooCall(
            table.model,
            "load",
            ["fields": .array(columns), "data": .array(rows)],
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
            try LoadAnswer(JSONReader(answer ?? .null, path: call.name), rowCount: rows.count)
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
