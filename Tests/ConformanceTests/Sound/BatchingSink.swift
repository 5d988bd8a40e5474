import ConnectorKit
import JSON
import Synchronization

/// How much one call to a ledger may carry.
struct CallLimit: Sendable {
    let deliveries: Int
    let bytes: Int

    /// What the ledger takes.
    static let sound = CallLimit(deliveries: 3, bytes: 1000)
}

/// A connector that writes several documents with one call, of limited size.
protocol BatchingSink: LedgerSink {}

extension BatchingSink {
    var batchLimit: Int { CallLimit.sound.deliveries }
    var batchBytes: Int { CallLimit.sound.bytes }
    var batchAge: Duration { .seconds(20) }
    var parallelCalls: Int { 1 }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let bytes = batch.reduce(0) { $0 + $1.payload.canonicalText.utf8.count }
        guard batch.count <= CallLimit.sound.deliveries, bytes <= CallLimit.sound.bytes || batch.count == 1 else {
            ledger.state.withLock { $0.oversizedCalls += 1 }
            throw .unexpectedAnswer(endpoint: "ledger", reason: "HTTP status 413")
        }
        return try await SoundSink(ledger: ledger).apply(batch)
    }
}

/// The connector that declares what its ledger takes.
struct SoundBatchingSink: BatchingSink {
    let ledger: ModelLedger
}
