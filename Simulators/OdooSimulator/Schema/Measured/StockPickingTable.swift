extension MeasuredModel {
    static let stockPicking = """
        @model|stock.picking|Transfer|priority desc, scheduled_date asc, id desc|
        17 @refusal|create|Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|read|User types/Portal;Invoicing/Billing;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/User;Technical/Show Accounting Features - Readonly;Sales/Administrator;\
        Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|create|Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|read|User types/Portal;Invoicing/Invoicing;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/User;Technical/Show Accounting Features - Readonly;Sales/Administrator;\
        Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        @refusal|unlink|Purchase/Administrator;Purchase/User;Inventory/Administrator;Inventory/User;\
        Sales/Administrator
        @access|crwd|Inventory/Administrator
        @access|crwd|Inventory/User
        17 @access|crw|Invoicing/Billing
        18 @access|crw|Invoicing/Invoicing
        @access|crwd|Purchase/Administrator
        @access|crwd|Purchase/User
        @access|crwd|Sales/Administrator
        @access|crw|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Portal
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        backorder_id|many2one|Back Order of|osqt|stock.picking
        backorder_ids|one2many|Back Orders|sq|stock.picking/backorder_id
        company_id|many2one|Company|osqt|res.company|path=picking_type_id.company_id
        17 country_code|char|Country Code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        date|datetime|Creation Date|sqt
        date_deadline|datetime|Deadline|osqt
        date_done|datetime|Date of Transfer|osqt
        18 days_to_arrive|datetime|Days To Arrive|oq
        delay_alert_date|datetime|Delay Alert Date|oq
        18 delay_pass|datetime|Delay Pass|oq
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        group_id|many2one|Procurement Group|osqt|procurement.group|path=move_ids.group_id
        has_deadline_issue|boolean|Is late|osqt
        has_message|boolean|Has Message|oq
        has_packages|boolean|Has Packages|o
        has_scrap_move|boolean|Has Scrap Moves|o
        has_tracking|boolean|Has Tracking|o
        17 hide_picking_type|boolean|Hide Picking Type|o
        id|integer|ID|osqt
        is_locked|boolean|Is Locked|sqt
        is_signed|boolean|Is Signed|o
        json_popover|char|JSON data for the popover widget|o
        location_dest_id|many2one|Destination Location|rsqt|stock.location
        location_id|many2one|Source Location|rsqt|stock.location
        lot_id|many2one|Lot/Serial Number|oq|stock.lot|path=move_line_ids.lot_id
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
        move_ids|one2many|Stock Moves|sq|stock.move/picking_id
        move_ids_without_package|one2many|Stock move|sq|stock.move/picking_id
        move_line_exist|boolean|Has Pack Operations|o
        move_line_ids|one2many|Operations|sq|stock.move.line/picking_id
        move_line_ids_without_package|one2many|Operations without package|sq|stock.move.line/picking_id
        move_type|selection|Shipping Policy|rsqt||selection=direct=As soon as possible;one=When all products are ready
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Reference|osqt
        note|html|Notes|sqt
        origin|char|Source Document|sqt
        owner_id|many2one|Assign Owner|sqt|res.partner
        package_level_ids|one2many|Package Level|sq|stock.package_level/picking_id
        package_level_ids_details|one2many|Package Level Ids Details|sq|stock.package_level/picking_id
        partner_id|many2one|Contact|sqt|res.partner
        picking_properties|properties|Properties|sqt
        17 picking_type_code|selection|Type of Operation|oq||path=picking_type_id.code|selection=incoming=Receipt;\
        outgoing=Delivery;internal=Internal Transfer
        18 picking_type_code|selection|Type of Operation|oqt||path=picking_type_id.code|selection=incoming=Receipt;\
        outgoing=Delivery;internal=Internal Transfer
        17 picking_type_entire_packs|boolean|Move Entire Packages|oq||path=picking_type_id.show_entire_packs
        18 picking_type_entire_packs|boolean|Move Entire Packages|oqt||path=picking_type_id.show_entire_packs
        17 picking_type_id|many2one|Operation Type|rosqt|stock.picking.type
        18 picking_type_id|many2one|Operation Type|rsqt|stock.picking.type
        printed|boolean|Printed|sqt
        priority|selection|Priority|sqt||selection=0=Normal;1=Urgent
        product_id|many2one|Product|oq|product.product|path=move_ids.product_id
        products_availability|char|Product Availability|o
        17 products_availability_state|selection|Products Availability State|o||selection=available=Available;\
        expected=Expected;late=Late
        18 products_availability_state|selection|Products Availability State|oq||selection=available=Available;\
        expected=Expected;late=Late
        18 project_id|many2one|Project|sqt|project.project
        purchase_id|many2one|Purchase Orders|oq|purchase.order|path=move_ids.purchase_line_id.order_id
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        return_count|integer|# Returns|o
        return_id|many2one|Return of|osqt|stock.picking
        return_ids|one2many|Returns|sq|stock.picking/return_id
        17 sale_id|many2one|Sales Order|osqt|sale.order|path=group_id.sale_id
        18 sale_id|many2one|Sales Order|sqt|sale.order
        scheduled_date|datetime|Scheduled Date|sqt
        18 search_date_category|selection|Date Category|oq||selection=before=Before;yesterday=Yesterday;today=Today;\
        day_1=Tomorrow;day_2=The day after tomorrow;after=After
        18 shipping_volume|float|Volume for Shipping|o
        18 shipping_weight|float|Weight for Shipping
        show_allocation|boolean|Show Allocation|o
        show_check_availability|boolean|Show Check Availability|o
        17 show_clear_qty_button|boolean|Show Clear Qty Button|o
        show_lots_text|boolean|Show Lots Text|o
        18 show_next_pickings|boolean|Show Next Pickings|o
        17 show_operations|boolean|Show Detailed Operations|oq||path=picking_type_id.show_operations
        18 show_operations|boolean|Show Detailed Operations|oqt||path=picking_type_id.show_operations
        17 show_reserved|boolean|Pre-fill Detailed Operations|oq||path=picking_type_id.show_reserved
        17 show_set_qty_button|boolean|Show Set Qty Button|o
        signature|binary|Signature|sq
        state|selection|Status|osqt||selection=draft=Draft;waiting=Waiting Another Operation;confirmed=Waiting;\
        assigned=Ready;done=Done;cancel=Cancelled
        17 use_create_lots|boolean|Create New Lots/Serial Numbers|oq||path=picking_type_id.use_create_lots
        18 use_create_lots|boolean|Create New Lots/Serial Numbers|oqt||path=picking_type_id.use_create_lots
        17 use_existing_lots|boolean|Use Existing Lots/Serial Numbers|oq||path=picking_type_id.use_existing_lots
        18 use_existing_lots|boolean|Use Existing Lots/Serial Numbers|oqt||path=picking_type_id.use_existing_lots
        user_id|many2one|Responsible|sqt|res.users
        18 warehouse_address_id|many2one|Address|oqt|res.partner|path=picking_type_id.warehouse_id.partner_id
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        18 weight_bulk|float|Bulk Weight|o
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
