extension MeasuredRecords {
    static let projectProjectStage = """
        project.project_project_stage_0|name=To Do|sequence=10
        project.project_project_stage_1|name=In Progress|sequence=15
        project.project_project_stage_2|name=Done|sequence=20|fold=true
        18 project.project_project_stage_3|name=Cancelled|sequence=25|fold=true
        17 project.project_project_stage_3|name=Canceled|sequence=25|fold=true
        """
}
