extension MeasuredRecords {
    static let hrDepartment = """
        hr.dep_administration|name=Administration|company_id=@base.main_company
        """
}
