import CanonicalModel
import Foundation
import JSON
import Testing

/// An object of the vocabulary as tests know it: its schema, how it is read, and samples in which each field occurs.
struct SchemaSample: Sendable, CustomTestStringConvertible {
    let schema: CanonicalSchema
    let payload: JSON
    /// Reads a payload and writes it again.
    let reread: @Sendable (JSON) throws -> JSON

    var testDescription: String { schema.object }

    init<Object: DescribedObject>(_ object: Object) {
        schema = Object.schema
        payload = object.json
        reread = { try Object(JSONReader($0)).json }
    }

    /// Why the Swift type does not read a payload; `nil` if it does.
    func refusal(of payload: JSON) -> JSONAccessError? {
        do {
            _ = try reread(payload)
            return nil
        } catch {
            return error as? JSONAccessError
        }
    }

    /// Whether the Swift type reads a payload.
    func reads(_ payload: JSON) -> Bool { refusal(of: payload) == nil }
}

extension SchemaSample {
    static let day = CalendarDate(daysSince1970: 20_457)
    static let usd = Currency("USD")

    /// Samples of every object; objects with several forms have one of each.
    static let all: [SchemaSample] = masters + estimating + payroll + equipment + finance

    private static let masters: [SchemaSample] =
        (usd.map {
            Company(
                code: "KST",
                title: "Kestrel",
                currency: $0,
                timeZone: "UTC",
                country: "US",
                parent: "KSG",
                isArchived: true
            )
        }
        .map { [SchemaSample($0)] } ?? []) + [
            SchemaSample(Project(code: "26-014", title: "North Rim", timeZone: "America/Denver", isArchived: true)),
            SchemaSample(
                CostCode(
                    standard: "KST",
                    code: "03-300",
                    title: "Concrete",
                    parent: "03",
                    unit: .cubicYard,
                    validFrom: day,
                    validUntil: day.adding(days: 365),
                    isArchived: true
                )
            ),
            SchemaSample(
                Employee(
                    number: "000417",
                    company: "KST",
                    fullName: "Ada Example",
                    trade: "CARP",
                    supervisor: "000112",
                    payrollNumber: "417",
                    status: .left,
                    from: day,
                    until: day.adding(days: 30)
                )
            ),
            SchemaSample(Equipment(code: "EX-104", category: "excavator-30t", identity: identity, isArchived: true)),
        ]

    private static let identity = EquipmentIdentity(
        oem: "Kestrel",
        model: "KX-30",
        serial: "KX30A00104",
        pin: "KST0KX30A00104",
        equipmentID: "EX-104"
    )

    private static let estimating: [SchemaSample] = {
        guard let usd else { return [] }
        let line = EstimateLine(
            path: "0100/0110",
            alternate: "A1",
            costCode: "03-300",
            costType: "L",
            text: "Walls",
            quantity: 10,
            unit: "CY",
            unitPrice: 12,
            amount: 120
        )
        let position = BudgetPosition(costCode: "03-300", costType: .labour)
        let origins: [BudgetRevision.Origin] = [.estimate(number: "E26", revision: "03"), .changeOrder(number: "1")]
        return [
            SchemaSample(
                Estimate(
                    number: "E26-014",
                    revision: "03",
                    status: .awarded,
                    project: "26-014",
                    currency: usd,
                    acceptedAlternates: ["A1"],
                    statedTotal: 120,
                    format: "bc3",
                    lines: [line]
                )
            ),
            SchemaSample(
                ChangeOrder(
                    project: "26-014",
                    number: "1",
                    status: .approved,
                    currency: usd,
                    contractAmount: 12_000,
                    budget: [ChangeOrder.BudgetChange(costCode: "03-300", costType: "L", amount: 8600)]
                )
            ),
            SchemaSample(
                Budget(
                    project: "26-014",
                    version: 0,
                    currency: usd,
                    contractChange: 0,
                    lines: [Budget.Line(position: position, original: 120, revised: 120)]
                )
            ),
        ]
            + origins.map { origin in
                SchemaSample(
                    BudgetRevision(
                        project: "26-014",
                        number: 1,
                        origin: origin,
                        recordedAt: Instant(seconds: 1_767_600_000),
                        approvedBy: "fay",
                        currency: usd,
                        changes: [position: 8600],
                        contractAmount: 12_000
                    )
                )
            }
    }()

    private static let payroll: [SchemaSample] = {
        guard let usd else { return [] }
        return [
            SchemaSample(
                TimeEntry(
                    id: "T-1",
                    employee: "000417",
                    project: "26-014",
                    costCode: "03-300",
                    payCode: "REG",
                    date: day,
                    hours: 8,
                    status: .approved,
                    approvedBy: "sam",
                    corrects: "T-0"
                )
            ),
            SchemaSample(
                PayrollBatch(
                    batch: "B-1",
                    company: "KST",
                    periodStart: day,
                    periodEnd: day.adding(days: 6),
                    lines: [
                        PayrollBatch.Line(
                            entries: ["T-1"],
                            employee: "000417",
                            project: "26-014",
                            costCode: "03-300",
                            payCode: "REG",
                            date: day,
                            hours: 8
                        )
                    ]
                )
            ),
            SchemaSample(
                PayrollBatchResult(
                    batch: "B-1",
                    status: .partial,
                    read: 2,
                    accepted: 1,
                    hoursAccepted: 8,
                    rejects: [
                        PayrollBatchResult.Reject(row: 3, employee: "000418", code: "E7", message: "no such employee")
                    ]
                )
            ),
            SchemaSample(
                PayrollRegister(
                    run: "612",
                    periodEnd: day,
                    currency: usd,
                    voids: "611",
                    lines: [
                        PayrollRegister.Line(
                            row: 2,
                            employee: "000417",
                            earnCode: "REG",
                            project: "26-014",
                            costCode: "03-300",
                            date: day,
                            hours: 8,
                            rate: 41,
                            gross: 328,
                            burden: 98,
                            originalRun: "600"
                        )
                    ]
                )
            ),
        ]
    }()

    private static let equipment = [
        SchemaSample(
            MeterReading(
                equipment: identity,
                series: .operatingHours,
                time: Instant(seconds: 1_767_600_000),
                counterSeconds: 15_161_760,
                sourceValue: "PT4211H36M"
            )
        )
    ]

    private static let finance: [SchemaSample] = {
        guard let usd else { return [] }
        let position = BudgetPosition(costCode: "02-315", costType: .equipment)
        return [
            SchemaSample(
                CostEntry(
                    key: "EX-104/2026-01-05/1",
                    company: "KST",
                    project: "26-014",
                    costCode: "02-315",
                    serviceDate: day,
                    equipment: "EX-104",
                    hours: 2,
                    rate: Money(75, usd)
                )
            ),
            SchemaSample(
                CostEntry(
                    key: "EX-104/2026-01-05/1/reversal",
                    company: "KST",
                    project: "26-014",
                    costCode: "02-315",
                    serviceDate: day,
                    equipment: "EX-104",
                    hours: -2,
                    rate: Money(75, usd),
                    corrects: "EX-104/2026-01-05/1",
                    counterparty: "KSW"
                )
            ),
            SchemaSample(
                CostEntry(
                    key: "labour/612/26-014/03-300/2026-01-05",
                    company: "KST",
                    project: "26-014",
                    costCode: "03-300",
                    costType: .labour,
                    serviceDate: day,
                    postingDate: day.adding(days: 30),
                    hours: -2,
                    amount: Money(-83, usd),
                    corrects: "labour/600/26-014/03-300/2026-01-05"
                )
            ),
            SchemaSample(
                PostedCost(
                    reference: "account.analytic.line/41",
                    externalID: "purlin.c1a2",
                    project: "26-014",
                    costCode: "03-300",
                    date: day,
                    hours: -2,
                    amount: -83
                )
            ),
            SchemaSample(
                FiscalPeriod(
                    company: "KST",
                    ledger: "general",
                    month: "2026-01",
                    state: .hardClosed,
                    lockedThrough: day
                )
            ),
            SchemaSample(
                Accrual(
                    key: "KST/26-014/02-315/2026-01",
                    company: "KST",
                    project: "26-014",
                    position: position,
                    month: "2026-01",
                    amount: Money(844, usd),
                    reason: "usage that is not approved",
                    reverses: "KST/26-014/02-315/2025-12"
                )
            ),
            SchemaSample(
                AccrualBatch(
                    month: "2026-01",
                    requestedBy: "ann",
                    accruals: [
                        Accrual(
                            key: "accrual/2026-01/KST/26-014/02-315/equipment/USD",
                            company: "KST",
                            project: "26-014",
                            position: position,
                            month: "2026-01",
                            amount: Money(844, usd),
                            reason: "costs wait: 1 for approval"
                        )
                    ],
                    companies: ["KST"],
                    covers: ["CostEntry/KST/EX-104/2026-01-05/1"],
                    onTheirWay: ["CostEntry/KST/EX-104/2026-01-04/1"],
                    requests: ["EX-104/2026-01-05/1"]
                )
            ),
            SchemaSample(
                IntercompanyAllocation(
                    month: "2026-01",
                    equipment: "EX-104",
                    project: "26-014",
                    costCode: "02-315",
                    fromCompany: "KST",
                    toCompany: "KSN",
                    hours: 2,
                    rate: Money(75, usd)
                )
            ),
            SchemaSample(
                MigrationBatch(
                    key: "old-books",
                    company: "KST",
                    cutover: day,
                    currency: usd,
                    digest: "a1",
                    loadedBy: "ann",
                    controlTotals: MigrationBatch.ControlTotals(count: 1, hours: 2, amount: 75),
                    balances: [
                        MigrationBatch.Balance(
                            project: "26-014",
                            position: BudgetPosition(costCode: "03-300", costType: .labour),
                            date: day,
                            hours: 2,
                            amount: 75
                        )
                    ]
                )
            ),
        ]
    }()
}
