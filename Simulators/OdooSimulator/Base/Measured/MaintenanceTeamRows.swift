extension MeasuredRecords {
    static let maintenanceTeam = """
        maintenance.equipment_team_maintenance|name=Internal Maintenance|company_id=@base.main_company
        """
}
