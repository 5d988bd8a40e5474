extension MeasuredModel {
    static let productTemplate = """
        17 @model|product.template|Product|priority desc, name|
        18 @model|product.template|Product|is_favorite desc, name|
        17 @refusal|create|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        17 @refusal|read|Administration/Settings;User types/Internal User;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|write|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        17 @refusal|unlink|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        18 @refusal|create|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|read|User types/Internal User;Invoicing/Administrator;Purchase/Administrator;Purchase/User;\
        Extra Rights/Product Creation;Inventory/Administrator;Inventory/User;Sales/Administrator;Sales/User: Own \
        Documents Only
        18 @refusal|write|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|unlink|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        17 @access|crwd|Administration/Settings
        18 @access|crwd|Extra Rights/Product Creation
        @access|crwd|Inventory/Administrator
        @access|r|Inventory/User
        18 @access|crwd|Invoicing/Administrator
        @access|crwd|Purchase/Administrator
        @access|r|Purchase/User
        @access|crwd|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|User types/Internal User
        account_tag_ids|many2many|Account Tags|sq|account.account.tag
        active|boolean|Active|sqt
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        attribute_line_ids|one2many|Product Attributes|sq|product.template.attribute.line/product_tmpl_id
        barcode|char|Barcode|q
        can_image_1024_be_zoomed|boolean|Can Image 1024 be zoomed|osqt
        categ_id|many2one|Product Category|rsqt|product.category
        color|integer|Color Index|sqt
        18 combo_ids|many2many|Combo Choices|sq|product.combo
        company_id|many2one|Company|sqt|res.company
        cost_currency_id|many2one|Cost Currency|o|res.currency
        17 cost_method|selection|Costing Method|oq||path=categ_id.property_cost_method|selection=standard=Standard \
        Price;fifo=First In First Out (FIFO);average=Average Cost (AVCO)
        18 cost_method|selection|Costing Method|oqt||path=categ_id.property_cost_method|selection=standard=Standard \
        Price;fifo=First In First Out (FIFO);average=Average Cost (AVCO)
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|o|res.currency
        default_code|char|Internal Reference|sqt
        description|html|Description|sqtT
        description_picking|text|Description on Picking|sqtT
        description_pickingin|text|Description on Receptions|sqtT
        description_pickingout|text|Description on Delivery Orders|sqtT
        description_purchase|text|Purchase Description|sqtT
        description_sale|text|Sales Description|sqtT
        17 detailed_type|selection|Product Type|rsqt||selection=consu=Consumable;service=Service;product=Storable \
        Product
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        17 expense_policy|selection|Re-Invoice Expenses|sqt||selection=no=No;cost=At cost;sales_price=Sales price
        18 expense_policy|selection|Re-Invoice Costs|sqt||selection=no=No;cost=At cost;sales_price=Sales price
        fiscal_country_codes|char|Fiscal Country Codes|o
        has_available_route_ids|boolean|Routes can be selected on this product|o
        has_configurable_attributes|boolean|Is a configurable product|osqt
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        image_1024|binary|Image 1024|osq||path=image_1920
        image_128|binary|Image 128|osq||path=image_1920
        image_1920|binary|Image|sq
        image_256|binary|Image 256|osq||path=image_1920
        image_512|binary|Image 512|osq||path=image_1920
        incoming_qty|float|Incoming|oq||digits=16,2
        invoice_policy|selection|Invoicing Policy|sqt||selection=order=Ordered quantities;delivery=Delivered \
        quantities
        18 is_favorite|boolean|Favorite|sqt
        is_product_variant|boolean|Is a product variant|o
        18 is_storable|boolean|Track Inventory|sqt
        list_price|float|Sales Price|sqt||digits=16,2
        location_id|many2one|Location||stock.location
        18 lot_valuated|boolean|Valuation by Lot/Serial number|sqt
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Name|rsqtT
        nbr_moves_in|integer|Nbr Moves In|o
        nbr_moves_out|integer|Nbr Moves Out|o
        nbr_reordering_rules|integer|Reordering Rules|o
        optional_product_ids|many2many|Optional Products|sq|product.template
        outgoing_qty|float|Outgoing|oq||digits=16,2
        packaging_ids|one2many|Product Packages||product.packaging
        pricelist_item_count|integer|Number of price rules|o
        17 priority|selection|Favorite|sqt||selection=0=Normal;1=Favorite
        product_document_count|integer|Documents Count|o
        product_document_ids|one2many|Documents|sq|product.document/res_id
        product_properties|properties|Properties|sqt
        17 product_tag_ids|many2many|Product Template Tags|sq|product.tag
        18 product_tag_ids|many2many|Tags|sq|product.tag
        product_tooltip|char|Product Tooltip|o
        product_variant_count|integer|# Product Variants|o
        product_variant_id|many2one|Product|o|product.product
        product_variant_ids|one2many|Products|rsq|product.product/product_tmpl_id
        17 project_id|many2one|Project|qc|project.project
        18 project_id|many2one|Project|sqtc|project.project
        17 project_template_id|many2one|Project Template|qc|project.project
        18 project_template_id|many2one|Project Template|sqtc|project.project
        17 property_account_creditor_price_difference|many2one|Price Difference Account|qc|account.account
        18 property_account_creditor_price_difference|many2one|Price Difference Account|sqtc|account.account
        17 property_account_expense_id|many2one|Expense Account|qc|account.account
        18 property_account_expense_id|many2one|Expense Account|sqtc|account.account
        17 property_account_income_id|many2one|Income Account|qc|account.account
        18 property_account_income_id|many2one|Income Account|sqtc|account.account
        17 property_stock_inventory|many2one|Inventory Location|qc|stock.location
        18 property_stock_inventory|many2one|Inventory Location|sqtc|stock.location
        17 property_stock_production|many2one|Production Location|qc|stock.location
        18 property_stock_production|many2one|Production Location|sqtc|stock.location
        purchase_line_warn|selection|Purchase Order Line Warning|rsqt||selection=no-message=No Message;\
        warning=Warning;block=Blocking Message
        purchase_line_warn_msg|text|Message for Purchase Order Line|sqt
        purchase_method|selection|Control Policy|sqt||selection=purchase=On ordered quantities;receive=On received \
        quantities
        17 purchase_ok|boolean|Can be Purchased|sqt
        18 purchase_ok|boolean|Purchase|sqt
        purchased_product_qty|float|Purchased|o||digits=16,2
        qty_available|float|Quantity On Hand|oq||digits=16,2
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reordering_max_qty|float|Reordering Max Qty|o
        reordering_min_qty|float|Reordering Min Qty|o
        17 responsible_id|many2one|Responsible|qc|res.users
        18 responsible_id|many2one|Responsible|sqtc|res.users
        17 route_from_categ_ids|many2many|Category Routes|o|stock.route|path=categ_id.total_route_ids
        18 route_from_categ_ids|many2many|Category Routes|oq|stock.route|path=categ_id.total_route_ids
        route_ids|many2many|Routes|sq|stock.route
        sale_delay|integer|Customer Lead Time|sqt
        sale_line_warn|selection|Sales Order Line|rsqt||selection=no-message=No Message;warning=Warning;\
        block=Blocking Message
        sale_line_warn_msg|text|Message for Sales Order Line|sqt
        17 sale_ok|boolean|Can be Sold|sqt
        18 sale_ok|boolean|Sales|sqt
        sales_count|float|Sold|o||digits=16,2
        seller_ids|one2many|Vendors|sq|product.supplierinfo/product_tmpl_id
        sequence|integer|Sequence|sqt
        service_policy|selection|Service Invoicing Policy|||selection=ordered_prepaid=Prepaid/Fixed Price;\
        delivered_timesheet=Based on Timesheets;delivered_manual=Based on Delivered Quantity (Manual)
        17 service_to_purchase|boolean|Subcontract Service|qc
        18 service_to_purchase|boolean|Subcontract Service|sqtc
        17 service_tracking|selection|Create on Order|sqt||selection=no=Nothing;task_global_project=Task;\
        task_in_project=Project & Task;project_only=Project
        18 service_tracking|selection|Create on Order|rsqt||selection=no=Nothing;task_global_project=Task;\
        task_in_project=Project & Task;project_only=Project
        service_type|selection|Track Service|sqt||selection=manual=Manually set quantities on order;\
        milestones=Project Milestones;timesheet=Timesheets on project (one fare per SO/Project)
        service_upsell_threshold|float|Threshold|sqt
        service_upsell_threshold_ratio|char|Service Upsell Threshold Ratio|o
        show_forecasted_qty_status_button|boolean|Show Forecasted Qty Status Button|o
        show_on_hand_qty_status_button|boolean|Show On Hand Qty Status Button|o
        standard_price|float|Cost|q||digits=16,2
        17 supplier_taxes_id|many2many|Vendor Taxes|sq|account.tax
        18 supplier_taxes_id|many2many|Purchase Taxes|sq|account.tax
        tax_string|char|Tax String|o
        17 taxes_id|many2many|Customer Taxes|sq|account.tax
        18 taxes_id|many2many|Sales Taxes|sq|account.tax
        17 tracking|selection|Tracking|rsqt||selection=serial=By Unique Serial Number;lot=By Lots;none=No Tracking
        18 tracking|selection|Tracking|rsqt||selection=serial=By Unique Serial Number;lot=By Lots;none=By Quantity
        17 type|selection|Type|sqt||selection=consu=Consumable;service=Service;product=Storable Product
        18 type|selection|Product Type|rsqt||selection=consu=Goods;service=Service;combo=Combo
        18 uom_category_id|many2one|UoM Category|oqt|uom.category|path=uom_id.category_id
        uom_id|many2one|Unit of Measure|rsqt|uom.uom
        17 uom_name|char|Unit of Measure Name|oqT||path=uom_id.name
        18 uom_name|char|Unit of Measure Name|oqtT||path=uom_id.name
        17 uom_po_id|many2one|Purchase UoM|rsqt|uom.uom
        18 uom_po_id|many2one|Purchase Unit|rsqt|uom.uom
        valid_product_template_attribute_line_ids|many2many|Valid Product Attribute Lines|o|\
        product.template.attribute.line
        17 valuation|selection|Inventory Valuation|oq||path=categ_id.property_valuation|\
        selection=manual_periodic=Manual;real_time=Automated
        18 valuation|selection|Inventory Valuation|oqt||path=categ_id.property_valuation|\
        selection=manual_periodic=Manual;real_time=Automated
        variant_seller_ids|one2many|Variant Seller|sq|product.supplierinfo/product_tmpl_id
        virtual_available|float|Forecasted Quantity|oq||digits=16,2
        visible_expense_policy|boolean|Re-Invoice Policy visible|o
        volume|float|Volume|sqt||digits=16,2
        volume_uom_name|char|Volume unit of measure label|o
        warehouse_id|many2one|Warehouse||stock.warehouse
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        weight|float|Weight|sqt||digits=16,2
        weight_uom_name|char|Weight unit of measure label|o
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
