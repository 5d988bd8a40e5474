/// All models of one version.
struct Catalogue: Sendable {
    let profile: VersionProfile
    /// The models as they are before any analytic plan adds a column.
    private let declared: [String: ModelDefinition]
    private var models: [String: ModelDefinition]
    /// The many2one and many2many fields by the model that they point to: what a deletion has to look at.
    private(set) var referrers: [String: [Referrer]] = [:]

    /// A field that points to records of another model.
    struct Referrer: Sendable {
        let model: String
        let field: FieldDefinition
    }

    /// The models of a version.
    static func of(_ profile: VersionProfile) -> Catalogue {
        profile.is19 ? catalogue19 : profile.is18 ? catalogue18 : catalogue17
    }

    private static let catalogue17 = Catalogue(profile: .odoo17)
    private static let catalogue18 = Catalogue(profile: .odoo18)
    private static let catalogue19 = Catalogue(profile: .odoo19)

    private init(profile: VersionProfile) {
        self.profile = profile
        var models = MeasuredModel.all(series: profile.series)
        for var model in Self.definitions(for: profile) {
            if let measured = models[model.name] {
                models[model.name] = model.completed(by: measured)
                continue
            }
            for (operation, groups) in model.rights.groups {
                model.rights.groups[operation] = profile.ordered(groups)
            }
            model.rights.access = model.rights.access.map {
                GroupAccess(group: profile.groupName($0.group), letters: $0.letters)
            }
            models[model.name] = model
        }
        MeasuredDefaults.complete(&models)
        MeasuredDeletions.complete(&models)
        MeasuredGroups.complete(&models, series: min(profile.series, 18))
        for change in Self.changes(for: profile) {
            guard var model = models[change.model] else { continue }
            change.apply(&model)
            models[change.model] = model
        }
        if profile.is19 {
            MeasuredChanges.apply(to: &models)
            Self.complete19(&models)
            MeasuredGroups.complete19(&models)
            Self.rename(&models)
        }
        Self.showUnrounded(&models, profile)
        declared = models
        self.models = models
        indexReferrers()
    }

    /// The model `name`; `nil` if there is none.
    subscript(name: String) -> ModelDefinition? { models[name] }

    /// The models in the order of their names.
    var sorted: [ModelDefinition] {
        models.values.sorted { $0.name < $1.name }
    }

    /// Gives every model that analytic plans add columns to exactly the columns that `change` adds.
    mutating func replacePlanColumns(_ change: (inout ModelDefinition) -> Void) {
        for (name, model) in declared where model.hasPlanColumns {
            var model = model
            change(&model)
            models[name] = model
        }
        indexReferrers()
    }

    private mutating func indexReferrers() {
        referrers = [:]
        // The module base was installed first, and the database names the oldest constraint that is in the way.
        let (first, later) = (sorted.filter(\.isOfBase), sorted.filter { !$0.isOfBase })
        for model in first + later {
            for field in model.fields where !field.isDerived && field.type.isRelational {
                guard let relation = field.relation else { continue }
                referrers[relation, default: []].append(Referrer(model: model.name, field: field))
            }
        }
    }

    /// What the topics add to measured models.
    private static func changes(for profile: VersionProfile) -> [ModelChange] {
        registryChanges() + companyChanges() + partnerChanges() + analyticChanges(profile) + peopleChanges(profile)
            + productChanges(profile) + accountingChanges(profile) + purchaseChanges(profile)
            + stockChanges(profile) + saleChanges(profile)
            + documentRules()
    }

    private static func definitions(for profile: VersionProfile) -> [ModelDefinition] {
        unitModels() + registryModels() + accountingModels() + orderModels() + messageModels()
    }
}

/// What a model has beyond what was measured: defaults, computations, constraints, rules.
struct ModelChange: Sendable {
    let model: String
    let apply: @Sendable (inout ModelDefinition) -> Void

    /// Changes the model `model`.
    init(_ model: String, _ apply: @escaping @Sendable (inout ModelDefinition) -> Void) {
        self.model = model
        self.apply = apply
    }
}

extension VersionProfile {
    /// The groups under this version's names; the billing groups stand in the order of their new names.
    fileprivate func ordered(_ groups: [String]) -> [String] {
        let renamed = groups.map(groupName)
        guard renamed != groups, let first = groups.firstIndex(where: { groupName($0) != $0 }) else { return groups }
        let billing = renamed.filter { $0.hasPrefix("Invoicing/") }.sorted()
        var result = renamed.filter { !$0.hasPrefix("Invoicing/") }
        result.insert(contentsOf: billing, at: first)
        return result
    }
}
