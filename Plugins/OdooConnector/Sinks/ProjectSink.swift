import CanonicalModel
import ConnectorKit
import JSON

/// Writes `Project` as an analytic account, which collects its cost, and a `project.project` that points to it.
struct ProjectSink: ObjectSink {
    static let model = "project.project"

    let session: OdooSession
    let loader: Loader
    let scheme: ExternalIDScheme
    /// The plan of new analytic accounts.
    let plan: ExternalID

    func externalID(of project: Project) -> ExternalID { scheme.id(.project, project.code) }

    func obstacle(to project: Project) -> String? {
        guard project.isArchived else { return nil }
        return "\(project.code) is archived in its source, and this connector archives nothing in Odoo;"
            + " archive the project there by hand"
    }

    func write(_ projects: [Project], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let release = try await session.login().release
        let codes = projects.map { JSON.string($0.code) }
        let rule = try await directory.rule()
        let accounts = try await loader.load(accountTable(projects), adopting: codes, by: rule, effect: &effect)
        let ready = accounts.landed.keys.sorted()
        let ids = ready.compactMap { accounts.landed[$0] }
        let table = projectTable(ready.map { projects[$0] }, accounts: ids, release)
        let loaded = try await loader.load(
            table,
            adopting: ids.map { .integer($0) },
            by: try await projectRule(release),
            effect: &effect
        )
        .moved(to: ready)
        return projects.indices.map { index in
            if let id = loaded.landed[index] {
                return .applied(FoundRecord(reference: "\(Self.model)/\(id)"))
            }
            if let refusal = loaded.refused[index] { return .rejected(reason: refusal.reason(Self.model)) }
            let refusal = accounts.refused[index] ?? LoadRefusal(field: nil, message: "it was not written")
            return .rejected(reason: refusal.reason(AccountDirectory.model))
        }
    }

    /// A project under another name or without its account is not what was sent: writing it again puts it right.
    func find(_ projects: [Project]) async throws(ConnectorError) -> [FoundRecord?] {
        let release = try await session.login().release
        let field = release.projectAccountField
        let index = ExternalIDIndex(session: session)
        let codes = JSON.array(projects.map { .string($0.code) })
        var records = try await index.records(
            projects.map(externalID),
            in: Self.model,
            likely: [[.string("\(field).code"), "in", codes]],
            fields: ["name", field]
        )
        let adopted = try await unnamed(projects.filter { records[externalID(of: $0)] == nil }, release)
        let read = try await session.read(Self.model, adopted.values.sorted(), ["name", field])
        records.merge(adopted.compactMapValues { read[$0] }) { first, _ in first }
        return try session.understood { () throws(JSONAccessError) in
            try projects.map { project throws(JSONAccessError) in
                guard let record = records[externalID(of: project)], try record.text("name") == project.title,
                    try record.reference(field) != nil
                else { return nil }
                return FoundRecord(reference: record.name)
            }
        }
    }

    private var directory: AccountDirectory { AccountDirectory(session: session, scheme: scheme, plan: plan) }

    private func projectRule(_ release: OdooRelease) async throws(ConnectorError) -> Adoption.Rule {
        Adoption.Rule(field: release.projectAccountField, domain: try await session.company().recordsDomain)
    }

    /// The projects that people made and that carry no external id of ours, by their accounts.
    private func unnamed(
        _ projects: [Project],
        _ release: OdooRelease
    ) async throws(ConnectorError) -> [ExternalID: Int64] {
        guard !projects.isEmpty else { return [:] }
        let codes = JSON.array(projects.map { .string($0.code) })
        let domain = [["code", "in", codes]] + (try await directory.rule().domain)
        let accounts = try await session.searchRead(AccountDirectory.model, domain, ["code"], order: "id")
        let owners = try session.understood { () throws(JSONAccessError) in
            try accounts.map { account throws(JSONAccessError) in
                (scheme.id(.project, try account.text("code") ?? ""), JSON.integer(account.id))
            }
        }
        // Of several accounts with one code none is a project's.
        let keys = Dictionary(grouping: owners, by: \.0).filter { $0.value.count == 1 }.compactMapValues { $0.first?.1 }
        return try await Adoption(session: session)
            .records(keys, in: Self.model, by: try await projectRule(release)).compactMapValues(\.id)
    }

    private func accountTable(_ projects: [Project]) -> LoadTable {
        LoadTable(
            model: AccountDirectory.model,
            columns: ["code", "name", "plan_id/id"],
            rows: projects.map { project in
                LoadRow(
                    externalID: scheme.id(.account, project.code),
                    values: [project.code, project.title, plan.text]
                )
            }
        )
    }

    private func projectTable(_ projects: [Project], accounts: [Int64], _ release: OdooRelease) -> LoadTable {
        LoadTable(
            model: Self.model,
            columns: ["name", "\(release.projectAccountField)/.id"],
            rows: zip(projects, accounts).map { project, account in
                LoadRow(externalID: externalID(of: project), values: [project.title, String(account)])
            }
        )
    }
}
