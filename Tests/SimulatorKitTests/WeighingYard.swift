import JSON
import SimulatorKit

/// A quarry's weighbridge that counts lorries: the smallest system with state, time, chance and a control of its own.
struct WeighingYard: SimulatedSystem, RoutedSystem, ConfigurableSystem {
    static let name = "weighing-yard"
    static let routes: [SimulatedRoute] = [
        "GET /gates/{gate}/lorries", "POST /gates/{gate}/lorries", "GET /gates", "GET /weather",
        SimulatedRoute(
            "POST /tickets",
            query: ["gate"],
            headers: ["content-type": "application/json"],
            members: ["lorry"]
        ),
    ]
    static let declaredOptions = [DeclaredOption("gates", help: "How many gates there are.", default: "2")]
    static let controls = ["POST lost-lorries"]
    static let ownOperations = ["ticket"]
    static let coverage = [
        SimulatedOperation("GET /gates", .documented(source: "the yard's handbook")),
        SimulatedOperation("POST /gates/{gate}/lorries", .assumed(reason: "nobody wrote it down")),
        SimulatedOperation("load mobilisation", .assumed(reason: "lorries came as they liked")),
        SimulatedOperation("ticket: printed on paper", .assumed(reason: "nobody saw another one")),
    ]

    let gates: Int
    let startOfStory: SimulatedInstant
    private var lorries: Int64 = 0
    private var advances: [String] = []
    private var random: SeededRandom

    init(options: SimulatorOptions) throws(SimulatorError) {
        gates = try options.integer("gates", default: 1, in: 1...9)
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        random = SeededRandom(seed: options.seed)
    }

    mutating func advance(to instant: SimulatedInstant) {
        advances.append(instant.text)
    }

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        switch (request.method, request.path) {
        case ("GET", "/gates"): return text("\(gates) gates")
        case ("GET", "/load"): return text(String(repeating: "stone ", count: 100_000))
        case ("HEAD", "/gates"): return text("\(gates) gates")
        case ("GET", "/echo"):
            return text("\(request.query["q"] ?? "none"), \(request.headers["x-driver"] ?? "nobody")")
        case ("GET", "/tickets"):
            let tickets = """
                {"at":"\(now.text)","next":"2","tickets":[{"driver":"Ada","number":1},{"driver":"Bo","number":2}]}
                """
            return SimulatedResponse(contentType: "application/json", body: Array(tickets.utf8))
        case ("POST", "/gates/1/lorries"):
            lorries += 1
            return text("lorry \(lorries) weighs \(random.integer(in: 7_000...40_000)) kg")
        default: return nil
        }
    }

    func truth(_ query: [String: String]) -> JSON {
        if let day = query["until"], CivilDate(day) == nil { return ["error": "until is no day"] }
        return ["lorries": .integer(lorries), "advances": .array(advances.map(JSON.string))]
    }

    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        if name == "found-lorries" { lorries += 1 }
        guard (method, name) == ("POST", "lost-lorries") else { return nil }
        guard let count = body["count"]?.integerValue, count <= lorries else {
            throw SimulatorError("Only \(lorries) lorries came in.")
        }
        lorries -= count
        return ["lorries": .integer(lorries)]
    }

    func snapshot() -> JSON {
        ["lorries": .integer(lorries), "random": random.snapshot]
    }

    mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        guard let count = snapshot["lorries"]?.integerValue,
            let random = snapshot["random"].flatMap(SeededRandom.init(snapshot:))
        else { throw SimulatorError("This is no snapshot of a weighing yard.") }
        lorries = count
        self.random = random
    }

    private func text(_ text: String) -> SimulatedResponse {
        SimulatedResponse(contentType: "text/plain", body: Array(text.utf8))
    }
}

extension WeighingYard: PreparedSystem {
    static let providerStates = [
        ProviderState(
            "lorries came in",
            .init("count", "how many", default: 2),
            .init("driver", "who drove them")
        ),
        ProviderState("the yard is empty"),
    ]

    mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        guard state == "lorries came in" else {
            lorries = 0
            return .null
        }
        lorries += parameters["count"].integerValue ?? 0
        guard try parameters.text("driver") != "nobody" else { throw SimulatorError("Nobody drives no lorry.") }
        return ["lorries": .integer(lorries), "driver": parameters["driver"]]
    }
}

extension SimulatorSurface {
    /// Sends a request without a socket.
    func send(_ method: String, _ target: String, _ body: JSON? = nil) -> SimulatedResponse {
        let parts = target.split(separator: "?", maxSplits: 1)
        var query: [String: String] = [:]
        for item in parts.count == 2 ? parts[1].split(separator: "&") : [] {
            let pair = item.split(separator: "=", maxSplits: 1)
            query[String(pair[0])] = pair.count == 2 ? String(pair[1]) : ""
        }
        return respond(
            to: SimulatedRequest(
                method: method,
                path: String(parts[0]),
                query: query,
                body: body.map { Array($0.text().utf8) } ?? []
            )
        )
    }

    /// Sends a control request and reads its answer.
    func ask(_ method: String, _ target: String, _ body: JSON? = nil) throws -> (status: Int, answer: JSON) {
        let response = send(method, "/_sim/" + target, body)
        return (response.status, try JSON(parsing: response.body))
    }

    /// Weighs a lorry.
    func weigh() -> SimulatedResponse {
        send("POST", "/gates/1/lorries")
    }
}

extension SimulatedResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension WeighingYard: LoadedSystem {
    static let loads: [(load: SimulatedLoad, help: String)] = [(.mobilisation, "A lorry comes in.")]

    mutating func bear(
        _ load: SimulatedLoad,
        size: Int,
        seed: UInt64,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        guard lorries + Int64(size) <= 500 else { throw SimulatorError("The yard holds 500 lorries.") }
        lorries += Int64(size)
        return ["lorries": .integer(lorries), "seed": .integer(Int64(seed))]
    }
}
