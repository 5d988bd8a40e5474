/// Why something cannot be proved.
@nonexhaustive
public enum AuditError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A note, key or proof has not the form that it must have.
    case malformed(String)
    /// A signature is missing or wrong, or that of somebody else.
    case unsigned(String)
    /// What is signed and what is there contradict each other.
    case inconsistent(String)
    /// The second place for checkpoints cannot be read or written.
    case export(String)
    /// The store could not do what it was asked to do.
    case store(StoreError)

    /// What is wrong.
    public var description: String {
        switch self {
        case .malformed(let text), .unsigned(let text), .inconsistent(let text), .export(let text): text
        case .store(let error): error.description
        }
    }

    /// Passes what a store throws on as an error of the audit.
    static func reading<Value>(
        _ body: () async throws(StoreError) -> Value
    ) async throws(AuditError) -> Value {
        do throws(StoreError) { return try await body() } catch { throw .store(error) }
    }
}
