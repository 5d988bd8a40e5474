extension CanonicalEvent {
    /// What the flow of opening balances finds out (domain.md §10, L20).
    static let migration: [CanonicalEvent] = [
        migration(
            "MigrationBatchLoaded",
            "A person loaded the opening balances of a replaced system.",
            by + [
                SchemaField("cutover", .date, "the day of the change"),
                SchemaField("digest", .code, "the SHA-256 of the file"), SchemaField("count", .count, "how many"),
                SchemaField("hours", .hours, "their hours"), SchemaField("amount", .money, .c2, "their amounts"),
                SchemaField("currency", .currency, "the currency of that"),
            ]
        ),
        migration("MigrationBatchApproved", "A person approved a batch: each balance is written.", by),
        migration("MigrationBatchRejected", "A person refused a batch: nothing of it is ever written.", by),
        migration("MigrationBatchReturned", "A person gave a batch back, to be corrected and loaded anew.", by),
    ]

    private static func migration(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: "OpeningBalancesToJobCost", summary, members)
    }

    private static let by = [
        SchemaField("batch", .code, "the name of the batch"), SchemaField("by", .code, "the person"),
    ]
}
