import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Synchronization

/// A system that machines report to: rows with the time of their last change, shown to the second.
final class ModelYard: Sendable {
    struct Row: Sendable, Hashable {
        var time: Instant
        var hours: String
    }

    struct State: Sendable {
        var rows: [String: Row] = [:]
        /// The rows that each token stands for, as the system remembers them.
        var tokens: [String: [String]] = [:]
    }

    static let pageSize = 3
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let state = Mutex(State())

    /// Adds or changes a row.
    func put(_ id: String, at time: Instant, hours: String = "1320.40") {
        state.withLock { $0.rows[id] = Row(time: time, hours: hours) }
    }

    /// The ids of all rows.
    var ids: Set<String> {
        state.withLock { Set($0.rows.keys) }
    }

    /// The rows from `since` on, in the order in which the system gives them.
    func rows(from since: Instant?, unsorted: Bool = false) -> [(id: String, row: Row)] {
        state.withLock { state in
            let found = state.rows.filter { row in since.map { row.value.time >= $0 } ?? true }
            if unsorted { return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
            return found.sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }.map { ($0.key, $0.value) }
        }
    }

    /// Remembers rows under a token.
    func token(for ids: [String]) -> String {
        state.withLock { state in
            let token = "t\(state.tokens.count + 1)"
            state.tokens[token] = ids
            return token
        }
    }

    /// The rows that a token stands for, as they are now.
    func rows(of token: String) -> [(id: String, row: Row)]? {
        state.withLock { state in
            state.tokens[token]?.compactMap { id in state.rows[id].map { (id, $0) } }
        }
    }
}
