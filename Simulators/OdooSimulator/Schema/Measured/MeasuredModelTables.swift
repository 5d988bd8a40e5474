extension MeasuredModel {
    /// The tables of all measured models.
    static let tables = [
        resPartner, resCompany, resCurrency, resCountry, resUsers, uomUom, uomCategory, productProduct,
        productTemplate, productCategory, accountAccount, accountJournal, accountTax, accountMove, accountMoveLine,
        accountPaymentRegister, accountAnalyticPlan, accountAnalyticAccount, accountAnalyticLine, projectProject,
        projectTask, projectTaskType, projectMilestone, hrEmployee, hrDepartment, purchaseOrder, purchaseOrderLine,
        stockPicking, stockMove, stockMoveLine, stockWarehouse, stockLocation, saleOrder, saleOrderLine,
        fleetVehicle, fleetVehicleOdometer, fleetVehicleLogServices, fleetServiceType, fleetVehicleModel,
        fleetVehicleModelBrand, maintenanceEquipment, maintenanceEquipmentCategory, maintenanceRequest,
        irModelData, irConfigParameter, resPartnerCategory, resCountryState, resCurrencyRate, resLang, resGroups,
        accountPayment, accountPaymentTerm, accountPaymentTermLine, accountMoveReversal, saleAdvancePaymentInv,
        stockPickingType, stockBackorderConfirmation, projectTags, projectProjectStage, hrJob, fleetVehicleState,
        fleetVehicleAssignationLog, maintenanceStage, maintenanceTeam, irAttachment,
    ]
}
