import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// Connectors that take webhooks wrongly.
let brokenHooks: [BrokenSubject] = [
    broken("another media type is expected", XMLHook.self, "WH01", "unsupportedContent"),
    broken("hours that came by webhook are a binary number", BinaryHook.self, "WH02", "is a binary number"),
    broken("whoever names the fleet is believed", OpenHook.self, "WH03", "instead of refused"),
    broken("what is sent again is another delivery", TimeHook.self, "WH04", "sent again a minute later"),
    broken("a signature is good for a month", LastingHook.self, "WH05", "a signature of yesterday"),
    broken("a reading older than the last is passed over", NewestHook.self, "WH06", "depend on those before it"),
    broken("a body that cannot be understood is nothing", SilentHook.self, "WH07", "not even a reject"),
    broken("what only tries the way is a person's work", PingedHook.self, "WH09", "is a person's work"),
    broken("hours are cut to whole ones", WholeHook.self, "WH08", #"hours is "1320", and the system holds"#),
]

private let broken = BrokenSubject.each { HookSubject(connector: $0) }

private struct XMLHook: ModelHook {
    let key: Secret

    var contentTypes: [String] { ["application/xml"] }
}

private struct BinaryHook: ModelHook {
    let key: Secret

    func payload(machine: String, at time: Instant, hours: String) -> JSON { ["hours": .real(Double(hours) ?? 0)] }
}

private struct WholeHook: ModelHook {
    let key: Secret

    func payload(machine: String, at time: Instant, hours: String) -> JSON {
        SoundHook(key: key).payload(machine: machine, at: time, hours: String(hours.prefix { $0 != "." }))
    }
}

private struct OpenHook: ModelHook {
    let key: Secret

    var authentication: WebhookAuthentication { .header(name: "X-Fleet", values: [Secret("fleet-of-the-quarry")]) }
}

private struct TimeHook: ModelHook {
    let key: Secret

    var authentication: WebhookAuthentication { .header(name: "X-Fleet", values: [Secret("fleet-of-the-quarry")]) }
    var deliveryID: WebhookDeliveryID { .header("webhook-timestamp") }
}

private struct LastingHook: ModelHook {
    let key: Secret

    var authentication: WebhookAuthentication { .standardWebhooks(keys: [key], tolerance: .seconds(30 * 86_400)) }
}

private final class NewestHook: ModelHook {
    let key: Secret
    private let newest = Mutex("")

    init(key: Secret) { self.key = key }

    func tells(_ machine: String) -> Bool {
        newest.withLock { newest in
            guard machine >= newest else { return false }
            newest = machine
            return true
        }
    }
}

private struct PingedHook: ModelHook {
    let key: Secret

    func ping() -> WebhookContent { WebhookContent(records: [], rejects: rejects()) }
}

private struct SilentHook: ModelHook {
    let key: Secret

    func rejects() -> [SourceReject] { [] }
}
