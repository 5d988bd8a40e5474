extension MeasuredRecords {
    /// The tables in the order in which their records are made.
    static let tables: [(model: String, rows: String)] = [
        ("res.groups", resGroups),
        ("res.lang", resLang),
        ("res.company", resCompany),
        ("res.users", resUsers),
        ("res.country.state", resCountryState),
        ("ir.sequence", irSequence),
        ("product.category", productCategory),
        ("product.template", productTemplate),
        ("product.product", productProduct),
        ("account.account", accountAccount),
        ("account.journal", accountJournal),
        ("account.payment.method.line", accountPaymentMethodLine),
        ("crm.team", crmTeam),
        ("account.tax.group", accountTaxGroup),
        ("account.tax", accountTax),
        ("account.payment.term", accountPaymentTerm),
        ("account.payment.term.line", accountPaymentTermLine),
        ("project.project.stage", projectProjectStage),
        ("project.task.type", projectTaskType),
        ("project.project", projectProject),
        ("project.task", projectTask),
        ("hr.department", hrDepartment),
        ("hr.employee", hrEmployee),
        ("stock.location", stockLocation),
        ("stock.warehouse", stockWarehouse),
        ("stock.picking.type", stockPickingType),
        ("fleet.service.type", fleetServiceType),
        ("maintenance.stage", maintenanceStage),
        ("maintenance.team", maintenanceTeam),
    ]

    /// The tables of version 19 that stand for those of 18.
    static let tablesOf19 = [
        "res.groups": resGroups19, "res.users": resUsers19, "product.category": productCategory19,
        "product.template": productTemplate19, "account.account": accountAccount19, "account.journal": accountJournal19,
        "account.tax": accountTax19, "account.tax.group": accountTaxGroup19,
        "account.payment.method.line": accountPaymentMethodLine19, "stock.location": stockLocation19,
    ]

    private static let productTemplate19 = """
        sale_timesheet.time_product_product_template|name=Service on Timesheets|type=service|list_price=40|\
        uom_id=@uom.product_uom_hour|uom_po_id=@uom.product_uom_hour|categ_id=@product.product_category_services|\
        sale_ok=true|purchase_ok=true|active=true|service_policy=delivered_timesheet
        """
}
