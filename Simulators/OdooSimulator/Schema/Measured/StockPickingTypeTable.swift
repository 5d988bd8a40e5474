extension MeasuredModel {
    static let stockPickingType = """
        17 @model|stock.picking.type|Picking Type|sequence, id|
        18 @model|stock.picking.type|Picking Type|is_favorite desc, sequence, id|
        @refusal|create|Inventory/Administrator
        @refusal|read|User types/Internal User;Inventory/Administrator;Inventory/User
        @refusal|write|Inventory/Administrator
        @refusal|unlink|Inventory/Administrator
        @access|crwd|Inventory/Administrator
        @access|r|Inventory/User
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        18 analytic_costs|boolean|Analytic Costs|sqt
        auto_print_delivery_slip|boolean|Auto Print Delivery Slip|sqt
        auto_print_lot_labels|boolean|Auto Print Lot/SN Labels|sqt
        auto_print_package_label|boolean|Auto Print Package Label|sqt
        auto_print_packages|boolean|Auto Print Packages|sqt
        auto_print_product_labels|boolean|Auto Print Product Labels|sqt
        auto_print_reception_report|boolean|Auto Print Reception Report|sqt
        auto_print_reception_report_labels|boolean|Auto Print Reception Report Labels|sqt
        auto_print_return_slip|boolean|Auto Print Return Slip|sqt
        auto_show_reception_report|boolean|Show Reception Report at Validation|sqt
        barcode|char|Barcode|sqt
        code|selection|Type of Operation|rsqt||selection=incoming=Receipt;outgoing=Delivery;internal=Internal Transfer
        color|integer|Color|sqt
        company_id|many2one|Company|rsqt|res.company
        18 count_move_ready|integer|Count Move Ready|o
        count_picking|integer|Count Picking|o
        count_picking_backorders|integer|Count Picking Backorders|o
        count_picking_draft|integer|Count Picking Draft|o
        count_picking_late|integer|Count Picking Late|o
        count_picking_ready|integer|Count Picking Ready|o
        count_picking_waiting|integer|Count Picking Waiting|o
        create_backorder|selection|Create Backorder|rsqt||selection=ask=Ask;always=Always;never=Never
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 default_location_dest_id|many2one|Default Destination Location|sqt|stock.location
        18 default_location_dest_id|many2one|Destination Location|rsqt|stock.location
        17 default_location_return_id|many2one|Default returns location|sqt|stock.location
        17 default_location_src_id|many2one|Default Source Location|sqt|stock.location
        18 default_location_src_id|many2one|Source Location|rsqt|stock.location
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 favorite_user_ids|many2many|Favorite User|sq|res.users
        hide_reservation_method|boolean|Hide Reservation Method|o
        id|integer|ID|osqt
        18 is_favorite|boolean|Show Operation in Overview|qt
        18 kanban_dashboard_graph|text|Kanban Dashboard Graph|o
        lot_label_format|selection|Lot Label Format to auto-print|sqt||selection=4x12_lots=4 x 12 - One per lot/SN;\
        4x12_units=4 x 12 - One per unit;zpl_lots=ZPL Labels - One per lot/SN;zpl_units=ZPL Labels - One per unit
        18 move_type|selection|Shipping Policy|rsqt||selection=direct=As soon as possible;one=When all products are \
        ready
        name|char|Operation Type|rsqtT
        package_label_to_print|selection|Package Label to Print|sqt||selection=pdf=PDF;zpl=ZPL
        picking_properties_definition|properties_definition|Picking Properties|sqt
        17 print_label|boolean|Print Label|sqt
        18 print_label|boolean|Generate Shipping Labels|sqt
        product_label_format|selection|Product Label Format to auto-print|sqt||selection=dymo=Dymo;2x7xprice=2 x 7 \
        with price;4x7xprice=4 x 7 with price;4x12=4 x 12;4x12xprice=4 x 12 with price;zpl=ZPL Labels;zplxprice=ZPL \
        Labels with price
        reservation_days_before|integer|Days|sqt
        reservation_days_before_priority|integer|Days when starred|sqt
        reservation_method|selection|Reservation Method|rsqt||selection=at_confirm=At Confirmation;manual=Manually;\
        by_date=Before scheduled date
        return_picking_type_id|many2one|Operation Type for Returns|sqt|stock.picking.type
        sequence|integer|Sequence|sqt
        sequence_code|char|Sequence Prefix|rsqt
        sequence_id|many2one|Reference Sequence|sqt|ir.sequence
        show_entire_packs|boolean|Move Entire Packages|sqt
        show_operations|boolean|Show Detailed Operations|sqt
        show_picking_type|boolean|Show Picking Type|o
        17 show_reserved|boolean|Pre-fill Detailed Operations|osqt
        use_create_lots|boolean|Create New Lots/Serial Numbers|sqt
        use_existing_lots|boolean|Use Existing Lots/Serial Numbers|sqt
        warehouse_id|many2one|Warehouse|sqt|stock.warehouse
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
