import ConnectorKit

extension Conformance {
    /// What sending webhooks must keep to, with the runtime's own sender.
    static let webhookSending: [ConformanceTest] = [
        ConformanceTest(
            "WS01",
            "each delivery of what it declares is one webhook, which says what was to be told",
            for: .webhookSink,
            remedy: "make the body of the delivery's payload, each member where the receiver looks for it"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireContents()
        },
        ConformanceTest(
            "WS02",
            "a receiver believes each attempt, by its own check of the bytes that came",
            for: .webhookSink,
            remedy: "hand over services and target as the configuration says, and change nothing behind the runtime"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireBelief()
        },
        ConformanceTest(
            "WS03",
            "all attempts of a delivery have one id and one body, after a restart too, and no two deliveries share an id",
            for: .webhookSink,
            remedy: "let nothing but the delivery decide what an event says: no clock, no chance, no count"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireOneIdentity()
        },
        ConformanceTest(
            "WS04",
            "what a receiver has taken is delivered, and not sent again",
            for: .webhookSink,
            remedy: "take each status of 2xx for an acknowledgement"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireAcknowledgement()
        },
        ConformanceTest(
            "WS05",
            "what a receiver has not taken is not called delivered, and an address that is gone is left alone",
            for: .webhookSink,
            remedy: "hand each answer to the runtime as it came"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireRepetition()
        },
        ConformanceTest(
            "WS06",
            "a pause that a receiver asks for is kept",
            for: .webhookSink,
            remedy: "hand the header fields of an answer to the runtime, and repeat nothing"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requirePauses()
        },
        ConformanceTest(
            "WS07",
            "webhooks of one key come in their order, whatever fails",
            for: .webhookSink,
            remedy: "send what the runtime sends when it sends it, and keep nothing back"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireOrder()
        },
        ConformanceTest(
            "WS08",
            "no secret stands in a webhook, in the log or in the journal, whatever fails",
            for: .webhookSink,
            remedy: "give the keys to the target, and to nothing else"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireSilence()
        },
        ConformanceTest(
            "WS09",
            "what is not what its object says becomes no webhook",
            for: .webhookSink,
            remedy: "return nil for a payload that cannot be read"
        ) { trial in
            try await OutgoingWebhookTrial(trial).requireRefusals()
        },
    ]
}
