internal import JSON

extension SimulatorSurface {
    private static var controls: [String] {
        [
            "GET health", "GET clock", "POST clock", "GET truth", "GET requests", "POST requests", "DELETE requests",
            "GET unmatched", "POST verify", "GET given", "POST given", "GET load", "POST load", "GET faults",
            "POST faults", "DELETE faults",
            "DELETE faults/{id}", "GET faults/kinds", "GET transcript", "GET snapshot", "PUT snapshot", "POST save",
            "POST reset", "GET coverage",
        ] + (System.self is any WebhookingSystem.Type ? webhookControls : [])
    }

    /// Answers a request below `/_sim/`.
    func control(_ request: SimulatedRequest) -> SimulatedResponse {
        let name = String(request.path.dropFirst("/_sim/".count))
        do {
            return try common(name, request) ?? journalControl(name, request) ?? stateControl(name, request)
                ?? faultControl(name, request) ?? webhookControl(name, request) ?? loadControl(name, request)
                ?? specific(name, request)
        } catch let refusal as ControlRefusal {
            return .json(["error": .string(refusal.description)], status: refusal.status)
        } catch {
            return .json(["error": .string("\(error)")], status: 400)
        }
    }

    /// Answers what every simulator knows; `nil` for another name.
    private func common(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        switch (request.method, name) {
        case ("GET", "health"):
            return .json(["status": "pass", "system": .string(System.name), "now": .string(now.text)])
        case ("GET", "clock"): break
        case ("POST", "clock"): try moveClock(document(request))
        case ("GET", "truth"):
            let truth = system.truth(request.query)
            return .json(truth, status: truth["error"] == nil ? 200 : 400)
        case ("GET", "transcript"): return try transcript.answer(request.query)
        case ("GET", "snapshot"): return .json(wholeState)
        case ("PUT", "snapshot"):
            try restore(document(request, JSONLimits(bytes: SimulatorServer<System>.snapshotLimit)))
        case ("POST", "save"): try writeFile()
        case ("POST", "reset"): try reset()
        case ("GET", "coverage"): return .json(CoverageLedger<System>.json)
        case (_, "health"), (_, "clock"), (_, "truth"), (_, "transcript"), (_, "snapshot"), (_, "save"), (_, "reset"),
            (_, "coverage"):
            return wrongMethod(name)
        default: return nil
        }
        return .json(["now": .string(now.text)])
    }

    private func faultControl(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        switch (request.method, name) {
        case ("GET", "faults"): break
        case ("GET", "faults/kinds"): return .json(FaultKind.json(own: System.ownFaults))
        case ("POST", "faults"): return .json(["faults": try addFaults(document(request))], status: 201)
        case ("DELETE", "faults"):
            faults.removeAll()
            transcript.add("faults removed", at: now)
            letGoOfRemoved()
        case (_, "faults"): return wrongMethod(name)
        case ("DELETE", let path) where path.hasPrefix("faults/"):
            let id = String(path.dropFirst("faults/".count))
            guard faults.remove(id) else {
                throw ControlRefusal(404, "There is no fault rule \(id); GET /_sim/faults lists them.")
            }
            transcript.add("fault \(JSON.string(id).text()) removed", at: now)
            letGoOfRemoved()
        default: return nil
        }
        return .json(["faults": faults.json])
    }

    /// Answers what only this system knows.
    private func specific(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse {
        // A control that is not declared would have no mark in the coverage ledger.
        if System.controls.contains("\(request.method) \(name)") {
            let body: JSON = request.body.isEmpty ? .null : try document(request)
            if let answer = try system.control(name, method: request.method, body: body, at: now) {
                if request.method != "GET" {
                    transcript.add(control: "control \(request.method) \(name)", body, at: now)
                }
                return .json(answer)
            }
        }
        let known = (Self.controls + System.controls).joined(separator: ", ")
        throw ControlRefusal(
            404,
            "\(System.name) has no control \(request.method) \(name). There are \(known)."
        )
    }

    private func addFaults(_ body: JSON) throws -> JSON {
        // A list enters whole or not at all.
        var plan = faults
        var added: [JSON] = []
        for json in body.arrayValue ?? [body] {
            let rule = try FaultRule(json, own: System.ownFaults, at: now)
            guard !plan.contains(rule.id) else {
                throw ControlRefusal(409, "There is a fault rule \(rule.id) already: remove it or choose another id.")
            }
            added.append(plan.add(rule))
        }
        faults = plan
        for rule in added { transcript.add("fault \(rule.canonicalText)", at: now) }
        return .array(added)
    }

    func wrongMethod(_ name: String) -> SimulatedResponse {
        let allowed = Self.controls.filter { $0.hasSuffix(" \(name)") }.map { $0.prefix { $0 != " " } }
        return .json(
            ["error": .string("/_sim/\(name) takes \(allowed.joined(separator: ", ")) only.")],
            status: 405,
            headers: [("Allow", allowed.joined(separator: ", "))]
        )
    }

    func document(_ request: SimulatedRequest, _ limits: JSONLimits = .standard) throws -> JSON {
        do {
            return try JSON(parsing: request.body, limits: limits)
        } catch {
            throw ControlRefusal(400, "The body of \(request.method) \(request.path) is no JSON: \(error.description).")
        }
    }
}

/// Why a control request is not carried out.
struct ControlRefusal: Error, CustomStringConvertible {
    /// The status code of the answer.
    let status: Int
    /// What happened and what to do instead.
    let description: String

    init(_ status: Int, _ description: String) {
        self.status = status
        self.description = description
    }
}
