import SimulatorKit

extension OdooServer {
    /// Does something in one transaction: all of it happens, or nothing if it throws.
    ///
    /// - Parameters:
    ///   - user: The user who calls.
    ///   - now: The virtual time.
    ///   - body: The work.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    mutating func transaction<Result>(
        user: Int64,
        at now: SimulatedInstant,
        _ body: (inout Environment) throws(OdooError) -> Result
    ) throws(OdooError) -> Result {
        lastTransaction = SimulatedInstant(microseconds: max(lastTransaction.microseconds, now.microseconds) + 1)
        var environment = Environment(
            database: database,
            catalogue: catalogue,
            user: user,
            groups: knownGroups.groups(of: user, in: database),
            context: CallContext(),
            now: lastTransaction
        )
        // The environment holds the only copy of the tables while it changes them.
        database = Database()
        defer {
            database = environment.database
            catalogue = environment.catalogue
        }
        let savepoint = environment.database.savepoint()
        do throws(OdooError) {
            for _ in 0..<(fault?.lostTries ?? 0) {
                let lost = try body(&environment)
                environment.rollBack(to: savepoint)
                if fault == .killedWorker { return lost }
            }
            if fault?.lostTries == OdooFault.mostTries { throw .conflict }
            let result = try body(&environment)
            environment.database.commit()
            return result
        } catch {
            environment.rollBack(to: savepoint)
            throw profile.is19 ? error.ofVersion19 : error
        }
    }
}
