import ConnectorKit

extension Conformance {
    /// What taking webhooks must keep to, at the runtime's own desk.
    static let webhooks: [ConformanceTest] = [
        ConformanceTest(
            "WH01",
            "an authentic delivery is taken, and its records enter",
            for: .webhookSource,
            remedy: "name the scheme and the header fields as the sender writes them"
        ) { trial in
            try await WebhookTrial(trial).requireAcceptance()
        },
        ConformanceTest(
            "WH02",
            "records of webhooks are of objects that it reads, with exact decimals and times with a zone",
            for: .webhookSource,
            remedy: "make payloads of the canonical object's own json"
        ) { trial in
            try await WebhookTrial(trial).requireShapes()
        },
        ConformanceTest(
            "WH03",
            "a forged delivery is refused, and nothing of it enters",
            for: .webhookSource,
            remedy: "declare the scheme that the sender signs with, and no header field that everybody knows"
        ) { trial in
            try await WebhookTrial(trial).requireRefusalOfForgeries()
        },
        ConformanceTest(
            "WH04",
            "a delivery that comes again enters once",
            for: .webhookSource,
            remedy: "say where the delivery's own id stands, which is the same each time it is sent"
        ) { trial in
            try await WebhookTrial(trial).requireOnce()
        },
        ConformanceTest(
            "WH05",
            "what was signed long ago is refused where the scheme signs a time, and taken where it does not",
            for: .webhookSource,
            remedy: "keep the tolerance of the signature to minutes: the sender signs anew what it sends again"
        ) { trial in
            try await WebhookTrial(trial).requireFreshness()
        },
        ConformanceTest(
            "WH06",
            "deliveries bring the same records in whatever order they come",
            for: .webhookSource,
            remedy: "let content(of:) be a function of its argument, and keep nothing between deliveries"
        ) { trial in
            try await WebhookTrial(trial).requireAnyOrder()
        },
        ConformanceTest(
            "WH07",
            "a body that cannot be understood is a reject for a person, and never a crash or a record of nothing",
            for: .webhookSource,
            remedy: "return what cannot be understood among the rejects, with kind, subject and reason"
        ) { trial in
            try await WebhookTrial(trial).requireRejects()
        },
        ConformanceTest(
            "WH08",
            "a record says what its delivery says, by the sender's account",
            for: .webhookSource,
            remedy: "read each member from the field that means it, in the unit that it has there"
        ) { trial in
            try await WebhookTrial(trial).requireContents()
        },
        ConformanceTest(
            "WH09",
            "a delivery by which a system only tries the way is taken, and nobody is asked for anything",
            for: .webhookSource,
            remedy: "return neither records nor rejects for what the sender's documentation calls a ping or a test"
        ) { trial in
            try await WebhookTrial(trial).requirePings()
        },
    ]
}
