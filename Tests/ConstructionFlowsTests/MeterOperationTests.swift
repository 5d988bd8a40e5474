import CanonicalModel
import ConstructionFlows
import Testing

/// The three meter operations of domain.md §1: replacement, correction (up and down) and rollover.
struct MeterOperationTests {
    struct Operation: Sendable, CustomTestStringConvertible {
        let kind: MeterOperation.Kind
        let before: Int64
        let after: Int64
        /// The counter at 08:00 and at 20:00, in hundredths of an hour.
        let readings: (String, String)
        let staged: String

        var testDescription: String { "\(kind.rawValue) \(readings.0) → \(readings.1)" }
    }

    static let operations = [
        Operation(kind: .replacement, before: 421_935, after: 0, readings: ("4211.60", "3.50"), staged: "11.25 843.75"),
        Operation(
            kind: .replacement,
            before: 421_935,
            after: 120_000,
            readings: ("4219.35", "1201.00"),
            staged: "1 75"
        ),
        Operation(kind: .rollover, before: 10_000_000, after: 0, readings: ("99998.90", "2.10"), staged: "3.2 240"),
        Operation(kind: .correction, before: 10_200, after: 9_000, readings: ("100.00", "92.00"), staged: "4 300"),
        Operation(kind: .correction, before: 10_200, after: 50_000, readings: ("100.00", "501.00"), staged: "3 225"),
    ]

    @Test(arguments: operations)
    func aRecordedOperationExplainsTheCounter(operation: Operation) throws {
        var yard = try Yard()
        yard.settings.meterOperations = [try record(operation)]
        try read(operation, with: &yard)

        #expect(yard.staged == ["2026-01-05 \(operation.staged)"])
        #expect(yard.cases.isEmpty)
    }

    @Test(arguments: operations)
    func anOperationThatIsRecordedLaterIsMadeUpFor(operation: Operation) throws {
        var yard = try Yard()
        try read(operation, with: &yard)
        #expect(yard.cases.count == 1)
        #expect(yard.staged.isEmpty)

        try yard.retryLastCase(at: "2026-01-06T15:00:00Z")
        #expect(yard.cases.count == 2, "nothing was recorded yet, so the case comes again")

        yard.settings.meterOperations = [try record(operation)]
        try yard.retryLastCase(at: "2026-01-06T16:00:00Z")
        try yard.retryLastCase(at: "2026-01-06T17:00:00Z")
        #expect(yard.staged == ["2026-01-05 \(operation.staged)"])
        #expect(yard.cases.count == 2)
    }

    @Test func operationsThatDoNotFitTheReadingsAreACase() throws {
        var yard = try Yard()
        let operation = Operation(kind: .replacement, before: 9_000, after: 0, readings: ("100", "1"), staged: "")
        yard.settings.meterOperations = [try record(operation)]
        try read(operation, with: &yard)

        #expect(yard.cases.map(\.kind) == ["meter_operation_contradiction"])
        #expect(yard.staged.isEmpty)
    }

    private func record(_ operation: Operation) throws -> MeterOperation {
        MeterOperation(
            kind: operation.kind,
            equipment: "EX-104",
            at: try #require(Instant("2026-01-05T14:00:00Z")),
            counterBefore: operation.before * 36,
            counterAfter: operation.after * 36
        )
    }

    private func read(_ operation: Operation, with yard: inout Yard) throws {
        try yard.read(
            [
                ("2026-01-05T08:00:00Z", operation.readings.0), ("2026-01-05T20:00:00Z", operation.readings.1),
                ("2026-01-06T08:00:00Z", operation.readings.1),
            ],
            at: "2026-01-06T14:00:00Z"
        )
    }
}
