import CanonicalModel
import ConnectorKit
import Synchronization

/// Connectors that are told by webhook, and believe or forget too much.
let brokenHooks: [BrokenPart] = [
    BrokenPart("a hook takes another delivery for another reading", foundBy: ["F06"]) { $0.hook = { ArrivalHook() } },
    BrokenPart("a hook trusts a value that is sent along instead of the signature", foundBy: ["F06"]) {
        $0.hook = { TokenHook() }
    },
    BrokenPart("a hook takes signatures of any age", foundBy: ["F06"]) { $0.hook = { AgelessHook() } },
    BrokenPart("a hook drops what is older than its newest reading", foundBy: ["F06"]) { $0.hook = { NewestHook() } },
]

/// Names readings by the delivery that brought them.
struct ArrivalHook: MeterHook {
    func recordID(of machine: String, at time: Instant, in webhook: ReceivedWebhook) -> String {
        "\(webhook.id)/\(machine)@\(time.text)"
    }
}

/// Does not check what is signed.
struct TokenHook: MeterHook {
    var authentication: WebhookAuthentication { .header(name: "X-Token", values: [HookBench.token]) }
}

/// Tolerates a year.
struct AgelessHook: MeterHook {
    var authentication: WebhookAuthentication {
        .standardWebhooks(keys: [HookBench.key], tolerance: .seconds(365 * 86_400))
    }
}

/// Believes that what comes late is old news.
final class NewestHook: MeterHook {
    private let newest = Mutex<Instant?>(nil)

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        let content = SoundHook().content(of: webhook)
        let isNews = newest.withLock { newest in
            guard let time = content.records.first?.occurredAt, time >= newest ?? time else { return false }
            newest = time
            return true
        }
        return isNews ? content : WebhookContent(records: [])
    }
}
