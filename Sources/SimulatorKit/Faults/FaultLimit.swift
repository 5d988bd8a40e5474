internal import JSON

/// How many requests a client may send in some virtual time, and what it is told.
struct FaultLimit: Sendable, Hashable {
    /// How many requests come back in one ``window``.
    var limit: Int64
    /// How many may come at once; at most ``limit``.
    var capacity: Int64
    /// The span in microseconds.
    var window: Int64
    /// Whether all come back at once at the full window (of a clock that started in 1970), not one by one.
    var isAligned: Bool
    /// The status of a refusal.
    var code: Int
    /// The body of a refusal.
    var page: FaultPage?
    /// How a refusal says when to come again.
    var retryAfter: RetryAfter
    /// Fields of every answer, with the placeholders of ``Standing/filled(_:)``.
    var headers: [FaultPage.Field]

    /// How `Retry-After` is written (RFC 9110, section 10.2.3).
    enum RetryAfter: String, Sendable, Hashable, CaseIterable {
        case seconds
        case date
        case none
    }

    /// What is left to one client.
    struct Level: Sendable, Hashable {
        /// What was taken: shares of a request that take a microsecond to come back, or whole requests if aligned.
        var taken: Int64 = 0
        /// When that was, or the number of the window.
        var at: Int64 = 0
    }

    /// What one client is told.
    struct Standing: Sendable, Hashable {
        let isAllowed: Bool
        let limit: Int64
        let remaining: Int64
        /// The seconds until everything has come back, rounded up.
        let reset: Int64
        /// The seconds until the next request is allowed, rounded up; 0 if one is now.
        let wait: Int64
        let now: SimulatedInstant

        /// `text` with `{limit}`, `{remaining}`, `{reset}`, `{resetAt}` (seconds since 1970) and `{retryAfter}` filled in.
        func filled(_ text: String) -> String {
            text.replacing("{limit}", with: String(limit))
                .replacing("{remaining}", with: String(remaining))
                .replacing("{reset}", with: String(reset))
                .replacing("{resetAt}", with: String(now.seconds + reset))
                .replacing("{retryAfter}", with: String(wait))
        }
    }

    /// Takes a request from what is left, if there is one.
    func take(from level: inout Level, at now: SimulatedInstant) -> Standing {
        isAligned ? takeOfWindow(&level, now) : takeOfBucket(&level, now)
    }

    private func takeOfWindow(_ level: inout Level, _ now: SimulatedInstant) -> Standing {
        let into = ((now.microseconds % window) + window) % window
        let number = (now.microseconds - into) / window
        if level.at != number { level = Level(taken: 0, at: number) }
        let isAllowed = level.taken < capacity
        if isAllowed { level.taken += 1 }
        let rest = Self.seconds(window - into)
        let remaining = capacity - level.taken
        return Standing(
            isAllowed: isAllowed,
            limit: limit,
            remaining: remaining,
            reset: rest,
            wait: remaining == 0 ? rest : 0,
            now: now
        )
    }

    private func takeOfBucket(_ level: inout Level, _ now: SimulatedInstant) -> Standing {
        // In units of which `limit` come back in a microsecond and `window` make a request: no rounding.
        let elapsed = min(max(now.microseconds - level.at, 0), window)
        level = Level(taken: max(0, level.taken - elapsed * limit), at: now.microseconds)
        let isAllowed = capacity * window - level.taken >= window
        if isAllowed { level.taken += window }
        let free = capacity * window - level.taken
        let lacking = max(0, window - free)
        return Standing(
            isAllowed: isAllowed,
            limit: limit,
            remaining: free / window,
            reset: Self.seconds((level.taken + limit - 1) / limit),
            wait: Self.seconds((lacking + limit - 1) / limit),
            now: now
        )
    }

    private static func seconds(_ microseconds: Int64) -> Int64 {
        (microseconds + 999_999) / 1_000_000
    }

    /// The answer to a request that is one too many.
    func refusal(_ standing: Standing) -> SimulatedResponse {
        var response = SimulatedResponse(
            status: code,
            contentType: page?.contentType ?? "text/plain; charset=utf-8",
            body: Array(standing.filled(page?.text ?? "").utf8)
        )
        response.headers += fields(standing)
        switch retryAfter {
        case .none: break
        case .seconds: response.headers.append(("Retry-After", String(standing.wait)))
        case .date:
            response.headers.append(("Retry-After", standing.now.adding(seconds: standing.wait).httpDate))
        }
        return response
    }

    /// The fields of every answer.
    func fields(_ standing: Standing) -> [(name: String, value: String)] {
        headers.map { ($0.name, standing.filled($0.value)) }
    }
}
