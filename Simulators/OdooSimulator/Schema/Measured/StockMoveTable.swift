extension MeasuredModel {
    static let stockMove = """
        @model|stock.move|Stock Move|sequence, id|
        17 @refusal|create|Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|read|Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Technical/Show Accounting Features - Readonly;Sales/Administrator;Sales/User: Own Documents \
        Only
        17 @refusal|write|Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|create|Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|read|Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Technical/Show Accounting Features - Readonly;Sales/Administrator;Sales/User: Own Documents \
        Only
        18 @refusal|write|Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        @refusal|unlink|Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @access|crwd|Inventory/Administrator
        @access|crw|Inventory/User
        17 @access|crw|Invoicing/Billing
        18 @access|crw|Invoicing/Invoicing
        @access|crwd|Purchase/Administrator
        @access|crw|Purchase/User
        @access|crwd|Sales/Administrator
        @access|crw|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        account_move_ids|one2many|Account Move|sq|account.move/stock_move_id
        additional|boolean|Whether the move was added after the picking's confirmation|sqt
        analytic_account_line_ids|many2many|Analytic Account Line|sq|account.analytic.line
        availability|float|Forecasted Quantity|o
        company_id|many2one|Company|rsqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        created_purchase_line_ids|many2many|Created Purchase Order Lines|sq|purchase.order.line
        date|datetime|Date Scheduled|rsqt
        date_deadline|datetime|Deadline|osqt
        delay_alert_date|datetime|Delay Alert Date|osqt
        description_picking|text|Description of Picking|sqt
        display_assign_serial|boolean|Display Assign Serial|o
        display_import_lot|boolean|Display Import Lot|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        forecast_availability|float|Forecast Availability|o||digits=16,2
        forecast_expected_date|datetime|Forecasted Expected date|o
        group_id|many2one|Procurement Group|sqt|procurement.group
        17 has_tracking|selection|Product with Tracking|oq||path=product_id.tracking|selection=serial=By Unique \
        Serial Number;lot=By Lots;none=No Tracking
        18 has_tracking|selection|Product with Tracking|oqt||path=product_id.tracking|selection=serial=By Unique \
        Serial Number;lot=By Lots;none=By Quantity
        id|integer|ID|osqt
        is_initial_demand_editable|boolean|Is initial demand editable|o
        is_inventory|boolean|Inventory|sqt
        is_locked|boolean|Is Locked|o
        is_quantity_done_editable|boolean|Is quantity done editable|o
        18 is_storable|boolean|Track Inventory|oqt||path=product_id.is_storable
        17 location_dest_id|many2one|Destination Location|rsqt|stock.location
        18 location_dest_id|many2one|Intermediate Location|rsqt|stock.location
        17 location_dest_usage|selection|Destination Location Type|oq||path=location_dest_id.usage|\
        selection=supplier=Vendor Location;view=View;internal=Internal Location;customer=Customer Location;\
        inventory=Inventory Loss;production=Production;transit=Transit Location
        18 location_dest_usage|selection|Destination Location Type|oqt||path=location_dest_id.usage|\
        selection=supplier=Vendor Location;view=View;internal=Internal Location;customer=Customer Location;\
        inventory=Inventory Loss;production=Production;transit=Transit Location
        18 location_final_id|many2one|Final Location|sqt|stock.location
        location_id|many2one|Source Location|rsqt|stock.location
        17 location_usage|selection|Source Location Type|oq||path=location_id.usage|selection=supplier=Vendor \
        Location;view=View;internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;\
        production=Production;transit=Transit Location
        18 location_usage|selection|Source Location Type|oqt||path=location_id.usage|selection=supplier=Vendor \
        Location;view=View;internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;\
        production=Production;transit=Transit Location
        lot_ids|many2many|Serial Numbers||stock.lot
        move_dest_ids|many2many|Destination Moves|sq|stock.move
        move_line_ids|one2many|Move Line|sq|stock.move.line/move_id
        move_lines_count|integer|Move Lines Count|o
        move_orig_ids|many2many|Original Move|sq|stock.move
        name|char|Description|rsqt
        18 never_product_template_attribute_value_ids|many2many|Never attribute Values|sq|\
        product.template.attribute.value
        17 next_serial|char|First SN|sqt
        18 next_serial|char|First SN/Lot|sqt
        17 next_serial_count|integer|Number of SN|sqt
        18 next_serial_count|integer|Number of SN/Lots|sqt
        orderpoint_id|many2one|Original Reordering Rule|sqt|stock.warehouse.orderpoint
        origin|char|Source Document|sqt
        origin_returned_move_id|many2one|Origin return move|sqt|stock.move
        package_level_id|many2one|Package Level|sqt|stock.package_level
        partner_id|many2one|Destination Address |sqt|res.partner
        picked|boolean|Picked|sqt
        17 picking_code|selection|Type of Operation|oq||path=picking_id.picking_type_id.code|\
        selection=incoming=Receipt;outgoing=Delivery;internal=Internal Transfer
        18 picking_code|selection|Type of Operation|oqt||path=picking_id.picking_type_id.code|\
        selection=incoming=Receipt;outgoing=Delivery;internal=Internal Transfer
        picking_id|many2one|Transfer|sqt|stock.picking
        17 picking_type_entire_packs|boolean|Move Entire Packages|oq||path=picking_type_id.show_entire_packs
        18 picking_type_entire_packs|boolean|Move Entire Packages|oqt||path=picking_type_id.show_entire_packs
        picking_type_id|many2one|Operation Type|sqt|stock.picking.type
        price_unit|float|Unit Price|sqt
        priority|selection|Priority|osqt||selection=0=Normal;1=Urgent
        procure_method|selection|Supply Method|rsqt||selection=make_to_stock=Default: Take From Stock;\
        make_to_order=Advanced: Apply Procurement Rules
        product_id|many2one|Product|rsqt|product.product
        product_packaging_id|many2one|Packaging|sqt|product.packaging
        product_packaging_qty|float|Reserved Packaging Quantity|o
        product_packaging_quantity|float|Done Packaging Quantity|o
        product_qty|float|Real Quantity|sqt
        17 product_tmpl_id|many2one|Product Template|oq|product.template|path=product_id.product_tmpl_id
        18 product_tmpl_id|many2one|Product Template|oqt|product.template|path=product_id.product_tmpl_id
        17 product_type|selection|Product Type|oq||path=product_id.detailed_type|selection=consu=Consumable;\
        service=Service;product=Storable Product
        product_uom|many2one|UoM|rsqt|uom.uom
        17 product_uom_category_id|many2one|Category|oq|uom.category|path=product_id.uom_id.category_id
        18 product_uom_category_id|many2one|Category|oqt|uom.category|path=product_id.uom_id.category_id
        product_uom_qty|float|Demand|rsqt||digits=16,2
        propagate_cancel|boolean|Propagate cancel and split|sqt
        purchase_line_id|many2one|Purchase Order Line|osqt|purchase.order.line
        quantity|float|Quantity|sqt||digits=16,2
        reference|char|Reference|osqt
        reservation_date|date|Date to Reserve|osqt
        restrict_partner_id|many2one|Owner |sqt|res.partner
        returned_move_ids|one2many|All returned moves|sq|stock.move/origin_returned_move_id
        route_ids|many2many|Destination route|sq|stock.route
        rule_id|many2one|Stock Rule|sqt|stock.rule
        sale_line_id|many2one|Sale Line|sqt|sale.order.line
        scrap_id|many2one|Scrap operation|osqt|stock.scrap
        scrapped|boolean|Scrapped|osqt||path=location_dest_id.scrap_location
        sequence|integer|Sequence|sqt
        show_details_visible|boolean|Details Visible|o
        show_lots_m2o|boolean|Show lot_id|o
        show_lots_text|boolean|Show lot_name|o
        17 show_operations|boolean|Show Detailed Operations|oq||path=picking_id.picking_type_id.show_operations
        18 show_operations|boolean|Show Detailed Operations|oqt||path=picking_id.picking_type_id.show_operations
        show_quant|boolean|Show Quant|o
        17 show_reserved|boolean|Show Reserved|o
        state|selection|Status|osqt||selection=draft=New;waiting=Waiting Another Move;confirmed=Waiting \
        Availability;partially_available=Partially Available;assigned=Available;done=Done;cancel=Cancelled
        stock_valuation_layer_ids|one2many|Stock Valuation Layer|sq|stock.valuation.layer/stock_move_id
        to_refund|boolean|Update quantities on SO/PO|sqt
        warehouse_id|many2one|Warehouse|sqt|stock.warehouse
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
