extension MeasuredRecords {
    static let fleetServiceType = """
        fleet.type_contract_omnium|name=Omnium|category=contract
        fleet.type_contract_leasing|name=Leasing|category=contract
        account_fleet.data_fleet_service_type_vendor_bill|name=Vendor Bill|category=service
        """
}
