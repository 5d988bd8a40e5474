import JSON

extension ModelMethod {
    /// The models that the caller may read, with their names.
    static let availableModels: ModelMethod = .ofModel { environment, call throws(OdooError) in
        let models = environment.catalogue.sorted.filter { environment.hasAccess(.read, $0) }
        return .array(models.map { ["display_name": .string($0.label), "model": .string($0.name)] })
    }
}
