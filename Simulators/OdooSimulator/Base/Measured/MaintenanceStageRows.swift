extension MeasuredRecords {
    static let maintenanceStage = """
        maintenance.stage_0|name=New Request|sequence=1
        maintenance.stage_1|name=In Progress|sequence=2
        maintenance.stage_3|name=Repaired|sequence=3|done=true|fold=true
        maintenance.stage_4|name=Scrap|sequence=4|done=true|fold=true
        """
}
