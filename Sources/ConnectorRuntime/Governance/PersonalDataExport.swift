public import CanonicalModel
public import ConnectorStore
import JSON

/// Makes it an entry of the journal when a person lets personal data out of the store.
public struct PersonalDataExport: Sendable {
    /// The name under which exports are counted, as the state of a flow, and a topic of their entries.
    public static let topic = "personal-data"

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates an export.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Records who lets which entries out; to be done before they are written anywhere.
    ///
    /// - Parameters:
    ///   - entries: The entries of the journal.
    ///   - key: The business key that they were found by, under which this is found, too.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person is no operator, or the store cannot be used.
    public func record(
        _ entries: [JournalEntry],
        of key: String?,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) {
        try settings.require(person, in: settings.operatorRole, to: "let personal data out", at: now)
        do throws(StoreError) {
            let stored = try await store.flowState(flow: Self.topic, key: Self.topic)
            let note = FlowNote(
                event: "PersonalDataExported",
                topics: [Self.topic] + (key.map { [$0] } ?? []),
                detail: [
                    "person": .string(person), "entries": .array(entries.map { .integer($0.sequence) }),
                ]
            )
            let step = FlowAdvance(
                flow: Self.topic,
                key: Self.topic,
                expectedVersion: stored?.version ?? 0,
                state: .object(JSONObject()),
                wakeAt: nil,
                consumed: [],
                notes: [note]
            )
            _ = try await store.commit([.flowAdvanced(step)], by: "person:\(person)", at: now)
        } catch {
            throw .store(error)
        }
    }
}
