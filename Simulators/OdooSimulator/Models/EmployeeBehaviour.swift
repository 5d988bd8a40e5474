extension ModelBehaviour {
    /// An employee needs a name before the database is asked.
    static let employee = ModelBehaviour(
        prepare: { _, set throws(OdooError) in
            guard set.given.contains("name") else { throw .python("KeyError", "name") }
        }
    )
}
