internal import JSON

/// A deviation from good behaviour that is laid over a simulated system's answers, as data.
///
/// Rules are tried in the order in which they were added; the first one that applies decides.
struct FaultRule: Sendable, Hashable {
    /// The name by which the rule is removed; empty to have one given.
    var id: String
    /// What happens.
    var effect: Effect
    /// To which requests.
    var scope = FaultScope()
    /// Whether the system does its work before something else than its answer is sent.
    var worksFirst = false
    /// How long the answer, or the closing of the connection, is held back.
    var delay = FaultDelay.fixed(0)
    /// By which parts of the request ``skip``, ``times`` and what is left of a limit are counted apart.
    var per: [FaultKey] = []
    /// How many matching requests are let through at first.
    var skip = 0
    /// To how many requests the rule applies after those; `nil` for all.
    var times: Int?
    /// How likely a matching request is affected, 0 to 1; `nil` for certain.
    var probability: Double?
    /// How the rule strikes several requests in a row; `nil` if each by itself.
    var bursts: Bursts?
    /// The members as they were given, for listing and for snapshots.
    var source: JSONObject

    /// The members with the rule's name.
    var json: JSONObject {
        var object = JSONObject()
        object["id"] = .string(id)
        for (key, value) in source where key != "id" { object[key] = value }
        return object
    }

    /// When trouble begins and ends, in the model of Gilbert (1960): in good times nothing is lost, in bad times everything.
    struct Bursts: Sendable, Hashable {
        /// How likely bad times begin with a request, 0 to 1.
        var starts: Double
        /// How likely they end before a request, 0 to 1.
        var ends: Double
    }

    /// What happens to a request.
    enum Effect: Sendable, Hashable {
        /// Another answer is given.
        case answer(SimulatedResponse)
        /// The system's answer reaches the client in another way.
        case delivery(SimulatedResponse.Delivery)
        /// Random bytes, not HTTP, instead of an answer.
        case garbage(bytes: Int)
        /// The answer is the system's own; only ``FaultRule/delay`` makes it late.
        case slow
        /// The request is answered with a refusal once too many came.
        case limit(FaultLimit)
        /// A credential ends after so many uses, or so many microseconds after its first.
        case expiry(uses: Int64?, lives: Int64?, answer: SimulatedResponse)
        /// The request is worked on `count` more times; the client hears of the first or the last.
        case duplicate(count: Int, answersFirst: Bool)
        /// The request, or with ``FaultRule/worksFirst`` its answer, waits until another one has gone by.
        case reorder
        /// The answer is the one that the same request got before, as from a cache.
        case stale
        /// The answer's JSON has another form.
        case drift(SchemaDrift)
        /// The system's clock is wrong by so many seconds.
        case clockSkew(seconds: Int64)
        /// What only this system does, by one of its ``SimulatedSystem/ownFaults``, `count` times over where that means something.
        case own(String, count: Int)
    }
}

/// What befalls one request.
struct AppliedFault: Sendable, Hashable {
    /// The name of the rule.
    let id: String
    /// What happens, everything random drawn.
    var effect: FaultRule.Effect
    /// Whether the system does its work before something else than its answer is sent.
    let worksFirst: Bool
    /// How long the answer, or the closing of the connection, is held back.
    let milliseconds: Int

    /// The answer of a fault that leaves the system out, or `nil` if the system works.
    var answerWithoutWork: SimulatedResponse? {
        switch effect {
        case .answer(let answer): return worksFirst ? nil : answer
        case .delivery(.dropped), .delivery(.reset), .delivery(.silent), .delivery(.raw):
            return worksFirst ? nil : SimulatedResponse(status: 503, contentType: "text/plain", body: [])
        default: return nil
        }
    }

    /// What becomes of the system's answer.
    func applied(to answer: SimulatedResponse) -> SimulatedResponse {
        var answer = changed(answer)
        if case .reorder = effect { return answer }
        answer.milliseconds = milliseconds
        return answer
    }

    private func changed(_ answer: SimulatedResponse) -> SimulatedResponse {
        var answer = answer
        switch effect {
        case .answer(let other): return other
        case .drift(let drift): return drift.applied(to: answer)
        case .delivery(let delivery):
            if case .repeated = delivery, answer.body.isEmpty { answer.body = [UInt8(ascii: " ")] }
            answer.delivery = delivery
        case .slow, .own, .duplicate, .reorder, .stale, .clockSkew, .garbage, .limit, .expiry: break
        }
        return answer
    }
}
