extension MeasuredRecords {
    static let stockLocation19 = """
        stock.stock_location_suppliers|name=Vendors|usage=supplier|active=true
        stock.stock_location_customers|name=Customers|usage=customer|active=true
        stock.stock_location_inter_company|name=Inter-company transit|usage=transit|active=true
        #7|name=WH|usage=view|active=true|company_id=@base.main_company
        stock.stock_location_stock|name=Stock|usage=internal|active=true|company_id=@base.main_company|location_id=#7
        stock.stock_location_company|name=Input|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        #10|name=Quality Control|usage=internal|active=false|company_id=@base.main_company|location_id=#7
        stock.stock_location_output|name=Output|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        stock.location_pack_zone|name=Packing Zone|usage=internal|active=false|company_id=@base.main_company|\
        location_id=#7
        #13|name=Inter-warehouse transit|usage=transit|active=false|company_id=@base.main_company
        #14|name=Inventory adjustment|usage=inventory|active=true|company_id=@base.main_company
        #15|name=Production|usage=production|active=true|company_id=@base.main_company
        #17|name=Inter-warehouse transit|usage=transit|active=false|company_id=#2
        #18|name=Inventory adjustment|usage=inventory|active=true|company_id=#2
        #19|name=Production|usage=production|active=true|company_id=#2
        #20|name=Scrap|usage=inventory|active=true|company_id=#2
        """
}
