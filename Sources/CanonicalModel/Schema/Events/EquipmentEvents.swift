extension CanonicalEvent {
    /// What the flow from meter readings to job cost finds out (domain.md §1, T-1 to T-7).
    static let equipment: [CanonicalEvent] = [
        usage(
            "UsageConsolidated",
            "The work of a machine on a day was counted from its meter.",
            [
                SchemaField("id", .code, "what the work of the day is called"),
                SchemaField("seconds", .integer(0...MeterReading.greatestCounter), unit: "SEC", "how long it worked"),
                SchemaField("date", .date, "the site-local day"),
            ]
        ),
        usage("UsageApproved", "A person approved a day's work, which is delivered as cost.", decision),
        usage("UsageRejected", "A person refused a day's work, which becomes no cost.", decision),
        usage("UsageReturned", "A person gave the cost of a day's work back, to be asked about anew.", decision),
        usage(
            "UsageGivenUp",
            "A person gave up a day's work that a case kept back.",
            givenUp + [
                SchemaField("date", .date, "the site-local day"),
                SchemaField("seconds", .integer(0...MeterReading.greatestCounter), unit: "SEC", "how long it worked"),
            ]
        ),
        usage(
            "MeterReset",
            "A meter took a step that is no work, and nobody has said why.",
            step + [SchemaField("finding", .code, "what kind of step, for example meter_fall")]
        ),
        usage("MeterGapGivenUp", "A person gave up what a meter counted in an unexplained step.", givenUp + step),
        usage("MeterReadingLate", "A reading came after the work of its day was counted.", point),
        usage(
            "EquipmentCharged",
            "A project is charged for a machine, whose owner recovers the same amount.",
            [
                SchemaField("id", .code, "what the charge is called"),
                SchemaField("toCompany", .code, "the company of the project"),
                SchemaField("project", .code, "the project"), SchemaField("costCode", .code, "the cost code within it"),
                SchemaField("fromCompany", .code, "the company that owns the machine"),
                SchemaField("home", .code, "the project that stands for the machine's home cost centre"),
            ] + charged
        ),
        usage("IntercompanyAllocated", "A person approved what a company charges another.", allocation),
        usage("IntercompanyGivenUp", "A person gave up what a company was to charge another.", allocation),
        usage(
            "UsageReversalRequested",
            "A person wants to take back the cost of a day's work.",
            decision + [SchemaField("reason", .text, "why")]
        ),
    ]

    private static let charged = [
        SchemaField("hours", .hours, "the hours; negative where they are taken back"),
        SchemaField("amount", .money, .c2, "what is charged and recovered"),
        SchemaField("currency", .currency, "the currency"),
    ]

    private static let allocation =
        [
            SchemaField("id", .code, "what the request is called"), SchemaField("by", .code, "the person"),
            SchemaField("charges", .count, "how many charges"),
        ] + charged

    private static func usage(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: "EquipmentUsageToJobCost", summary, members)
    }

    private static let decision = [
        SchemaField("id", .code, "what the work of the day is called"),
        SchemaField("by", .code, "the person"),
    ]

    private static let point = [
        SchemaField("time", .instant, "when the machine reported"),
        SchemaField("counter", .integer(0...MeterReading.greatestCounter), unit: "SEC", "its meter"),
    ]

    private static let step = [
        SchemaField("from", .nested(point), "the reading before"),
        SchemaField("to", .nested(point), "the reading after"),
    ]

    /// What is noted when a person gives up what a case keeps back.
    static let givenUp = [
        SchemaField("case", .code, "kind and subject of the case"), SchemaField("by", .code, "the person"),
        SchemaField("reason", .text, "why"),
    ]
}
