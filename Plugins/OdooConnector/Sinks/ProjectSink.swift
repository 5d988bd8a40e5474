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

    func write(_ projects: [Project], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let release = try await session.login().release
        let codes = projects.map { JSON.string($0.code) }
        let accounts = try await loader.load(accountTable(projects), adopting: codes, by: "code", effect: &effect)
        let ready = accounts.landed.keys.sorted()
        let ids = ready.compactMap { accounts.landed[$0] }
        let table = projectTable(ready.map { projects[$0] }, accounts: ids, release)
        let loaded = try await loader.load(
            table,
            adopting: ids.map { .integer($0) },
            by: release.projectAccountField,
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

    func find(_ projects: [Project]) async throws(ConnectorError) -> [FoundRecord?] {
        let field = try await session.login().release.projectAccountField
        let wanted = projects.map(externalID)
        let codes = JSON.array(projects.map { .string($0.code) })
        let index = ExternalIDIndex(session: session)
        let ids = try await index.records(wanted, in: Self.model, likely: [[.string("\(field).code"), "in", codes]])
        return wanted.map { externalID in
            ids[externalID].map { FoundRecord(reference: "\(Self.model)/\($0)") }
        }
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
