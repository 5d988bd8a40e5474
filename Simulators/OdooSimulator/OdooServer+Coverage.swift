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
        transport + methods + loading + models + accounting

    private static let transport = [
        "POST /jsonrpc: envelope, echoed id, no result for None",
        "POST /jsonrpc: bodies and content types that are refused",
        "GET /web/health", "404 and 400 pages", "common.version", "common.login", "common.authenticate",
        "object.execute", "object.execute_kw", "Errors as {name, debug, message, arguments, context}",
        "AccessDenied, unknown database, unknown user", "Private and unknown methods",
    ]

    private static let methods = [
        "create", "write", "unlink", "read", "search", "search_read", "search_count", "copy", "exists", "fields_get",
        "default_get", "name_search", "name_create", "read_group", "get_external_id", "load", "action_archive",
        "action_unarchive", "check_access_rights", "ir.model.data.check_object_reference",
        "Domains: operators, paths, names, hierarchies, archived records", "Orders, limits and offsets",
        "Coercions and rounding of values", "Commands of many2many and one2many fields",
        "Translated names and month labels in fr_FR and de_DE",
        "Contexts: lang, active_test, allowed_company_ids, default_",
    ]

    private static let accounting = [
        "product.template, product.product: made together, written through, default taxes, rounded prices",
        "account.move: lines for taxes and terms, totals, numbers, accounting dates, duplicates",
        "account.move: action_post, button_draft and their refusals", "account.move: entries by hand, balance",
        "account.move.line: amounts in two currencies, analytic_distribution and its analytic lines",
        "account.payment.register: parts, the rest, nothing left", "account.payment: number, state",
        "account.move.reversal: refund_moves, settled when posted", "Lock date of all users: shifted dates",
        "res.currency.rate: one a day, inverse", "account.account: loaded, unique codes, names",
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
        ("account.payment by hand, cancelled ones", "Known from the public source, no recording has one."),
        ("Write-offs, payments of several bills", "Known from the public source, no recording makes them."),
        ("Differences of exchange rates", "Known from the public source, no recording pays in another currency."),
        ("Other lock dates, refusals in locked periods", "Known from the public source, no recording meets them."),
        ("Taxes within the price, fixed ones, groups", "Known from the public source, recordings have one of 15 %."),
        ("Accounts of taxes made later", "Distributions of taxes are not simulated: the account of the line is taken."),
        ("Company-dependent fields", "They have one value for all companies."),
        ("Labels of the lines of payments", "Known from the public source of version 18, taken for 17 too."),
        ("db.db_exist and db.server_version", "Only db.list was measured."),
        ("res.users.context_get", "No recording calls it."),
        ("ir.model and ir.module.module: rights", "Which groups may read them was not measured."),
        ("Rights of users made later", "Groups are not simulated: they have those of the user limited, or portal."),
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
