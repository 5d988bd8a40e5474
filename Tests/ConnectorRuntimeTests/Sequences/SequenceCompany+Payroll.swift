import CanonicalModel
import ConnectorKit
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization

/// What payroll holds and pays.
struct SequencePayments {
    /// What an hour costs in pay and in burden.
    static let (pay, burden) = (Decimal(40), Decimal(10))

    struct Run {
        let number: String
        let periodEnd: CalendarDate
        let lines: [PayrollBatch.Line]
    }

    /// The batches that payroll has answered.
    var answered: Set<String> = []
    /// What was accepted and is not paid yet.
    var unpaid: [PayrollBatch.Line] = []
    var paid: [PayrollBatch.Line] = []
    var last: Run?
    var count = 0

    /// What payroll has of everybody, by place.
    var held: [SequencePlace: Decimal] {
        (paid + unpaid).reduce(into: [:]) { $0[SequencePlace($1), default: 0] += $1.hours }
    }
}

extension SequencePlace {
    init(_ line: PayrollBatch.Line) {
        self.init(
            employee: line.employee,
            date: line.date,
            project: line.project,
            costCode: line.costCode,
            payCode: line.payCode
        )
    }
}

extension SequenceCompany {
    /// Payroll reads batches and answers, now or later, in one file or in two, in either order.
    mutating func answerBatches(refusing: Bool) {
        let (order, batches) = payrollPlace.state.withLock { ($0.order, $0.batches) }
        for number in order where !payroll.answered.contains(number) && (!refusing || below(3) > 0) {
            guard let batch = batches[number] else { continue }
            payroll.answered.insert(number)
            let refused = batch.lines.indices.filter { _ in refusing && below(5) == 0 }
            let taken = batch.lines.indices.filter { !refused.contains($0) }.map { batch.lines[$0] }
            payroll.unpaid += taken
            if !refused.isEmpty { meet("payroll refuses lines") }
            let rejects = refused.map { index in
                PayrollBatchResult.Reject(row: index + 2, employee: nil, code: "E214", message: "code not set up")
            }
            let status: PayrollBatchResult.Status =
                rejects.isEmpty ? .accepted : taken.isEmpty ? .rejected : .partial
            let acknowledgement = PayrollBatchResult(
                batch: number,
                status: status,
                read: batch.lines.count,
                accepted: taken.count,
                hoursAccepted: taken.reduce(Decimal(0)) { $0 + $1.hours }
            )
            var files = [acknowledgement]
            // A list of rejects that never comes counts as a refusal of all.
            if !rejects.isEmpty, status == .partial || below(3) > 0 {
                files.append(PayrollBatchResult(batch: number, status: status, rejects: rejects))
            }
            for (index, file) in files.shuffled(using: &random).enumerated() {
                let id = "\(number)/\(index)"
                let record = SourceRecord(
                    id: id,
                    object: PayrollBatchResult.name,
                    occurredAt: now,
                    payload: file.json
                )
                send(record, to: answers, isOrdered: !refusing)
            }
        }
    }

    /// Payroll pays what it has accepted, in a run for each pay period; the last run may be voided by one that pays it again.
    mutating func pay(mayVoid: Bool) {
        let last = mayVoid && below(3) == 0 ? payroll.last : nil
        let unpaid = payroll.unpaid.map { Self.calendar.periodEnd(of: $0.date) }
        let periods = Set(unpaid + (last.map { [$0.periodEnd] } ?? [])).sorted()
        let isTogether = below(4) == 0
        for end in isTogether ? periods.suffix(1) : periods {
            let lines = payroll.unpaid.filter { isTogether || Self.calendar.periodEnd(of: $0.date) == end }
            let voided = last?.periodEnd == end ? last : nil
            guard voided != nil || !lines.isEmpty else { continue }
            if voided != nil { meet("a run is voided") }
            payroll.unpaid.removeAll { isTogether || Self.calendar.periodEnd(of: $0.date) == end }
            payroll.paid += lines
            payroll.count += 1
            let number = "\(600 + payroll.count)"
            let all = (voided?.lines ?? []) + lines
            payroll.last = SequencePayments.Run(number: number, periodEnd: end, lines: all)
            registers.publish(register(number, end, voids: voided?.number, all))
        }
    }

    private func register(
        _ number: String,
        _ end: CalendarDate,
        voids: String?,
        _ lines: [PayrollBatch.Line]
    ) -> SourceRecord {
        let rows = lines.enumerated().map { index, line in
            PayrollRegister.Line(
                row: index + 2,
                employee: line.employee,
                earnCode: line.payCode,
                project: line.project,
                costCode: line.costCode,
                date: line.date,
                hours: line.hours,
                rate: SequencePayments.pay,
                gross: line.hours * SequencePayments.pay,
                burden: line.hours * SequencePayments.burden
            )
        }
        let register = PayrollRegister(run: number, periodEnd: end, currency: dollars, voids: voids, lines: rows)
        return SourceRecord(id: number, object: PayrollRegister.name, occurredAt: now, payload: register.json)
    }
}
