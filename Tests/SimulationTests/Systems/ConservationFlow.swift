import CanonicalModel
import ConnectorKit
import ConstructionFlows
import FoundationEssentials
import JSON

/// What a ``ConservationFlow`` moves.
protocol Good: Sendable {
    static var flow: String { get }
    static var object: String { get }
}

enum Labour: Good {
    static let flow = "Labour"
    static let object = "Shift"
}

enum Material: Good {
    static let flow = "Material"
    static let object = "Receipt"
}

/// Moves hours and money one to one: at once, after approval, or when their time has come.
struct ConservationFlow<Moved: Good>: BusinessFlow {
    static var name: String { Moved.flow }

    let projects: [String]
    /// Kept back from each thirteenth posting; nothing, unless the flow is broken.
    var loss: Decimal = 0

    var consumes: Set<String> { [Moved.object, SourceRecord.deletion] }

    var masterData: [FlowDelivery] {
        projects.map { code in
            FlowDelivery(
                key: "Project/\(code)",
                object: "Project",
                payload: ["code": .string(code)],
                orderingKey: code,
                topics: [code]
            )
        }
    }

    func route(_ event: FlowEvent) -> FlowRoute {
        let project = event.payload["project"]?.stringValue ?? Self.deleted(event)?.project ?? ""
        guard projects.contains(project) else {
            return .hold(
                FlowCase(
                    kind: "unknown_project",
                    subject: project,
                    severity: .warning,
                    owner: "cost-clerk",
                    summary: "nobody knows \(project)",
                    detail: .null,
                    isRetriable: true,
                    topics: [project]
                )
            )
        }
        return .accept(key: project, topics: [project])
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var book = Book(state)
        var decision = FlowDecision(state: .null)
        for event in events { try take(event, &book, &decision) }
        for (id, entry) in book.waiting where isDue(entry, at: now) {
            book.waiting[id] = nil
            post(id, entry, &book, &decision)
        }
        decision.state = book.json
        decision.wakeAt = book.waiting.map(\.value).compactMap { due(of: $0) }.min()
        return decision
    }

    private func take(_ event: FlowEvent, _ book: inout Book, _ decision: inout FlowDecision) throws(JSONAccessError) {
        let reader = JSONReader(event.payload, path: event.reference)
        if event.object == FlowEvent.approvalDecision {
            let id = try reader.member("id").string()
            guard let entry = book.staged[id] else { return }
            book.staged[id] = nil
            if try reader.member("approved").bool() { post(id, entry, &book, &decision) }
            return
        }
        if let deleted = Self.deleted(event) {
            let entry: JSON = ["project": .string(deleted.project), "costCode": "", "hours": "0", "amount": "0"]
            return post("\(deleted.record)/deleted", entry, &book, &decision)
        }
        let id = try reader.member("record").string()
        switch try reader.member("mode").string() {
        case "approve":
            book.staged[id] = event.payload
            decision.approvals.append(
                FlowApproval(id: id, role: "cost-clerk", summary: id, payload: event.payload, topics: [id])
            )
        case "wait": book.waiting[id] = event.payload
        default: post(id, event.payload, &book, &decision)
        }
    }

    /// The record and project of a deleted row, whose id names both.
    private static func deleted(_ event: FlowEvent) -> (record: Substring, project: String)? {
        guard event.object == SourceRecord.deletion, let row = event.payload["id"]?.stringValue,
            let slash = row.lastIndex(of: "/")
        else { return nil }
        return (row[..<slash], String(row[slash...].dropFirst()))
    }

    private func due(of entry: JSON) -> Instant? { entry["due"]?.stringValue.flatMap { Instant($0) } }

    private func isDue(_ entry: JSON, at now: Instant) -> Bool { due(of: entry).map { $0 <= now } ?? true }

    private func post(_ id: String, _ entry: JSON, _ book: inout Book, _ decision: inout FlowDecision) {
        book.count += 1
        let hours = entry["hours"]?.stringValue ?? ""
        var amount = entry["amount"]?.stringValue ?? ""
        if loss != 0, book.count % 13 == 0, let exact = Decimal(plain: amount) { amount = (exact - loss).plainText }
        let project = entry["project"]?.stringValue ?? ""
        decision.deliveries.append(
            FlowDelivery(
                key: "\(Moved.object)/\(id)",
                object: Moved.object,
                payload: [
                    "record": .string(id), "project": .string(project), "costCode": entry["costCode"] ?? .null,
                    "hours": .string(hours), "amount": .string(amount), "position": .integer(book.count),
                ],
                controlTotals: ["hours": hours, "amount": amount],
                orderingKey: project,
                topics: [id]
            )
        )
    }
}

/// What a ``ConservationFlow`` remembers of one project.
private struct Book {
    /// How many postings were planned.
    var count: Int64 = 0
    var staged = JSONObject()
    var waiting = JSONObject()

    init(_ state: JSON?) {
        count = state?["count"]?.integerValue ?? 0
        staged = state?["staged"]?.objectValue ?? JSONObject()
        waiting = state?["waiting"]?.objectValue ?? JSONObject()
    }

    var json: JSON { ["count": .integer(count), "staged": .object(staged), "waiting": .object(waiting)] }
}
