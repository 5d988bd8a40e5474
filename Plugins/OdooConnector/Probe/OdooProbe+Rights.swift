import ConnectorKit
import JSON

extension OdooProbe {
    /// The models of what is read and written here.
    private var needs: [ModelNeed] {
        ModelNeed.standard + (settings.employeeNumber == nil ? [] : [ModelNeed.employees])
    }

    /// The installed modules, and for each model of a declared object the rights that are missing or too many.
    func rightsFindings() async throws(ConnectorError) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        var present: [String] = []
        for need in needs {
            let rights = try await rights(on: need.model, ModelNeed.everything)
            findings.append(finding(for: need, rights))
            if rights != nil, !present.contains(need.module) { present.append(need.module) }
        }
        findings.insert(contentsOf: try await moduleFindings(present), at: 0)
        if let finding = try await excess() { findings.append(finding) }
        return findings
    }

    /// Which of some operations the user may do; `nil` if there is no such model.
    private func rights(on model: String, _ operations: [String]) async throws(ConnectorError) -> Set<String>? {
        let question = try await session.login().release.rightsQuestion
        var allowed: Set<String> = []
        for operation in operations {
            do {
                if try await session.execute(question.call(operation, model)) == true { allowed.insert(operation) }
            } catch {
                // Of this call, the class of a refusal says one thing: there is no such model.
                guard case .raised(let exception) = error, [.refused, .program].contains(exception.kind) else {
                    throw await session.error(for: error)
                }
                return nil
            }
        }
        return allowed
    }

    private func finding(for need: ModelNeed, _ rights: Set<String>?) -> CheckFinding {
        let failure: CheckFinding.Result = need.isOptional ? .warning : .failed
        guard let rights else {
            let text =
                "\(need.model) does not exist, so \(need.purpose) cannot be exchanged; "
                + "install the module '\(need.module)'"
            return CheckFinding(failure, text)
        }
        let missing = need.operations.filter { !rights.contains($0) }
        guard missing.isEmpty else {
            let text =
                "\(settings.login) may not \(missing.joined(separator: ", ")) \(need.model), needed for \(need.purpose); "
                + "add the group '\(need.group)'"
            return CheckFinding(failure, text)
        }
        let unused = ModelNeed.everything.filter { rights.contains($0) && !need.operations.contains($0) }
        let more = unused.isEmpty ? "" : "; \(unused.joined(separator: ", ")) too, which is never used"
        return CheckFinding(.passed, "\(need.model): \(need.operations.joined(separator: ", ")) allowed\(more)")
    }

    /// The installed ones of the modules of the declared objects, if the user may list them; otherwise those whose models
    /// exist.
    private func moduleFindings(_ present: [String]) async throws(ConnectorError) -> [CheckFinding] {
        var needed: [String] = []
        for need in needs where !needed.contains(need.module) { needed.append(need.module) }
        let model = "ir.module.module"
        let domain: JSON = [["name", "in", .texts(needed)], ["state", "=", "installed"]]
        let call = OdooCall(
            model,
            "search_read",
            ["domain": domain, "fields": ["name"]],
            options: ["order": "name"]
        )
        guard let answer = try await answer(ifAllowed: call) else {
            return [CheckFinding(.passed, "modules whose models exist: \(present.joined(separator: ", "))")]
        }
        let installed = try session.understood { () throws(JSONAccessError) in
            try JSONReader(answer, path: model).elements().map { element throws(JSONAccessError) in
                try OdooRecord(model, element).text("name") ?? ""
            }
        }
        // A module whose model does not exist is named with that model.
        let missing = present.filter { !installed.contains($0) }
        return [CheckFinding(.passed, "installed modules: \(installed.joined(separator: ", "))")]
            + missing.map { CheckFinding(.warning, "the module '\($0)' is not installed; install it") }
    }

    /// Warns of a user who may do far more than this connector needs (domain.md §8, O-5).
    private func excess() async throws(ConnectorError) -> CheckFinding? {
        var models: [String] = []
        for model in ModelNeed.needless where try await rights(on: model, ["write"])?.isEmpty == false {
            models.append(model)
        }
        guard !models.isEmpty else { return nil }
        let text =
            "\(settings.login) may also write \(models.joined(separator: ", ")), which no object needs; "
            + "give the integration a user of its own with the groups of the README and no others"
        return CheckFinding(.warning, text)
    }
}
