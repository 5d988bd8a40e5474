import SimulatorKit

/// Everything that one call works with: the database, the caller, the context and the time.
struct Environment: Sendable {
    var database: Database
    var catalogue: Catalogue
    /// The user in whose name the call is made.
    let user: Int64
    /// The groups of that user.
    let groups: UserGroups
    var context: CallContext
    /// What is under way in the books.
    var ledgerWork = LedgerWork()
    /// Whether rights and rules are left out, as for `sudo`.
    var isSuperuser = false
    /// The moment of the transaction, to the microsecond.
    let now: SimulatedInstant

    /// The version that is simulated.
    var profile: VersionProfile { catalogue.profile }

    /// The day of the call in the time zone of its context, UTC without one.
    var today: CivilDate {
        let offset = TimeZones.offset(of: context.timeZone, at: now)
        let seconds = now.seconds + offset
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        return CivilDate(daysSince1970: days)
    }

    /// The moment of the call to the second, as columns hold it.
    var thisSecond: FieldValue { .moment(SimulatedInstant(seconds: now.seconds)) }

    /// The definition of a model.
    ///
    /// - Throws: UserError if there is no such model.
    func model(_ name: String) throws(OdooError) -> ModelDefinition {
        guard let model = catalogue[name], !model.isConcealed else { throw .user("Object \(name) doesn't exist") }
        return model
    }

    /// Does something with all rights.
    mutating func asSuperuser<Result>(
        _ body: (inout Environment) throws(OdooError) -> Result
    ) throws(OdooError) -> Result {
        let before = isSuperuser
        isSuperuser = true
        defer { isSuperuser = before }
        return try body(&self)
    }

    /// Takes back every change since `savepoint`, and the columns that plans added in the meantime.
    mutating func rollBack(to savepoint: Database.Savepoint) {
        guard database.rollBack(to: savepoint).contains("account.analytic.plan") else { return }
        refreshPlanColumns()
    }

    /// The record that an external id names; `nil` if there is none.
    func externalRecord(_ externalID: String) -> (model: String, id: Int64)? {
        externalEntry(externalID).map { ($0.model, $0.record) }
    }

    /// The record an external id of the base data names.
    func baseRecord(_ externalID: String) -> Int64? {
        externalRecord(externalID)?.id
    }
}
