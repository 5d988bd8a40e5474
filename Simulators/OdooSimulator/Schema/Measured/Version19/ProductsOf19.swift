extension MeasuredChanges {
    static let products = """
        @model|uom.uom||sequence, relative_uom_id, id
        @refusal|create|Products/Create;Role / Administrator
        @refusal|read|Products/Create;Sales/User: Own Documents Only;Timesheets/User: own timesheets only;\
        Role / Administrator;Role / User
        @refusal|write|Products/Create;Role / Administrator
        @refusal|unlink|Products/Create;Role / Administrator
        @access|crwd|Products/Create
        @access|crwd|Role / Administrator
        @access|r|Role / User
        @access|r|Sales/User: Own Documents Only
        @access|r|Timesheets/User: own timesheets only
        -category_id
        -color
        -factor_inv
        -ratio
        -uom_type
        factor|float|Absolute Quantity|osqt
        name|char|Unit Name|rsqtT
        package_type_id|many2one|Package Type|sqt|stock.package.type
        parent_path|char|Parent Path|sqt
        product_uom_ids|one2many|Barcodes|sq|product.uom/uom_id
        related_uom_ids|one2many|Related UoMs|sq|uom.uom/relative_uom_id
        relative_factor|float|Contains|rsqt
        relative_uom_id|many2one|Reference Unit|sqt|uom.uom
        rounding|float|Rounding Precision|o
        route_ids|many2many|Routes|oq|stock.route|path=package_type_id.route_ids
        sequence|integer|Sequence|sqt
        @model|product.product||default_code, name, id
        @refusal|create|Products/Create
        @refusal|read|Purchase/User;Inventory/User;Products/Create;Show Accounting Features - Readonly;Role / User
        @refusal|write|Products/Create
        @refusal|unlink|Products/Create
        @access|r|Inventory/User
        @access|crwd|Products/Create
        @access|r|Purchase/User
        @access|r|Role / User
        @access|r|Show Accounting Features - Readonly
        -packaging_ids
        -pricelist_item_count
        -property_account_creditor_price_difference
        -purchase_line_warn
        -quantity_svl
        -sale_line_warn
        -stock_valuation_layer_ids
        -uom_category_id
        -uom_po_id
        -value_svl
        categ_id|many2one|Product Category|qt|product.category|path=product_tmpl_id.categ_id
        cost_method|selection|Cost Method|o||path=product_tmpl_id.cost_method|selection=standard=Standard Price;\
        fifo=First In First Out (FIFO);average=Average Cost (AVCO)
        is_dynamically_created|boolean|Is Dynamically Created|o||path=product_tmpl_id.is_dynamically_created
        is_favorite|boolean|Favorite|sqt||path=product_tmpl_id.is_favorite
        is_in_selected_section_of_order|boolean|Is In Selected Section Of Order|sqt
        list_price|float|Sales Price|qt||path=product_tmpl_id.list_price
        lot_sequence_id|many2one|Serial/Lot Numbers Sequence|qt|ir.sequence|path=product_tmpl_id.lot_sequence_id
        lot_valuated|boolean|Valuation by Lot/Serial|qt||path=product_tmpl_id.lot_valuated
        lst_price|float|Sales Price
        monthly_demand|float|Monthly Demand|o
        next_serial|char|Next Serial|o||path=product_tmpl_id.next_serial
        price_extra|float|Variant Price Extra|o
        pricelist_rule_ids|one2many|Pricelist Rules||product.pricelist.item/product_id
        product_uom_ids|one2many|Unit Barcode|sq|product.uom/product_id
        property_price_difference_account_id|many2one|Price Difference Account|qt|account.account|\
        path=product_tmpl_id.property_price_difference_account_id
        qty_available|float|Quantity On Hand|q||digits=16,2
        sale_line_warn_msg|text|Sales Order Line Warning|qt||path=product_tmpl_id.sale_line_warn_msg
        serial_prefix_format|char|Custom Lot/Serial|||path=product_tmpl_id.serial_prefix_format
        show_qty_update_button|boolean|Show Qty Update Button|o
        standard_price|float|Cost|sqtc
        suggest_estimated_price|float|Suggest Estimated Price|o
        suggested_qty|integer|Suggested Qty|oq
        task_template_id|many2one|Task Template|qt|project.task|path=product_tmpl_id.task_template_id
        uom_id|many2one|Unit|rqt|uom.uom|path=product_tmpl_id.uom_id
        uom_ids|many2many|Packagings|q|uom.uom|path=product_tmpl_id.uom_ids
        uom_name|char|Unit Name|oqtT||path=product_tmpl_id.uom_name
        valuation|selection|Valuation|oq||path=product_tmpl_id.valuation|selection=periodic=Periodic (at closing);\
        real_time=Perpetual (at invoicing)
        @model|product.template||
        @refusal|create|Products/Create
        @refusal|read|Purchase/User;Inventory/User;Products/Create;Role / User
        @refusal|write|Products/Create
        @refusal|unlink|Products/Create
        @access|r|Inventory/User
        @access|crwd|Products/Create
        @access|r|Purchase/User
        @access|r|Role / User
        -packaging_ids
        -pricelist_item_count
        -property_account_creditor_price_difference
        -purchase_line_warn
        -sale_line_warn
        -uom_category_id
        -uom_po_id
        categ_id|many2one|Product Category|sqt|product.category
        cost_method|selection|Cost Method|o||selection=standard=Standard Price;fifo=First In First Out (FIFO);\
        average=Average Cost (AVCO)
        is_dynamically_created|boolean|Is Dynamically Created|o
        list_price|float|Sales Price|sqt
        lot_sequence_id|many2one|Serial/Lot Numbers Sequence|sqt|ir.sequence
        lot_valuated|boolean|Valuation by Lot/Serial|sqt
        next_serial|char|Next Serial|o
        pricelist_rule_ids|one2many|Pricelist Rules|sq|product.pricelist.item/product_tmpl_id
        property_price_difference_account_id|many2one|Price Difference Account|sqtc|account.account
        qty_available|float|Quantity On Hand|q||digits=16,2
        sale_line_warn_msg|text|Sales Order Line Warning|sqt
        serial_prefix_format|char|Custom Lot/Serial
        show_qty_update_button|boolean|Show Qty Update Button|o
        standard_price|float|Cost|q
        task_template_id|many2one|Task Template|sqtc|project.task
        uom_id|many2one|Unit|rsqt|uom.uom
        uom_ids|many2many|Packagings|sq|uom.uom
        uom_name|char|Unit Name|oqtT||path=uom_id.name
        valuation|selection|Valuation|oq||selection=periodic=Periodic (at closing);real_time=Perpetual (at invoicing)
        @model|product.category||
        @refusal|create|Products/Create
        @refusal|read|Products/Create;Role / User
        @refusal|write|Products/Create
        @refusal|unlink|Products/Create
        @access|crwd|Products/Create
        @access|r|Role / User
        -property_account_creditor_price_difference_categ
        -property_account_downpayment_categ_id
        -property_stock_account_input_categ_id
        -property_stock_account_output_categ_id
        account_stock_variation_id|many2one|Stock Variation Account|qt|account.account|\
        path=property_stock_valuation_account_id.account_stock_variation_id
        anglo_saxon_accounting|boolean|Use Anglo-Saxon Accounting|o
        property_price_difference_account_id|many2one|Price Difference Account|sqtc|account.account
        property_valuation|selection|Inventory Valuation|sqtc||selection=periodic=Periodic (at closing);\
        real_time=Perpetual (at invoicing)
        """
}
