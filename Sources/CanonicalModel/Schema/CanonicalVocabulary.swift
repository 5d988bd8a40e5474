/// All canonical objects of the vocabulary that a flow takes, writes or is about to (domain.md §10).
public enum CanonicalVocabulary: Sendable {
    /// The objects in the order of the catalogue: masters, estimating, hours and payroll, equipment, finance.
    public static let objects: [any DescribedObject.Type] = [
        Company.self, Project.self, CostCode.self, Employee.self, Equipment.self,
        Estimate.self, ChangeOrder.self, BudgetRevision.self, Budget.self,
        TimeEntry.self, PayrollBatch.self, PayrollBatchResult.self, PayrollRegister.self,
        MeterReading.self,
        CostEntry.self, PostedCost.self, FiscalPeriod.self, Accrual.self, IntercompanyAllocation.self,
        AccrualBatch.self, MigrationBatch.self,
    ]

    /// The objects' schemas, in the same order.
    public static let schemas: [CanonicalSchema] = objects.map { $0.schema }

    private static let schemasByName = Dictionary(uniqueKeysWithValues: schemas.map { ($0.object, $0) })

    /// The schema of an object; `nil` for one that a plugin brings.
    public static func schema(of object: String) -> CanonicalSchema? { schemasByName[object] }
}
