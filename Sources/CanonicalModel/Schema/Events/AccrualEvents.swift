extension CanonicalEvent {
    /// What the flow of accruals finds out (domain.md §10, L15).
    static let accruals: [CanonicalEvent] = [
        accrual(
            "AccrualsRequested",
            "A person asked for the accruals of a month: but for what is on its way, costs are posted in later months from now on.",
            by + [
                SchemaField("costs", .count, "how many costs they stand for"),
                SchemaField("accruals", .list(.nested(SchemaField.ofAccrual)), "the accruals"),
            ]
        ),
        accrual("AccrualsApproved", "A person approved them: each is written, and what takes it back.", by),
        accrual("AccrualsRejected", "A person refused them: the month has none from Purlin.", by),
        accrual("AccrualsReturned", "A person gave them back: they may be asked for anew.", by),
    ]

    private static func accrual(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: "AccrualsToJobCost", summary, members)
    }

    private static let by = [
        SchemaField("month", .month, "the month"), SchemaField("by", .code, "the person"),
    ]
}
