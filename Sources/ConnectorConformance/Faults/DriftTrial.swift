import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// What a connector makes of a system or a machine that is not quite as it was.
struct DriftTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// Reads with clocks that are wrong, and in nights in which clocks are changed.
    func requireReadingUnderAnyClock() async throws {
        try await forEachClock { name, wrong, stream, rows in
            let pages = try await wrong.poll(stream)
            wrong.requireAll(rows, in: pages, of: stream, "read by a clock that is \(name)")
        }
    }

    /// Changes rows between two polls by a wrong clock.
    func requireChangesUnderAnyClock() async throws {
        var changed = 0
        try await forEachClock { name, wrong, stream, rows in
            let last = try await wrong.poll(stream).last?.next
            guard let row = rows.min(), try await wrong.world.change(row, in: stream) else { return }
            changed += 1
            let news = try await wrong.poll(stream, after: last)
            wrong.requireAll([row], in: news, of: stream, "reading on by a clock that is \(name)")
        }
        if changed == 0 { throw Inapplicable("people cannot change its rows") }
    }

    /// A source with each of some clocks that are wrong.
    private func forEachClock(
        _ look: (String, SourceUnderTest, SourceStream, Set<String>) async throws -> Void
    ) async throws {
        let world = try await trial.readableWorld()
        for (name, seconds) in [("a day late", -86_400), ("a day early", 86_400), ("two hours late", -7200)] {
            let clock = ManualClock(world.clock.now.adding(seconds: Int64(seconds)))
            let wrong = try await SourceUnderTest(trial, in: world, clock: clock)
            for (stream, rows) in try await wrong.rowStreams() { try await look(name, wrong, stream, rows) }
        }
    }

    /// Reads answers in which each object has a member that nobody knows.
    func requireReadingOfAddedMembers() async throws {
        let world = try await trial.readableWorld()
        let source = try await SourceUnderTest(trial, in: world)
        let adding = AddingTransport(inner: world.transport)
        let drifted = try await SourceUnderTest(trial, in: world, over: adding)
        for (stream, rows) in try await source.rowStreams() {
            let before = Set(try await source.poll(stream).records)
            let pages = try await drifted.poll(stream)
            source.requireAll(rows, in: pages, of: stream, "from answers with an added member")
            let other = Set(pages.records).symmetricDifference(before).map(\.id)
            trial.require(
                other.isEmpty,
                "\(stream.name): an added member makes other records: \(SourceUnderTest.list(Set(other).sorted()))"
            )
        }
        if !adding.hasAdded { throw Inapplicable("its system answers no JSON objects") }
    }
}

/// A transport that adds a member to each JSON object of an answer.
private final class AddingTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let added = Mutex(false)

    init(inner: any HTTPTransport) {
        self.inner = inner
    }

    var hasAdded: Bool { added.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let answer = try await inner.send(request)
        guard let body = try? JSON(parsing: answer.body) else { return answer }
        let longer = Self.adding(to: body)
        guard longer != body else { return answer }
        added.withLock { $0 = true }
        let headers = answer.headers.filter { $0.name.lowercased() != "content-length" }
        return HTTPResponse(status: answer.status, headers: headers, body: Array(longer.text().utf8))
    }

    private static func adding(to value: JSON) -> JSON {
        switch value {
        case .object(let object):
            var longer = JSONObject()
            for (name, member) in object { longer[name] = adding(to: member) }
            // An object whose members are named by what they hold would get another row.
            if object["x_conformance"] == nil, !object.isEmpty { longer["x_conformance"] = "added" }
            return .object(longer)
        case .array(let elements): return .array(elements.map(adding))
        default: return value
        }
    }
}
