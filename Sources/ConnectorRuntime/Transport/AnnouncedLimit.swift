import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// What an answer says of the rate at which its system may be called.
struct AnnouncedLimit: Sendable, Hashable {
    /// How many more calls are permitted until `resetsAt`.
    let remaining: Int
    /// When the count begins anew.
    let resetsAt: Instant
    /// When it was announced.
    let readAt: Instant

    /// An answer cannot hold calls back for longer than a day.
    private static let longest: Int64 = 86_400
    /// How long a refusal for too many calls holds others back if it does not say.
    private static let unstatedPause: Int64 = 5

    /// Reads an answer.
    ///
    /// Known are `Retry-After`, the `RateLimit` fields of the IETF draft in both their forms, and the `X-` fields of
    /// vendors (domain.md §1, §6). Where several limits are announced, the one that binds longest counts.
    ///
    /// - Returns: `nil` if the answer announces nothing.
    static func read(_ response: HTTPResponse, at now: Instant) -> AnnouncedLimit? {
        let isRefusal = response.status == 429 || response.status == 503
        if isRefusal, let pause = response.retryAfter(now: now) {
            // What the system asks for by name takes precedence over its counts (RateLimit draft §6).
            return AnnouncedLimit(remaining: 0, resetsAt: bounded(now.adding(pause), now), readAt: now)
        }
        let limits = structured(response, now) + counted(response, now)
        let binding = limits.filter { $0.remaining == 0 }.max { $0.resetsAt < $1.resetsAt }
        if let binding { return binding }
        guard response.status == 429 else { return limits.min { $0.remaining < $1.remaining } }
        let reset = limits.map(\.resetsAt).min()
        return AnnouncedLimit(remaining: 0, resetsAt: reset ?? now.adding(seconds: unstatedPause), readAt: now)
    }

    /// The same limit by a clock that has been set back to `now` since: it holds as long from there.
    func moved(to now: Instant) -> AnnouncedLimit {
        guard now < readAt else { return self }
        let span = Duration.microseconds(resetsAt.microseconds - readAt.microseconds)
        return AnnouncedLimit(remaining: remaining, resetsAt: now.adding(span), readAt: now)
    }

    /// `RateLimit: "burst";r=0;t=30` with the window of `RateLimit-Policy: "burst";q=100;w=60` where `t` is absent.
    private static func structured(_ response: HTTPResponse, _ now: Instant) -> [AnnouncedLimit] {
        let windows = items(response, "RateLimit-Policy").reduce(into: [:]) { $0[$1.name] = $1.parameters["w"] }
        return items(response, "RateLimit").compactMap { item in
            let remaining = item.parameters["r"] ?? item.parameters["remaining"]
            guard let remaining, let wait = item.parameters["t"] ?? item.parameters["reset"] ?? windows[item.name]
            else { return nil }
            return AnnouncedLimit(remaining: Int(clamping: remaining), resetsAt: reset(wait, now), readAt: now)
        }
    }

    /// The fields that come in pairs, such as `X-RateLimit-Remaining: 0` and `X-RateLimit-Reset: 1767596400`.
    private static func counted(_ response: HTTPResponse, _ now: Instant) -> [AnnouncedLimit] {
        ["RateLimit", "X-RateLimit", "X-Rate-Limit"].compactMap { prefix in
            guard let remaining = response.header("\(prefix)-Remaining").flatMap(number),
                let text = response.header("\(prefix)-Reset")
            else { return nil }
            let date = HTTPResponse(status: 429, headers: [HTTPField("Retry-After", text)]).retryAfter(now: now)
            let moment = number(text).map { reset($0, now) } ?? date.map { bounded(now.adding($0), now) }
            return moment.map { AnnouncedLimit(remaining: Int(clamping: remaining), resetsAt: $0, readAt: now) }
        }
    }

    /// Vendors count from now, or from 1970 in seconds or milliseconds; the size tells which.
    private static func reset(_ number: Int64, _ now: Instant) -> Instant {
        switch number {
        case ..<1_000_000_000: bounded(now.adding(seconds: number), now)
        case ..<1_000_000_000_000: bounded(Instant(seconds: number), now)
        default: bounded(Instant(microseconds: number.multipliedReportingOverflow(by: 1000).partialValue), now)
        }
    }

    private static func bounded(_ instant: Instant, _ now: Instant) -> Instant {
        min(max(instant, now), now.adding(seconds: longest))
    }

    /// The whole number at the begin of a text such as `0`, `12.4` or `0, 100;w=60`.
    private static func number(_ text: String) -> Int64? {
        let digits = text.drop { $0 == " " }.prefix { ("0"..."9").contains($0) }
        return digits.utf8.count <= 18 ? Int64(digits) : nil
    }

    private struct Item {
        let name: String
        let parameters: [String: Int64]
    }

    /// The items of a structured field: `"a";r=1;t=2, "b";r=3`, and of its older form `limit=9, remaining=1, reset=2`.
    private static func items(_ response: HTTPResponse, _ field: String) -> [Item] {
        let lines = response.headers.filter { $0.name.lowercased() == field.lowercased() }.map(\.value)
        let items = lines.joined(separator: ",").split(separator: ",").map { text in
            let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
            let pairs = parts.compactMap { part -> (String, Int64)? in
                let sides = part.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, let value = number(String(sides[1])) else { return nil }
                return (sides[0].lowercased(), value)
            }
            let name = parts.first.map { $0.contains("=") ? "" : $0 } ?? ""
            return Item(name: name, parameters: Dictionary(pairs) { first, _ in first })
        }
        guard items.allSatisfy(\.name.isEmpty) else { return items }
        return [Item(name: "", parameters: items.reduce(into: [:]) { $0.merge($1.parameters) { first, _ in first } })]
    }
}
