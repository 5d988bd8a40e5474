import CanonicalModel
import ConnectorKit
import ConnectorTesting
import Synchronization
import Testing

/// A credential that is obtained, kept and renewed once for all callers.
struct RenewableCredentialTests {
    private static let start = Instant(seconds: 1_767_600_000)
    private static let refusal = ConnectorError.unauthorized(endpoint: "GET /", reason: "401")

    /// A system that hands out numbers when the test lets it, and refuses those that the test names.
    private final class Issuer: Sendable {
        struct State: Sendable {
            var issued = 0
            var refused: Set<Int> = []
            var outcome: ConnectorError?
            var lifetime: Int64?
            var calls: [Int] = []
        }

        let state = Mutex(State())
        let clock = ManualClock(RenewableCredentialTests.start)

        func credential() -> RenewableCredential<Int> {
            RenewableCredential(clock: clock) { [self] in
                for _ in 0..<50 { await Task.yield() }
                return state.withLock { state in
                    state.issued += 1
                    if let outcome = state.outcome { return .failure(outcome) }
                    let end = state.lifetime.map { clock.now.adding(seconds: $0) }
                    return .success(RenewableCredential.Lease(state.issued, expiresAt: end))
                }
            }
        }

        func call(_ number: Int) async throws(ConnectorError) -> Int {
            let seen = state.withLock { state in
                state.calls.append(number)
                return state.refused.contains(number)
            }
            for _ in 0..<50 { await Task.yield() }
            if seen { throw RenewableCredentialTests.refusal }
            return number
        }

        var issued: Int { state.withLock { $0.issued } }
    }

    private func outcomes(_ issuer: Issuer, _ credential: RenewableCredential<Int>, callers: Int) async -> [Int?] {
        await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    try? await credential.use { number throws(ConnectorError) in try await issuer.call(number) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func callersThatComeTogetherShareOne() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        #expect(await outcomes(issuer, credential, callers: 20) == Array(repeating: 1, count: 20))
        #expect(issuer.issued == 1)
    }

    @Test func aRefusalInMidRunIsRenewedOnce() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        _ = await outcomes(issuer, credential, callers: 1)
        issuer.state.withLock { $0.refused = [1] }
        #expect(await outcomes(issuer, credential, callers: 20) == Array(repeating: 2, count: 20))
        #expect(issuer.issued == 2)
    }

    @Test func aSecondRefusalIsFinalForAllWhoWait() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        _ = await outcomes(issuer, credential, callers: 1)
        issuer.state.withLock { $0.refused = [1, 2] }
        #expect(await outcomes(issuer, credential, callers: 20) == Array(repeating: nil, count: 20))
        #expect(issuer.issued == 2)
        // A person has mended it, and the next call is a fresh start.
        #expect(await outcomes(issuer, credential, callers: 1) == [3])
    }

    @Test func aRefusedRenewalIsNotTriedByEachCaller() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        _ = await outcomes(issuer, credential, callers: 1)
        issuer.state.withLock { state in
            state.refused = [1]
            state.outcome = Self.refusal
        }
        #expect(await outcomes(issuer, credential, callers: 20) == Array(repeating: nil, count: 20))
        #expect(issuer.issued == 2)
    }

    @Test func aReplacementThatWasNeverAcceptedIsNotReplaced() async throws {
        let issuer = Issuer()
        let credential = issuer.credential()
        let first = try await credential.held()
        let second = try await credential.replacement(for: first, after: Self.refusal)
        // Late callers that still hold the first one get the second one.
        #expect(try await credential.replacement(for: first, after: Self.refusal).number == second.number)
        await #expect(throws: Self.refusal) { try await credential.replacement(for: second, after: Self.refusal) }
        await #expect(throws: Self.refusal) { try await credential.replacement(for: first, after: Self.refusal) }
        #expect(issuer.issued == 2)
        let third = try await credential.held()
        await credential.accepted(third)
        #expect(try await credential.replacement(for: third, after: Self.refusal).number == 4)
    }

    @Test func otherErrorsRenewNothing() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        for error in [
            ConnectorError.forbidden(endpoint: "GET /", reason: "403"),
            .unavailable(endpoint: "GET /", reason: "503", retryAfter: nil), .cancelled,
        ] {
            await #expect(throws: error) {
                try await credential.use { _ throws(ConnectorError) -> Int in throw error }
            }
        }
        #expect(issuer.issued == 1)
    }

    @Test(arguments: [(3600, 3540), (60, 30), (2, 1)] as [(Int64, Int64)])
    func itIsRenewedBeforeItsEnd(lifetime: Int64, renewal: Int64) async {
        let issuer = Issuer()
        issuer.state.withLock { $0.lifetime = lifetime }
        let credential = issuer.credential()
        _ = await outcomes(issuer, credential, callers: 1)
        issuer.clock.advance(by: .seconds(renewal) - .microseconds(1))
        #expect(await outcomes(issuer, credential, callers: 1) == [1])
        issuer.clock.advance(by: .microseconds(1))
        #expect(await outcomes(issuer, credential, callers: 20) == Array(repeating: 2, count: 20))
        #expect(issuer.issued == 2)
    }

    @Test func oneThatEndsAtOnceIsStillUsedOnce() async {
        let issuer = Issuer()
        issuer.state.withLock { $0.lifetime = 0 }
        #expect(await outcomes(issuer, issuer.credential(), callers: 1) == [1])
    }

    @Test func aCallerThatIsCancelledKeepsTheOthersGoing() async {
        let issuer = Issuer()
        let credential = issuer.credential()
        let cancelled = Task { try await credential.held().number }
        let waiting = Task { try await credential.held().number }
        cancelled.cancel()
        await #expect(throws: ConnectorError.cancelled) { try await cancelled.value }
        #expect((try? await waiting.value) == 1)
        #expect(issuer.issued == 1)
    }
}
