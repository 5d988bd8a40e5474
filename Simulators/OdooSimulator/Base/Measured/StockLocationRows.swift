extension MeasuredRecords {
    static let stockLocation = """
        stock.stock_location_locations|name=Physical Locations|usage=view|active=true
        stock.stock_location_locations_partner|name=Partners|usage=view|active=true
        stock.stock_location_locations_virtual|name=Virtual Locations|usage=view|active=true
        stock.stock_location_suppliers|name=Vendors|usage=supplier|active=true|\
        location_id=@stock.stock_location_locations_partner
        stock.stock_location_customers|name=Customers|usage=customer|active=true|\
        location_id=@stock.stock_location_locations_partner
        18 stock.stock_location_inter_company|name=Inter-company transit|usage=transit|active=true|\
        location_id=@stock.stock_location_locations_virtual
        17 stock.stock_location_inter_wh|name=Inter-company transit|usage=transit|active=false|\
        location_id=@stock.stock_location_locations_virtual
        #7|name=WH|usage=view|active=true|company_id=@base.main_company|location_id=@stock.stock_location_locations
        stock.stock_location_stock|name=Stock|usage=internal|active=true|company_id=@base.main_company|location_id=#7
        stock.stock_location_company|name=Input|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        #10|name=Quality Control|usage=internal|active=false|company_id=@base.main_company|location_id=#7
        stock.stock_location_output|name=Output|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        stock.location_pack_zone|name=Packing Zone|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        #13|name=Inter-warehouse transit|usage=transit|active=false|company_id=@base.main_company|\
        location_id=@stock.stock_location_locations
        #14|name=Inventory adjustment|usage=inventory|active=true|company_id=@base.main_company|\
        location_id=@stock.stock_location_locations_virtual
        #15|name=Production|usage=production|active=true|company_id=@base.main_company|\
        location_id=@stock.stock_location_locations_virtual
        #16|name=Scrap|usage=inventory|active=true|company_id=@base.main_company|\
        location_id=@stock.stock_location_locations_virtual
        #17|name=Inter-warehouse transit|usage=transit|active=false|company_id=#2|\
        location_id=@stock.stock_location_locations
        #18|name=Inventory adjustment|usage=inventory|active=true|company_id=#2|\
        location_id=@stock.stock_location_locations_virtual
        #19|name=Production|usage=production|active=true|company_id=#2|\
        location_id=@stock.stock_location_locations_virtual
        #20|name=Scrap|usage=inventory|active=true|company_id=#2|location_id=@stock.stock_location_locations_virtual
        17 #21|name=Secon|usage=view|active=true|company_id=#2|location_id=@stock.stock_location_locations
        17 #22|name=Stock|usage=internal|active=true|company_id=#2|location_id=#21
        17 #23|name=Input|usage=internal|active=false|company_id=#2|location_id=#21
        17 #24|name=Quality Control|usage=internal|active=false|company_id=#2|location_id=#21
        17 #25|name=Output|usage=internal|active=false|company_id=#2|location_id=#21
        17 #26|name=Packing Zone|usage=internal|active=false|company_id=#2|location_id=#21
        """
}
