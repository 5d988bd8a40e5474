import CanonicalModel
import ConnectorKit
import ConnectorStore

/// The deliveries that may go into one call, chosen so that each lane keeps its order.
///
/// A lane is a target system and an ordering key. Within a lane deliveries are made strictly in the order in which they
/// were planned; a delivery that has to wait holds up its own lane and no other.
struct DeliveryBatch {
    /// What is to be done with the deliveries.
    enum Step {
        /// The target is asked what it holds.
        case lookUp
        /// They are written.
        case write
    }

    /// After this many attempts that the target answered with something not understood, a person decides.
    static let attemptsUntilCase = 5
    /// How often a delivery is attempted together with others.
    static let attemptsTogether = 2

    let step: Step
    let deliveries: [StoredDelivery]

    /// The next batch of a system's open deliveries, or `nil` if none is due.
    ///
    /// Deliveries whose outcome is unknown are looked up before any of their lane is written. A delivery that failed
    /// twice with others is written alone, so that one that poisons its call harms no other.
    ///
    /// - Parameters:
    ///   - open: The open deliveries in the order of their planning.
    ///   - now: The present.
    ///   - limit: The most deliveries that one call may carry.
    /// - Returns: Deliveries of one canonical object that need the same step.
    static func next(of open: [StoredDelivery], at now: Instant, limit: Int) -> DeliveryBatch? {
        var heldUp: Set<String> = []
        var chosen: [StoredDelivery] = []
        var step: Step?
        for delivery in open where chosen.count < limit {
            let lane = delivery.plan.orderingKey
            guard !heldUp.contains(lane) else { continue }
            let isDue = delivery.notBefore.map { $0 <= now } ?? true
            let needed: Step = delivery.state == .planned ? .write : .lookUp
            let object = chosen.first?.plan.delivery.object ?? delivery.plan.delivery.object
            let isAlone = needed == .write && delivery.attempts >= Self.attemptsTogether
            guard isDue, step ?? needed == needed, object == delivery.plan.delivery.object,
                !isAlone || chosen.isEmpty
            else {
                heldUp.insert(lane)
                continue
            }
            step = needed
            chosen.append(delivery)
            if isAlone { break }
        }
        return step.map { DeliveryBatch(step: $0, deliveries: chosen) }
    }

    /// The delivery that is to be given up as a case if this call fails: written alone, and often enough.
    var poison: StoredDelivery? {
        guard step == .write, deliveries.count == 1, let only = deliveries.first else { return nil }
        return only.attempts + 1 >= Self.attemptsUntilCase ? only : nil
    }
}
