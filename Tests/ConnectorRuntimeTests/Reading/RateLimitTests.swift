import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Synchronization
import Testing

/// Declared and announced rate limits, shared by all callers of one credential.
struct RateLimitTests {
    private static let start = Instant(seconds: 1_767_600_000)

    /// A transport in front of a script, with what was reported.
    private final class Line: Sendable {
        let clock = ManualClock(RateLimitTests.start)
        let fixture: FixtureTransport
        let transport: LimitedTransport
        let reports = Mutex<[RuntimeProgress]>([])
        let sent = Mutex<[Instant]>([])
        let order = Mutex<[Int]>([])

        init(
            _ limits: CallLimits = CallLimits(),
            patience: Duration = .seconds(120),
            answer: @escaping @Sendable (Int) -> HTTPResponse = { _ in HTTPResponse(status: 200) }
        ) {
            let count = Mutex(0)
            let reporter = Mutex<(@Sendable (RuntimeProgress) -> Void)?>(nil)
            fixture = FixtureTransport { _ in
                answer(
                    count.withLock { count in
                        count += 1
                        return count
                    }
                )
            }
            transport = LimitedTransport(
                fixture,
                system: "fleet",
                limits: limits,
                patience: patience,
                clock: clock
            ) { event in reporter.withLock { $0 }?(event) }
            reporter.withLock { $0 = { [unowned self] event in reports.withLock { $0.append(event) } } }
        }

        func call() async throws(TransportError) -> HTTPResponse {
            let response = try await transport.send(HTTPRequest(url: "https://fleet.example/v1?key=hidden"))
            sent.withLock { $0.append(clock.now) }
            return response
        }

        /// Makes calls at once, and moves the clock whenever all that are left wait.
        func callTogether(_ count: Int) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let target = sent.withLock { $0.count } + count
                for _ in 0..<count { group.addTask { _ = try await self.call() } }
                while sent.withLock({ $0.count }) < target {
                    if let next = clock.nextWakeUp { clock.advance(to: next) } else { await Task.yield() }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func aBudgetHoldsInEveryStretchOfItsWindow() async throws {
        let line = Line(
            CallLimits(budgets: [RateBudget(calls: 5, per: .seconds(10)), RateBudget(calls: 2, per: .seconds(1))])
        )
        try await line.callTogether(23)
        let times = line.sent.withLock { $0 }.sorted()
        for (index, time) in times.enumerated() {
            #expect(times[..<index].count { $0 > time.adding(seconds: -10) } < 5)
            #expect(times[..<index].count { $0 > time.adding(seconds: -1) } < 2)
        }
        // No slower than needed either: five in each ten seconds.
        #expect(times.last == Self.start.adding(seconds: 41))
    }

    @Test func withoutLimitsNothingWaits() async throws {
        let line = Line()
        for _ in 0..<1000 { _ = try await line.call() }
        #expect(line.clock.sleeperCount == 0)
        #expect(line.reports.withLock { $0 }.isEmpty)
    }

    @Test(
        "an answer's announcement holds the next call back",
        arguments: [
            (429, ["Retry-After": "7"], 7), (429, ["Retry-After": "Mon, 05 Jan 2026 08:01:30 GMT"], 90),
            (503, ["Retry-After": "0.40235"], 0.40235), (429, [:], 5),
            (200, ["RateLimit": #""default";r=0;t=30"#], 30), (200, ["RateLimit": #""a";r=9;t=5, "b";r=0;t=40"#], 40),
            (200, ["RateLimit": #""burst";r=0"#, "RateLimit-Policy": #""burst";q=100;w=60, "day";q=9;w=86400"#], 60),
            (200, ["RateLimit": "limit=100, remaining=0, reset=12"], 12),
            (200, ["RateLimit-Remaining": "0", "RateLimit-Reset": "9"], 9),
            (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1767600020"], 20),
            (200, ["X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "1767600025000"], 25),
            (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "Mon, 05 Jan 2026 08:00:33 GMT"], 33),
            (429, ["X-RateLimit-Remaining": "3", "X-RateLimit-Reset": "11"], 11),
            (429, ["Retry-After": "7", "RateLimit": #""default";r=0;t=30"#], 7),
            (200, ["RateLimit": #""default";r=50;t=30"#], 0), (200, ["Retry-After": "50"], 0),
            (200, ["RateLimit": ";;=,"], 0), (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "soon"], 0),
            (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "-4"], 0),
            (429, ["Retry-After": "999999999"], 86_400),
        ] as [(Int, [String: String], Double)]
    )
    func announcements(status: Int, headers: [String: String], seconds: Double) async throws {
        let line = Line(patience: .seconds(100_000)) { call in
            call == 1
                ? HTTPResponse(status: status, headers: headers.map { HTTPField($0.key, $0.value) })
                : HTTPResponse(status: 200)
        }
        #expect(try await line.call().status == status)
        try await line.callTogether(2)
        let waited = line.sent.withLock { $0.last }.map { $0.microseconds - Self.start.microseconds }
        #expect(waited == Int64(seconds * 1_000_000))
        let isTold = line.reports.withLock { $0 }
        let until = Self.start.adding(.microseconds(Int64(seconds * 1_000_000)))
        #expect(isTold == (seconds >= 1 ? [.rateLimited(system: "fleet", until: until)] : []))
    }

    @Test func whatIsLeftOfAnAnnouncedBudgetIsCountedDown() async throws {
        let line = Line { call in
            guard call == 1 else { return HTTPResponse(status: 200) }
            return HTTPResponse(status: 200, headers: [HTTPField("RateLimit", #""default";r=3;t=30"#)])
        }
        for _ in 0..<4 { _ = try await line.call() }
        #expect(line.clock.now == Self.start)
        try await line.callTogether(1)
        #expect(line.clock.now == Self.start.adding(seconds: 30))
    }

    @Test func aCallThatWouldWaitTooLongIsNeverSentAndSaysHowLong() async throws {
        let line = Line(patience: .seconds(10)) { _ in
            HTTPResponse(status: 429, headers: [HTTPField("Retry-After", "60")])
        }
        _ = try await line.call()
        let error = await #expect(throws: TransportError.self) { try await line.call() }
        #expect(error?.reason == .rateLimited)
        #expect(error?.retryAfter == .seconds(60))
        #expect(error?.requestMayHaveArrived == false)
        #expect(error?.endpoint == "GET https://fleet.example/v1")
        #expect(line.fixture.requests.count == 1)
        let meaning = try #require(error.map { ConnectorError($0) })
        guard case .unavailable(_, _, .seconds(60)?) = meaning else {
            Issue.record("expected unavailable for 60 s, got \(meaning)")
            return
        }
    }

    @Test func patienceOfZeroNeverSleeps() async throws {
        let line = Line(CallLimits(budgets: [RateBudget(calls: 1, per: .seconds(1))]), patience: .zero)
        _ = try await line.call()
        await #expect(throws: TransportError.self) { try await line.call() }
        line.clock.advance(by: .seconds(1))
        _ = try await line.call()
        #expect(line.clock.sleeperCount == 0)
    }

    @Test func callsPassInTheOrderInWhichTheyCame() async throws {
        let line = Line(CallLimits(budgets: [RateBudget(calls: 1, per: .seconds(1))]), patience: .seconds(1000))
        _ = try await line.call()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                let before = await line.transport.waitingCalls
                group.addTask {
                    _ = try? await line.call()
                    line.order.withLock { $0.append(number) }
                }
                while await line.transport.waitingCalls == before { await Task.yield() }
            }
            while line.order.withLock({ $0.count }) < 10 {
                let passed = line.order.withLock { $0.count }
                guard let next = line.clock.nextWakeUp else {
                    await Task.yield()
                    continue
                }
                line.clock.advance(to: next)
                while line.order.withLock({ $0.count }) == passed { await Task.yield() }
            }
        }
        #expect(line.order.withLock { $0 } == Array(0..<10))
    }

    @Test func aCallThatIsCancelledLeavesTheLineAndHoldsUpNobody() async throws {
        let line = Line(CallLimits(budgets: [RateBudget(calls: 1, per: .seconds(10))]), patience: .seconds(1000))
        _ = try await line.call()
        let atGate = Task { try await line.call() }
        while await line.transport.waitingCalls < 1 { await Task.yield() }
        let inLine = Task { try await line.call() }
        while await line.transport.waitingCalls < 2 { await Task.yield() }
        let last = Task { try await line.call() }
        while await line.transport.waitingCalls < 3 { await Task.yield() }
        inLine.cancel()
        await #expect(throws: TransportError.self) { try await inLine.value }
        try await line.clock.untilSleeping(1)
        atGate.cancel()
        await #expect(throws: TransportError.self) { try await atGate.value }
        try await line.clock.untilSleeping(1)
        line.clock.advance(by: .seconds(10))
        #expect(try await last.value.status == 200)
        #expect(line.fixture.requests.count == 2)
        #expect(await line.transport.waitingCalls == 0)
    }

    @Test func noMoreCallsThanDeclaredAreUnderWay() async throws {
        let slow = SlowTransport()
        let transport = LimitedTransport(
            slow,
            system: "fleet",
            limits: CallLimits(concurrentCalls: 3),
            clock: ManualClock(Self.start)
        )
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<12 { group.addTask { _ = try? await transport.send(HTTPRequest(url: "https://a.example")) } }
            while await slow.answered < 12 {
                await slow.answerOne()
                await Task.yield()
            }
        }
        #expect(await slow.most == 3)
    }

    @Test func aClockThatWasSetBackHoldsNothingUp() async throws {
        let limits = CallLimits(budgets: [RateBudget(calls: 1, per: .seconds(1))])
        let clock = SettableClock(Self.start)
        let transport = LimitedTransport(
            FixtureTransport { _ in HTTPResponse(status: 200) },
            system: "fleet",
            limits: limits,
            patience: .zero,
            clock: clock
        )
        _ = try await transport.send(HTTPRequest(url: "https://a.example"))
        clock.instant.withLock { $0 = Self.start.adding(seconds: -86_400) }
        _ = try await transport.send(HTTPRequest(url: "https://a.example"))
        await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(url: "https://a.example"))
        }
    }

    /// What was announced holds for as long as was said, from the moment on at which the clock is seen to be right again.
    @Test func anAnnouncementOfAClockThatWasAheadHoldsForItsSpanOnly() async throws {
        let clock = SettableClock(Self.start.adding(seconds: 86_400 * 365))
        let answers = Mutex([HTTPResponse(status: 429, headers: [HTTPField("Retry-After", "60")])])
        let transport = LimitedTransport(
            FixtureTransport { _ in answers.withLock { $0.popLast() } ?? HTTPResponse(status: 200) },
            system: "fleet",
            limits: CallLimits(),
            patience: .zero,
            clock: clock
        )
        let request = HTTPRequest(url: "https://a.example")
        _ = try await transport.send(request)
        clock.instant.withLock { $0 = Self.start }
        let refusal = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(refusal?.retryAfter == .seconds(60))
        clock.instant.withLock { $0 = Self.start.adding(seconds: 60) }
        #expect(try await transport.send(request).status == 200)
    }
}

/// Answers one call at a time, when it is told to.
private actor SlowTransport: HTTPTransport {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private(set) var answered = 0
    private(set) var most = 0

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            most = max(most, waiting.count)
        }
        return HTTPResponse(status: 200)
    }

    func answerOne() {
        guard waiting.count >= 3 || answered > 8, !waiting.isEmpty else { return }
        answered += 1
        waiting.removeFirst().resume()
    }
}

/// A clock that can also be set back.
private final class SettableClock: RuntimeClock {
    let instant: Mutex<Instant>

    init(_ start: Instant) {
        instant = Mutex(start)
    }

    var now: Instant { instant.withLock { $0 } }

    func sleep(until instant: Instant) async throws {}
}
