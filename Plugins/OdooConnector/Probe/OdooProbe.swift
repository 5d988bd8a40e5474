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
        for need in ModelNeed.all { findings.append(try await finding(for: need)) }
        findings.append(try await planFinding())
        if let finding = try await privilegeFinding() { findings.append(finding) }
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
            case .unauthorized, .forbidden, .invalidConfiguration: return CheckFinding(.failed, "\(error)")
            default: throw error
            }
        }
    }

    private func finding(for need: ModelNeed) async throws(ConnectorError) -> CheckFinding {
        let question = try await session.login().release.rightsQuestion
        var missing: [String] = []
        for operation in need.operations {
            do {
                if try await session.execute(question.call(operation, need.model)) != true { missing.append(operation) }
            } catch {
                // Of this call, the class of a refusal says one thing: there is no such model.
                guard case .raised(let exception) = error, [.refused, .program].contains(exception.kind) else {
                    throw await session.error(for: error)
                }
                let text =
                    "\(need.model) does not exist, so \(need.purpose) cannot be exchanged; "
                    + "install the module '\(need.module)'"
                return CheckFinding(need.isOptional ? .warning : .failed, text)
            }
        }
        guard missing.isEmpty else {
            let rights = missing.joined(separator: ", ")
            let text =
                "\(settings.login) may not \(rights) \(need.model), needed for \(need.purpose); "
                + "add the group '\(need.group)'"
            return CheckFinding(need.isOptional ? .warning : .failed, text)
        }
        return CheckFinding(.passed, "\(need.model): \(need.operations.joined(separator: ", ")) allowed")
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

    /// Warns of a user who may do far more than this connector needs (domain.md §8, O-5).
    private func privilegeFinding() async throws(ConnectorError) -> CheckFinding? {
        guard try await session.mayDo("write", "res.users") else { return nil }
        let text =
            "\(settings.login) administers users; give the integration a user of its own with the groups of the README"
        return CheckFinding(.warning, text)
    }
}

/// What the connector must be allowed to do with one model.
struct ModelNeed: Sendable, Hashable {
    let model: String
    let operations: [String]
    /// The module that brings the model.
    let module: String
    /// The group that gives the rights and the least beyond them.
    let group: String
    /// What it is needed for.
    let purpose: String

    static let analyticGroup = "Technical / Analytic Accounting"

    /// Whether much can be done without it: not everybody sends documents.
    let isOptional: Bool

    private static let everyday = ["create", "write", "read"]

    /// All models of the declared objects (groups as Odoo 17 and 18 define them).
    static let all = [
        ModelNeed("account.analytic.line", "analytic", analyticGroup, "CostEntry"),
        ModelNeed("account.analytic.account", "analytic", analyticGroup, "Project and CostEntry"),
        ModelNeed("project.project", "project", "Project / Administrator", "Project"),
        ModelNeed("fleet.vehicle", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("fleet.vehicle.model", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("fleet.vehicle.model.brand", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("purchase.order", "purchase", "Purchase / User", "PurchaseOrder", isOptional: true),
        ModelNeed("stock.picking", "purchase_stock", "Inventory / User", "Receipt", isOptional: true),
        ModelNeed("account.move", "account", "Invoicing / Billing", "SupplierInvoice", isOptional: true),
        ModelNeed("account.payment", "account", "Invoicing / Billing", "Payment", isOptional: true),
    ]

    private init(
        _ model: String,
        _ module: String,
        _ group: String,
        _ purpose: String,
        isOptional: Bool = false
    ) {
        self.model = model
        self.isOptional = isOptional
        operations = Self.everyday
        self.module = module
        self.group = group
        self.purpose = purpose
    }
}
