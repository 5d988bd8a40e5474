extension MeasuredRecords {
    static let projectTaskType = """
        hr_timesheet.internal_project_default_stage|name=Internal|sequence=1|project_ids=#1,#2
        """
}
