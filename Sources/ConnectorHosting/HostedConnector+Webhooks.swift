import ConnectorHost
package import ConnectorKit
import JSON

extension HostedConnector: WebhookSource {
    /// The endpoints that the connector declared.
    package var endpoints: [WebhookEndpoint] { host.declaration.endpoints }

    /// Asks the connector what a delivery says; one whose process is gone keeps the delivery, to be read again.
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

    /// Asks the connector what a delivery says; `nil`, which is a case, also if its process is gone.
    package func event(for delivery: Delivery) -> WebhookEvent? {
        let answer: WebhookEvent?? = try? callBlocking("event", ["delivery": delivery.wire])
        return answer ?? nil
    }
}
