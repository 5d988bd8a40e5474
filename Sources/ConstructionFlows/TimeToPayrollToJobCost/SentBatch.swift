import CanonicalModel
import FoundationEssentials
import JSON

/// What one entry sends with a line of a batch.
struct BatchItem: Hashable {
    /// The entry's id.
    let entry: String
    let share: HoursShare
    /// Whether payroll has the share and takes it back.
    let isReversal: Bool
    /// The line's place in the batch, the first being 0.
    let line: Int
}

/// A batch and how far it has come.
struct SentBatch: Hashable {
    enum Stage: String, CaseIterable {
        /// It waits for a person.
        case proposed
        /// It left, or is about to, and payroll has not answered yet.
        case sent
        /// Payroll has answered.
        case settled
        /// It never left: a person refused it, or its hours changed before anybody approved it.
        case withdrawn
    }

    var stage: Stage
    /// What it says; what payroll took is left out once it has answered.
    var items: [BatchItem]
    let lineCount: Int
    let hours: Decimal
    /// From when on a missing answer is a case.
    var overdueAt: Instant?
    /// Whether a case says that the answer is missing.
    var isOverdue = false
    var answer = BatchAnswer()
    /// What has come of an answer after the one that was booked.
    var later: BatchAnswer?

    /// The lines in their order.
    var lines: [PayrollBatch.Line] {
        Dictionary(grouping: items, by: \.line).sorted { $0.key < $1.key }.compactMap { _, items in
            guard let first = items.first else { return nil }
            let hours = items.reduce(Decimal(0)) { $0 + $1.hours }
            return PayrollBatch.Line(
                entries: items.map(\.entry).sorted(),
                employee: first.share.claim.employee,
                project: first.share.claim.project,
                costCode: first.share.costCode,
                payCode: first.share.claim.payCode,
                date: first.share.claim.date,
                hours: hours
            )
        }
    }
}

/// What payroll said of a batch so far: acknowledgement and rejects come in files of their own, in either order.
struct BatchAnswer: Hashable {
    /// The acknowledgement, without rejects.
    var acknowledgement: PayrollBatchResult?
    /// What was refused.
    var rejects: [PayrollBatchResult.Reject]?
}

extension BatchItem {
    /// The hours as they stand in the line.
    var hours: Decimal { isReversal ? -share.claim.hours : share.claim.hours }

    var json: JSON {
        [
            "entry": .string(entry), "share": share.json, "reversal": .bool(isReversal), "line": .integer(Int64(line)),
        ]
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            entry: try reader.member("entry").string(),
            share: try HoursShare(reader.member("share")),
            isReversal: try reader.member("reversal").bool(),
            line: try reader.member("line").count()
        )
    }
}

extension BatchAnswer {
    var json: JSON {
        var object = JSONObject()
        object["acknowledgement"] = acknowledgement.map(\.json)
        object["rejects"] = rejects.map { Self.result($0).json }
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        acknowledgement = try reader.optionalMember("acknowledgement")
            .map { result throws(JSONAccessError) in try PayrollBatchResult(result) }
        rejects = try reader.optionalMember("rejects")
            .map { result throws(JSONAccessError) in try PayrollBatchResult(result).rejects }
    }

    private static func result(_ rejects: [PayrollBatchResult.Reject]) -> PayrollBatchResult {
        PayrollBatchResult(batch: "", status: .rejected, rejects: rejects)
    }
}

extension SentBatch {
    var json: JSON {
        var object: JSONObject = [
            "stage": .string(stage.rawValue), "lines": .integer(Int64(lineCount)), "hours": .string(hours.plainText),
            "answer": answer.json,
        ]
        if !items.isEmpty { object["items"] = .array(items.map(\.json)) }
        object["overdueAt"] = overdueAt.map { .string($0.text) }
        if isOverdue { object["overdue"] = true }
        object["later"] = later.map(\.json)
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        stage = try reader.member("stage").word("the stage of a batch")
        items = []
        for item in try reader.optionalMember("items")?.elements() ?? [] { items.append(try BatchItem(item)) }
        lineCount = try reader.member("lines").count()
        hours = try reader.member("hours").decimal()
        overdueAt = try reader.optionalMember("overdueAt")?.instant()
        isOverdue = try reader.optionalMember("overdue")?.bool() ?? false
        answer = try BatchAnswer(reader.member("answer"))
        later = try reader.optionalMember("later").map { answer throws(JSONAccessError) in try BatchAnswer(answer) }
    }
}
