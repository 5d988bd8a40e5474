extension MeasuredModel {
    static let stockWarehouse = """
        17 @model|stock.warehouse|Warehouse|sequence,id|name
        18 @model|stock.warehouse|Warehouse|sequence,id|
        @refusal|create|Inventory/Administrator
        @refusal|read|User types/Internal User;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Sales/User: Own Documents Only
        @refusal|write|Inventory/Administrator
        @refusal|unlink|Inventory/Administrator
        @access|crwd|Inventory/Administrator
        @access|r|Purchase/Administrator
        @access|r|Purchase/User
        @access|r|Sales/User: Own Documents Only
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        buy_pull_id|many2one|Buy rule|sqt|stock.rule
        buy_to_resupply|boolean|Buy to Resupply|sqt
        code|char|Short Name|rsqt||size=5
        company_id|many2one|Company|rosqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        crossdock_route_id|many2one|Crossdock Route|sqt|stock.route
        delivery_route_id|many2one|Delivery Route|sqt|stock.route
        17 delivery_steps|selection|Outgoing Shipments|rsqt||selection=ship_only=Deliver goods directly (1 step);\
        pick_ship=Send goods in output and then deliver (2 steps);pick_pack_ship=Pack goods, send goods in output \
        and then deliver (3 steps)
        18 delivery_steps|selection|Outgoing Shipments|rsqt||selection=ship_only=Deliver (1 step);pick_ship=Pick \
        then Deliver (2 steps);pick_pack_ship=Pick, Pack, then Deliver (3 steps)
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        in_type_id|many2one|In Type|sqt|stock.picking.type
        int_type_id|many2one|Internal Type|sqt|stock.picking.type
        lot_stock_id|many2one|Location Stock|rsqt|stock.location
        mto_pull_id|many2one|MTO rule|sqt|stock.rule
        name|char|Warehouse|rsqt
        out_type_id|many2one|Out Type|sqt|stock.picking.type
        pack_type_id|many2one|Pack Type|sqt|stock.picking.type
        partner_id|many2one|Address|sqt|res.partner
        pick_type_id|many2one|Pick Type|sqt|stock.picking.type
        18 qc_type_id|many2one|Quality Control Type|sqt|stock.picking.type
        reception_route_id|many2one|Receipt Route|sqt|stock.route
        17 reception_steps|selection|Incoming Shipments|rsqt||selection=one_step=Receive goods directly (1 step);\
        two_steps=Receive goods in input and then stock (2 steps);three_steps=Receive goods in input, then quality \
        and then stock (3 steps)
        18 reception_steps|selection|Incoming Shipments|rsqt||selection=one_step=Receive and Store (1 step);\
        two_steps=Receive then Store (2 steps);three_steps=Receive, Quality Control, then Store (3 steps)
        resupply_route_ids|one2many|Resupply Routes|sq|stock.route/supplied_wh_id
        resupply_wh_ids|many2many|Resupply From|sq|stock.warehouse
        route_ids|many2many|Routes|sq|stock.route
        sequence|integer|Sequence|sqt
        18 store_type_id|many2one|Storage Type|sqt|stock.picking.type
        view_location_id|many2one|View Location|rsqt|stock.location
        wh_input_stock_loc_id|many2one|Input Location|sqt|stock.location
        wh_output_stock_loc_id|many2one|Output Location|sqt|stock.location
        wh_pack_stock_loc_id|many2one|Packing Location|sqt|stock.location
        wh_qc_stock_loc_id|many2one|Quality Control Location|sqt|stock.location
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        18 xdock_type_id|many2one|Cross Dock Type|sqt|stock.picking.type
        """
}
