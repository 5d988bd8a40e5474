import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// A connector that writes documents into the model ledger, in steps of which a broken connector gets one wrong.
protocol LedgerSink: RESTSink {
    var ledger: ModelLedger { get }

    init(ledger: ModelLedger)

    /// What the ledger is to hold for a delivery.
    func document(from delivery: Delivery) throws(JSONAccessError) -> LedgerDocument
    /// The external id that makes a delivery one document; `nil` for none.
    func externalID(of delivery: Delivery) -> String?
    /// Writes one delivery.
    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome
    /// Creates a document.
    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int
    /// What the ledger says that it holds.
    func readBack(_ number: Int, of delivery: Delivery) -> FoundRecord
    /// What a failed call means for the runtime; `nil` if the ledger refused the delivery.
    func meaning(of failure: ModelLedger.Failure) -> ConnectorError?
}

extension LedgerSink {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "model-ledger",
            version: "1.0.0",
            summary: "Writes documents into the model ledger.",
            configuration: [],
            writes: ["Document"],
            wireVersions: []
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(ledger: ModelLedger())
    }

    var batchLimit: Int { 20 }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func document(from delivery: Delivery) throws(JSONAccessError) -> LedgerDocument {
        let reader = JSONReader(delivery.payload, path: delivery.key)
        let day = try reader.member("day").string()
        guard let date = CalendarDate(day) else {
            throw JSONAccessError(path: "\(delivery.key).day", expected: "a date", found: "'\(day)'")
        }
        var lines: [LedgerDocument.Line] = []
        for line in try reader.member("lines").elements() {
            lines.append(
                LedgerDocument.Line(
                    text: try line.member("text").string(),
                    amount: try line.member("amount").decimal()
                )
            )
        }
        return LedgerDocument(
            name: try reader.member("name").string(),
            day: date,
            lines: lines
        )
    }

    func externalID(of delivery: Delivery) -> String? { delivery.key }

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        try ledger.create(document, externalID: externalID)
    }

    func readBack(_ number: Int, of delivery: Delivery) -> FoundRecord {
        guard let document = ledger.document(number) else { return FoundRecord(reference: "document/\(number)") }
        let isWhole = document.name == delivery.payload["name"]?.stringValue
        return FoundRecord(
            reference: "document/\(number)",
            totals: ["amount": document.total, "names": isWhole ? 1 : 0]
        )
    }

    func meaning(of failure: ModelLedger.Failure) -> ConnectorError? {
        switch failure {
        case .requestLost: .neverSent(Self.lost(arrived: false))
        case .answerLost: .outcomeUnknown(Self.lost(arrived: true))
        case .busy(let seconds):
            .unavailable(endpoint: "ledger", reason: "busy", retryAfter: seconds.map { .seconds($0) })
        case .refused: nil
        }
    }

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        let document: LedgerDocument
        do throws(JSONAccessError) {
            document = try self.document(from: delivery)
        } catch {
            return .rejected(reason: "\(error)")
        }
        do throws(ModelLedger.Failure) {
            let externalID = externalID(of: delivery)
            if let number = externalID.flatMap({ ledger.number(of: $0) }) {
                return .applied(readBack(number, of: delivery))
            }
            return .applied(readBack(try create(document, externalID: externalID), of: delivery))
        } catch {
            if let error = meaning(of: error) { throw error }
            guard case .refused(let reason) = error else { return .rejected(reason: "\(error)") }
            return .rejected(reason: reason)
        }
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch { outcomes.append(try await write(delivery)) }
        return outcomes
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        batch.map { delivery in
            externalID(of: delivery).flatMap { ledger.number(of: $0) }.map { readBack($0, of: delivery) }
        }
    }

    static func lost(arrived: Bool) -> TransportError {
        TransportError(
            reason: .connectionLost,
            requestMayHaveArrived: arrived,
            endpoint: "POST http://127.0.0.1/ledger",
            detail: "the connection ended"
        )
    }
}

/// The connector that gets every step right.
struct SoundSink: LedgerSink {
    let ledger: ModelLedger
}
