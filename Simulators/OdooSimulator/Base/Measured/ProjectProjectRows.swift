extension MeasuredRecords {
    static let projectProject = """
        #1|type_ids=@hr_timesheet.internal_project_default_stage
        #2|type_ids=@hr_timesheet.internal_project_default_stage
        """
}
