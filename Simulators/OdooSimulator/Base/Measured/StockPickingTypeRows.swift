extension MeasuredRecords {
    static let stockPickingType = """
        18 stock.picking_type_in|name=Receipts|code=incoming|sequence_code=IN|warehouse_id=@stock.warehouse0|\
        active=true|company_id=@base.main_company|default_location_src_id=@stock.stock_location_suppliers|\
        default_location_dest_id=@stock.stock_location_stock|reservation_method=at_confirm|create_backorder=ask
        18 stock.picking_type_out|name=Delivery Orders|code=outgoing|sequence_code=OUT|\
        warehouse_id=@stock.warehouse0|active=true|company_id=@base.main_company|\
        default_location_src_id=@stock.stock_location_stock|\
        default_location_dest_id=@stock.stock_location_customers|reservation_method=at_confirm|create_backorder=ask
        17 stock.picking_type_in|name=Receipts|code=incoming|sequence_code=IN|warehouse_id=@stock.warehouse0|\
        active=true|company_id=@base.main_company|default_location_dest_id=@stock.stock_location_stock|\
        reservation_method=at_confirm|create_backorder=ask
        17 stock.picking_type_out|name=Delivery Orders|code=outgoing|sequence_code=OUT|\
        warehouse_id=@stock.warehouse0|active=true|company_id=@base.main_company|\
        default_location_src_id=@stock.stock_location_stock|reservation_method=at_confirm|create_backorder=ask
        #3|name=Pick|code=internal|sequence_code=PICK|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=@stock.stock_location_stock|\
        default_location_dest_id=@stock.location_pack_zone|reservation_method=at_confirm|create_backorder=ask
        18 #4|name=Pack|code=internal|sequence_code=PACK|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=@stock.location_pack_zone|\
        default_location_dest_id=@stock.stock_location_stock|reservation_method=at_confirm|create_backorder=ask
        18 #5|name=Quality Control|code=internal|sequence_code=QC|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=@stock.stock_location_company|\
        default_location_dest_id=#10|reservation_method=at_confirm|create_backorder=ask
        18 #6|name=Storage|code=internal|sequence_code=STOR|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=#10|\
        default_location_dest_id=@stock.stock_location_stock|reservation_method=at_confirm|create_backorder=ask
        17 #4|name=Pack|code=internal|sequence_code=PACK|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=@stock.location_pack_zone|\
        default_location_dest_id=@stock.location_pack_zone|reservation_method=at_confirm|create_backorder=ask
        stock.picking_type_internal|name=Internal Transfers|code=internal|sequence_code=INT|\
        warehouse_id=@stock.warehouse0|active=false|company_id=@base.main_company|\
        default_location_src_id=@stock.stock_location_stock|default_location_dest_id=@stock.stock_location_stock|\
        reservation_method=at_confirm|create_backorder=ask
        18 #8|name=Cross Dock|code=internal|sequence_code=XD|warehouse_id=@stock.warehouse0|active=false|\
        company_id=@base.main_company|default_location_src_id=@stock.stock_location_company|\
        default_location_dest_id=@stock.stock_location_output|reservation_method=at_confirm|create_backorder=ask
        17 #6|name=Receipts|code=incoming|sequence_code=IN|warehouse_id=#2|active=true|company_id=#2|\
        default_location_dest_id=#22|reservation_method=at_confirm|create_backorder=ask
        17 #7|name=Delivery Orders|code=outgoing|sequence_code=OUT|warehouse_id=#2|active=true|company_id=#2|\
        default_location_src_id=#22|reservation_method=at_confirm|create_backorder=ask
        17 #8|name=Pick|code=internal|sequence_code=PICK|warehouse_id=#2|active=false|company_id=#2|\
        default_location_src_id=#22|default_location_dest_id=#26|reservation_method=at_confirm|create_backorder=ask
        17 #9|name=Pack|code=internal|sequence_code=PACK|warehouse_id=#2|active=false|company_id=#2|\
        default_location_src_id=#26|default_location_dest_id=#22|reservation_method=at_confirm|create_backorder=ask
        17 #10|name=Internal Transfers|code=internal|sequence_code=INT|warehouse_id=#2|active=false|company_id=#2|\
        default_location_src_id=#22|default_location_dest_id=#22|reservation_method=at_confirm|create_backorder=ask
        """
}
