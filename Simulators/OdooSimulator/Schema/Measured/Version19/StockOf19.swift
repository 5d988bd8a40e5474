extension MeasuredChanges {
    static let stock = """
        @model|stock.picking||
        @refusal|create|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        @refusal|read|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only;Show Accounting Features - Readonly;\
        Role / Portal
        @refusal|write|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        -date
        -group_id
        -has_packages
        -move_ids_without_package
        -move_line_exist
        -move_line_ids_without_package
        -package_level_ids
        -package_level_ids_details
        date_done|datetime|Date of Transfer|sqt
        is_date_editable|boolean|Is Scheduled Date Editable|o
        package_history_ids|many2many|Transfered Packages|sq|stock.package.history
        packages_count|integer|Packages Count|o
        partner_country_id|many2one|Country|oqt|res.country|path=partner_id.country_id
        picking_warning_text|text|Picking Instructions|o
        reference_ids|many2many|References|oq|stock.reference|path=move_ids.reference_ids
        shipping_weight|float|Weight for Shipping|sqt||digits=16,2
        @model|stock.move||
        @refusal|create|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        @refusal|read|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only;Show Accounting Features - Readonly
        @refusal|write|Accounting/Invoicing;Purchase/Administrator;Purchase/User;Inventory/Administrator;\
        Inventory/User;Sales/Administrator;Sales/User: Own Documents Only
        -account_move_ids
        -group_id
        -name
        -package_level_id
        -picking_type_entire_packs
        -product_packaging_id
        -product_packaging_qty
        -product_packaging_quantity
        -product_uom_category_id
        -scrapped
        -stock_valuation_layer_ids
        account_move_id|many2one|stock_move_id|sqt|account.move
        allowed_uom_ids|many2many|Allowed Uom|o|uom.uom
        company_currency_id|many2one|Company Currency|oqt|res.currency|path=company_id.currency_id
        description_picking|text|Description Of Picking
        description_picking_manual|text|Description Picking Manual|osqt
        has_lines_without_result_package|boolean|Has Lines Without Result Package|o
        inventory_name|char|Inventory Name|osqt
        is_date_editable|boolean|Is Date Editable|o
        is_dropship|boolean|Is Dropship|osqt
        is_in|boolean|Is Incoming (valued)|osqt
        is_out|boolean|Is Outgoing (valued)|osqt
        is_valued|boolean|Is Valued|o
        location_dest_usage|selection|Destination Location Type|oqt||path=location_dest_id.usage|\
        selection=supplier=Vendor;view=Virtual;internal=Internal;customer=Customer;inventory=Inventory Loss;\
        production=Production;transit=Transit
        location_usage|selection|Source Location Type|oqt||path=location_id.usage|selection=supplier=Vendor;\
        view=Virtual;internal=Internal;customer=Customer;inventory=Inventory Loss;production=Production;transit=Transit
        package_ids|one2many|Packages|o|stock.package
        packaging_uom_id|many2one|Packaging|osqt|uom.uom
        packaging_uom_qty|float|Packaging Quantity|osqt
        price_unit|float|Price Unit|sqt
        procurement_values|json|Procurement Values
        product_category_id|many2one|Product Category|oqt|product.category|path=product_id.categ_id
        product_uom|many2one|Unit|rsqt|uom.uom
        reference_ids|many2many|References|sq|stock.reference
        remaining_qty|float|Remaining Quantity|oq
        remaining_value|monetary|Remaining Value|o||currency=company_currency_id
        standard_price|float|Standard Price|oqt||path=product_id.standard_price
        state|selection|Status|osqt||selection=draft=New;waiting=Waiting Another Move;confirmed=Waiting;\
        partially_available=Partially Available;assigned=Available;done=Done;cancel=Cancelled
        value|monetary|Value|sqt||currency=company_currency_id
        value_computed_justification|text|Computed Value Description|o
        value_justification|text|Value Description|o
        value_manual|monetary|Manual Value|||currency=company_currency_id
        @model|stock.move.line||
        @refusal|create|Inventory/Administrator;Inventory/User;Role / User
        @refusal|read|Inventory/Administrator;Inventory/User;Role / User
        @refusal|write|Inventory/Administrator;Inventory/User;Role / User
        @refusal|unlink|Inventory/Administrator;Inventory/User;Role / User
        -package_level_id
        -picking_type_entire_packs
        -product_packaging_qty
        -product_uom_category_id
        allowed_uom_ids|many2many|Allowed Uom|o|uom.uom
        description_picking|text|Description Of Picking|o||path=move_id.description_picking
        is_entire_pack|boolean|Is added through entire package|sqt
        location_dest_usage|selection|Destination Location Type|oqt||path=location_dest_id.usage|\
        selection=supplier=Vendor;view=Virtual;internal=Internal;customer=Customer;inventory=Inventory Loss;\
        production=Production;transit=Transit
        location_usage|selection|Source Location Type|oqt||path=location_id.usage|selection=supplier=Vendor;\
        view=Virtual;internal=Internal;customer=Customer;inventory=Inventory Loss;production=Production;transit=Transit
        move_partner_id|many2one|Destination Address |oqt|res.partner|path=move_id.partner_id
        package_history_id|many2one|Package History|sqt|stock.package.history
        package_id|many2one|Source Package|sqt|stock.package
        product_uom_id|many2one|Unit|rsqt|uom.uom
        reference|char|Reference|qt||path=move_id.reference
        result_package_dest_name|char|Destination Package Name|o||path=result_package_id.dest_complete_name
        result_package_id|many2one|Destination Package|sqt|stock.package
        scrap_id|many2one|Scrap operation|oqt|stock.scrap|path=move_id.scrap_id
        state|selection|Status|osqt||path=move_id.state|selection=draft=New;waiting=Waiting Another Move;\
        confirmed=Waiting;partially_available=Partially Available;assigned=Available;done=Done;cancel=Cancelled
        @model|stock.warehouse||
        @refusal|read|Purchase/Administrator;Purchase/User;Inventory/Administrator;Sales/User: Own Documents Only;\
        Role / User
        -crossdock_route_id
        buy_to_resupply|boolean|Buy to Resupply
        @model|stock.location||
        @refusal|read|Purchase/Administrator;Purchase/User;Contact/Creation;Inventory/Administrator;\
        Sales/Administrator;Sales/User: Own Documents Only;Role / User
        @refusal|write|Inventory/Administrator
        @access|r|Contact/Creation
        @access|crwd|Inventory/Administrator
        @access|r|Purchase/Administrator
        @access|r|Purchase/User
        @access|r|Role / User
        @access|r|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        -comment
        -posx
        -posy
        -posz
        -scrap_location
        -valuation_in_account_id
        -valuation_out_account_id
        equipment_count|integer|Equipment Count|o
        is_valued_external|boolean|Is valued outside the company|o
        is_valued_internal|boolean|Is valued inside the company|oq
        replenish_location|boolean|Replenishments|sqt
        usage|selection|Location Type|rsqt||selection=supplier=Vendor;view=Virtual;internal=Internal;\
        customer=Customer;inventory=Inventory Loss;production=Production;transit=Transit
        valuation_account_id|many2one|Stock Valuation Account|sqt|account.account
        @model|stock.picking.type||
        @refusal|read|Inventory/Administrator;Inventory/User;Role / User
        country_code|char|Country Code|oqt||size=2|path=company_id.account_fiscal_country_id.code
        set_package_type|boolean|Set Package Type|sqt
        """
}
