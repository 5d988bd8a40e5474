import JSON

/// What a change of a record was about.
struct RecordChange: Sendable {
    /// The fields that the caller named.
    let names: Set<String>
    /// Whether the record was made just now.
    let isNew: Bool
}

/// What a model does beyond storing its columns.
struct ModelBehaviour: Sendable {
    /// Completes the values of a new record.
    var prepare: (@Sendable (inout Environment, inout ValueSet) throws(OdooError) -> Void)?
    /// Refuses a change, before rights are looked at.
    var refusing: (@Sendable (Environment, [Int64]) throws(OdooError) -> Void)?
    /// Completes the values of a change.
    var prepareWrite: (@Sendable (inout Environment, Int64, inout ValueSet) throws(OdooError) -> Void)?
    /// Carries out the links and written computed fields of a new or changed record instead of the usual way.
    var applying: (@Sendable (inout Environment, Int64, ValueSet) throws(OdooError) -> Void)?
    /// Does what follows from a new or changed record.
    var changed: (@Sendable (inout Environment, Int64, RecordChange) throws(OdooError) -> Void)?
    /// Does what follows from records that were made together, once all of them are there.
    var created: (@Sendable (inout Environment, [Int64]) throws(OdooError) -> Void)?
    /// Refuses a new or changed record that breaks a rule of the model.
    var validate: (@Sendable (Environment, Int64, Set<String>) throws(OdooError) -> Void)?
    /// Refuses a deletion, before anything else is looked at, or takes along what belongs to the records.
    var deleting: (@Sendable (inout Environment, [Int64]) throws(OdooError) -> Void)?
    /// Does what follows from the deletion of these rows.
    var removed: (@Sendable (inout Environment, [Row]) throws(OdooError) -> Void)?
    /// Does what follows from a deletion.
    var deleted: (@Sendable (inout Environment) throws(OdooError) -> Void)?

    /// The behaviours by model.
    static let table: [String: ModelBehaviour] =
        general
        .merging(products) { $1 }
        .merging(accounting) { $1 }
        .merging(purchasing) { $1 }.merging(stock) { $1 }.merging(selling) { $1 }

    private static let general: [String: ModelBehaviour] = [
        "res.company": company,
        "res.country": country,
        "res.currency": currency,
        "uom.uom": unit,
        "res.partner": partner,
        "res.partner.category": category,
        "account.analytic.plan": analyticPlan,
        "account.analytic.line": analyticLine,
    ]
    .merging(people) { $1 }

    /// Writes a computed field.
    typealias Inverse = @Sendable (inout Environment, Int64, JSON) throws(OdooError) -> Void

    /// The functions that write computed fields, by `model.field`.
    static let inverses: [String: Inverse] =
        generalInverses
        .merging(productInverses) { $1 }
        .merging(orderInverses) { $1 }

    private static let generalInverses: [String: Inverse] = [
        "res.partner.company_type": writeCompanyType,
        "uom.uom.factor_inv": writeUnitInverse,
        "uom.uom.ratio": writeUnitRatio,
    ]
    .merging(peopleInverses) { $1 }
}

extension Environment {
    /// Changes columns of a record with all rights, as a behaviour does.
    mutating func set(_ modelName: String, _ id: Int64, _ columns: Row) throws(OdooError) {
        try update(try model(modelName), id, columns)
    }

    /// Refuses a record that is above itself along `parent_id`.
    ///
    /// - Throws: `error` if there is a circle.
    func checkNoCircle(_ modelName: String, _ id: Int64, _ error: OdooError) throws(OdooError) {
        var seen: Set<Int64> = [id]
        var current = id
        while let parent = database.row(modelName, current)?["parent_id"]?.recordID {
            guard seen.insert(parent).inserted else { throw error }
            current = parent
        }
    }
}
