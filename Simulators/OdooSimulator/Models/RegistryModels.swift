extension Catalogue {
    /// The models that describe the system itself: models, modules, sequences.
    static func registryModels() -> [ModelDefinition] {
        [models, modules, sequences, keys]
    }

    private static let keys = ModelDefinition(
        Database.keys,
        "Users API Keys",
        [
            .char("name", "Description").required.readonly,
            .many2one("user_id", "User", "res.users").required.readonly.cascading,
            .char("scope", "Scope").readonly,
            .datetime("expiration_date", "Expiration Date").readonly,
            .char("key", "Key").readonly.onlyFor(""),
        ]
    ) { model in
        model.rights = ModelRights(change: [], read: ["User types/Internal User"])
        model.indexes = [["key"]]
    }

    private static let sequences = ModelDefinition(
        "ir.sequence",
        "Sequence",
        [
            .char("name", "Name").required,
            .char("code", "Sequence Code"),
            .selection(
                "implementation",
                "Implementation",
                [("standard", "Standard"), ("no_gap", "No gap")],
                default: "standard"
            )
            .required,
            .boolean("active", "Active", default: true),
            .char("prefix", "Prefix"),
            .char("suffix", "Suffix"),
            .integer("number_next", "Next Number", default: 1).required,
            .integer("number_next_actual", "Actual Next Number", default: 1),
            .integer("number_increment", "Step", default: 1).required,
            .integer("padding", "Sequence Size", default: 0).required,
            .many2one("company_id", "Company", "res.company").defaulting(to: .company),
        ]
    ) { model in
        model.order = "name, id"
        let groups = ["Administration/Settings"]
        model.rights = ModelRights(change: groups, read: groups + ["User types/Internal User"])
    }

    /// External ids.
    static func registryChanges() -> [ModelChange] {
        [
            ModelChange("ir.model.data") { model in
                model.displayName = "model_data_display_name"
                model.adjust("module") { $0.defaultValue = .value(.text("")) }
                model.adjust("noupdate") { $0.defaultValue = .value(.boolean(false)) }
                model.compute("complete_name", by: "complete_id")
                model.compute("reference", by: "model_data_reference")
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["module", "name"]),
                        message: "The external identifier must be unique."
                    ),
                    TableConstraint(condition: .noBlank("name"), message: "External IDs cannot contain spaces"),
                ]
                model.indexes = [["module", "name"], ["model", "res_id"]]
            }
        ]
    }

    private static let models = ModelDefinition(
        "ir.model",
        "Models",
        [
            .char("name", "Model Description").required.translated,
            .char("model", "Model").required,
            .boolean("transient", "Transient Model", default: false),
        ]
    ) { model in
        model.order = "model"
        model.nameSearch = ["name", "model"]
        let groups = ["Administration/Access Rights"]
        model.rights = ModelRights(change: [], read: groups)
        model.constraints = [
            TableConstraint(condition: .unique(["model"]), message: "Each model must have a unique name.")
        ]
    }

    private static let modules = ModelDefinition(
        "ir.module.module",
        "Module",
        [
            .char("name", "Technical Name").required.readonly,
            .char("shortdesc", "Module Name").readonly,
            .selection(
                "state",
                "Status",
                [
                    ("uninstallable", "Uninstallable"), ("uninstalled", "Not Installed"), ("installed", "Installed"),
                    ("to upgrade", "To be upgraded"), ("to remove", "To be removed"),
                    ("to install", "To be installed"),
                ],
                default: "uninstalled"
            ).readonly,
            .char("latest_version", "Installed Version").readonly,
        ]
    ) { model in
        model.order = "name"
        model.nameSearch = ["name", "shortdesc"]
        let groups = ["Administration/Settings"]
        model.rights = ModelRights(change: groups, read: groups)
    }
}
