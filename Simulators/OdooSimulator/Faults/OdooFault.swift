import SimulatorKit

/// What may go wrong within the server while it carries out a call, as fault rules ask for it.
enum OdooFault: Sendable, Hashable {
    /// The call's transaction collides with others so many times; the server tries it again, up to five times in all.
    case conflict(count: Int)
    /// The worker is killed before it commits: everything is taken back, drawn numbers are gone, nobody is answered.
    case killedWorker
    /// The key that the call is made with has just ended.
    case expiredKey

    /// How often the server tries a call whose transaction collides (source: odoo/service/model.py).
    static let mostTries = 5

    /// The fault of a kind; `nil` if there is no such kind.
    init?(_ kind: String, count: Int) {
        switch kind {
        case "conflict": self = .conflict(count: count)
        case "killedWorker": self = .killedWorker
        case "expiredKey": self = .expiredKey
        default: return nil
        }
    }

    /// How many tries end without a commit.
    var lostTries: Int {
        switch self {
        case .conflict(let count): min(count, Self.mostTries)
        case .killedWorker: 1
        case .expiredKey: 0
        }
    }
}

extension OdooServer {
    static let ownFaults = ["conflict", "killedWorker", "expiredKey"]

    mutating func respond(
        to request: SimulatedRequest,
        at now: SimulatedInstant,
        suffering kind: String,
        count: Int
    ) -> SimulatedResponse? {
        fault = OdooFault(kind, count: count)
        defer { fault = nil }
        var answer = respond(to: request, at: now)
        if fault == .killedWorker { answer?.delivery = .dropped }
        return answer
    }
}
