extension MeasuredModel {
    static let saleOrderLine = """
        @model|sale.order.line|Sales Order Line|order_id, sequence, id|
        @refusal|create|Sales/User: Own Documents Only
        17 @refusal|read|User types/Portal;Invoicing/Billing;Inventory/User;Project/Administrator;Technical/Show \
        Accounting Features - Readonly;Technical/Show Full Accounting Features;Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing;Inventory/User;Technical/Show Full Accounting Features;Sales/User: Own \
        Documents Only
        18 @refusal|read|User types/Portal;Invoicing/Invoicing;Inventory/User;Project/Administrator;Technical/Show \
        Accounting Features - Readonly;Technical/Show Full Accounting Features;Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Invoicing;Inventory/User;Technical/Show Full Accounting Features;Sales/User: \
        Own Documents Only
        @refusal|unlink|Sales/User: Own Documents Only
        @access|rw|Inventory/User
        17 @access|rw|Invoicing/Billing
        18 @access|rw|Invoicing/Invoicing
        @access|r|Project/Administrator
        @access|crwd|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|rw|Technical/Show Full Accounting Features
        @access|r|User types/Portal
        18 amount_invoiced|monetary|Invoiced Amount|o||currency=currency_id
        18 amount_to_invoice|monetary|Un-invoiced Balance|o||currency=currency_id
        analytic_distribution|json|Analytic Distribution|sqt
        17 analytic_distribution_search|json|Analytic Distribution Search
        analytic_line_ids|one2many|Analytic lines|sq|account.analytic.line/so_line
        analytic_precision|integer|Analytic Precision
        18 available_product_document_ids|many2many|Available Product Documents|o|product.document
        18 combo_item_id|many2one|Combo Item|sqt|product.combo.item
        company_id|many2one|Company|osqt|res.company|path=order_id.company_id
        18 company_price_include|selection|Default Sales Price Include|oqt||path=company_id.account_price_include|\
        selection=tax_included=Tax Included;tax_excluded=Tax Excluded
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|osqt|res.currency|path=order_id.currency_id
        customer_lead|float|Lead Time|rsqt
        discount|float|Discount (%)|sqt||digits=16,2
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_qty_widget|boolean|Display Qty Widget|o
        display_type|selection|Display Type|sqt||selection=line_section=Section;line_note=Note
        18 distribution_analytic_account_ids|many2many|Distribution Analytic Account|oq|account.analytic.account
        forecast_expected_date|datetime|Forecast Expected Date|o
        free_qty_today|float|Free Qty Today|o||digits=16,2
        has_displayed_warning_upsell|boolean|Has Displayed Warning Upsell|sqt
        id|integer|ID|osqt
        invoice_lines|many2many|Invoice Lines|sq|account.move.line
        invoice_status|selection|Invoice Status|osqt||selection=upselling=Upselling Opportunity;invoiced=Fully \
        Invoiced;to invoice=To Invoice;no=Nothing to Invoice
        is_configurable_product|boolean|Is the product configurable?|oq||\
        path=product_template_id.has_configurable_attributes
        is_downpayment|boolean|Is a down payment|sqt
        is_expense|boolean|Is expense|sqt
        is_mto|boolean|Is Mto|o
        18 is_product_archived|boolean|Is Product Archived|o
        is_service|boolean|Is a Service|osqt
        18 is_storable|boolean|Track Inventory|oqt||path=product_id.is_storable
        18 linked_line_id|many2one|Linked Order Line|sqt|sale.order.line
        18 linked_line_ids|one2many|Linked Order Lines|sq|sale.order.line/linked_line_id
        18 linked_virtual_id|char|Linked Virtual|sqt
        move_ids|one2many|Stock Moves|sq|stock.move/sale_line_id
        name|text|Description|rsqt
        order_id|many2one|Order Reference|rsqt|sale.order
        order_partner_id|many2one|Customer|osqt|res.partner|path=order_id.partner_id
        price_reduce_taxexcl|monetary|Price Reduce Tax excl|osqt||currency=currency_id
        price_reduce_taxinc|monetary|Price Reduce Tax incl|osqt||currency=currency_id
        price_subtotal|monetary|Subtotal|osqt||currency=currency_id
        price_tax|float|Total Tax|osqt
        price_total|monetary|Total|osqt||currency=currency_id
        price_unit|float|Unit Price|rsqt||digits=16,2
        pricelist_item_id|many2one|Pricelist Item|o|product.pricelist.item
        product_custom_attribute_value_ids|one2many|Custom Values|sq|product.attribute.custom.value/sale_order_line_id
        18 product_document_ids|many2many|Product Documents|sq|product.document
        product_id|many2one|Product|sqt|product.product
        product_no_variant_attribute_value_ids|many2many|Extra Values|sq|product.template.attribute.value
        product_packaging_id|many2one|Packaging|sqt|product.packaging
        product_packaging_qty|float|Packaging Quantity|sqt
        product_template_attribute_value_ids|many2many|Attribute Values|oq|product.template.attribute.value|\
        path=product_id.product_template_attribute_value_ids
        product_template_id|many2one|Product Template|q|product.template
        17 product_type|selection|Product Type|oq||path=product_id.detailed_type|selection=consu=Consumable;\
        service=Service;product=Storable Product
        18 product_type|selection|Product Type|oqt||path=product_id.type|selection=consu=Goods;service=Service;\
        combo=Combo
        product_uom|many2one|Unit of Measure|sqt|uom.uom
        17 product_uom_category_id|many2one|Category|oq|uom.category|path=product_id.uom_id.category_id
        18 product_uom_category_id|many2one|Category|oqt|uom.category|path=product_id.uom_id.category_id
        product_uom_qty|float|Quantity|rsqt||digits=16,2
        product_uom_readonly|boolean|Product Uom Readonly|o
        product_updatable|boolean|Can Edit Product|o
        project_id|many2one|Generated Project|sqt|project.project
        purchase_line_count|integer|Number of generated purchase items|o
        purchase_line_ids|one2many|Generated Purchase Lines|osq|purchase.order.line/sale_line_id
        qty_available_today|float|Qty Available Today|o
        qty_delivered|float|Delivery Quantity|sqt||digits=16,2
        qty_delivered_method|selection|Method to update delivered qty|osqt||selection=manual=Manual;\
        analytic=Analytic From Expenses;stock_move=Stock Moves;milestones=Milestones;timesheet=Timesheets
        qty_invoiced|float|Invoiced Quantity|osqt||digits=16,2
        18 qty_invoiced_posted|float|Invoiced Quantity (posted)|o||digits=16,2
        qty_to_deliver|float|Qty To Deliver|o||digits=16,2
        qty_to_invoice|float|Quantity To Invoice|osqt||digits=16,2
        reached_milestones_ids|one2many|Reached Milestones|sq|project.milestone/sale_line_id
        17 remaining_hours|float|Remaining Hours on SO|osqt
        18 remaining_hours|float|Time Remaining on SO|osqt
        remaining_hours_available|boolean|Remaining Hours Available|o
        route_id|many2one|Route|sqt|stock.route
        sale_order_option_ids|one2many|Optional Products Lines|sq|sale.order.option/line_id
        salesman_id|many2one|Salesperson|osqt|res.users|path=order_id.user_id
        scheduled_date|datetime|Scheduled Date|o
        18 selected_combo_items|char|Selected Combo Items
        sequence|integer|Sequence|sqt
        18 service_tracking|selection|Create on Order|oqt||path=product_id.service_tracking|selection=no=Nothing;\
        task_global_project=Task;task_in_project=Project & Task;project_only=Project
        state|selection|Order Status|osqt||path=order_id.state|selection=draft=Quotation;sent=Quotation Sent;\
        sale=Sales Order;cancel=Cancelled
        task_id|many2one|Generated Task|sqt|project.task
        17 tax_calculation_rounding_method|selection|Tax calculation rounding method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        tax_country_id|many2one|Tax Country|o|res.country|path=order_id.tax_country_id
        tax_id|many2many|Taxes|sq|account.tax
        18 technical_price_unit|float|Technical Price Unit|sqt
        timesheet_ids|one2many|Timesheets|sq|account.analytic.line/so_line
        untaxed_amount_invoiced|monetary|Untaxed Invoiced Amount|osqt||currency=currency_id
        untaxed_amount_to_invoice|monetary|Untaxed Amount To Invoice|osqt||currency=currency_id
        virtual_available_at_date|float|Virtual Available At Date|o||digits=16,2
        18 virtual_id|char|Virtual|sqt
        17 warehouse_id|many2one|Warehouse|oq|stock.warehouse|path=order_id.warehouse_id
        18 warehouse_id|many2one|Warehouse|osqt|stock.warehouse
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
