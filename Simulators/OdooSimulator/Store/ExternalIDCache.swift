/// The external ids that a server remembers between calls.
///
/// Like Odoo's, it is no part of a transaction: an external id that `load` wrote and then took back, because of a bad row,
/// is still remembered, and names a record that does not exist. It is emptied as a whole by what empties Odoo's.
struct ExternalIDCache: Sendable {
    private var targets: [String: Target] = [:]

    /// The record that an external id names, or named.
    struct Target: Sendable {
        let model: String
        let record: Int64
    }

    /// The models that make Odoo forget when one of their records is made, changed or deleted.
    private static let emptiedBy: Set<String> = [
        "decimal.precision", "ir.config_parameter", "ir.default", "ir.model.access", "ir.rule", "res.company",
        "res.currency", "res.groups", "res.lang",
    ]

    /// What is remembered of an external id, given as `module.name`.
    subscript(externalID: String) -> Target? { targets[externalID] }

    /// Remembers a record; with more than 8192 of them, all others are forgotten first.
    mutating func remember(_ externalID: String, _ model: String, _ record: Int64) {
        if targets.count >= 8192 { targets.removeAll() }
        targets[externalID] = Target(model: model, record: record)
    }

    /// Forgets everything if a change of a record of `model` empties Odoo's cache; a new external id does not.
    mutating func noteChange(of model: String, isNew: Bool) {
        guard !targets.isEmpty, Self.emptiedBy.contains(model) || (model == "ir.model.data" && !isNew) else { return }
        targets.removeAll()
    }
}
