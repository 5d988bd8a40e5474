internal import JSON

extension SimulatorSurface {
    /// Answers what has to do with provider states.
    func stateControl(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        switch (request.method, name) {
        case ("GET", "given"): return .json(["states": .array(Self.providerStates.map(\.json))])
        case ("POST", "given"): return .json(try make(document(request)))
        case (_, "given"): return wrongMethod(name)
        default: return nil
        }
    }

    private static var providerStates: [ProviderState] {
        (System.self as? any PreparedSystem.Type)?.providerStates ?? []
    }

    /// Makes one state true, or several of a list: all of them or none.
    private func make(_ body: JSON) throws -> JSON {
        let before = system
        let made: JSON
        do {
            made = if let list = body.arrayValue { .array(try list.map { try makeOne($0) }) } else { try makeOne(body) }
        } catch {
            system = before
            throw error
        }
        if var prepared = system as? any PreparedSystem {
            prepared.finishPreparing(at: now)
            if let changed = prepared as? System { system = changed }
        }
        transcript.add(control: "given", body, at: now)
        return made
    }

    private func makeOne(_ body: JSON) throws -> JSON {
        let usage = "give {\"state\":\"an employee exists\",\"parameters\":{}}; GET /_sim/given lists the states"
        // What a verifier of Pact sends to set a state up has params and action, and a consumer that does not matter.
        let members = ["state", "parameters", "params", "action", "consumer"]
        for key in body.objectValue?.keys ?? [] where !members.contains(key) {
            throw SimulatorError("A state has no member \(key): \(usage).")
        }
        guard let name = body["state"]?.stringValue else { throw SimulatorError("A state has a name: \(usage).") }
        // What a verifier of Pact sends before an interaction that needs nothing to be true.
        if name.isEmpty, body["action"] != nil { return ["state": "", "made": .null] }
        guard let state = Self.providerStates.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw unknown(name)
        }
        guard body["action"] != "teardown" else { return ["state": .string(state.name), "made": .null] }
        let parameters = try StateParameters(body["parameters"] ?? body["params"], of: state)
        guard var prepared = system as? any PreparedSystem else { throw unknown(name) }
        let made = try prepared.prepare(state.name, parameters, at: now)
        guard let changed = prepared as? System else { throw unknown(name) }
        system = changed
        return ["state": .string(state.name), "made": made]
    }

    private func unknown(_ name: String) -> ControlRefusal {
        let nearest = EditDistance.nearest(3, of: Self.providerStates.map(\.name), to: name)
        let hint =
            nearest.isEmpty
            ? "it has none" : "the nearest are " + nearest.map { "\"\($0)\"" }.joined(separator: ", ")
        return ControlRefusal(404, "\(System.name) has no state \"\(name)\"; \(hint).")
    }
}

extension ProviderState {
    /// The state as `GET /_sim/given` lists it.
    fileprivate var json: JSON {
        [
            "state": .string(name),
            "parameters": .array(
                parameters.map {
                    [
                        "name": .string($0.name), "help": .string($0.help), "required": .bool($0.fallback == nil),
                        "default": $0.fallback ?? .null,
                    ]
                }
            ),
        ]
    }
}
