import CanonicalModel
public import ConnectorKit

extension OdooConnector {
    /// Writes deliveries of the manifest's objects, and reads back what Odoo holds of costs and documents.
    ///
    /// Deliveries of one object (equal canonical keys) are written once, as the last of them says, and share the
    /// outcome.
    ///
    /// - Parameter batch: At most ``batchLimit`` deliveries of the same canonical object; more is an error of the
    ///   caller.
    /// - Returns: One outcome for each delivery, in the same order.
    /// - Throws: ``ConnectorError``; ``ConnectorError/outcomeUnknown(_:)`` for a passing trouble after a part was
    ///   written.
    public func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        checkSize(of: batch)
        var effect = false
        do {
            return try await apply(batch, effect: &effect)
        } catch {
            throw effect ? Self.afterEffect(error, endpoint: session.endpoint) : error
        }
    }

    /// Looks up deliveries by the external ids of their records, with the rights of an ordinary user.
    ///
    /// - Parameter batch: At most ``batchLimit`` deliveries of the same canonical object; more is an error of the
    ///   caller.
    /// - Returns: For each delivery what Odoo holds, a cost with `hours` and `amount`; `nil` if it holds nothing, or
    ///   holds the cost on another day.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    public func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        checkSize(of: batch)
        switch Self.object(of: batch) {
        case nil: return []
        case Project.name: return try await projectSink.find(batch)
        case Equipment.name: return try await equipmentSink.find(batch)
        case CostEntry.name: return try await costEntrySink.find(batch)
        case PurchaseOrder.name: return try await orderSink.find(batch)
        case Receipt.name: return try await receiptSink.find(batch)
        case SupplierInvoice.name: return try await invoiceSink.find(batch)
        case Payment.name: return try await paymentSink.find(batch)
        default: return batch.map { _ in nil }
        }
    }

    private func apply(_ batch: [Delivery], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        switch Self.object(of: batch) {
        case nil: return []
        case Project.name: return try await projectSink.apply(batch, effect: &effect)
        case Equipment.name: return try await equipmentSink.apply(batch, effect: &effect)
        case CostEntry.name: return try await costEntrySink.apply(batch, effect: &effect)
        case PurchaseOrder.name: return try await orderSink.apply(batch, effect: &effect)
        case Receipt.name: return try await receiptSink.apply(batch, effect: &effect)
        case SupplierInvoice.name: return try await invoiceSink.apply(batch, effect: &effect)
        case Payment.name: return try await paymentSink.apply(batch, effect: &effect)
        case let object?:
            let known = Self.manifest.writes.joined(separator: ", ")
            return batch.map { _ in .rejected(reason: "this connector does not write \(object), only \(known)") }
        }
    }

    private func checkSize(of batch: [Delivery]) {
        precondition(batch.count <= batchLimit, "a batch carries at most \(batchLimit) deliveries, got \(batch.count)")
    }

    /// The object that all deliveries are of; `nil` for no delivery.
    private static func object(of batch: [Delivery]) -> String? {
        let objects = Set(batch.map(\.object))
        precondition(objects.count <= 1, "a batch carries one canonical object, got \(objects.sorted())")
        return objects.first
    }

    /// Something was written before a passing trouble: what Odoo holds is to be looked up.
    ///
    /// A lasting trouble keeps its name, so that a person hears of it; repeating is harmless either way.
    private static func afterEffect(_ error: ConnectorError, endpoint: String) -> ConnectorError {
        switch error {
        case .unavailable, .neverSent, .cancelled: break
        default: return error
        }
        let reason: TransportError.Reason = error == .cancelled ? .cancelled : .connectionLost
        return .outcomeUnknown(
            TransportError(
                reason: reason,
                requestMayHaveArrived: true,
                endpoint: endpoint,
                detail: "a part was written, then: \(error)"
            )
        )
    }

    private var scheme: ExternalIDScheme { ExternalIDScheme(namespace: settings.namespace) }

    private var loader: Loader { Loader(session: session, log: services.log) }

    private var projectSink: ProjectSink {
        ProjectSink(session: session, loader: loader, scheme: scheme, plan: settings.analyticPlan)
    }

    private var equipmentSink: EquipmentSink { EquipmentSink(session: session, loader: loader, scheme: scheme) }

    private var writer: DocumentWriter {
        DocumentWriter(
            workflow: Workflow(session: session),
            loader: loader,
            scheme: scheme,
            references: references
        )
    }

    private var orderSink: PurchaseOrderSink { PurchaseOrderSink(writer: writer) }

    private var receiptSink: ReceiptSink { ReceiptSink(writer: writer) }

    private var invoiceSink: SupplierInvoiceSink { SupplierInvoiceSink(writer: writer) }

    private var paymentSink: PaymentSink { PaymentSink(invoices: invoiceSink) }

    private var costEntrySink: CostEntrySink {
        CostEntrySink(
            session: session,
            loader: loader,
            scheme: scheme,
            plan: settings.analyticPlan,
            companyCode: settings.companyCode
        )
    }
}
