extension MeasuredRecords {
    static let productTemplate = """
        sale_timesheet.time_product_product_template|name=Service on Timesheets|type=service|list_price=40|\
        uom_id=@uom.product_uom_hour|uom_po_id=@uom.product_uom_hour|categ_id=@product.product_category_all|\
        sale_ok=true|purchase_ok=true|active=true|service_policy=delivered_timesheet
        """
}
