extension MeasuredModel {
    static let stockLocation = """
        @model|stock.location|Inventory Locations|complete_name, id|complete_name
        @refusal|create|Inventory/Administrator
        17 @refusal|read|User types/Internal User;Purchase/Administrator;Purchase/User;Extra Rights/Contact \
        Creation;Inventory/Administrator;Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|write|Inventory/Administrator
        18 @refusal|read|User types/Internal User;Purchase/Administrator;Purchase/User;Extra Rights/Contact \
        Creation;Inventory/Administrator;Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|write|Inventory/Administrator;Inventory/User
        @refusal|unlink|Inventory/Administrator
        @access|r|Extra Rights/Contact Creation
        @access|crwd|Inventory/Administrator
        18 @access|rw|Inventory/User
        @access|r|Purchase/Administrator
        @access|r|Purchase/User
        @access|r|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        barcode|char|Barcode|sqt
        child_ids|one2many|Contains|sq|stock.location/location_id
        child_internal_location_ids|many2many|Internal locations among descendants|o|stock.location
        comment|html|Additional Information|sqt
        company_id|many2one|Company|sqt|res.company
        complete_name|char|Full Location Name|osqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 cyclic_inventory_frequency|integer|Inventory Frequency (Days)|sqt
        18 cyclic_inventory_frequency|integer|Inventory Frequency|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        forecast_weight|float|Forecasted Weight|o
        id|integer|ID|osqt
        incoming_move_line_ids|one2many|Incoming Move Line|sq|stock.move.line/location_dest_id
        18 is_empty|boolean|Is Empty|oq
        17 last_inventory_date|date|Last Effective Inventory|osqt
        18 last_inventory_date|date|Last Inventory|osqt
        location_id|many2one|Parent Location|sqt|stock.location
        name|char|Location Name|rsqt
        net_weight|float|Net Weight|o
        17 next_inventory_date|date|Next Expected Inventory|osqt
        18 next_inventory_date|date|Next Expected|osqt
        outgoing_move_line_ids|one2many|Outgoing Move Line|sq|stock.move.line/location_id
        parent_path|char|Parent Path|sqt
        posx|integer|Corridor (X)|sqt
        posy|integer|Shelves (Y)|sqt
        posz|integer|Height (Z)|sqt
        putaway_rule_ids|one2many|Putaway Rules|sq|stock.putaway.rule/location_in_id
        quant_ids|one2many|Quant|sq|stock.quant/location_id
        removal_strategy_id|many2one|Removal Strategy|sqt|product.removal
        replenish_location|boolean|Replenish Location|sqt
        17 return_location|boolean|Is a Return Location?|sqt
        scrap_location|boolean|Is a Scrap Location?|sqt
        storage_category_id|many2one|Storage Category|sqt|stock.storage.category
        usage|selection|Location Type|rsqt||selection=supplier=Vendor Location;view=View;internal=Internal Location;\
        customer=Customer Location;inventory=Inventory Loss;production=Production;transit=Transit Location
        valuation_in_account_id|many2one|Stock Valuation Account (Incoming)|sqt|account.account
        valuation_out_account_id|many2one|Stock Valuation Account (Outgoing)|sqt|account.account
        warehouse_id|many2one|Warehouse|osqt|stock.warehouse
        warehouse_view_ids|one2many|Warehouse View|osq|stock.warehouse/view_location_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
