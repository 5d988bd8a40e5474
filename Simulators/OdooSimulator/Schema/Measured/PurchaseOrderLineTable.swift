extension MeasuredModel {
    static let purchaseOrderLine = """
        @model|purchase.order.line|Purchase Order Line|order_id, sequence, id|
        @refusal|create|Purchase/Administrator;Purchase/User
        17 @refusal|read|User types/Portal;Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Technical/Show Accounting Features - Readonly
        17 @refusal|write|Invoicing/Billing;Purchase/Administrator;Purchase/User
        18 @refusal|read|User types/Portal;Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Technical/Show Accounting Features - Readonly
        18 @refusal|write|Invoicing/Invoicing;Purchase/Administrator;Purchase/User
        @refusal|unlink|Purchase/Administrator;Purchase/User
        @access|r|Inventory/User
        17 @access|rw|Invoicing/Billing
        18 @access|rw|Invoicing/Invoicing
        @access|crwd|Purchase/Administrator
        @access|crwd|Purchase/User
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Portal
        analytic_distribution|json|Analytic Distribution|sqt
        17 analytic_distribution_search|json|Analytic Distribution Search
        analytic_precision|integer|Analytic Precision
        company_id|many2one|Company|osqt|res.company|path=order_id.company_id
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|osqt|res.currency|path=order_id.currency_id
        17 date_approve|datetime|Confirmation Date|oq||path=order_id.date_approve
        18 date_approve|datetime|Confirmation Date|oqt||path=order_id.date_approve
        17 date_order|datetime|Order Date|oq||path=order_id.date_order
        18 date_order|datetime|Order Date|oqt||path=order_id.date_order
        date_planned|datetime|Expected Arrival|sqt
        discount|float|Discount (%)|sqt||digits=16,2
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_type|selection|Display Type|sqt||selection=line_section=Section;line_note=Note
        18 distribution_analytic_account_ids|many2many|Distribution Analytic Account|oq|account.analytic.account
        forecasted_issue|boolean|Forecasted Issue|o
        18 group_id|many2one|Procurement group that generated this line|sqt|procurement.group
        id|integer|ID|osqt
        invoice_lines|one2many|Bill Lines|osq|account.move.line/purchase_line_id
        18 is_downpayment|boolean|Is Downpayment|sqt
        18 is_storable|boolean|Track Inventory|oqt||path=product_id.is_storable
        18 location_final_id|many2one|Location from procurement|sqt|stock.location
        move_dest_ids|many2many|Downstream moves alt|sq|stock.move
        move_ids|one2many|Reservation|osq|stock.move/purchase_line_id
        name|text|Description|rsqt
        order_id|many2one|Order Reference|rsqt|purchase.order
        orderpoint_id|many2one|Orderpoint|sqt|stock.warehouse.orderpoint
        partner_id|many2one|Partner|osqt|res.partner|path=order_id.partner_id
        price_subtotal|monetary|Subtotal|osqt||currency=currency_id
        price_tax|float|Tax|osqt
        price_total|monetary|Total|osqt||currency=currency_id
        price_unit|float|Unit Price|rsqt||digits=16,2
        price_unit_discounted|float|Unit Price (Discounted)|o
        product_description_variants|char|Custom Description|sqt
        product_id|many2one|Product|sqt|product.product
        18 product_no_variant_attribute_value_ids|many2many|Product attribute values that do not create variants|sq|\
        product.template.attribute.value
        product_packaging_id|many2one|Packaging|sqt|product.packaging
        product_packaging_qty|float|Packaging Quantity|sqt
        product_qty|float|Quantity|rsqt||digits=16,2
        18 product_template_attribute_value_ids|many2many|Attribute Values|oq|product.template.attribute.value|\
        path=product_id.product_template_attribute_value_ids
        17 product_type|selection|Product Type|oq||path=product_id.detailed_type|selection=consu=Consumable;\
        service=Service;product=Storable Product
        18 product_type|selection|Product Type|oqt||path=product_id.type|selection=consu=Goods;service=Service;\
        combo=Combo
        product_uom|many2one|Unit of Measure|sqt|uom.uom
        17 product_uom_category_id|many2one|Category|oq|uom.category|path=product_id.uom_id.category_id
        18 product_uom_category_id|many2one|Category|oqt|uom.category|path=product_id.uom_id.category_id
        product_uom_qty|float|Total Quantity|osqt
        propagate_cancel|boolean|Propagate cancellation|sqt
        qty_invoiced|float|Billed Qty|osqt||digits=16,2
        qty_received|float|Received Qty|sqt||digits=16,2
        qty_received_manual|float|Manual Received Qty|sqt||digits=16,2
        qty_received_method|selection|Received Qty Method|osqt||selection=manual=Manual;stock_moves=Stock Moves
        qty_to_invoice|float|To Invoice Quantity|osqt||digits=16,2
        sale_line_id|many2one|Origin Sale Item|sqt|sale.order.line
        sale_order_id|many2one|Sale Order|osqt|sale.order|path=sale_line_id.order_id
        sequence|integer|Sequence|sqt
        state|selection|Status|osqt||path=order_id.state|selection=draft=RFQ;sent=RFQ Sent;to approve=To Approve;\
        purchase=Purchase Order;done=Locked;cancel=Cancelled
        17 tax_calculation_rounding_method|selection|Tax calculation rounding method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        taxes_id|many2many|Taxes|sq|account.tax
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
