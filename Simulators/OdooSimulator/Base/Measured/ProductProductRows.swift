extension MeasuredRecords {
    static let productProduct = """
        sale_timesheet.time_product|product_tmpl_id=@sale_timesheet.time_product_product_template|active=true
        """
}
