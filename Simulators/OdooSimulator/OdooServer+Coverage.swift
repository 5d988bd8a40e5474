import SimulatorKit

extension OdooServer {
    /// What is simulated, each entry with where its behaviour is known from.
    static var coverage: [SimulatedOperation] {
        recorded.map { SimulatedOperation($0, measured) }
            + recordedFor17.map { SimulatedOperation($0, measured17) }
            + documented.map { SimulatedOperation($0.name, .documented(source: $0.source)) }
            + assumed.map { SimulatedOperation($0.name, .assumed(reason: $0.reason)) }
    }

    private static let measured = SimulatedOperation.Evidence.validated(
        system: "Odoo",
        version: "18.0-20250520",
        recorded: "2026-11-21"
    )

    private static let measured17 = SimulatedOperation.Evidence.validated(
        system: "Odoo",
        version: "17.0-20240709",
        recorded: "2026-11-21"
    )

    /// Compared with the recordings of Odoo 18, and without a difference.
    private static let recorded: [String] =
        transport + methods + loading + models

    private static let transport = [
        "POST /jsonrpc: envelope, echoed id, no result for None",
        "POST /jsonrpc: bodies and content types that are refused",
        "GET /web/health", "404 and 400 pages", "common.version", "common.login", "common.authenticate",
        "object.execute", "object.execute_kw", "Errors as {name, debug, message, arguments, context}",
        "AccessDenied, unknown database, unknown user", "Private and unknown methods",
        "POST /xmlrpc/2/{service}: values, faults 1 to 4, no None, no integer keys",
        "POST /xmlrpc/{service}: codes of faults that are texts",
        "POST /web/webclient/version_info", "POST /web/database/list", "POST /web/session/authenticate",
        "POST /web/session/get_session_info", "POST /web/session/destroy", "POST /web/dataset/call_kw",
        "POST /web/dataset/call_button", "Sessions that are over: code 100",
    ]

    private static let methods = [
        "create", "write", "unlink", "read", "search", "search_read", "search_count", "copy", "exists", "fields_get",
        "default_get", "name_search", "name_create", "read_group", "get_external_id", "load", "action_archive",
        "action_unarchive", "check_access_rights", "ir.model.data.check_object_reference",
        "export_data", "web_search_read", "web_read_group", "ir.config_parameter: get_param, set_param",
        "res.users.has_group",
        "Domains: operators, paths, names, hierarchies, archived records", "Orders, limits and offsets",
        "Coercions and rounding of values", "Commands of many2many and one2many fields",
        "Translated names and month labels in fr_FR and de_DE",
        "Contexts: lang, active_test, allowed_company_ids, default_",
    ]

    private static let loading = [
        "load: bad rows in the result, nothing written", "load: external ids, module __import__, update, id twice",
        "load: many2one by name, external id and database id", "load: booleans, selections, numbers and dates",
        "load: lines in rows below", "load: _import_limit", "load: messages of the database",
        "load: mandatory analytic account",
    ]

    private static let models = [
        "res.partner: names, addresses of contacts, company rule", "res.users, res.company, res.currency, res.country",
        "account.analytic.plan: a column for each plan", "account.analytic.account: names, balance, closed fields",
        "account.analytic.line: defaults, amounts, companies",
        "project.project: analytic account of its own name, dates",
        "fleet.vehicle, fleet.vehicle.model, fleet.vehicle.model.brand, fleet.vehicle.odometer", "uom.uom",
        "ir.model.data: by hand, deleted with its record", "Timesheet lines without a task: employee, account, amount",
        "Rights of admin, connector, limited and portal on these models",
    ]

    /// Compared with the recordings of Odoo 17, and without a difference.
    private static let recordedFor17 = [
        "Version 17: domains with empty values", "Version 17: texts of errors and refusals",
        "Version 17: copy, name_get",
        "Version 17: analytic_account_id of projects", "Version 17: numbers of weeks",
    ]

    private static let documented: [(name: String, source: String)] = [
        ("db.list", "Measured by hand (odoo.md, Transport)"),
        ("Version 19: POST /json/2/{model}/{method}", "External JSON-2 API in Odoo 19's documentation; odoo/http.py"),
        ("Version 19: GET /web/version, code 0 in JSON-RPC errors", "Odoo's public source of version 19, odoo/http.py"),
        ("API key as password", "Measured by hand (odoo.md, Credentials)"),
        ("toggle_active", "Measured by hand (odoo.md, Methods' return values)"),
        ("load: external ids with a blank", "Measured by hand (odoo.md, load())"),
        ("load: moments in the zone of the context", "Measured by hand (odoo.md, load())"),
        ("load: interrupted after ten errors of the database", "Odoo's public source, odoo/orm/models.py"),
        ("has_access", "Odoo's public source of version 18, odoo/models.py"),
        ("check_access", "Odoo's public source of version 18, odoo/models.py"),
        ("Fleet officers see the vehicles that they drive", "README of the recordings, record rules"),
    ]

    private static let assumed: [(name: String, reason: String)] = [
        ("db.db_exist, db.server_version, db.list_lang, common.about", "Only db.list was measured."),
        ("Version 19: models, rights and texts", "They are those of version 18; no version 19 was measured."),
        ("Version 19: no /doc", "It belongs to the module api_doc, which is not among the measured ones."),
        ("db: what needs the master password is AccessDenied", "As with the database manager switched off."),
        ("XML-RPC: document types are refused", "The real parser takes small ones and stops at an explosion."),
        ("XML-RPC: every binary argument is a TypeError", "Measured for the field datas only."),
        ("XML-RPC: every moment as argument is a TypeError in 17", "Measured for a field of dates only."),
        ("Web sessions end after seven days without use or with a new password", "Known from the public source."),
        ("/web/session/check, get_lang_list, modules, logout; /web/dataset/resequence", "No recording calls them."),
        ("/, /web, /odoo, /web/login: redirects and a page without content", "No recording calls them."),
        ("Keys of get_session_info beyond those of the recordings", "Only what libraries read."),
        (
            "res.users.context_get, ir.model.get_available_models, get_metadata, web_read, web_save, res.lang",
            "No recording calls them."
        ),
        ("export_data: external ids that are made", "Known from the public source, no recording exports such records."),
        ("States have no external ids; groups imply no others", "The base data of the recordings does not name them."),
        ("ir.model and ir.module.module: rights", "Which groups may read them was not measured."),
        ("Rights of users made later", "Groups give no rights: they have those of the user limited, or portal."),
        ("Option grant-fleet", "The rights of the group Fleet / Administrator were measured for the user admin only."),
        (
            "A project's account is renamed with it",
            "Known from the public source, no recording changes a project's name."
        ),
        ("load: module in the context", "Known from the public source, no recording gives one."),
        ("JSON with repeated members or integers beyond 64 bits is refused", "Python takes both."),
        ("Numbers beyond 10^30 and negative limits are refused", "No recording sends them."),
        ("Base data without the two analytic lines of the demo tasks", "They hold no amount and would blur counts."),
    ]
}
