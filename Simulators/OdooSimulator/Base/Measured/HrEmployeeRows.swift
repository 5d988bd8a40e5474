extension MeasuredRecords {
    static let hrEmployee = """
        hr.employee_admin|department_id=@hr.dep_administration
        """
}
