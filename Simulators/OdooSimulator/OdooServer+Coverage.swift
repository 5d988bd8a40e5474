import SimulatorKit

extension OdooServer {
    /// What is simulated, each entry with where its behaviour is known from.
    static var coverage: [SimulatedOperation] {
        recorded.map { SimulatedOperation($0, measured) }
            + recordedFor17.map { SimulatedOperation($0, measured17) }
            + measuredFor19.map { SimulatedOperation($0, measured19) }
            + documented.map { SimulatedOperation($0.name, .documented(source: $0.source)) }
            + assumed.map { SimulatedOperation($0.name, .assumed(reason: $0.reason)) }
            + methodMarks + told
    }

    private static let told = eventTypes.map { model in
        SimulatedOperation(
            "event \(model)",
            .documented(source: "Odoo's public source of version 17, odoo/addons/base/models/ir_actions.py")
        )
    }

    static let measured = SimulatedOperation.Evidence.validated(
        system: "Odoo",
        version: "18.0-20250520",
        recorded: "2026-11-21"
    )

    static let measured17 = SimulatedOperation.Evidence.validated(
        system: "Odoo",
        version: "17.0-20240709",
        recorded: "2026-11-21"
    )

    /// An Odoo 19 was asked the same, but what it answered was not kept: nobody can compare it again.
    static let measured19 = SimulatedOperation.Evidence.documented(
        source: "Compared by hand with Odoo 19.0 on 2026-11-21, without a recording"
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
        "POST /xmlrpc/2/{service}: values, faults 1 to 4, no None, no integer keys",
        "POST /xmlrpc/{service}: codes of faults that are texts",
        "POST /web/webclient/version_info", "POST /web/database/list", "POST /web/session/authenticate",
        "POST /web/session/get_session_info", "POST /web/session/destroy", "POST /web/dataset/call_kw",
        "POST /web/dataset/call_kw/{model}/{method}", "POST /web/dataset/call_button",
        "Sessions that are over: code 100",
    ]

    private static let methods = [
        "create", "write", "unlink", "read", "search", "search_read", "search_count", "copy", "exists", "fields_get",
        "default_get", "name_search", "name_create", "read_group", "get_external_id", "load", "action_archive",
        "action_unarchive", "check_access_rights", "ir.model.data.check_object_reference", "export_data",
        "web_search_read", "web_read_group", "res.users.has_group", "ir.config_parameter.get_param and set_param",
        "maintenance.request.archive_equipment_request",
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
        "ir.model.data: by hand, deleted with its record", "Timesheets: employee, project of the task, account, amount",
        "project.task, project.task.type, project.milestone: stages, assignees, sub tasks, hours",
        "hr.employee, hr.department: managers, badges", "fleet.vehicle.log.services, fleet.vehicle.assignation.log",
        "maintenance.equipment, maintenance.equipment.category, maintenance.request: stages, serial numbers",
        "Rights of admin, connector, limited and portal on all models: they follow from their groups",
    ]

    /// Compared with the recordings of Odoo 17, and without a difference.
    private static let recordedFor17 = [
        "Version 17: domains with empty values", "Version 17: texts of errors and refusals",
        "Version 17: copy",
        "Version 17: analytic_account_id of projects", "Version 17: numbers of weeks",
    ]

    static let compared = "Side by side with servers of Odoo 17 and 18, their public source, on 2026-11-21"

    /// Compared with an Odoo 19 that was asked the same; what still differed stands among the assumed.
    private static let measuredFor19 = [
        "Version 19: code 0 in JSON-RPC errors, 415 for other content types",
        "Version 19: fields, labels, types and rights of the 65 models; renamed, new and dropped fields",
        "Version 19: groups and their names, units without categories, taxes, journals, accounts, locations",
        "Version 19: texts of domains, unknown fields, mandatory fields and foreign keys",
        "Version 19: web_read_group, name_search and default_get with new parameters",
        "Version 19: values, domains, commands, load, people, projects, accounting, sale as in 18",
        "Version 19: bills from orders at any time, locked orders, payments in process",
    ]

    private static let documented: [(name: String, source: String)] = [
        ("db.list", "Measured by hand (odoo.md, Transport)"),
        ("API key as password", "Measured by hand (odoo.md, Credentials)"),
        ("toggle_active", "Measured by hand (odoo.md, Methods' return values)"),
        ("load: external ids with a blank", "Measured by hand (odoo.md, load())"),
        ("load: moments in the zone of the context", "Measured by hand (odoo.md, load())"),
        ("load: interrupted after ten errors of the database", "Odoo's public source, odoo/orm/models.py"),
        ("get_metadata", "Odoo's public source, odoo/models.py"),
        ("has_access", "Odoo's public source of version 18, odoo/models.py"),
        ("check_access", "Odoo's public source of version 18, odoo/models.py"),
        ("Fleet officers see the vehicles that they drive", "README of the recordings, record rules"),
        ("Projects, tasks, timesheets, equipment: who sees what", "README of the recordings, record rules"),
        ("Users change some fields of themselves", "Odoo's public source, odoo/addons/base/models/res_users.py"),
        ("Orders and entries: who sees what", "Odoo's public source, security/*.xml of purchase, sale and account"),
        ("web_read", "Odoo's public source, web/models/models.py"),
        ("web_save", "Odoo's public source, web/models/models.py"),
        ("message_subscribe", "Odoo's public source, mail/models/mail_thread.py"),
        ("message_post", "Measured by hand (odoo.md, Methods' return values)"),
        ("message_unsubscribe", "Odoo's public source, mail/models/mail_thread.py"),
        ("res.lang.get_installed", "Odoo's public source, odoo/addons/base/models/res_lang.py"),
        ("project.project.copy with its tasks", "Odoo's public source, project/models/project_project.py"),
        ("read_group by lists of links and by hour", "Odoo's public source, odoo/models.py"),
        ("search_fetch", "Compared by hand with Odoo 17.0 and 18.0"),
        ("ir.sequence.next_by_code", "Compared by hand with Odoo 17.0 and 18.0"),
        ("ir.sequence.next_by_id", "Odoo's public source, odoo/addons/base/models/ir_sequence.py"),
        ("get_field_translations", "Compared by hand with Odoo 17.0 and 18.0"),
        ("update_field_translations", "Compared by hand with Odoo 17.0 and 18.0"),
        ("read_group: orders, columns that are not there", "Compared by hand with Odoo 17.0 and 18.0"),
        ("Fields of groups, employees' public profiles", "Compared by hand with Odoo 17.0 and 18.0"),
        ("What the deletion of a record does to others", "Foreign keys of Odoo 17.0 and 18.0"),
        ("res.partner: what children share with their firm", "Compared by hand with Odoo 17.0 and 18.0"),
        ("hr.employee.toggle_active", "Odoo's public source, hr/models/hr_employee.py"),
        ("Write-offs, payments of several bills, in parts and in another currency", compared),
        ("Differences of exchange rates", compared),
        ("Lock dates of taxes, sales, purchases and all users, the hard lock date", compared),
        ("Taxes within the price, fixed ones, groups, taxes on taxes", compared),
        ("Down payments: taxed, deducted, named after their invoice", compared),
        ("account.move.js_assign_outstanding_line, js_remove_outstanding_partial", compared),
        ("purchase.order.print_quotation, action_rfq_send", compared),
        ("Prices of orders that follow quantity, unit and vendor", compared),
        ("Quantities of confirmed orders that change, in receipts and deliveries", compared),
        ("Numbers of entries: unique, of their period", compared),
    ]

    private static let assumed: [(name: String, reason: String)] = [
        (
            "fields_get: depends, exportable, groupable, aggregator and the like",
            "They are left out; two real servers tell them where no attributes are named."
        ),
        (
            "Labels and texts of errors in fr_FR and de_DE",
            "Only the kinds of addresses and the names of records are translated; the rest is English."
        ),
        (
            "Which right a refusal names first",
            "Projects, employees, warehouses and documents of portal users: the class is right, the text may name another model."
        ),
        ("db.db_exist, db.server_version, db.list_lang, common.about", "Only db.list was measured."),
        ("Version 19: web sessions", "Taken from 18: the measured server's sessions did not last."),
        ("Version 19: currencies, countries and brands", "Those of 18, but for a handful that were renamed or added."),
        ("Version 19: deletion of a plan whose column others depend on", "Refused as in 18, with another text."),
        ("Version 19: contracts of employees", "Kept with the employee: hr.version is not simulated."),
        ("GET /doc", "In version 19 it redirects to the login; what it shows to a user is not simulated."),
        ("db: what needs the master password is AccessDenied", "As with the database manager switched off."),
        ("XML-RPC: document types are refused", "The real parser takes small ones and stops at an explosion."),
        ("XML-RPC: every binary argument is a TypeError", "Measured for the field datas only."),
        ("XML-RPC: every moment as argument is a TypeError in 17", "Measured for a field of dates only."),
        ("JSON-2: ids as floats, new records of id 0", "Real servers answer them; they are left out here."),
        ("JSON-2: values that are no object, integers beyond 64 bits, Latin-1", "Refused otherwise than there."),
        ("JSON-2: keys of another scope", "Taken; the real server refuses them."),
        ("Version 19: id, path and display_name of window actions", "Left out."),
        ("API keys: name and scope, and that a key ends to the second", "The last day was not measured."),
        ("Web sessions end after seven days without use or with a new password", "Known from the public source."),
        ("POST /web/session/check", "No recording calls it."),
        ("POST /web/session/get_lang_list", "No recording calls it."),
        ("POST /web/session/modules", "No recording calls it."),
        ("GET /web/session/logout", "No recording calls it."),
        ("POST /web/dataset/resequence", "No recording calls it."),
        (
            "POST /web/dataset/call_button/{model}/{method}",
            "As with call_kw, whose addresses with model and method are recorded."
        ),
        ("GET /", "It redirects as the public source says; no recording calls it."),
        ("GET /web", "A redirect or a page without content; no recording calls it."),
        ("GET /odoo", "From version 18; a redirect or a page without content; no recording calls it."),
        ("GET /web/login", "A page without content; no recording calls it."),
        ("Keys of get_session_info beyond those of the recordings", "Only what libraries read."),
        (
            "Values of get_metadata, web_read and web_save, and res.lang",
            "No recording calls these methods."
        ),
        ("export_data: external ids that are made", "Known from the public source, no recording exports such records."),
        ("account.payment by hand, cancelled ones", "Known from the public source, no recording has one."),
        ("Lines for distributions of taxes", "Not simulated: all of a tax goes to one account."),
        ("Down payments: cents that a fixed amount misses", "The difference is not put on the tax line."),
        ("Payment terms with an early discount", "The discount is not offered in the payment wizard."),
        ("tax_totals of invoices", "The widget of the web client is not computed."),
        ("Orders with quantities below zero", "They make no return transfers."),
        ("Company-dependent fields", "They have one value for all companies."),
        ("Labels of the lines of payments", "Known from the public source of version 18, taken for 17 too."),
        ("ir.model and ir.module.module: rights", "Which groups may read them was not measured."),
        ("read_group: groups of stages without records, __fold", "Real servers show them; they are left out here."),
        (
            "hr.employee.public, resource.resource, resource.calendar",
            "Not simulated: fields that lead there are empty."
        ),
        ("Closed fields of models that may not be read", "The real server may refuse the fields first."),
        ("Requests of users without an employee", "They own them here; the real server leaves them to nobody."),
        ("account.analytic.account: another plan for an account with lines", "Taken; version 17 warns of lost data."),
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
