import ConnectorKit
import Synchronization

/// Skips the record at the boundary of two pages.
struct SkippingSource: BrokenSource {
    let sound: SourceConnector
    init(_ sound: SourceConnector) { self.sound = sound }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await sound.page(of: stream, after: cursor)
        guard cursor != nil else { return page }
        return RecordPage(
            records: Array(page.records.dropFirst()),
            rejects: page.rejects,
            next: page.next,
            hasMore: page.hasMore
        )
    }
}

/// Says in its errors with which key it was refused.
struct TalkativeSource: BrokenSource {
    let sound: SourceConnector
    init(_ sound: SourceConnector) { self.sound = sound }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        do throws(ConnectorError) {
            return try await sound.page(of: stream, after: cursor)
        } catch .unauthorized(let endpoint, let reason) {
            throw .unauthorized(endpoint: endpoint, reason: "\(reason) for \(World.secret)")
        }
    }
}

/// Throws dice that do not follow from the seed.
struct DiceSource: BrokenSource {
    let sound: SourceConnector
    init(_ sound: SourceConnector) { self.sound = sound }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        var page = try await sound.page(of: stream, after: cursor)
        page = RecordPage(
            records: page.records.shuffled(),
            rejects: page.rejects,
            next: page.next,
            hasMore: page.hasMore
        )
        return page
    }
}

/// Does its work outside of the thread on which its world lives.
struct EscapingSink: BrokenSink {
    let sound: TargetConnector

    init(_ sound: TargetConnector) { self.sound = sound }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let sound = sound
        return try await Task.detached { () async -> Result<[DeliveryOutcome], ConnectorError> in
            do throws(ConnectorError) {
                return .success(try await sound.apply(batch))
            } catch {
                return .failure(error)
            }
        }
        .value.get()
    }
}

/// Keeps a failed call to itself and says that all went well.
struct OptimisticSink: BrokenSink {
    let sound: TargetConnector

    init(_ sound: TargetConnector) { self.sound = sound }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        do throws(ConnectorError) {
            return try await sound.apply(batch)
        } catch .outcomeUnknown {
            return batch.map { .applied(FoundRecord(reference: $0.key, totals: $0.controlTotals)) }
        }
    }
}
