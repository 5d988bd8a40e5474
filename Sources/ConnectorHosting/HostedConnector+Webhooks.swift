import ConnectorHost
package import ConnectorKit
import JSON

extension HostedConnector: WebhookSource {
    /// The endpoints that the connector declared.
    package var endpoints: [WebhookEndpoint] { host.declaration.endpoints }

    /// Asks the connector what a delivery says.
    ///
    /// - Throws: ``ConnectorError/outcomeUnknown(_:)`` if the process ended over the delivery, which may be the reason;
    ///   ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` or
    ///   ``ConnectorError/connectorFailed(system:reason:)`` if it was not asked.
    package func askContent(of webhook: ReceivedWebhook) async throws(ConnectorError) -> WebhookContent {
        let outcome = try await host.life().call("content", ["webhook": webhook.wire])
        if case .lost(let reason) = outcome, !host.isStopped { throw host.unknown(reason) }
        return try host.value(of: outcome)
    }

    /// Asks the connector and holds the thread; if its process is gone, nothing is read of the delivery.
    package func content(of webhook: ReceivedWebhook) -> WebhookContent {
        do throws(ConnectorError) {
            return try callBlocking("content", ["webhook": webhook.wire])
        } catch {
            let reject = SourceReject(kind: "connector_failed", subject: webhook.id, reason: "\(error)")
            return WebhookContent(records: [], rejects: [reject])
        }
    }
}

extension HostedConnector: WebhookSink {
    /// The target that the connector declared; nothing is ever sent to the address that stands for none.
    package var target: WebhookTarget { host.declaration.target ?? WebhookTarget(url: "", keys: []) }

    /// Asks the connector what a delivery says; `nil` if nothing.
    package func askEvent(for delivery: Delivery) async throws(ConnectorError) -> WebhookEvent? {
        let answer: WebhookEvent? = try await call("event", ["delivery": delivery.wire])
        return answer
    }

    /// Asks the connector and holds the thread; `nil` also if its process is gone.
    package func event(for delivery: Delivery) -> WebhookEvent? {
        let answer: WebhookEvent?? = try? callBlocking("event", ["delivery": delivery.wire])
        return answer ?? nil
    }
}
