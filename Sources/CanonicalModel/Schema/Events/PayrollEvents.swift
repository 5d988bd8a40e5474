extension CanonicalEvent {
    /// What the flow from hours to payroll and job cost finds out (domain.md §2, P-1 to P-8).
    static let payroll: [CanonicalEvent] = [
        payroll(
            "PayrollBatchSent",
            "A person approved a batch, which goes to payroll.",
            [batch, hours, lines, SchemaField("by", .code, "the person")]
        ),
        payroll("PayrollBatchAccepted", "Payroll took lines of a batch.", answer),
        payroll("PayrollBatchRejected", "Payroll took no line of a batch.", answer),
        payroll(
            "PayrollBatchWithdrawn",
            "A batch that had not left was taken back; its hours go with another one.",
            [batch, SchemaField("because", .text, "why")]
        ),
        payroll("PayrollLinesAcceptedLater", "Payroll took lines that it had refused before.", [batch, lines, hours]),
        payroll(
            "PayrollRunReceived",
            "The register of a run of payroll was read.",
            [
                run, hours, total("credit", "what payroll paid and set aside"),
                total("debit", "what projects bear of it"),
                SchemaField("roundedRows", .count, "rows whose pay differs from hours times rate by rounding"),
            ]
        ),
        payroll("DuplicateSuppressed", "The register of a run came again and says the same.", [run]),
        payroll("DifferenceAccepted", "A person let pass that payroll paid other hours than it took.", difference),
        payroll(
            "DifferenceRefused",
            "A person did not let pass that payroll paid other hours than it took.",
            difference
        ),
        payroll(
            "PayrollRunPosted",
            "A run became labour cost, which is delivered.",
            [
                run, SchemaField("entries", .count, "how many costs"), hours,
                total("debit", "what projects bear"), total("credit", "what payroll paid and set aside"),
                SchemaField("currency", .currency, "the currency"),
                SchemaField("voids", .code, "the run that it takes back").optional,
            ]
        ),
        payroll(
            "HoursMoved",
            "A newer version of hours belongs to another pay period.",
            [
                SchemaField("entry", .code, "the id of the hours"), SchemaField("to", .code, "the other period"),
                SchemaField("approved", .boolean, "whether the newer version is approved"),
            ]
        ),
        payroll(
            "LongDayAllowed",
            "A person let a day pass that has more hours than a day may have.",
            [SchemaField("day", .code, "employee and day"), hours]
        ),
        payroll("PayrollCaseGivenUp", "A person gave up what a case kept back.", givenUp),
    ]

    private static func payroll(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: "TimeToPayrollToJobCost", summary, members)
    }

    private static func total(_ name: String, _ summary: String) -> SchemaField {
        SchemaField(name, .money, .c2, unit: "the run's currency", summary)
    }

    private static let batch = SchemaField("batch", .code, "the number of the batch")
    private static let run = SchemaField("run", .code, "the number of the run")
    private static let hours = SchemaField("hours", .hours, "the hours of it")
    private static let lines = SchemaField("lines", .count, "how many lines")

    private static let answer = [
        batch, hours, SchemaField("accepted", .count, "how many lines were taken"),
        SchemaField("rejected", .count, "how many lines were refused"),
    ]

    private static let difference = [
        run, SchemaField("by", .code, "the person"), SchemaField("reason", .text, "why").optional,
    ]
}
