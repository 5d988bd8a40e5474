// An employee's number and hours are what people settle cases with; what somebody earns is C3 (domain.md P-7).

extension TimeEntry: DescribedObject {
    /// Hours of one employee on one day.
    public static let schema = CanonicalSchema(
        of: TimeEntry.self,
        "Hours that one employee worked on one day for one cost code.",
        source: "domain.md §10, P-1",
        key: ["id"],
        fields: [
            SchemaField("id", .code, "what the system that it comes from calls it; the same for ever"),
            SchemaField("employee", .code, "the employee's number, with its leading zeros"),
            SchemaField("project", .code, "the project's code"),
            SchemaField("costCode", .code, "the cost code as its system spells it"),
            SchemaField("payCode", .code, "the kind of pay, for example REG, OT or DBL"),
            SchemaField("date", .date, "the site-local day of the work"),
            SchemaField("hours", .hours, "how long; negative where an earlier entry is taken back"),
            SchemaField("status", .words(Status.self), "how far it has come"),
            SchemaField("approvedBy", .code, "who approved it").optional,
            SchemaField("corrects", .code, "the id of the entry that this one corrects").optional,
        ]
    )
}

extension PayrollBatch: DescribedObject {
    /// Approved hours in one file.
    public static let schema = CanonicalSchema(
        of: PayrollBatch.self,
        "Approved hours on their way to payroll in one file.",
        source: "domain.md §2, P-1, P-2",
        key: ["batch"],
        fields: [
            SchemaField("batch", .code, "the number of the batch, unique for ever"),
            SchemaField("company", .code, "the company's code"),
            SchemaField("periodStart", .date, "the first day of the pay period"),
            SchemaField("periodEnd", .date, "the last day of the pay period"),
            SchemaField(
                "lines",
                .list(
                    .nested([
                        SchemaField("entries", .list(.code), "the ids of the time entries that it stands for"),
                        SchemaField("employee", .code, "the employee's number"),
                        SchemaField("project", .code, "the project's code"),
                        SchemaField("costCode", .code, "the cost code, as payroll knows it"),
                        SchemaField("payCode", .code, "the kind of pay"),
                        SchemaField("date", .date, "the site-local day of the work"),
                        SchemaField("hours", .hours, "how long; negative where hours are taken back"),
                    ])
                ),
                "the lines, in the order in which they are written"
            ),
        ]
    )
}

extension PayrollBatchResult: DescribedObject {
    /// Payroll's answer to a batch.
    public static let schema = CanonicalSchema(
        of: PayrollBatchResult.self,
        "What payroll answered to a batch: an acknowledgement and, where something was refused, which lines.",
        source: "domain.md §2, P-6",
        key: ["batch"],
        fields: [
            SchemaField("batch", .code, "the number of the batch that it answers"),
            SchemaField("status", .words(Status.self), "what became of the batch as a whole"),
            SchemaField("read", .count, "how many lines were read").optional,
            SchemaField("accepted", .count, "how many lines were taken").optional,
            SchemaField("hoursAccepted", .hours, "the hours of the lines that were taken").optional,
            SchemaField(
                "rejects",
                .list(
                    .nested([
                        SchemaField("row", .count, "the line's row in the file that was sent, the header being row 1")
                            .optional,
                        SchemaField("employee", .code, "the employee, where the answer names one").optional,
                        SchemaField("code", .code, "payroll's code for the reason"),
                        SchemaField("message", .text, "the reason"),
                    ])
                ),
                "what was refused"
            ),
        ]
    )
}

extension PayrollRegister: DescribedObject {
    /// What one run of payroll paid.
    public static let schema = CanonicalSchema(
        of: PayrollRegister.self,
        "What one run of payroll paid, line by line: the ground of labour cost.",
        source: "domain.md §2, P-3, P-4, P-7",
        key: ["run"],
        fields: [
            SchemaField("run", .code, "the number of the run"),
            SchemaField("periodEnd", .date, "the last day of the pay period"),
            SchemaField("currency", .currency, "the currency of all amounts"),
            SchemaField("voids", .code, "the run that this one voids").optional,
            SchemaField("lines", .list(.nested(Line.fields)), "the lines, in the order of the file"),
        ]
    )
}

extension PayrollRegister.Line {
    fileprivate static let fields = [
        SchemaField("row", .count, "the row in the register's file, the header being row 1"),
        SchemaField("employee", .code, "the employee's number"),
        SchemaField("earnCode", .code, "the kind of pay"),
        SchemaField("project", .code, "the project's code"),
        SchemaField("costCode", .code, "the cost code, as payroll knows it"),
        SchemaField("date", .date, "the site-local day of the work"),
        SchemaField("hours", .hours, "how long; 0 for pay that is not by the hour"),
        SchemaField("rate", .money, .c3, "the pay of an hour"),
        SchemaField("gross", .money, .c3, "what was paid"),
        SchemaField("burden", .money, .c3, "the employer's taxes, insurance and fringe on it"),
        SchemaField("originalRun", .code, "the run that the line corrects").optional,
    ]
}
