import ConnectorKit
import JSON

/// Looks at server, user, modules and rights without changing anything.
struct OdooProbe: Sendable {
    let session: OdooSession

    var settings: OdooSettings { session.settings }

    /// What was found, in the order of a person's questions: the server, the user, then what the user may do.
    func findings() async throws(ConnectorError) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        let server: OdooServer
        let wire: any OdooWire
        do {
            (server, wire) = try await session.wires.open()
        } catch {
            throw error.connectorError
        }
        guard server.release != nil else { return [CheckFinding(.failed, server.refusal)] }
        findings.append(
            CheckFinding(
                .passed,
                "Odoo \(server.version) \(server.edition) answers at \(settings.address) over \(wire.form.title)"
            )
        )
        if settings.isUnprotected {
            findings.append(
                CheckFinding(.warning, "`address` is http: the key crosses the network in clear text; use https")
            )
        }
        if let expiry = settings.keyExpiresAt { findings.append(CheckFinding(expiry: expiry, at: session.clock.now)) }
        if let refusal = try await loginRefusal() { return findings + [refusal] }
        findings += try await accountFindings()
        findings += try await rightsFindings()
        findings.append(try await finding(of: settings.analyticPlan, "analyticPlan", of: "projects"))
        if let plan = settings.costCodePlan {
            findings.append(try await finding(of: plan, "costCodePlan", of: "cost codes"))
        }
        if let field = settings.employeeNumber { findings.append(try await finding(ofEmployeeNumber: field)) }
        if settings.timeZone == nil {
            let text =
                "projects read from Odoo carry the zone \(OdooSettings.Defaults.timeZone); "
                + "set `timeZone` to that of the sites"
            findings.append(CheckFinding(.warning, text))
        }
        return findings
    }

    /// Why the user cannot log in; `nil` if it can.
    private func loginRefusal() async throws(ConnectorError) -> CheckFinding? {
        do {
            _ = try await session.login()
            return nil
        } catch {
            switch error {
            case .unauthorized: return CheckFinding(.failed, "\(error)", credentials: .refused)
            case .forbidden, .invalidConfiguration: return CheckFinding(.failed, "\(error)")
            default: throw error
            }
        }
    }

    /// What a call answers; `nil` if Odoo refuses it to the user.
    func answer(ifAllowed call: OdooCall) async throws(ConnectorError) -> JSON? {
        do {
            return try await session.execute(call) ?? .null
        } catch {
            guard case .raised(let exception) = error, exception.kind != .busy, exception.kind != .credentials else {
                throw await session.error(for: error)
            }
            return nil
        }
    }

    private func finding(
        of plan: ExternalID,
        _ key: String,
        of objects: String
    ) async throws(ConnectorError) -> CheckFinding {
        do {
            let target = try await ExternalIDIndex(session: session).target(of: plan)
            guard let target, target.model == "account.analytic.plan" else {
                let text =
                    "`\(key)` names \(plan.text), which is no analytic plan; give the external id of the plan of \(objects)"
                return CheckFinding(.failed, text)
            }
            return CheckFinding(.passed, "analytic plan \(plan.text) exists")
        } catch {
            guard case .forbidden = error else { throw error }
            let group = ModelNeed.analyticGroup
            return CheckFinding(
                .warning,
                "\(settings.login) may not see the analytic plan \(plan.text); add the group '\(group)'"
            )
        }
    }

    /// Whether employees have that field, and a text in it; fields that the user may not see are not told.
    private func finding(ofEmployeeNumber field: String) async throws(ConnectorError) -> CheckFinding {
        let arguments: JSONObject = ["allfields": .texts([field]), "attributes": .texts(["type"])]
        let fields = try await answer(ifAllowed: OdooCall(EmployeeStream.model, "fields_get", arguments))
        guard let type = fields?[field]?["type"]?.stringValue else {
            let text =
                "`employeeNumber` names \(field), and \(settings.login) sees no such field of \(EmployeeStream.model); give "
                + "the one that bears the number"
            return CheckFinding(.failed, text)
        }
        guard type == "char" else {
            let text =
                "`employeeNumber` names \(field), and \(EmployeeStream.model) keeps \(type) in it; a number with its leading "
                + "zeros needs a field of text"
            return CheckFinding(.failed, text)
        }
        return CheckFinding(.passed, "employees are known by their \(field)")
    }
}
