public import ConnectorKit
public import JSON

/// A world whose system sends webhooks.
public protocol WebhookSendingWorld: ConformanceWorld {
    /// Deliveries as the system sends them, at least two to one endpoint, authentic at the clock's present.
    ///
    /// Asked again later, it is the same deliveries sent again: with the same ids, and signed anew where the scheme signs a time.
    func webhooks() async throws -> [SampleWebhook]
    /// Deliveries by which the system tries whether somebody takes them, and which tell of nothing: authentic, with no records.
    ///
    /// - Returns: The deliveries; none, as it is unless the world says so, for a system that sends none.
    func pings() async throws -> [SampleWebhook]
}

extension WebhookSendingWorld {
    /// None.
    public func pings() async throws -> [SampleWebhook] { [] }
}

/// A webhook as a system sends it.
public struct SampleWebhook: Sendable {
    /// The name of the endpoint that it is sent to.
    public let endpoint: String
    /// The header fields.
    public let headers: [HTTPField]
    /// The body.
    public let body: [UInt8]
    /// How many records it tells of that no other one does.
    public let records: Int
    /// Parts of the payloads that it must give: of each part, one record has all members.
    public let contents: [JSON]
    /// What makes it authentic, as the sender's documentation says; the connector is not asked.
    public let proof: Proof

    /// What makes a delivery authentic.
    public struct Proof: Sendable, Hashable {
        /// The header fields without which, or with another value of which, it is forged.
        public let headers: [String]
        /// Whether another body needs another signature.
        public let coversBody: Bool
        /// Whether it says when it was signed, so that it does not last.
        public let coversTime: Bool

        /// Creates a proof.
        public init(headers: [String], coversBody: Bool, coversTime: Bool) {
            self.headers = headers
            self.coversBody = coversBody
            self.coversTime = coversTime
        }
    }

    /// Creates a webhook.
    public init(
        endpoint: String,
        headers: [HTTPField],
        body: [UInt8],
        records: Int,
        contents: [JSON] = [],
        proof: Proof
    ) {
        self.contents = contents
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
        self.records = records
        self.proof = proof
    }
}
