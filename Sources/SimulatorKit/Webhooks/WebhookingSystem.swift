public import JSON

/// A simulated system that tells others by webhook of what happens in it.
///
/// Who is told, how, and with which misbehaviour is said at `/_sim/webhooks`; the system only says what happened.
/// ``SimulatorServer`` sends; ``SimulatorSurface/respond(to:)``, which knows no network, lets webhooks wait.
public protocol WebhookingSystem: SimulatedSystem {
    /// The types of event, such as `machine.reported`; each needs a mark in ``SimulatedSystem/coverage``.
    static var eventTypes: [String] { get }

    /// The versions of payloads, the usual one first.
    static var payloadVersions: [String] { get }

    /// Tells what happened since it was asked last.
    ///
    /// - Parameters:
    ///   - start: The moment until which events were taken already.
    ///   - end: The last moment that counts; `start` itself if only requests can have changed something.
    /// - Returns: The events after `start` and until `end`, earliest first.
    mutating func takeEvents(after start: SimulatedInstant, through end: SimulatedInstant) -> [SimulatedEvent]
}

/// Something that happened in a simulated system and of which it tells by webhook.
public struct SimulatedEvent: Sendable, Hashable {
    /// One of ``WebhookingSystem/eventTypes``.
    public let type: String
    /// When it happened on the virtual clock.
    public let at: SimulatedInstant
    /// The body of the webhook in each of ``WebhookingSystem/payloadVersions``.
    public let bodies: [JSON]

    /// Creates an event.
    ///
    /// - Parameters:
    ///   - type: One of ``WebhookingSystem/eventTypes``.
    ///   - at: When it happened on the virtual clock.
    ///   - bodies: The body in each of ``WebhookingSystem/payloadVersions``.
    public init(_ type: String, at: SimulatedInstant, bodies: [JSON]) {
        self.type = type
        self.at = at
        self.bodies = bodies
    }
}
