import CanonicalModel
import ConnectorKit
import JSON

/// Reads `project.project` and its analytic account as `Project`.
///
/// Odoo knows no code of a project but that of its account, and no time zone of a site.
struct ProjectStream: ChangeStream {
    static let stream = SourceStream(name: "projects", object: Project.name)

    let session: OdooSession
    let release: OdooRelease
    /// The zone of all projects.
    let timeZone: String

    var model: String { ProjectSink.model }
    var fields: [String] { ["name", "active", release.projectAccountField] }

    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)] {
        let pairs = try session.understood { () throws(JSONAccessError) in
            try rows.map { row throws(JSONAccessError) in
                (
                    row: row, name: try row.text("name"), isArchived: try !row.flag("active"),
                    account: try row.reference(release.projectAccountField)?.id
                )
            }
        }
        let codes = try await session.accountCodes(pairs.compactMap(\.account))
        return pairs.map { row, name, isArchived, account in
            guard let code = account.flatMap({ codes[$0] }) else {
                guard !isArchived else { return (row, .foreign) }
                let reason =
                    "the project has no analytic account with a code; give it one in Odoo, or archive the project"
                return (row, .unusable(reason))
            }
            return (
                row, .object(Project(code: code, title: name ?? code, timeZone: timeZone, isArchived: isArchived).json)
            )
        }
    }
}

extension OdooSession {
    /// The codes of analytic accounts; an account without a code is left out.
    nonisolated func accountCodes(_ ids: [Int64]) async throws(ConnectorError) -> [Int64: String] {
        let accounts = try await read(AccountDirectory.model, Set(ids).sorted(), ["code"])
        let codes = try understood { () throws(JSONAccessError) in
            try accounts.values.map { account throws(JSONAccessError) in (account.id, try account.text("code") ?? "") }
        }
        return Dictionary(codes.filter { !$0.1.isEmpty }) { first, _ in first }
    }
}
