import JSON
import SimulatorKit

/// The sessions of the web client, by the text in their cookie.
struct WebSessions: Sendable {
    /// One user who logged in.
    struct Session: Sendable, Hashable {
        let user: Int64
        /// The password at the login: a changed one ends the session.
        let password: String
        var lastUse: SimulatedInstant
    }

    /// The name of the cookie.
    static let cookie = "session_id"

    /// How long a session lasts that nobody uses, in seconds.
    static let lifetime: Int64 = 7 * 86400

    private let seed: UInt64
    private var open: [String: Session] = [:]
    private var count: Int64 = 0

    /// Begins without any session.
    ///
    /// - Parameter seed: What the texts of the cookies follow from.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// The text of a cookie that no session has yet.
    mutating func newIdentifier() -> String {
        count += 1
        var random = SeededRandom(seed: seed, purpose: "web session \(count)")
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return String((0..<84).map { _ in letters[Int(random.integer(in: 0...63))] })
    }

    /// Opens a session in place of another one.
    mutating func open(_ session: Session, insteadOf old: String?) -> String {
        close(old)
        let identifier = newIdentifier()
        open[identifier] = session
        return identifier
    }

    /// Ends a session; unknown ones are over already.
    mutating func close(_ identifier: String?) {
        if let identifier { open[identifier] = nil }
    }

    /// The session of a cookie, used once more; `nil` if it is over.
    mutating func use(_ identifier: String?, at now: SimulatedInstant) -> Session? {
        guard let identifier, var session = open[identifier] else { return nil }
        guard now.seconds(since: session.lastUse) < Self.lifetime else {
            open[identifier] = nil
            return nil
        }
        session.lastUse = now
        open[identifier] = session
        return session
    }
}

extension WebSessions {
    /// All sessions, from which ``init(seed:snapshot:)`` continues.
    var snapshot: JSON {
        var sessions = JSONObject()
        for (identifier, session) in open.sorted(by: { $0.key < $1.key }) {
            sessions[identifier] = [
                .integer(session.user), .string(session.password), .integer(session.lastUse.microseconds),
            ]
        }
        return ["count": .integer(count), "open": .object(sessions)]
    }

    /// Continues where ``snapshot`` was taken; without one nobody is logged in.
    ///
    /// - Throws: ``SimulatorError`` if it is no snapshot of sessions.
    init(seed: UInt64, snapshot: JSON?) throws(SimulatorError) {
        self.init(seed: seed)
        guard let snapshot else { return }
        let refusal = SimulatorError("The sessions of the snapshot cannot be read: take one with GET /_sim/snapshot.")
        guard let count = snapshot["count"]?.integerValue, let sessions = snapshot["open"]?.objectValue else {
            throw refusal
        }
        self.count = count
        for (identifier, json) in sessions {
            guard let user = json[0]?.integerValue, let password = json[1]?.stringValue,
                let lastUse = json[2]?.integerValue
            else { throw refusal }
            let moment = SimulatedInstant(microseconds: lastUse)
            open[identifier] = Session(user: user, password: password, lastUse: moment)
        }
    }
}
