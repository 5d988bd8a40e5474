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
        findings.append(try await planFinding())
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

    private func planFinding() async throws(ConnectorError) -> CheckFinding {
        let plan = settings.analyticPlan.text
        do {
            let target = try await ExternalIDIndex(session: session).target(of: settings.analyticPlan)
            guard let target, target.model == "account.analytic.plan" else {
                let text =
                    "`analyticPlan` names \(plan), which is no analytic plan; "
                    + "give the external id of the projects' plan"
                return CheckFinding(.failed, text)
            }
            return CheckFinding(.passed, "analytic plan \(plan) exists")
        } catch {
            guard case .forbidden = error else { throw error }
            let group = ModelNeed.analyticGroup
            return CheckFinding(
                .warning,
                "\(settings.login) may not see the analytic plan \(plan); add the group '\(group)'"
            )
        }
    }
}
