extension MeasuredRecords {
    static let projectTask = """
        #1|name=Training|project_id=#1|stage_id=@hr_timesheet.internal_project_default_stage|state=01_in_progress|\
        active=true
        #2|name=Meeting|project_id=#1|stage_id=@hr_timesheet.internal_project_default_stage|state=01_in_progress|\
        active=true
        #3|name=Training|project_id=#2|stage_id=@hr_timesheet.internal_project_default_stage|state=01_in_progress|\
        active=true
        #4|name=Meeting|project_id=#2|stage_id=@hr_timesheet.internal_project_default_stage|state=01_in_progress|\
        active=true
        """
}
