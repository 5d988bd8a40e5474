import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// Connectors that take a fault for something else.
let brokenReaders: [BrokenPart] = [
    BrokenPart("a source forgets how long it was asked to wait", foundBy: ["F01"]) {
        $0.reader = { ForgetfulReader(core: $0) }
    },
    BrokenPart("a source takes a limited call for an empty page", foundBy: ["F01"]) {
        $0.reader = { SilentlyLimitedReader(core: $0) }
    },
    BrokenPart("a source repeats a failed call by itself", foundBy: ["F01", "F02"]) {
        $0.reader = { InsistentReader(core: $0) }
    },
    BrokenPart("a source takes what it cannot read for an empty page", foundBy: ["F02"]) {
        $0.reader = { TrustingReader(core: $0) }
    },
    BrokenPart("a source never renews its token", foundBy: ["F03"]) { $0.reader = { OneTokenReader(core: $0) } },
    BrokenPart("a source asks for token after token", foundBy: ["F03"]) { $0.reader = { LoginReader(core: $0) } },
    BrokenPart("a source does not tell when its key ends", foundBy: ["F04"]) {
        $0.reader = { UntellingReader(core: $0) }
    },
    BrokenPart("a source takes a refused key for an outage", foundBy: ["F03", "F04"]) {
        $0.reader = { HopefulReader(core: $0) }
    },
    BrokenPart("a source asks by its own clock instead of the position", foundBy: ["F05"]) {
        $0.sources = { [OwnClockSource(yard: $0)] }
    },
    BrokenPart("a source compares times of the wall, without their zone", foundBy: ["F05"]) {
        $0.sources = { [WallTimeSource(yard: $0)] }
    },
    BrokenPart("a store returns to the position of the time that a clock is set back to", foundBy: ["F05"]) {
        $0.store = { ReturningStore(inner: $0) }
    },
]

/// Drops `Retry-After`.
struct ForgetfulReader: ServiceReader {
    let core: ReaderCore

    func meaning(of answer: HTTPResponse) -> ConnectorError? {
        guard answer.status == 429 else { return SoundReader(core: core).meaning(of: answer) }
        return .unavailable(endpoint: "GET /rows", reason: "limited", retryAfter: nil)
    }
}

/// Says that there is nothing while it may not ask.
struct SilentlyLimitedReader: ServiceReader {
    let core: ReaderCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        do throws(ConnectorError) {
            return try await SoundReader(core: core).page(of: stream, after: cursor)
        } catch .unavailable {
            return RecordPage(records: [], next: cursor, hasMore: false)
        }
    }
}

/// Makes a call five times before it gives up.
struct InsistentReader: ServiceReader {
    let core: ReaderCore

    func rows(behind number: Int, _ token: String) async throws(ConnectorError) -> HTTPResponse {
        let sound = SoundReader(core: core)
        for _ in 0..<4 {
            if let answer = try? await sound.rows(behind: number, token) { return answer }
        }
        return try await sound.rows(behind: number, token)
    }
}

/// Goes on behind a page of which it understood nothing.
struct TrustingReader: ServiceReader {
    let core: ReaderCore

    func page(in answer: HTTPResponse, behind number: Int) throws(ConnectorError) -> RecordPage {
        guard (try? JSON(parsing: answer.body)) == nil else {
            return try SoundReader(core: core).page(in: answer, behind: number)
        }
        return RecordPage(records: [], next: Cursor("\(number + ModelService.pageSize)"), hasMore: false)
    }
}

/// Uses its first token for ever.
struct OneTokenReader: ServiceReader {
    let core: ReaderCore

    func authorized(
        _ call: (String) async throws(ConnectorError) -> HTTPResponse
    ) async throws(ConnectorError) -> HTTPResponse {
        try await call(try await core.login.held().value)
    }
}

/// Renews whatever is refused, again and again.
struct LoginReader: ServiceReader {
    let core: ReaderCore

    func authorized(
        _ call: (String) async throws(ConnectorError) -> HTTPResponse
    ) async throws(ConnectorError) -> HTTPResponse {
        for _ in 0..<10 {
            let held = try await core.login.held()
            do throws(ConnectorError) {
                return try await call(held.value)
            } catch .unauthorized {
                await core.login.forget(held)
            }
        }
        throw .unauthorized(endpoint: "GET /rows", reason: "ten tokens were refused")
    }
}

/// Does everything right, and keeps its key's end to itself.
struct UntellingReader: ServiceReader {
    let core: ReaderCore
}

/// Waits for better times where a person has to act.
struct HopefulReader: ServiceReader, ExpiringCredentials {
    let core: ReaderCore

    var credentialsExpireAt: Instant? { core.keyEnds }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        do throws(ConnectorError) {
            return try await SoundReader(core: core).page(of: stream, after: cursor)
        } catch .unauthorized(let endpoint, let reason) {
            throw .unavailable(endpoint: endpoint, reason: reason, retryAfter: nil)
        }
    }
}

/// Asks for what changed in the last ten minutes.
struct OwnClockSource: YardSource {
    let yard: ModelYard
    let paging = IncrementalStream.Paging.position

    init(yard: ModelYard) { self.yard = yard }

    func rows(for request: ChangeRequest) throws(ConnectorError) -> [(id: String, row: ModelYard.Row)] {
        guard case .since = request else { return try SoundSource(yard: yard).rows(for: request) }
        return yard.rows(from: yard.clock.now.adding(seconds: -600))
    }
}

/// Asks a system that keeps the times of its wall clock in Denver: an hour comes twice in a night of autumn.
struct WallTimeSource: YardSource {
    let yard: ModelYard
    let paging = IncrementalStream.Paging.position
    private static let summer = Instant(seconds: 1_772_960_400)..<Instant(seconds: 1_793_520_000)

    init(yard: ModelYard) { self.yard = yard }

    func rows(for request: ChangeRequest) throws(ConnectorError) -> [(id: String, row: ModelYard.Row)] {
        guard case .since(let since?) = request else { return try SoundSource(yard: yard).rows(for: request) }
        return yard.rows(from: nil).filter { Self.wall($0.row.time) >= Self.wall(since) }
    }

    private static func wall(_ time: Instant) -> Instant {
        time.adding(seconds: summer.contains(time) ? -6 * 3600 : -7 * 3600)
    }
}

/// Keeps positions by the clock, so that one that is set back brings an earlier position back.
final class ReturningStore: StoreRelay {
    let inner: any RuntimeStore
    private let positions = Mutex<[(at: Instant, change: StateChange)]>([])

    init(inner: any RuntimeStore) { self.inner = inner }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let moved = changes.filter { if case .cursorAdvanced = $0 { true } else { false } }
        let earlier = positions.withLock { positions -> StateChange? in
            let isSetBack = positions.last.map { now < $0.at } ?? false
            guard !isSetBack else { return (positions.last { $0.at <= now } ?? positions[0]).change }
            positions += moved.map { (now, $0) }
            return nil
        }
        let kept = earlier.map { earlier in changes.filter { !moved.contains($0) } + [earlier] } ?? changes
        return try await inner.commit(kept, by: actor, at: now)
    }
}
