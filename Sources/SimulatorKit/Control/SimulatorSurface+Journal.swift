internal import JSON

extension SimulatorSurface {
    /// How many requests are listed unless the request says otherwise.
    private static var listedRequests: Int { 10_000 }
    /// How many unmatched requests are listed.
    private static var listedUnmatched: Int { 100 }

    /// Answers what has to do with the requests that came in.
    func journalControl(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        switch (request.method, name) {
        case ("GET", "requests"):
            for filter in request.query.keys.sorted() where !Self.filters.contains(filter) {
                throw SimulatorError("Unknown filter \(filter); use \(Self.filters.joined(separator: ", ")).")
            }
            let limit = request.query["limit"].map { Int($0).map { .integer(Int64($0)) } ?? JSON.string($0) }
            return .json(try listed(RequestMatcher(filters: request.query), limit))
        case ("POST", "requests"):
            let body = try document(request)
            return .json(try listed(RequestMatcher(body, besides: ["limit"]), body["limit"]))
        case ("DELETE", "requests"):
            journal.removeAll()
            return .json(["count": 0])
        case ("POST", "verify"):
            let verdict = try Verification(document(request)).verdict(on: journal)
            return .json(verdict, status: verdict["verified"] == true ? 200 : 422)
        case ("GET", "unmatched"): return .json(try unmatchedRequests())
        case (_, "requests"), (_, "verify"), (_, "unmatched"): return wrongMethod(name)
        default: return nil
        }
    }

    private static var filters: [String] { ["path", "method", "status", "unmatched", "limit"] }

    /// The newest requests that a matcher means; `count` counts all of them.
    private func listed(_ matcher: RequestMatcher, _ limit: JSON?) throws -> JSON {
        let greatest = limit.map { $0.integerValue.flatMap(Int.init(exactly:)) ?? -1 } ?? Self.listedRequests
        guard greatest >= 0 else {
            throw SimulatorError("The limit is \(limit?.text() ?? "missing"): give a whole number from 0.")
        }
        var numbers: [Int] = []
        try journal.search(matcher) { numbers.append($0.number) }
        var reading = JournalText()
        return [
            "count": .integer(Int64(numbers.count)), "total": .integer(Int64(journal.count)),
            "requests": .array(numbers.suffix(greatest).map { journal.entry($0, &reading).json }),
        ]
    }

    /// The requests that no route is for, alike ones together, each with the routes that come nearest.
    private func unmatchedRequests() throws -> JSON {
        var groups: [(first: JournalEntry, times: Int64)] = []
        var places: [String: Int] = [:]
        var count: Int64 = 0
        try journal.search(RequestMatcher([.unmatched(true)])) { entry in
            count += 1
            let key = entry.head.map { "\($0.method) \($0.path)" } ?? ""
            if let place = places[key] {
                groups[place].times += 1
            } else if groups.count < Self.listedUnmatched {
                places[key] = groups.count
                groups.append((entry, 1))
            }
        }
        let shown = groups.map { entry, times -> JSON in
            let nearest = entry.request.map { RouteSuggestion.nearest(of: routes, to: $0) } ?? []
            guard case .object(var object) = entry.json else { return .null }
            object["times"] = .integer(times)
            object["nearest"] = nearest
            return .object(object)
        }
        return ["count": .integer(count), "requests": .array(shown)]
    }
}
