public import CanonicalModel

/// A token, session or login that is obtained from the system, kept, and renewed once for all callers that need it.
///
/// Callers that come together share one renewal. A credential whose end is known is renewed before it. A refused one is
/// renewed once; if the system refuses the new one as well, the refusal stands for all callers that were waiting, so
/// that a wrong password is not tried again and again until the account is locked.
public actor RenewableCredential<Value: Sendable> {
    /// A credential that was obtained, and its number, by which callers say which one was refused.
    public struct Held: Sendable {
        /// The credential.
        public let value: Value
        /// Counts the credentials of this holder, from 1.
        public let number: Int
    }

    /// A credential with its end.
    public struct Lease: Sendable {
        let value: Value
        let expiresAt: Instant?

        /// Creates a lease.
        ///
        /// - Parameters:
        ///   - value: The credential.
        ///   - expiresAt: When the system stops accepting it; `nil` if it does not say.
        public init(_ value: Value, expiresAt: Instant? = nil) {
            self.value = value
            self.expiresAt = expiresAt
        }
    }

    private struct Current {
        let held: Held
        let renewAt: Instant?
        /// Whether it replaced a refused one, and nothing has been accepted with it.
        var isOnProbation: Bool
        var refusal: ConnectorError?
    }

    private let clock: any RuntimeClock
    private let margin: Duration
    private let obtain: @Sendable () async -> Result<Lease, ConnectorError>
    private var current: Current?
    private var renewal: Task<Result<Lease, ConnectorError>, Never>?
    private var count = 0
    /// The refusal to replace the credential of this number or an earlier one: others who hold it are told the same.
    private var failure: (number: Int, error: ConnectorError)?

    /// Creates a holder; nothing is obtained before the first use.
    ///
    /// - Parameters:
    ///   - clock: The runtime's clock, by which a credential's end is awaited.
    ///   - margin: How long before its end a credential is renewed; half of its time, if that is less.
    ///   - obtain: Asks the system for a credential; ``ConnectorError/unauthorized(endpoint:reason:)`` if it refuses.
    public init(
        clock: any RuntimeClock,
        margin: Duration = .seconds(60),
        obtain: @escaping @Sendable () async -> Result<Lease, ConnectorError>
    ) {
        self.clock = clock
        self.margin = margin
        self.obtain = obtain
    }

    /// The present credential, obtained by the first caller and by the first one after its end.
    ///
    /// - Throws: ``ConnectorError`` if none can be obtained; the next call tries again.
    public func held() async throws(ConnectorError) -> Held {
        if let current, current.refusal == nil, current.renewAt.map({ clock.now < $0 }) ?? true { return current.held }
        return try await renewed(onProbation: false)
    }

    /// A credential in place of one that the system refused.
    ///
    /// - Parameters:
    ///   - refused: The credential that was refused.
    ///   - refusal: How the system said so.
    /// - Returns: A new credential, or the one that another caller has got meanwhile.
    /// - Throws: `refusal` if the refused credential was itself new and has never been accepted; ``ConnectorError`` if
    ///   none can be obtained.
    public func replacement(
        for refused: Held,
        after refusal: ConnectorError
    ) async throws(ConnectorError) -> Held {
        if let failure, refused.number <= failure.number { throw failure.error }
        if let current, current.held.number == refused.number {
            if let stated = current.refusal { throw stated }
            guard !current.isOnProbation else {
                self.current?.refusal = refusal
                throw refusal
            }
        } else if let current, current.held.number > refused.number {
            if let stated = current.refusal { throw stated }
            return current.held
        }
        do throws(ConnectorError) {
            return try await renewed(onProbation: true)
        } catch {
            if case .unauthorized = error { failure = (refused.number, error) }
            throw error
        }
    }

    /// Notes that the system accepted a credential.
    public func accepted(_ held: Held) {
        if current?.held.number == held.number { current?.isOnProbation = false }
    }

    /// Notes that the system refused a credential that had replaced a refused one: callers that wait for it are told.
    public func refused(_ held: Held, _ refusal: ConnectorError) {
        if current?.held.number == held.number { current?.refusal = refusal }
    }

    /// Drops a credential, unless another caller has renewed it already: the next caller obtains another one.
    ///
    /// - Parameter held: The credential; `nil` drops whichever there is.
    public func forget(_ held: Held?) {
        if held == nil || current?.held.number == held?.number { current = nil }
    }

    /// Calls with the credential; if the system refuses it, renews it and calls once more.
    ///
    /// - Parameter call: Throws ``ConnectorError/unauthorized(endpoint:reason:)`` if the system refused the credential
    ///   and did nothing.
    /// - Returns: What the call returned.
    /// - Throws: What the call threw, the second time if there was one.
    public nonisolated func use<Answer: Sendable>(
        _ call: (Value) async throws(ConnectorError) -> Answer
    ) async throws(ConnectorError) -> Answer {
        let held = try await held()
        do throws(ConnectorError) {
            let answer = try await call(held.value)
            await accepted(held)
            return answer
        } catch {
            guard case .unauthorized = error else { throw error }
            let renewed = try await replacement(for: held, after: error)
            do throws(ConnectorError) {
                let answer = try await call(renewed.value)
                await accepted(renewed)
                return answer
            } catch {
                if case .unauthorized = error { await refused(renewed, error) }
                throw error
            }
        }
    }

    private func renewed(onProbation: Bool) async throws(ConnectorError) -> Held {
        let task = renewal ?? Task { await obtain() }
        renewal = task
        let result = await task.value
        if renewal == task {
            renewal = nil
            current = (try? result.get()).map { keep($0, onProbation: onProbation) }
        }
        guard !Task.isCancelled else { throw .cancelled }
        if let current, case .success = result { return current.held }
        _ = try result.get()
        return try await held()
    }

    private func keep(_ lease: Lease, onProbation: Bool) -> Current {
        count += 1
        let renewAt = lease.expiresAt.map { end in
            let rest = max(0, end.microseconds - clock.now.microseconds)
            return end.adding(.zero - min(margin, .microseconds(rest / 2)))
        }
        return Current(held: Held(value: lease.value, number: count), renewAt: renewAt, isOnProbation: onProbation)
    }
}
