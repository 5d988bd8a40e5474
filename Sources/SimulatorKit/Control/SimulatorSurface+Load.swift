internal import JSON

extension SimulatorSurface {
    /// Answers what has to do with load.
    func loadControl(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        switch (request.method, name) {
        case ("GET", "load"):
            return .json([
                "loads": .array(Self.loads.map { ["kind": .string($0.load.rawValue), "help": .string($0.help)] })
            ])
        case ("POST", "load"): return .json(try bear(document(request)))
        case (_, "load"): return wrongMethod(name)
        default: return nil
        }
    }

    private static var loads: [(load: SimulatedLoad, help: String)] {
        (System.self as? any LoadedSystem.Type)?.loads ?? []
    }

    private func bear(_ body: JSON) throws -> JSON {
        let usage = "give {\"kind\":\"payroll-friday\",\"size\":500,\"seed\":7}; GET /_sim/load lists the kinds"
        for key in body.objectValue?.keys ?? ["none"] where !["kind", "size", "seed"].contains(key) {
            throw SimulatorError("A load has no member \(key): \(usage).")
        }
        guard let load = body["kind"]?.stringValue.flatMap(SimulatedLoad.init(rawValue:)),
            Self.loads.contains(where: { $0.load == load }), var loaded = system as? any LoadedSystem
        else {
            let kinds = Self.loads.map(\.load.rawValue).joined(separator: ", ")
            let known = kinds.isEmpty ? "it knows none" : "it knows \(kinds)"
            throw SimulatorError("\(System.name) has no load \(body["kind"]?.text() ?? "without a kind"); \(known).")
        }
        guard let size = body["size"]?.integerValue, (1...10_000).contains(size) else {
            throw SimulatorError("size is \(body["size"]?.text() ?? "missing"): give 1 to 10000.")
        }
        var seed = options.seed
        if let given = body["seed"] {
            guard let number = given.integerValue, number >= 0 else {
                throw SimulatorError("seed is \(given.text()): give a whole number from 0.")
            }
            seed = UInt64(number)
        }
        let made = try loaded.bear(load, size: Int(size), seed: seed, at: now)
        guard let changed = loaded as? System else { throw SimulatorError("\(System.name) bears no load.") }
        system = changed
        transcript.add("load \(load.rawValue) \(size) \(seed)", at: now)
        return ["kind": .string(load.rawValue), "size": .integer(size), "made": made]
    }
}
