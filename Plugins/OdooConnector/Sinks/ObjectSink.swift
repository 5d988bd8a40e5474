import CanonicalModel
import ConnectorKit
import JSON

/// Writes one kind of canonical object into Odoo.
protocol ObjectSink: Sendable {
    associatedtype Object: CanonicalObject

    /// The external id of the record that stands for an object: the same object, the same record.
    func externalID(of object: Object) -> ExternalID

    /// Why an object can not be written at all, and what to do; `nil` if it can.
    func obstacle(to object: Object) -> String?

    /// Writes objects with different external ids.
    ///
    /// - Parameters:
    ///   - objects: What to write.
    ///   - effect: Becomes true as soon as something was written.
    /// - Returns: One outcome for each object, in the same order.
    /// - Throws: ``ConnectorError`` if a call failed as a whole.
    func write(_ objects: [Object], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome]

    /// Looks up what Odoo holds for objects with different external ids.
    func find(_ objects: [Object]) async throws(ConnectorError) -> [FoundRecord?]
}

extension ObjectSink {
    func obstacle(to object: Object) -> String? { nil }

    /// Writes deliveries; several of one object are written once, as the last of them says.
    func apply(_ deliveries: [Delivery], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let batch = ObjectBatch(deliveries, externalID)
        let obstacles = batch.objects.map(obstacle)
        let clear = obstacles.indices.filter { obstacles[$0] == nil }
        let written = clear.isEmpty ? [] : try await write(clear.map { batch.objects[$0] }, effect: &effect)
        var outcomes = obstacles.map { DeliveryOutcome.rejected(reason: $0 ?? "") }
        for (index, outcome) in zip(clear, written) { outcomes[index] = outcome }
        return batch.entries.map { entry in
            switch entry {
            case .object(let index): outcomes[index]
            case .unreadable(let reason): .rejected(reason: reason)
            }
        }
    }

    /// Looks up deliveries; one that is no readable object, or could not be written, was never written.
    func find(_ deliveries: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        let batch = ObjectBatch(deliveries, externalID)
        let clear = batch.objects.indices.filter { obstacle(to: batch.objects[$0]) == nil }
        let found = clear.isEmpty ? [] : try await find(clear.map { batch.objects[$0] })
        let records = Dictionary(zip(clear, found)) { first, _ in first }
        return batch.entries.map { entry in
            switch entry {
            case .object(let index): records[index] ?? nil
            case .unreadable: nil
            }
        }
    }
}

/// The objects of some deliveries, each once.
struct ObjectBatch<Object: CanonicalObject>: Sendable {
    /// What a delivery carries.
    enum Entry: Sendable {
        /// The object at this index.
        case object(Int)
        /// Nothing that can be read, and why.
        case unreadable(String)
    }

    /// The objects in the order of their first delivery, as the last delivery of each says.
    private(set) var objects: [Object] = []
    /// One entry for each delivery.
    private(set) var entries: [Entry] = []

    init(_ deliveries: [Delivery], _ externalID: (Object) -> ExternalID) {
        var indices: [ExternalID: Int] = [:]
        for delivery in deliveries {
            do throws(JSONAccessError) {
                let object = try Object(JSONReader(delivery.payload))
                let identity = externalID(object)
                if let index = indices[identity] {
                    objects[index] = object
                } else {
                    indices[identity] = objects.count
                    objects.append(object)
                }
                entries.append(.object(indices[identity, default: 0]))
            } catch {
                let hint = "correct the mapping of its source, then send it again"
                entries.append(.unreadable("the delivery is no \(Object.name) (\(error)); \(hint)"))
            }
        }
    }
}
