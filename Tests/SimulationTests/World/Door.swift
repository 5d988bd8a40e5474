import ConnectorKit
import ConnectorRuntime
import Synchronization

/// Where webhooks arrive: at whatever process runs at present.
final class Door: Sendable {
    private struct Keeper {
        let desk: WebhookDesk
        let life: Lifeline
        let answersAtOnce: Bool
    }

    private let keeper = Mutex<Keeper?>(nil)

    /// From now on `desk` takes webhooks; one that `answersAtOnce` does not wait until they are durable.
    func open(_ desk: WebhookDesk, of life: Lifeline, answersAtOnce: Bool) {
        keeper.withLock { $0 = Keeper(desk: desk, life: life, answersAtOnce: answersAtOnce) }
    }

    /// Gives the answer to a sender, or `nil` if nobody answers; nobody dies while it `isSafe`.
    func receive(_ request: WebhookRequest, isSafe: Bool) async -> WebhookReceipt? {
        guard let keeper = keeper.withLock({ $0 }), keeper.life.cross(isSafe: isSafe) else { return nil }
        let receipt = await keeper.desk.receive(request)
        if keeper.answersAtOnce, receipt == .refused(.unavailable) { return .accepted }
        return keeper.life.cross(isSafe: isSafe) ? receipt : nil
    }
}

/// A log of which each word is kept.
struct HeardLog: ConnectorLog {
    let world: World

    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {
        world.hear("\(message) \(values.sorted { $0.key < $1.key })")
    }
}
