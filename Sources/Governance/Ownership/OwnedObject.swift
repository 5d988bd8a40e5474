import CanonicalModel
public import JSON

/// One object of the workflow that has a stage of its own.
public struct OwnedObject: Sendable, Hashable {
    /// The canonical object's name.
    public let object: String
    /// What identifies it among its kind, whichever system it comes from.
    public let key: String
    /// The business key under which its story is found.
    public let topic: String

    /// Names an object.
    public init(_ object: String, key: String, topic: String? = nil) {
        self.object = object
        self.key = key
        self.topic = topic ?? key
    }

    /// Hours, whose id is that of the system that they were written down in.
    public init(hours id: String, of system: String) {
        self.init(TimeEntry.name, key: "\(system)/\(id)", topic: id)
    }

    /// A cost of a company.
    public init(cost key: String, of company: String) {
        self.init(CostEntry.name, key: "\(company)/\(key)")
    }

    /// Finds out which object a payload is.
    ///
    /// - Parameters:
    ///   - object: The canonical object's name.
    ///   - payload: The object; `nil` results if it lacks what identifies it, or if its kind has one stage alone.
    ///   - system: The name of the system that it comes from.
    public init?(_ object: String, _ payload: JSON, from system: String) {
        func text(_ member: String) -> String? { payload[member]?.stringValue }
        switch object {
        case Estimate.name:
            guard let number = text("number"), let revision = text("revision") else { return nil }
            self.init(object, key: "\(number)/\(revision)")
        case ChangeOrder.name:
            guard let project = text("project"), let number = text("number") else { return nil }
            self.init(object, key: "\(project)/\(number)")
        case TimeEntry.name:
            guard let id = text("id") else { return nil }
            self.init(hours: id, of: system)
        case PayrollBatch.name:
            guard let batch = text("batch") else { return nil }
            self.init(object, key: batch)
        case CostEntry.name:
            guard let company = text("company"), let key = text("key") else { return nil }
            self.init(cost: key, of: company)
        default: return nil
        }
    }
}

/// That an object went on to its next stage.
public struct HandOff: Sendable, Hashable {
    /// The event that handed it on, in the vocabulary's words.
    public let event: String
    /// The stage that ended.
    public let from: OwnershipStage
    /// The stage that began.
    public let to: OwnershipStage
}

extension OwnershipPolicy {
    /// The events that hand on an object of each kind: those that flows tell of it, and those that its delivery is.
    public static let handOffEvents: [String: Set<String>] = [
        Estimate.name: ["EstimateAwarded", "EstimateRevised", "BudgetLoaded", "BudgetRevisionApproved"],
        ChangeOrder.name: ["ChangeOrderApproved"], TimeEntry.name: ["TimesheetApproved"],
        PayrollBatch.name: ["PayrollBatchSent"], CostEntry.name: ["CostEntryPosted"],
    ]

    /// The event that it is when an object was delivered and read back; `nil` if that hands nothing on.
    public static func event(ofDelivering object: String) -> String? {
        switch object {
        case PayrollBatch.name: "PayrollBatchSent"
        case CostEntry.name: "CostEntryPosted"
        default: nil
        }
    }

    /// What an event does to the stage of an object.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - object: The object's name.
    ///   - stage: The name of its present stage; `nil` for the first.
    /// - Returns: `nil` if the event does not end that stage.
    public func handOff(on event: String, of object: String, at stage: String?) -> HandOff? {
        guard let ownership = objects[object], let next = ownership.stage(after: stage, on: event) else { return nil }
        return HandOff(event: event, from: ownership.stage(stage), to: next)
    }
}
