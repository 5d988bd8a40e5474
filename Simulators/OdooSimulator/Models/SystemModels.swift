extension Catalogue {
    /// System parameters, groups of users, languages and states of countries.
    static func systemModels() -> [ModelDefinition] {
        [parameter, groups, language, state]
    }

    private static let weekdays = [
        ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday"), ("6", "Saturday"),
        ("7", "Sunday"),
    ]

    private static let language = ModelDefinition(
        "res.lang",
        "Languages",
        [
            .char("name", "Name").required,
            .char("code", "Locale Code").required,
            .char("iso_code", "ISO code"),
            .char("url_code", "URL Code").required,
            .boolean("active", "Active"),
            .selection("direction", "Direction", [("ltr", "Left-to-Right"), ("rtl", "Right-to-Left")], default: "ltr")
                .required,
            .char("date_format", "Date Format").required,
            .char("time_format", "Time Format").required.defaulting(to: .value(.text("%H:%M:%S"))),
            .selection("week_start", "First Day of Week", weekdays, default: "7").required,
            .char("grouping", "Separator Format").required.defaulting(to: .value(.text("[3,0]"))),
            .char("decimal_point", "Decimal Separator").required.defaulting(to: .value(.text("."))),
            .char("thousands_sep", "Thousands Separator"),
        ]
    ) { model in
        model.order = "active desc,name"
        model.nameSearch = ["name", "code"]
        model.rights = ModelRights(connector: "r", limited: "r", portal: "r", change: ["Administration/Settings"])
        model.constraints = [
            TableConstraint(condition: .unique(["name"]), message: "The name of the language must be unique!"),
            TableConstraint(condition: .unique(["code"]), message: "The code of the language must be unique!"),
        ]
    }

    private static let parameter = ModelDefinition(
        "ir.config_parameter",
        "System Parameter",
        [.char("key", "Key").required, .text("value", "Value").required]
    ) { model in
        model.order = "key"
        model.recordName = "key"
        model.nameSearch = ["key"]
        let groups = ["Administration/Settings"]
        model.rights = ModelRights(connector: "", limited: "", change: groups, read: groups)
        model.constraints = [TableConstraint(condition: .unique(["key"]), message: "Key must be unique.")]
        model.indexes = [["key"]]
    }

    private static let groups = ModelDefinition(
        "res.groups",
        "Access Groups",
        [
            .char("name", "Name").required.translated,
            // The simulator keeps the category's name, since categories of modules are no model of their own here.
            .char("category", "Category"),
            .char("full_name", "Group Name").computedLive("group_full_name"),
            .many2many("users", "Users", "res.users").computed("group_users"),
            .text("comment", "Comment").translated,
            .boolean("share", "Share Group", default: false),
            .integer("color", "Color Index"),
        ]
    ) { model in
        model.order = "name"
        model.displayName = "group_full_name"
        model.rights = ModelRights(
            connector: "r",
            limited: "r",
            change: ["Administration/Access Rights"],
            read: ["Administration/Access Rights", "User types/Internal User"]
        )
    }

    private static let state = ModelDefinition(
        "res.country.state",
        "Country state",
        [
            .many2one("country_id", "Country", "res.country").required.restricted,
            .char("name", "State Name").required,
            .char("code", "State Code").required,
        ]
    ) { model in
        model.order = "code"
        model.displayName = "state_display_name"
        model.nameSearch = ["name", "code"]
        model.rights = ModelRights(
            connector: "crwd",
            limited: "r",
            portal: "r",
            change: ["Extra Rights/Contact Creation"]
        )
        model.constraints = [
            TableConstraint(
                condition: .unique(["country_id", "code"]),
                message: "The code of the state must be unique by country!"
            )
        ]
        model.indexes = [["country_id", "code"]]
    }
}

extension Computations {
    static let system: [String: Function] = [
        "group_full_name": { environment, model, id in
            let category = environment.value("category", in: model, id).textValue ?? ""
            let parts = [category, environment.name(model, id)]
            return .text(parts.filter { !$0.isEmpty }.joined(separator: " / "))
        },
        "group_users": { environment, _, id in
            let users = environment.database.ids(of: "res.users").filter { user in
                environment.database.row("res.users", user)?["groups_id"]?.recordIDs.contains(id) == true
            }
            return .records(users)
        },
        "state_display_name": { environment, model, id in
            let code = environment.value(along: "country_id.code", from: model, id).textValue ?? ""
            return .text("\(environment.name(model, id)) (\(code))")
        },
    ]
}
