import ConnectorKit
import ConnectorStore
import FoundationEssentials

/// The parts of a world that can be replaced by broken ones.
struct Parts: Sendable {
    /// What stands between a process and its store.
    var store: @Sendable (any RuntimeStore) -> any RuntimeStore = { $0 }
    var source: @Sendable (SourceConnector, World) -> any Connector = { source, _ in source }
    var table: @Sendable (TableConnector) -> any Connector = { $0 }
    var hook: @Sendable (HookConnector) -> any Connector = { $0 }
    /// Whether the sender of a webhook is answered before it is durable.
    var answersAtOnce = false
    var sink: @Sendable (TargetConnector, World) -> any Connector = { sink, _ in sink }
    /// Whether the newest commit is lost when the process is killed.
    var forgetsLastCommit = false
    /// Whether the target posts a key as often as it is told to.
    var sinkIgnoresKeys = false
    /// What the flow keeps back from each thirteenth posting.
    var loss: Decimal = 0
    /// Whether targets take a key only once; as the seed wants it, if `nil`.
    var isIdempotent: Bool?
}
