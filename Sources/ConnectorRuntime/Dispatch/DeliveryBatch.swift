import ConnectorKit
import ConnectorStore

/// The deliveries of one call: of one canonical object, all with the same step.
struct DeliveryBatch: Sendable {
    /// What is to be done with the deliveries.
    enum Step: Sendable {
        /// The target is asked what it holds.
        case lookUp
        /// They are written.
        case write
    }

    /// From this many attempts on a delivery that failed alone, while the target took others, is for a person to decide.
    static let attemptsAlone = 5
    /// From this many failures on a delivery that fails alone, while the target took others, is to blame itself.
    static let failuresUntilBlamed = 2

    let step: Step
    let deliveries: [StoredDelivery]
    /// Whether more would not have fitted.
    let isFull: Bool

    /// The canonical object.
    var object: String { deliveries.first?.plan.delivery.object ?? "" }

    /// The delivery, if the call carries only one.
    var only: StoredDelivery? { deliveries.count == 1 ? deliveries.first : nil }
}

extension StoredDelivery {
    /// What has to be done next: a delivery that may have taken effect is looked up before it is written.
    var nextStep: DeliveryBatch.Step { state == .planned ? .write : .lookUp }

    /// How many deliveries the next call with this one may carry: half as many after each failure, so that one that
    /// poisons its calls soon stands alone.
    func companions(atMost limit: Int, failedLookUps: Int) -> Int {
        max(1, limit >> min(nextStep == .write ? attempts : failedLookUps, 30))
    }
}
