public import ConnectorKit
public import JSON

/// A world whose system takes webhooks of a webhook sink.
///
/// Its ``ConformanceWorld/transport`` is the way to the receiver, which answers each webhook with a status of 2xx.
public protocol WebhookTakingWorld: ConformanceWorld {
    /// A delivery of a canonical object that becomes a webhook; the same index gives the same delivery, another index another key.
    ///
    /// - Returns: The delivery; `nil` if the world makes none of this object, which is a finding.
    func webhookDelivery(of object: String, _ index: Int) async throws -> Delivery?
    /// Why the receiver does not believe a webhook that comes at the clock's present; the connector and the runtime are not
    /// asked. ``StandardWebhooksKey`` checks as Standard Webhooks describes.
    ///
    /// - Returns: What is wrong, in a few words; `nil` if nothing is.
    func flaw(of request: HTTPRequest) async throws -> String?
    /// A part of the body that a delivery must become, by the receiver's documentation.
    func content(of delivery: Delivery) async throws -> JSON
}
