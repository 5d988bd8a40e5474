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
        var isDeleted = false
    }

    struct State: Sendable {
        var rows: [String: Row] = [:]
        /// What happens after a page was given out, one after the other.
        var betweenPages: [@Sendable (ModelYard) -> Void] = []
        var pagesGiven = 0
        /// The rows that each token stands for, as the system remembers them.
        var tokens: [String: [String]] = [:]
        /// Whether rows come in the order of their names instead of their times.
        var isUnsorted = false
    }

    static let pageSize = 3
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let state = Mutex(State())

    /// Adds or changes a row.
    func put(_ id: String, at time: Instant, hours: String = "1320.40") {
        state.withLock { $0.rows[id] = Row(time: time, hours: hours) }
    }

    /// Deletes a row, which stays to be told of.
    func delete(_ id: String, at time: Instant) {
        state.withLock { state in
            state.rows[id]?.time = time
            state.rows[id]?.isDeleted = true
        }
    }

    /// Removes a row without a trace.
    func remove(_ id: String) { state.withLock { _ = $0.rows.removeValue(forKey: id) } }

    /// The ids of all rows that are not deleted.
    var ids: Set<String> {
        state.withLock { Set($0.rows.filter { !$0.value.isDeleted }.keys) }
    }

    /// What happens after the next pages, one after the other.
    func after(_ events: (@Sendable (ModelYard) -> Void)...) { state.withLock { $0.betweenPages += events } }

    /// The rows from `since` on, in the order in which the system gives them.
    func rows(from since: Instant?, unsorted: Bool = false) -> [(id: String, row: Row)] {
        state.withLock { state in
            let found = state.rows.filter { row in since.map { row.value.time >= $0 } ?? true }
            if unsorted || state.isUnsorted { return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
            return found.sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }.map { ($0.key, $0.value) }
        }
    }

    /// To be called when a page has been put together: the world goes on.
    func pageGiven() {
        let event = state.withLock { state in
            state.pagesGiven += 1
            return state.betweenPages.isEmpty ? nil : state.betweenPages.removeFirst()
        }
        event?(self)
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
