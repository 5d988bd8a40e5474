extension MeasuredModel {
    static let stockMoveLine = """
        @model|stock.move.line|Product Moves (Stock Move Line)|result_package_id desc, id|
        @refusal|create|User types/Internal User;Inventory/Administrator;Inventory/User
        @refusal|read|User types/Internal User;Inventory/Administrator;Inventory/User
        @refusal|write|User types/Internal User;Inventory/Administrator;Inventory/User
        @refusal|unlink|User types/Internal User;Inventory/Administrator;Inventory/User
        @access|crwd|Inventory/Administrator
        @access|crwd|Inventory/User
        @access|crwd|User types/Internal User
        company_id|many2one|Company|rosqt|res.company
        consume_line_ids|many2many|Consume Line|sq|stock.move.line
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        date|datetime|Date|rsqt
        description_picking|text|Description picking|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        17 is_inventory|boolean|Inventory|oq||path=move_id.is_inventory
        18 is_inventory|boolean|Inventory|oqt||path=move_id.is_inventory
        is_locked|boolean|Is Locked|o||path=move_id.is_locked
        location_dest_id|many2one|To|rsqt|stock.location
        17 location_dest_usage|selection|Destination Location Type|oq||path=location_dest_id.usage|\
        selection=supplier=Vendor Location;view=View;internal=Internal Location;customer=Customer Location;\
        inventory=Inventory Loss;production=Production;transit=Transit Location
        18 location_dest_usage|selection|Destination Location Type|oqt||path=location_dest_id.usage|\
        selection=supplier=Vendor Location;view=View;internal=Internal Location;customer=Customer Location;\
        inventory=Inventory Loss;production=Production;transit=Transit Location
        location_id|many2one|From|rsqt|stock.location
        17 location_usage|selection|Source Location Type|oq||path=location_id.usage|selection=supplier=Vendor \
        Location;view=View;internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;\
        production=Production;transit=Transit Location
        18 location_usage|selection|Source Location Type|oqt||path=location_id.usage|selection=supplier=Vendor \
        Location;view=View;internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;\
        production=Production;transit=Transit Location
        lot_id|many2one|Lot/Serial Number|sqt|stock.lot
        lot_name|char|Lot/Serial Number Name|sqt
        lots_visible|boolean|Lots Visible|o
        move_id|many2one|Stock Operation|sqt|stock.move
        17 origin|char|Source|oq||path=move_id.origin
        18 origin|char|Source|oqt||path=move_id.origin
        owner_id|many2one|From Owner|sqt|res.partner
        package_id|many2one|Source Package|sqt|stock.quant.package
        package_level_id|many2one|Package Level|sqt|stock.package_level
        picked|boolean|Picked|sqt
        picking_code|selection|Type of Operation|oq||path=picking_type_id.code|selection=incoming=Receipt;\
        outgoing=Delivery;internal=Internal Transfer
        picking_id|many2one|Transfer|sqt|stock.picking
        17 picking_location_dest_id|many2one|Destination Location|oq|stock.location|path=picking_id.location_dest_id
        18 picking_location_dest_id|many2one|Destination Location|oqt|stock.location|path=picking_id.location_dest_id
        17 picking_location_id|many2one|Source Location|oq|stock.location|path=picking_id.location_id
        18 picking_location_id|many2one|Source Location|oqt|stock.location|path=picking_id.location_id
        17 picking_partner_id|many2one|Contact|oq|res.partner|path=picking_id.partner_id
        18 picking_partner_id|many2one|Contact|oqt|res.partner|path=picking_id.partner_id
        17 picking_type_entire_packs|boolean|Move Entire Packages|oq||\
        path=picking_id.picking_type_id.show_entire_packs
        18 picking_type_entire_packs|boolean|Move Entire Packages|oqt||\
        path=picking_id.picking_type_id.show_entire_packs
        picking_type_id|many2one|Operation type|oq|stock.picking.type
        picking_type_use_create_lots|boolean|Create New Lots/Serial Numbers|oq||path=picking_type_id.use_create_lots
        picking_type_use_existing_lots|boolean|Use Existing Lots/Serial Numbers|oq||\
        path=picking_type_id.use_existing_lots
        produce_line_ids|many2many|Produce Line|sq|stock.move.line
        17 product_category_name|char|Product Category|osqt||path=product_id.categ_id.complete_name
        18 product_category_name|char|Product Category|oqt||path=product_id.categ_id.complete_name
        product_id|many2one|Product|sqt|product.product
        product_packaging_qty|float|Reserved Packaging Quantity|o
        17 product_uom_category_id|many2one|Category|oq|uom.category|path=product_id.uom_id.category_id
        18 product_uom_category_id|many2one|Category|oqt|uom.category|path=product_id.uom_id.category_id
        product_uom_id|many2one|Unit of Measure|rsqt|uom.uom
        quant_id|many2one|Pick From||stock.quant
        quantity|float|Quantity|sqt||digits=16,2
        quantity_product_uom|float|Quantity in Product UoM|osqt||digits=16,2
        reference|char|Reference|sqt||path=move_id.reference
        result_package_id|many2one|Destination Package|sqt|stock.quant.package
        18 scheduled_date|datetime|Scheduled Date|oqt||path=move_id.date
        state|selection|Status|osqt||path=move_id.state|selection=draft=New;waiting=Waiting Another Move;\
        confirmed=Waiting Availability;partially_available=Partially Available;assigned=Available;done=Done;\
        cancel=Cancelled
        17 tracking|selection|Tracking|oq||path=product_id.tracking|selection=serial=By Unique Serial Number;lot=By \
        Lots;none=No Tracking
        18 tracking|selection|Tracking|oqt||path=product_id.tracking|selection=serial=By Unique Serial Number;\
        lot=By Lots;none=By Quantity
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
