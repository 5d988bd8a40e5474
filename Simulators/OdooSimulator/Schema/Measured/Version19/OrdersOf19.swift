extension MeasuredChanges {
    static let orders = """
        @model|purchase.order||
        @refusal|read|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Show Accounting Features - Readonly;Role / Portal
        @refusal|write|Accounting/Invoicing;Purchase/Administrator;Purchase/User
        -group_id
        -mail_reception_declined
        -mail_reminder_confirmed
        amount_total_cc|monetary|Total in currency|osqt||currency=company_currency_id
        default_location_dest_id_usage|selection|Destination Location Type|oqt||\
        path=picking_type_id.default_location_dest_id.usage|selection=supplier=Vendor;view=Virtual;internal=Internal;\
        customer=Customer;inventory=Inventory Loss;production=Production;transit=Transit
        duplicated_order_ids|many2many|Duplicated Order|o|purchase.order
        has_sale_order|boolean|Technical field for whether the purchase order has associated sale orders|o
        is_late|boolean|Is Late|q
        lock_confirmed_po|selection|Purchase Order Modification|oqt||path=company_id.po_lock|\
        selection=edit=Allow to edit purchase orders;lock=Confirmed purchase orders are not editable
        locked|boolean|Locked|sqt
        mail_reception_confirmed|boolean|Acknowledged|sqt
        origin|char|Source|sqt
        purchase_warning_text|text|Purchase Warning|o
        receipt_reminder_email|boolean|Receipt Reminder Email|sqt
        reference_ids|many2many|References|sq|stock.reference
        reminder_date_before_receipt|integer|Days Before Receipt|sqt
        show_comparison|boolean|Show Comparison|o
        state|selection|Status|osqt||selection=draft=RFQ;sent=RFQ Sent;to approve=To Approve;purchase=Purchase Order;\
        cancel=Cancelled
        tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        @model|purchase.order.line||
        @refusal|read|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Show Accounting Features - Readonly;Role / Portal
        @refusal|write|Accounting/Invoicing;Purchase/Administrator;Purchase/User
        -group_id
        -product_packaging_id
        -product_packaging_qty
        -product_uom_category_id
        allowed_uom_ids|many2many|Allowed Uom|o|uom.uom
        amount_to_invoice_at_date|float|Amount|o
        currency_id|many2one|Currency|oqt|res.currency|path=order_id.currency_id
        display_type|selection|Display Type|sqt||selection=line_section=Section;line_subsection=Subsection;\
        line_note=Note
        parent_id|many2one|Parent Section Line|o|purchase.order.line
        price_unit|float|Unit Price|rsqt
        price_unit_product_uom|float|Unit Price Product UoM|o
        product_uom|many2one|Unit|sqt|uom.uom
        purchase_line_warn_msg|text|Purchase Line Warn Msg|o
        qty_invoiced_at_date|float|Billed|o||digits=16,2
        qty_received_at_date|float|Received|o||digits=16,2
        sale_order_id|many2one|Sale Order|oqt|sale.order|path=sale_line_id.order_id
        selected_seller_id|many2one|Selected Seller|o|product.supplierinfo
        state|selection|Status|oqt||path=order_id.state|selection=draft=RFQ;sent=RFQ Sent;to approve=To Approve;\
        purchase=Purchase Order;cancel=Cancelled
        tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        technical_price_unit|float|Technical Price Unit|sqt
        @model|sale.order||
        @refusal|read|Accounting/Invoicing;Inventory/User;Project/Administrator;Project/User;Sales/Administrator;\
        Sales/User: Own Documents Only;Show Accounting Features - Readonly;Role / Portal;Show Full Accounting Features
        @refusal|write|Accounting/Invoicing;Inventory/User;Sales/Administrator;Sales/User: Own Documents Only;\
        Show Full Accounting Features
        @access|rw|Accounting/Invoicing
        @access|rw|Inventory/User
        @access|r|Project/Administrator
        @access|r|Project/User
        @access|r|Role / Portal
        @access|crwd|Sales/Administrator
        @access|crw|Sales/User: Own Documents Only
        @access|r|Show Accounting Features - Readonly
        @access|rw|Show Full Accounting Features
        -available_product_document_ids
        -procurement_group_id
        -sale_order_option_ids
        -show_task_button
        available_quotation_document_ids|many2many|Available Quotation Documents|o|quotation.document
        has_authorized_transaction_ids|boolean|Has Authorized Transactions|o
        late_availability|boolean|Late Availability|oq
        preferred_payment_method_line_id|many2one|Payment Method|sqt|account.payment.method.line
        sale_warning_text|text|Sale Warning|o
        stock_reference_ids|many2many|References|sq|stock.reference
        tax_calculation_rounding_method|selection|Tax Calculation Rounding Method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        @model|sale.order.line||
        @refusal|read|Accounting/Invoicing;Inventory/User;Project/Administrator;Project/User;\
        Sales/User: Own Documents Only;Show Accounting Features - Readonly;Role / Portal;Show Full Accounting Features
        @refusal|write|Accounting/Invoicing;Inventory/User;Sales/User: Own Documents Only;Show Full Accounting Features
        @access|rw|Accounting/Invoicing
        @access|rw|Inventory/User
        @access|r|Project/Administrator
        @access|r|Project/User
        @access|r|Role / Portal
        @access|crwd|Sales/User: Own Documents Only
        @access|r|Show Accounting Features - Readonly
        @access|rw|Show Full Accounting Features
        -product_packaging_id
        -product_packaging_qty
        -product_uom_category_id
        -route_id
        -sale_order_option_ids
        allowed_uom_ids|many2many|Allowed Uom|o|uom.uom
        amount_to_invoice_at_date|float|Amount|o
        categ_id|many2one|Product Category|oqt|product.category|path=product_id.categ_id
        collapse_composition|boolean|Collapse Composition|sqt
        collapse_prices|boolean|Collapse Prices|sqt
        display_type|selection|Display Type|sqt||selection=line_section=Section;line_subsection=Subsection;\
        line_note=Note
        extra_tax_data|json|Extra Tax Data|sqt
        is_optional|boolean|Optional Line|sqt
        parent_id|many2one|Parent Section Line|o|sale.order.line
        price_unit|float|Unit Price|rsqt
        product_uom|many2one|Unit|sqt|uom.uom
        qty_delivered_at_date|float|Delivered|o||digits=16,2
        qty_invoiced_at_date|float|Invoiced|o||digits=16,2
        route_ids|many2many|Routes|sq|stock.route
        sale_line_warn_msg|text|Sale Line Warn Msg|o
        tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        translated_product_name|text|Translated Product Name|o
        @model|sale.advance.payment.inv||
        -amount_to_invoice
        -display_invoice_amount_warning
        """
}
