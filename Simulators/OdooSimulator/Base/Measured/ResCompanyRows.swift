extension MeasuredRecords {
    static let resCompany = """
        base.main_company|country_id=@base.us|chart_template=generic_coa|po_double_validation=one_step|\
        po_double_validation_amount=5000|po_lock=edit|account_purchase_tax_id=@account.1_purchase_tax_template|\
        account_sale_tax_id=@account.1_sale_tax_template|timesheet_encode_uom_id=@uom.product_uom_hour|\
        project_time_mode_id=@uom.product_uom_hour|internal_project_id=#1
        #2|po_double_validation=one_step|po_double_validation_amount=5000|po_lock=edit|\
        timesheet_encode_uom_id=@uom.product_uom_hour|project_time_mode_id=@uom.product_uom_hour|\
        internal_project_id=#2
        """
}
