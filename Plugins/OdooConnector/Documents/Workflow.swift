import ConnectorKit
import FoundationEssentials
import JSON

/// Why a document did not get as far as it should.
enum WorkflowStop: Error, Sendable {
    /// Odoo's rules, or the document's own state, forbid it; a person has to decide.
    case refused(String)
    /// Somebody in Odoo has to do something first.
    case waiting(String)
    /// A call failed as a whole.
    case failed(ConnectorError)
}

/// Presses the buttons of documents as a person would, one document at a time.
struct Workflow: Sendable {
    /// A little more than a worker of Odoo may take, so that a document is not looked up while it is still being written.
    private static let deadline = Duration.seconds(130)

    let session: OdooSession

    /// Presses a button; it may answer with anything, also with nothing or a wizard's action.
    ///
    /// - Returns: The model of the wizard or window that Odoo answers with, and its record; `nil` for any other answer.
    func press(
        _ method: String,
        _ model: String,
        _ ids: [Int64],
        context: JSONObject = JSONObject(),
        effect: inout Bool
    ) async throws(WorkflowStop) -> (model: String, id: Int64?)? {
        let call = OdooCall(
            model,
            method,
            ["ids": .ids(ids)],
            mayWrite: true,
            mayReturnNothing: true,
            deadline: Self.deadline
        )
        let answer = try await execute(call, context, effect: &effect)
        return (answer?["res_model"]?.stringValue).map { ($0, answer?["res_id"]?.integerValue) }
    }

    /// Makes a record and returns its id.
    func create(
        _ model: String,
        _ values: JSONObject,
        context: JSONObject,
        effect: inout Bool
    ) async throws(WorkflowStop) -> Int64 {
        let call = OdooCall(
            model,
            "create",
            ["vals_list": [.object(values)]],
            mayWrite: true,
            deadline: Self.deadline
        )
        guard let id = try await execute(call, context, effect: &effect)?[0]?.integerValue else {
            throw .failed(session.unexpected("\(model).create answered without an id"))
        }
        return id
    }

    func write(_ model: String, _ id: Int64, _ values: JSONObject, effect: inout Bool) async throws(WorkflowStop) {
        let call = OdooCall(
            model,
            "write",
            ["ids": .ids([id]), "vals": .object(values)],
            mayWrite: true,
            deadline: Self.deadline
        )
        _ = try await execute(call, JSONObject(), effect: &effect)
    }

    /// One record as it is now.
    func read(_ model: String, _ id: Int64, _ fields: [String]) async throws(WorkflowStop) -> OdooRecord {
        let records = try await asking { () throws(ConnectorError) in try await session.read(model, [id], fields) }
        guard let record = records[id] else {
            throw .refused("\(model)/\(id) is not shown to the user; check its company and the record rules")
        }
        return record
    }

    /// The records of the company that a domain finds.
    func search(_ model: String, _ domain: [JSON], _ fields: [String]) async throws(WorkflowStop) -> [OdooRecord] {
        let company = try await company().id
        return try await asking { () throws(ConnectorError) in
            try await session.searchRead(model, domain, fields, order: "id", options: .inCompany(company))
        }
    }

    /// The company whose documents these are.
    func company() async throws(WorkflowStop) -> OdooCompany {
        try await asking { () throws(ConnectorError) in try await session.company() }
    }

    /// The record of an external id; `nil` if there is none.
    func record(_ externalID: ExternalID, in model: String) async throws(WorkflowStop) -> Int64? {
        try await asking { () throws(ConnectorError) in
            try await ExternalIDIndex(session: session).record(externalID, in: model)
        }
    }

    /// Asks something of the session.
    func asking<Answer>(
        _ question: () async throws(ConnectorError) -> Answer
    ) async throws(WorkflowStop) -> Answer {
        do {
            return try await question()
        } catch {
            throw .failed(error)
        }
    }

    /// Reads a part of a record.
    func understood<Part>(_ read: () throws(JSONAccessError) -> Part) throws(WorkflowStop) -> Part {
        do {
            return try read()
        } catch {
            throw .failed(session.unexpected("\(error)"))
        }
    }

    private func execute(
        _ call: OdooCall,
        _ context: JSONObject,
        effect: inout Bool
    ) async throws(WorkflowStop) -> JSON? {
        var context = context
        context["allowed_company_ids"] = .ids([try await company().id])
        do {
            let answer = try await session.execute(call.with(.context(context)))
            effect = true
            return answer
        } catch {
            guard case .raised(let exception) = error, exception.kind == .refused else {
                throw .failed(await session.error(for: error))
            }
            throw .refused("Odoo refused \(call.name): \(exception.message); correct it in its source or in Odoo")
        }
    }
}

/// Writes documents, one after the other.
protocol DocumentSink: ObjectSink {
    /// Brings one document as far as it should get.
    func carry(_ document: Object, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord

    /// What Odoo holds of a document that has got as far as it should; `nil` for any other.
    func held(_ document: Object) async throws(WorkflowStop) -> FoundRecord?
}

extension DocumentSink {
    func write(_ documents: [Object], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for document in documents {
            do throws(WorkflowStop) {
                outcomes.append(.applied(try await carry(document, effect: &effect)))
            } catch {
                switch error {
                case .refused(let reason): outcomes.append(.rejected(reason: reason))
                case .waiting(let reason): outcomes.append(.retryLater(after: nil, reason: reason))
                case .failed(let error): throw error
                }
            }
        }
        return outcomes
    }

    func find(_ documents: [Object]) async throws(ConnectorError) -> [FoundRecord?] {
        var found: [FoundRecord?] = []
        for document in documents {
            do throws(WorkflowStop) {
                found.append(try await held(document))
            } catch {
                switch error {
                // What keeps from looking is no proof that nothing is there.
                case .refused(let reason), .waiting(let reason):
                    throw .unexpectedAnswer(endpoint: "Odoo", reason: reason)
                case .failed(let error): throw error
                }
            }
        }
        return found
    }
}
