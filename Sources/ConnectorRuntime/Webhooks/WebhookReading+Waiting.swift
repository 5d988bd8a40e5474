import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Deliveries that the connector could not be asked about: they wait, without a case of their own, until it can be.
extension WebhookReading {
    /// How many waiting deliveries enter again in one go; each may have 16 MiB.
    private static let batch = 20

    /// The member of the state of an endpoint that says until when its deliveries wait, in microseconds.
    static let waitsUntil = "waitsUntil"

    /// Under which name deliveries of an endpoint wait; no case has it.
    private static func caseKey(_ key: FlowKey) -> String { "webhooks_waiting:\(key.key)" }

    /// Whether a system's connector is not asked until a person tries the system again.
    ///
    /// Only one in a process of its own can be of no use; one that is linked in reads without its system.
    func isLeftAlone(_ system: String) async throws(StoreError) -> Bool {
        guard let configured = settings.systems.first(where: { $0.name == system }),
            configured.connector is any ConnectorStandIn
        else { return false }
        guard let pause = try await store.pause(of: system) else { return false }
        return pause.until == nil
    }

    /// What new deliveries change while others of their endpoint wait, or their system is parked; `nil` if they are read.
    ///
    /// They queue behind the others, so that the connector is asked in the order of arrival, and not before its time.
    func waiting(
        _ deliveries: [ReceivedRecord],
        of key: FlowKey,
        _ system: String,
        at now: Instant
    ) async throws(StoreError) -> [StateChange]? {
        let state = try await store.flowState(flow: key.flow, key: key.key)
        let time = state?.state[Self.waitsUntil]?.integerValue.map { Instant(microseconds: $0) }
        if try await !isLeftAlone(system) {
            guard let time else { return nil }
            guard time > now else { return try await release(key, at: now) }
        }
        return [try await step(key, consuming: [], wakeAt: time ?? now.adding(seconds: 1))] + held(deliveries, of: key)
    }

    private func held(_ deliveries: [ReceivedRecord], of key: FlowKey) -> [StateChange] {
        deliveries.map { .recordRerouted($0.placed(.quarantined(caseKey: Self.caseKey(key)))) }
    }

    /// What keeps deliveries for later, and when those of the endpoint that wait are tried again.
    ///
    /// Whatever a stop interrupts stays as it is, and is read by the next runtime. Without a `failure` there is nothing to
    /// keep.
    func holding(
        _ unread: [ReceivedRecord],
        of key: FlowKey,
        because failure: ConnectorError?,
        at now: Instant
    ) async throws(StoreError) -> (changes: [StateChange], wakeAt: Instant?) {
        guard let failure, failure != .cancelled, let system = unread.first?.system else { return ([], nil) }
        var changes = held(unread, of: key)
        var pause = Duration.seconds(1)
        if failure.needsPerson {
            let health = SystemHealth(system: system, operatorRole: settings.operatorRole, seed: settings.seed)
            let previous = try await store.pause(of: system)
            changes += try await health.changes(after: failure, previous: previous, store: store, at: now).changes
        } else if case .unavailable(_, _, let asked?) = failure {
            pause = max(pause, min(asked, SystemHealth.longestAskedPause))
        }
        return (changes, now.adding(pause))
    }

    /// What lets the deliveries of an endpoint that wait enter again; nothing while its system is parked.
    func release(_ key: FlowKey, at now: Instant) async throws(StoreError) -> [StateChange] {
        let held = try await store.quarantinedRecords(caseKey: Self.caseKey(key), limit: Self.batch)
        if let system = held.first?.system, try await isLeftAlone(system) { return [] }
        let step = try await step(key, consuming: [], wakeAt: held.count < Self.batch ? nil : now)
        return [step] + held.map { .recordRerouted($0.placed(.accepted)) }
    }

    /// What ends the pause of a system that a person tried again, if webhooks are all that it is for: it has answered.
    func recovery(of system: String, at now: Instant) async throws(StoreError) -> [StateChange] {
        guard let configured = settings.systems.first(where: { $0.name == system }), configured.target == nil,
            configured.connector is any ConnectorStandIn, configured.connector.restSource == nil,
            configured.connector.incrementalSource == nil, configured.connector.fileSource == nil,
            let pause = try await store.pause(of: system), let until = pause.until, until <= now
        else { return [] }
        return [.systemPauseReplaced(system: system, nil, seen: pause)]
    }
}

extension ConnectorError {
    /// Whether a connector that could not say what a delivery carries was asked, so that the delivery may be the reason.
    var isOfDelivery: Bool {
        switch self {
        case .outcomeUnknown, .unexpectedAnswer: true
        default: false
        }
    }
}

extension ReceivedRecord {
    /// The same record with another disposition.
    fileprivate func placed(_ disposition: Disposition) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: record,
            flow: flow,
            key: key,
            topics: topics,
            disposition: disposition
        )
    }
}
