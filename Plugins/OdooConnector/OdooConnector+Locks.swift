public import CanonicalModel
public import ConnectorKit
import JSON

extension OdooConnector: PeriodLockSource {
    /// The lock dates of the company that is written for; none where Odoo has no accounting.
    ///
    /// Those are the dates themselves, not what exceptions let a single person do (domain.md §8).
    ///
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    public func ledgerLocks() async throws(ConnectorError) -> [LedgerLock] {
        let fields = try await session.lockFields()
        guard !fields.isEmpty else { return [] }
        let company = try await session.company()
        guard let record = try await session.read("res.company", [company.id], fields.map(\.name))[company.id] else {
            throw session.unexpected("\(company.name) is not there any more")
        }
        return try session.understood { () throws(JSONAccessError) in
            var locks: [LedgerLock] = []
            for field in fields {
                guard let text = try record.text(field.name) else { continue }
                guard let day = CalendarDate(text) else {
                    throw JSONAccessError(path: "\(record.name).\(field.name)", expected: "a day", found: text)
                }
                locks.append(LedgerLock(field.kind, through: day))
            }
            return locks
        }
    }
}
