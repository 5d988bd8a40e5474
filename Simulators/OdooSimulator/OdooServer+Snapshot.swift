import JSON
import SimulatorKit

extension OdooServer {
    /// All tables, sequences and the moment of the last transaction.
    func snapshot() -> JSON {
        [
            "system": .string(Self.name),
            "version": .string(profile.serverVersion),
            "lastTransaction": .integer(lastTransaction.microseconds),
            "tables": database.snapshot,
            "sessions": sessions.snapshot,
        ]
    }

    /// Replaces the database by that of a snapshot of the same version.
    mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        guard snapshot["system"] == .string(Self.name), let microseconds = snapshot["lastTransaction"]?.integerValue
        else { throw SimulatorError("This is no snapshot of \(Self.name): take one with GET /_sim/snapshot.") }
        guard snapshot["version"] == .string(profile.serverVersion) else {
            let version = snapshot["version"]?.stringValue ?? "no version"
            throw SimulatorError(
                "The snapshot is of version \(version), this is \(profile.serverVersion): start the simulator with that version."
            )
        }
        let sessions = try WebSessions(seed: seed, snapshot: snapshot["sessions"])
        database = try Database(snapshot: snapshot["tables"] ?? .null, Catalogue.of(profile))
        catalogue = Catalogue.of(profile)
        self.sessions = sessions
        knownGroups = KnownGroups()
        lastTransaction = SimulatedInstant(microseconds: microseconds)
        var environment = observer
        environment.refreshPlanColumns()
        catalogue = environment.catalogue
    }
}
