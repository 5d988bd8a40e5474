extension MeasuredModel {
    static let productProduct = """
        17 @model|product.product|Product Variant|priority desc, default_code, name, id|
        18 @model|product.product|Product Variant|is_favorite desc, default_code, name, id|
        @inherits|product.template|product_tmpl_id
        17 @refusal|create|Administration/Settings;Invoicing/Billing Administrator;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator
        17 @refusal|read|Administration/Settings;User types/Internal User;Invoicing/Billing Administrator;\
        Purchase/Administrator;Purchase/User;Inventory/Administrator;Inventory/User;Technical/Show Accounting \
        Features - Readonly;Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|write|Administration/Settings;Invoicing/Billing Administrator;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator
        17 @refusal|unlink|Administration/Settings;Invoicing/Billing Administrator;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|create|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|read|User types/Internal User;Invoicing/Administrator;Purchase/Administrator;Purchase/User;\
        Extra Rights/Product Creation;Inventory/Administrator;Inventory/User;Technical/Show Accounting Features - \
        Readonly;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|unlink|Invoicing/Administrator;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        17 @access|crwd|Administration/Settings
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Extra Rights/Product Creation
        @access|crwd|Inventory/Administrator
        @access|r|Inventory/User
        18 @access|crwd|Invoicing/Administrator
        @access|crwd|Purchase/Administrator
        @access|r|Purchase/User
        @access|crwd|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Internal User
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
        17 additional_product_tag_ids|many2many|Additional Product Tags|sq|product.tag
        18 additional_product_tag_ids|many2many|Variant Tags|sq|product.tag
        all_product_tag_ids|many2many|All Product Tag|oq|product.tag
        avg_cost|monetary|Average Cost|o||currency=company_currency_id
        barcode|char|Barcode|sqt
        can_image_1024_be_zoomed|boolean|Can Image 1024 be zoomed|o
        can_image_variant_1024_be_zoomed|boolean|Can Variant Image 1024 be zoomed|osqt
        code|char|Reference|o
        combination_indices|char|Combination Indices|osqt
        company_currency_id|many2one|Valuation Currency|o|res.currency
        17 cost_method|selection|Costing Method|oq||path=categ_id.property_cost_method|selection=standard=Standard \
        Price;fifo=First In First Out (FIFO);average=Average Cost (AVCO)
        18 cost_method|selection|Costing Method|oqt||path=categ_id.property_cost_method|selection=standard=Standard \
        Price;fifo=First In First Out (FIFO);average=Average Cost (AVCO)
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        default_code|char|Internal Reference|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        free_qty|float|Free To Use Quantity |oq||digits=16,2
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        image_1024|binary|Image 1024|o
        image_128|binary|Image 128|o
        image_1920|binary|Image
        image_256|binary|Image 256|o
        image_512|binary|Image 512|o
        image_variant_1024|binary|Variant Image 1024|osq||path=image_variant_1920
        image_variant_128|binary|Variant Image 128|osq||path=image_variant_1920
        image_variant_1920|binary|Variant Image|sq
        image_variant_256|binary|Variant Image 256|osq||path=image_variant_1920
        image_variant_512|binary|Variant Image 512|osq||path=image_variant_1920
        incoming_qty|float|Incoming|oq||digits=16,2
        18 is_in_purchase_order|boolean|Is In Purchase Order|oq
        is_product_variant|boolean|Is Product Variant|o
        lot_properties_definition|properties_definition|Lot Properties|sqt
        lst_price|float|Sales Price|||digits=16,2
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
        nbr_moves_in|integer|Nbr Moves In|o
        nbr_moves_out|integer|Nbr Moves Out|o
        nbr_reordering_rules|integer|Reordering Rules|o
        orderpoint_ids|one2many|Minimum Stock Rules|sq|stock.warehouse.orderpoint/product_id
        outgoing_qty|float|Outgoing|oq||digits=16,2
        packaging_ids|one2many|Product Packages|sq|product.packaging/product_id
        partner_ref|char|Customer Ref|o
        price_extra|float|Variant Price Extra|o||digits=16,2
        pricelist_item_count|integer|Number of price rules|o
        product_catalog_product_is_in_sale_order|boolean|Product Catalog Product Is In Sale Order|oq
        product_document_count|integer|Documents Count|o
        product_document_ids|one2many|Documents|sq|product.document/res_id
        product_template_attribute_value_ids|many2many|Attribute Values|sq|product.template.attribute.value
        product_template_variant_value_ids|many2many|Variant Values|sq|product.template.attribute.value
        product_tmpl_id|many2one|Product Template|rsqt|product.template
        purchase_order_line_ids|one2many|PO Lines|sq|purchase.order.line/product_id
        purchased_product_qty|float|Purchased|o||digits=16,2
        putaway_rule_ids|one2many|Putaway Rules|sq|stock.putaway.rule/product_id
        qty_available|float|Quantity On Hand|oq||digits=16,2
        quantity_svl|float|Quantity Svl|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reordering_max_qty|float|Reordering Max Qty|o
        reordering_min_qty|float|Reordering Min Qty|o
        sales_count|float|Sold|o||digits=16,2
        show_forecasted_qty_status_button|boolean|Show Forecasted Qty Status Button|o
        show_on_hand_qty_status_button|boolean|Show On Hand Qty Status Button|o
        17 standard_price|float|Cost|qc||digits=16,2
        18 standard_price|float|Cost|sqtc||digits=16,2
        stock_move_ids|one2many|Stock Move|sq|stock.move/product_id
        stock_quant_ids|one2many|Stock Quant|sq|stock.quant/product_id
        stock_valuation_layer_ids|one2many|Stock Valuation Layer|sq|stock.valuation.layer/product_id
        storage_category_capacity_ids|one2many|Storage Category Capacity|sq|stock.storage.category.capacity/product_id
        tax_string|char|Tax String|o
        total_value|monetary|Total Value|o||currency=company_currency_id
        valid_ean|boolean|Barcode is valid EAN|o
        17 valuation|selection|Inventory Valuation|oq||path=categ_id.property_valuation|\
        selection=manual_periodic=Manual;real_time=Automated
        18 valuation|selection|Inventory Valuation|oqt||path=categ_id.property_valuation|\
        selection=manual_periodic=Manual;real_time=Automated
        value_svl|float|Value Svl|o
        virtual_available|float|Forecasted Quantity|oq||digits=16,2
        volume|float|Volume|sqt||digits=16,2
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        weight|float|Weight|sqt||digits=16,2
        write_date|datetime|Write Date|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
