public import ConnectorStore
public import Testing

/// What every store promises, whatever it keeps its data in.
///
/// A store's tests check each promise against an empty store:
///
/// ```swift
/// @Test(arguments: StoreContract.promises)
/// func keeps(_ promise: StoreContract.Promise) async throws {
///     try await promise.check(InMemoryStore())
/// }
/// ```
public enum StoreContract: Sendable {
    /// One promise.
    public struct Promise: Sendable, CustomTestStringConvertible {
        /// What is promised, in one line.
        public let name: String
        private let trial: @Sendable (Trial) async throws -> Void

        init(_ name: String, trial: @escaping @Sendable (Trial) async throws -> Void) {
            self.name = name
            self.trial = trial
        }

        /// What is promised, in one line.
        public var testDescription: String { name }

        /// Finds out whether a store keeps the promise, and records an issue where it does not.
        ///
        /// - Parameters:
        ///   - store: An empty store.
        ///   - location: Where issues are reported.
        /// - Throws: ``StoreError`` if the store does not do what it must be able to do.
        public func check(
            _ store: any RuntimeStore,
            at location: SourceLocation = #_sourceLocation
        ) async throws {
            try await trial(Trial(store: store, location: location))
            let verification = try await AuditVerification.verify(store, pageSize: 100)
            #expect(verification.findings == [], "the journal is whole", sourceLocation: location)
        }
    }

    /// All promises.
    public static let promises: [Promise] =
        commits + journal + inbox + cursorsAndPauses + flows + approvals + approvalRules + deliveries
        + deliveryStates + cases + caseDecisions + caseEscalations + repairs + simultaneous + leases + audit
}
