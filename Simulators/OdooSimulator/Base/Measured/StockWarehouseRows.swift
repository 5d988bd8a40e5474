extension MeasuredRecords {
    static let stockWarehouse = """
        stock.warehouse0|name=My Company|code=WH|company_id=@base.main_company|reception_steps=one_step|\
        delivery_steps=ship_only|lot_stock_id=@stock.stock_location_stock|view_location_id=#7
        17 #2|name=Second Co|code=Secon|company_id=#2|reception_steps=one_step|delivery_steps=ship_only|\
        lot_stock_id=#22|view_location_id=#21
        """
}
