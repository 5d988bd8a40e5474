import ConnectorKit
import FoundationEssentials
import JSON

/// What a picking waits for or has received of one line of its order.
struct ReceiptMove: Sendable {
    let id: Int64
    /// The line of the order.
    let line: Int64?
    let quantity: Decimal
    let wanted: Decimal
    /// Whether somebody marked it as what came; as soon as one is, Odoo receives the marked ones alone.
    let isPicked: Bool
    let unit: OdooReference?
    /// Whether its product is told apart by lot or serial number.
    let isTracked: Bool

    /// What a receipt sets of a move.
    struct Change: Sendable, Hashable {
        let id: Int64
        let quantity: Decimal
        let isPicked: Bool
    }

    /// The move as it stands.
    var standing: Change { Change(id: id, quantity: quantity, isPicked: isPicked) }
}

/// The lines of a receipt, each with its line of the order in Odoo.
struct ReceivedLines: Sendable {
    private struct Line {
        let key: String
        let quantity: Decimal
        let unit: OdooReference?
    }

    private let receipt: Receipt
    private let lines: [Int64: Line]

    /// Finds the lines of the order.
    ///
    /// - Throws: ``WorkflowStop`` for a receipt that brings nothing or less than nothing, for a line that the order does
    ///   not have, and for a unit that is not the line's.
    init(_ receipt: Receipt, _ order: Int64, _ writer: DocumentWriter) async throws(WorkflowStop) {
        let flow = writer.workflow
        let name = "receipt \(receipt.number)"
        let quantities = receipt.quantities.map(\.quantity)
        guard quantities.allSatisfy({ $0 >= 0 }), quantities.contains(where: { $0 > 0 }) else {
            throw .refused("\(name) brings nothing, or less than nothing; goods that go back are a return in Odoo")
        }
        let document = writer.scheme.id(.order, receipt.order)
        let held = try await writer.heldLines(of: order, PurchaseOrderSink.layout)
        let ids = Dictionary(held.map { ($0.externalID, $0.record.id) }) { first, _ in first }
        let unitField = try await flow.asking { () throws(ConnectorError) in try await flow.session.login().release }
            .orderUnitField
        let records = try await flow.asking { () throws(ConnectorError) in
            try await flow.session.read(PurchaseOrderSink.layout.lineModel, ids.values.sorted(), [unitField])
        }
        var lines: [Int64: Line] = [:]
        for (key, quantity, unit) in receipt.quantities {
            guard let id = ids[writer.lineID(key, of: document).text] else {
                throw .refused("order \(receipt.order) has no line \(key) in Odoo; correct \(name)")
            }
            let ordered = try flow.understood { () throws(JSONAccessError) in try records[id]?.reference(unitField) }
            if let unit, unit != ordered?.name {
                throw .refused(
                    "line \(key) of order \(receipt.order) is in \(ordered?.name ?? "no unit") in Odoo and in \(unit) in \(name); "
                        + "correct the receipt"
                )
            }
            lines[id] = Line(key: key, quantity: quantity + (lines[id]?.quantity ?? 0), unit: ordered)
        }
        self.receipt = receipt
        self.lines = lines
    }

    /// Whether moves have received exactly this.
    func match(_ moves: [ReceiptMove]) -> Bool { difference(to: moves) == nil }

    /// The first line of which moves have received another quantity, in words; `nil` if there is none.
    func difference(to moves: [ReceiptMove]) -> String? {
        var received: [Int64: Decimal] = [:]
        for move in moves { received[move.line ?? 0, default: 0] += move.quantity }
        for id in Set(received.keys).union(lines.keys).sorted() {
            let (there, meant) = (received[id] ?? 0, lines[id]?.quantity ?? 0)
            guard there != meant else { continue }
            let name = lines[id].map { "line \($0.key)" } ?? "another line"
            return "\(there.plainText) of \(name) in Odoo and \(meant.plainText) in its source"
        }
        return nil
    }

    /// What to set so that moves receive exactly this.
    ///
    /// - Parameter moves: The moves of a picking that is not done.
    /// - Returns: The moves to change, as they must be: a quantity, and a mark where others have one.
    /// - Throws: ``WorkflowStop/refused(_:)`` if more came than the picking waits for, the picking counts in another unit
    ///   than the order, or a lot has to be named.
    func changes(of moves: [ReceiptMove]) throws(WorkflowStop) -> [ReceiptMove.Change] {
        var rest = lines.mapValues(\.quantity)
        let isMarked = moves.contains(where: \.isPicked)
        var changes: [ReceiptMove.Change] = []
        for move in moves {
            let came = min(move.line.flatMap { rest[$0] } ?? 0, move.wanted)
            if came > 0, let id = move.line, let line = lines[id] {
                try check(move, line)
                rest[id, default: 0] -= came
            }
            let change = ReceiptMove.Change(id: move.id, quantity: came, isPicked: isMarked && came > 0)
            if change != move.standing { changes.append(change) }
        }
        if let (id, more) = rest.sorted(by: { $0.key < $1.key }).first(where: { $0.value > 0 }), let line = lines[id] {
            throw .refused(
                "\(line.quantity.plainText) of line \(line.key) came by receipt \(receipt.number), and order \(receipt.order) waits "
                    + "for \((line.quantity - more).plainText) in Odoo; raise the order there, or correct the receipt"
            )
        }
        return changes
    }

    private func check(_ move: ReceiptMove, _ line: Line) throws(WorkflowStop) {
        guard move.unit?.id == line.unit?.id else {
            throw .refused(
                "line \(line.key) of order \(receipt.order) is in \(line.unit?.name ?? "no unit"), and the stock counts it in "
                    + "\(move.unit?.name ?? "no unit"); receive \(receipt.number) in Odoo, or give the product one unit"
            )
        }
        guard !move.isTracked else {
            throw .refused(
                "line \(line.key) of order \(receipt.order) needs lot or serial numbers; receive \(receipt.number) in Odoo"
            )
        }
    }
}
