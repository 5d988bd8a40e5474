extension CanonicalEvent {
    /// What the runtime itself notes: files, schedules, closes, configuration, personal data.
    static let platform: [CanonicalEvent] = [
        platform("FileClaimed", "A file was taken out of the folder where it was dropped.", file),
        platform(
            "FileReceived",
            "A file was read to its end, and what it holds is in the inbox.",
            [
                SchemaField("size", .count, "its size in bytes"), digest,
                SchemaField("contentDigest", .code, "the SHA-256 of what it holds once it is decrypted"),
                SchemaField("records", .count, "how many records were new"),
                SchemaField("known", .count, "how many were received before"), rejects,
            ] + file
        ),
        platform(
            "FileRejected",
            "Nothing was taken of a file.",
            [
                SchemaField("size", .count, "its size in bytes"), digest, SchemaField("reason", .text, "why"), rejects,
            ] + file
        ),
        platform(
            "FileDuplicate",
            "A file has the content of one that was read before.",
            [digest, SchemaField("acceptedAs", .code, "the name under which that was read")] + file
        ),
        platform("ScheduleStarted", "A calendar began to hold.", [schedule]),
        platform("ScheduleRestarted", "A calendar began anew, because the clock had been years ahead.", [schedule]),
        platform(
            "ScheduleRan",
            "A system was read when its calendar said so.",
            [
                SchemaField("due", .instant, "when it was due").optional,
                SchemaField("missed", .count, "how many times before were missed"), schedule,
            ]
        ),
        platform(
            "DeliveryScheduleNoted",
            "A flow's deliveries go by another schedule than at the start before, and so does what waited longer.",
            [SchemaField("rescheduled", .count, "how many deliveries go sooner than they were to"), schedule]
        ),
        platform(
            "DeliveriesReleased",
            "A period was closed, and what waited for it is delivered.",
            [
                SchemaField("released", .count, "how many deliveries"),
                SchemaField("closes", .count, "how many closes"),
            ]
        ),
        platform(
            "PeriodCloseDeclared",
            "A person declared a month closed.",
            [
                SchemaField("period", .month, "the month"), SchemaField("by", .code, "the person"),
                SchemaField("waiting", .count, "how many deliveries waited for it"),
            ] + controlTotals
        ),
        platform(
            "ShadowSignedOff",
            "A person signed that another way has written what a flow in shadow computed.",
            [
                SchemaField("flow", .code, "the flow"), SchemaField("through", .date, "the last day of work"),
                SchemaField("by", .code, "the person"),
                SchemaField("digest", .code, "the SHA-256 of the file of the other way's costs"),
                SchemaField("differences", .count, "at how many places they differ"),
                SchemaField("reason", .text, "why the differences are accepted").optional,
                SchemaField("computed", .money, .c2, "what the flow computed"),
                SchemaField("written", .money, .c2, "what the other way has written"),
                SchemaField("computedHours", .decimal(scale: nil), unit: "HUR", "the hours of that"),
                SchemaField("writtenHours", .decimal(scale: nil), unit: "HUR", "the hours of that"),
            ]
        ),
        platform(
            "MigrationBatchReconciled",
            "A person made sure that a ledger took the opening balances of a batch as they were loaded.",
            [
                SchemaField("batch", .code, "the name of the batch"), SchemaField("by", .code, "the person"),
                SchemaField("count", .count, "how many balances"), SchemaField("hours", .hours, "their hours"),
                SchemaField("amount", .money, .c2, "their amounts"),
            ]
        ),
        platform(
            "ConfigurationLoaded",
            "The runtime began with its first configuration.",
            [SchemaField("values", .count, "how many values it has")]
        ),
        platform(
            "ConfigurationChanged",
            "The runtime began with another configuration than before.",
            [
                SchemaField("values", .count, "how many values it has"),
                SchemaField(
                    "changes",
                    .list(
                        .nested([
                            SchemaField("path", .code, "the place in the file"),
                            SchemaField("before", .text, "what stood there").optional,
                            SchemaField("after", .text, "what stands there").optional,
                        ])
                    ),
                    "what differs"
                ),
                SchemaField("more", .count, "how many differences are not listed"),
            ]
        ),
        platform(
            "HandedOff",
            "An object went on to its next stage, and with it to that stage's owner.",
            [
                SchemaField("object", .code, "the object's name"), SchemaField("key", .code, "its business key"),
                SchemaField("event", .code, "what handed it on"),
                SchemaField("stage", fromTo("the stage"), "the stages"),
                SchemaField("owner", fromTo("the role that owns it at that stage"), "the owners"),
                SchemaField("by", .code, "who decided it: a person or the runtime"),
            ]
        ),
        platform(
            "ReconciliationCompleted",
            "What a ledger holds was compared with the journal and with what was received.",
            [
                SchemaField("system", .code, "the system whose ledger it is"),
                SchemaField("period", .month, "the month; all of them without one").optional,
                SchemaField("project", .code, "the project; all of them without one").optional,
                SchemaField("at", .instant, "when the ledger was read"),
                SchemaField("verdict", .enumeration(["reconciled", "waiting", "differs"]), "how the sides compare"),
                SchemaField("differences", .count, "how many lines differ"),
                SchemaField("source", totals, "what the received records lead to, if that was worked out").optional,
                SchemaField("journal", totals, "what was sent and confirmed"),
                SchemaField("target", totals, "what the ledger holds"),
                SchemaField("waiting", totals, "what is still to be sent"),
            ]
        ),
        platform(
            "DifferenceFound",
            "A cost is not in the ledger as it should be.",
            [
                SchemaField("kind", .code, "how it differs"),
                SchemaField("key", .code, "the key of the cost, if it is one of ours").optional,
                SchemaField("reference", .code, "what the ledger calls the line, if it has one").optional,
                SchemaField("company", .code, "the code of the company"),
                SchemaField("period", .month, "the month, if the ledger says a day").optional,
                SchemaField("project", .code, "the project, if the ledger says one").optional,
                SchemaField("costCode", .code, "the cost code, if the ledger says one").optional,
                SchemaField("costType", .words(CostType.self), "the kind of cost, if it is known").optional,
                SchemaField("what", .text, .c2, "what should be there and what is"),
                SchemaField("amount", .money, .c2, "by how much the ledger is too high; negative if it is too low"),
            ]
        ),
        platform(
            "PersonalDataExported",
            "A person let personal data out of the store.",
            [
                SchemaField("person", .code, "the person"),
                SchemaField("entries", .list(.count), "the numbers of the journal's entries"),
            ]
        ),
        platform(
            "SlaBreached",
            "Nobody answered a case in time, and it went to another role.",
            [
                SchemaField("case", .code, "its number"), SchemaField("kind", .code, "its kind"),
                SchemaField("step", .count, "the place in the chain of roles, from 1"),
                SchemaField("from", .code, "the role whose it was"), SchemaField("to", .code, "the role whose it is"),
                SchemaField("due", .instant, "when it should have been answered"),
                SchemaField("rule", .text, "the rule, with its origin"),
            ]
        ),
        platform("ApprovalDelegated", "A person may sign in another's place for some days.", delegation),
        platform("ApprovalDelegationRevoked", "A person ended a delegation before its time.", delegation),
        platform(
            "IdentityRevoked",
            "A person said that a service identity may not be used any more.",
            [
                SchemaField("identity", .code, "its name"),
                SchemaField("secrets", .list(.code), "where its secrets are kept"),
                SchemaField("owner", .code, "the role that answers for it"), SchemaField("by", .code, "the person"),
                SchemaField("day", .date, "the day, in the company's time zone"), SchemaField("reason", .text, "why"),
                SchemaField(
                    "uses",
                    .list(
                        .nested([
                            SchemaField("key", .code, "the key of the configuration"),
                            SchemaField("secret", .code, "where the secret is kept"),
                            SchemaField("system", .code, "the system; none for what is of none").optional,
                        ])
                    ),
                    "what used it"
                ),
            ]
        ),
        platform(
            "RevocationTested",
            "Systems were shown credentials of a revoked identity.",
            [
                SchemaField("identity", .code, "its name"), SchemaField("by", .code, "the person who asked"),
                SchemaField(
                    "standing",
                    .enumeration(["proved", "still valid", "not proved"]),
                    "what is known after it, with earlier answers"
                ),
                SchemaField(
                    "answers",
                    .list(
                        .nested([
                            SchemaField("place", .code, "the system, or the key that is of none"),
                            SchemaField(
                                "result",
                                .enumeration(["refused", "accepted", "unknown"]),
                                "whether it let the credential in"
                            ),
                            SchemaField("detail", .text, "what was said, or why nothing is known"),
                            SchemaField("at", .instant, "when it was asked"),
                        ])
                    ),
                    "what was heard"
                ),
            ]
        ),
    ]

    private static func platform(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: nil, summary, members)
    }

    private static let totalled = [
        SchemaField("count", .count, "how many lines"),
        SchemaField("hours", .decimal(scale: nil), unit: "HUR", "their hours"),
        SchemaField("amount", .money, .c2, "their amounts"),
    ]
    private static let totals = FieldType.nested(totalled)

    private static let ledger = [
        SchemaField("company", .code, "the code of the company"),
        SchemaField("system", .code, "the system whose ledger it is"),
    ]

    /// What the journal held of a month when it was closed.
    private static let controlTotals = [
        SchemaField(
            "ledgers",
            .list(
                .nested(
                    ledger + [
                        SchemaField("booked", totals, "what the ledger had taken"),
                        SchemaField("waiting", totals, "what was on its way, or waited for a person"),
                    ]
                )
            ),
            "the month's costs, by company and ledger"
        ),
        SchemaField(
            "places",
            .list(
                .nested(
                    ledger + [
                        SchemaField("project", .code, "the project"),
                        SchemaField("costCode", .code, "the cost code; all of them without one").optional,
                        SchemaField("costType", .words(CostType.self), "the kind of cost; all of them without one")
                            .optional,
                        SchemaField("digest", .code, "a digest of the totals by cost code and kind, if those are many")
                            .optional,
                    ] + totalled
                )
            ),
            "what ledgers had taken, by project, cost code and kind"
        ),
        SchemaField(
            "underWay",
            .list(
                .nested([
                    SchemaField("first", .count, "the number of the first delivery"),
                    SchemaField("last", .count, "that of the last one"),
                ])
            ),
            "which deliveries of the month's costs were on their way"
        ),
        SchemaField("lastDelivery", .count, "the number of the last delivery that was planned before"),
    ]

    private static func fromTo(_ what: String) -> FieldType {
        .nested([SchemaField("from", .code, "\(what) before"), SchemaField("to", .code, "\(what) from now on")])
    }

    private static let file = [
        SchemaField("system", .code, "the system"), SchemaField("file", .code, "the name of the file"),
    ]
    private static let delegation = [
        SchemaField("number", .count, "its number"),
        SchemaField("role", .code, "the role in which the delegate signs"),
        SchemaField("from", .code, "whose place it is"), SchemaField("to", .code, "the person who signs there"),
        SchemaField("since", .date, "the first day, in the company's time zone"),
        SchemaField("until", .date, "the last day"), SchemaField("approvedBy", .code, "the person who approved it"),
        SchemaField("revokedBy", .code, "the person who ended it").optional,
    ]
    private static let digest = SchemaField("digest", .code, "the SHA-256 of its bytes")
    private static let rejects = SchemaField("rejects", .count, "how many rows could not be used")
    private static let schedule = SchemaField("schedule", .text, "the calendar, as the configuration says it")
}
