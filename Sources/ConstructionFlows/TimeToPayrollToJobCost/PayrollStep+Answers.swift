import CanonicalModel
import FoundationEssentials
import JSON

extension PayrollStep {
    /// So many refused lines of one batch are a case each; more of them are one case.
    private static let mostLineCases = 50

    /// Takes an acknowledgement, rejects, or both in one.
    mutating func take(_ result: PayrollBatchResult) {
        let number = result.batch
        guard var batch = state.batches[number], batch.stage == .sent || batch.stage == .settled else {
            return raise(
                "unknown_batch",
                number,
                "payroll answered the batch \(number), which was never sent; find out who sent it"
            )
        }
        let isAcknowledgement = result.read != nil || result.accepted != nil || result.rejects.isEmpty
        let acknowledgement = PayrollBatchResult(
            batch: number,
            status: result.status,
            read: result.read,
            accepted: result.accepted,
            hoursAccepted: result.hoursAccepted
        )
        let answer = BatchAnswer(
            acknowledgement: isAcknowledgement ? acknowledgement : nil,
            rejects: result.rejects.isEmpty ? nil : result.rejects
        )
        guard batch.stage == .sent else { return takeAgain(answer, to: number, batch) }
        let before = batch.answer
        batch.answer.acknowledgement = before.acknowledgement ?? answer.acknowledgement
        batch.answer.rejects = before.rejects ?? answer.rejects
        let isSame =
            (answer.acknowledgement == nil || batch.answer.acknowledgement == answer.acknowledgement)
            && (answer.rejects == nil || batch.answer.rejects == answer.rejects)
        guard isSame, batch.answer != before else { return reportSecondAnswer(to: number, contradicts: !isSame) }
        state.batches[number] = batch
        settle(number)
    }

    /// Raises the case of a batch that payroll has not answered in time.
    mutating func reportSilence() {
        for (number, batch) in state.batches.sorted(by: { $0.key < $1.key }) {
            guard batch.stage == .sent, !batch.isOverdue, let overdueAt = batch.overdueAt, now >= overdueAt else {
                continue
            }
            state.batches[number]?.isOverdue = true
            let missing = batch.answer.acknowledgement == nil ? "acknowledgement" : "list of rejects"
            raise(
                "acknowledgement_overdue",
                number,
                "payroll has not given the \(missing) of the batch \(number) (\(batch.hours.plainText) h in "
                    + "\(batch.lineCount) lines) until \(overdueAt.text); ask payroll whether it has the file. If it has, "
                    + "try the case again to wait for the answer once more. If it has not and will not get it, reject the "
                    + "case with the reason, and the delivery's own case if it has one: the batch then counts as refused "
                    + "whole. Until then its hours are under way: do not send them another way"
            )
            settle(number)
        }
    }

    /// Forgets an answer that cannot be right, so that another one can come.
    mutating func forgetAnswer(to number: String) {
        guard state.batches[number]?.stage == .sent else { return }
        state.batches[number]?.answer = BatchAnswer()
        resolve("acknowledgement_overdue", number)
        waitAnew(for: number)
    }

    /// Waits for the answer to a batch as long again as if it had left now.
    mutating func waitAnew(for number: String) {
        guard var batch = state.batches[number], batch.stage == .sent else { return }
        batch.isOverdue = false
        batch.overdueAt = now.adding(settings.overdueAfter)
        state.batches[number] = batch
    }

    /// Counts a batch that payroll has not got, or does not answer, as refused whole: its hours can go with another one.
    mutating func giveUp(_ number: String, by person: String, because reason: String) {
        guard state.batches[number]?.stage == .sent else { return }
        let message = "given up without an answer by \(person): \(reason)"
        let answer = BatchAnswer(
            acknowledgement: PayrollBatchResult(batch: number, status: .rejected),
            rejects: [PayrollBatchResult.Reject(row: nil, employee: nil, code: "", message: message)]
        )
        state.batches[number]?.answer = answer
        settle(number)
    }

    /// Books what payroll took and what it refused, once the answer is complete and its totals are those of the batch.
    mutating func settle(_ number: String) {
        guard let batch = state.batches[number], batch.stage == .sent else { return }
        let verdict: Verdict
        switch judge(batch) {
        case .waiting: return
        case .contradiction(let why):
            return raise(
                "acknowledgement_contradicts",
                number,
                "payroll's answer to the batch \(number) cannot be booked: \(why). Nothing counts as accepted; ask payroll, "
                    + "correct 'rejects' in the configuration and try the case again, or reject it to wait for another "
                    + "answer"
            )
        case .settled(let settled): verdict = settled
        }
        for item in batch.items { book(item, of: number, verdict) }
        let hours = batch.items.filter { verdict.refused[$0.line] == nil }.reduce(Decimal(0)) { $0 + $1.hours }
        reportRefusals(of: number, batch, verdict)
        state.batches[number]?.stage = .settled
        // What was refused may be taken later.
        state.batches[number]?.items.removeAll { verdict.refused[$0.line] == nil }
        state.batches[number]?.answer.rejects = batch.answer.rejects?.map(\.withoutMessage)
        if batch.isOverdue { resolve("acknowledgement_overdue", number) }
        resolve("acknowledgement_contradicts", number)
        let isAccepted = verdict.refused.count < batch.lineCount || batch.lineCount == 0
        note(
            isAccepted ? "PayrollBatchAccepted" : "PayrollBatchRejected",
            [
                "batch": .string(number), "hours": .string(hours.plainText),
                "accepted": .integer(Int64(batch.lineCount - verdict.refused.count)),
                "rejected": .integer(Int64(verdict.refused.count)),
            ],
            topics: [number]
        )
    }
}

// MARK: - What an answer says

/// Which lines of a batch were refused, by their place, with why.
private struct Verdict {
    var refused: [Int: PayrollBatchResult.Reject] = [:]
    /// The kinds of the cases that refused lines belong to.
    var cases: [Int: String] = [:]

    /// The case that a refused line of a batch belongs to, as `kind:subject`.
    func key(of line: Int, _ number: String) -> String {
        let kind = cases[line] ?? ""
        return kind == "payroll_line_rejected" ? "\(kind):\(number)/row \(line + 2)" : "\(kind):\(number)"
    }
}

/// What can be made of an answer.
private enum Judgement {
    /// A part of it is missing.
    case waiting
    /// It cannot be right.
    case contradiction(String)
    case settled(Verdict)
}

extension PayrollStep {
    private func judge(_ batch: SentBatch) -> Judgement {
        guard let answer = batch.answer.acknowledgement else { return .waiting }
        if answer.status != .accepted, batch.answer.rejects == nil, !batch.isOverdue { return .waiting }
        if answer.status == .partial, batch.answer.rejects == nil { return .waiting }
        var verdict = Verdict()
        let lines = batch.lines
        let rejects = batch.answer.rejects ?? []
        if answer.status == .rejected {
            let byRow = Dictionary(rejects.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
            for line in lines.indices { verdict.refused[line] = byRow[line + 2] ?? general(rejects) }
        } else {
            let byEmployee = Dictionary(grouping: lines.indices) { lines[$0].employee }
            for reject in rejects {
                let refused = self.lines(of: reject, in: lines, byEmployee)
                guard !refused.isEmpty else {
                    return .contradiction("it refuses \(Self.place(of: reject)), which is none of its lines")
                }
                for line in refused where verdict.refused[line] == nil { verdict.refused[line] = reject }
            }
        }
        name(&verdict, rejects)
        return contradiction(answer, lines, verdict).map { .contradiction($0) } ?? .settled(verdict)
    }

    private func general(_ rejects: [PayrollBatchResult.Reject]) -> PayrollBatchResult.Reject {
        rejects.first ?? PayrollBatchResult.Reject(row: nil, employee: nil, code: "", message: "no reason given")
    }

    /// The lines that a reject takes with it, under the profile of the payroll system.
    private func lines(
        of reject: PayrollBatchResult.Reject,
        in lines: [PayrollBatch.Line],
        _ byEmployee: [String: [Int]]
    ) -> [Int] {
        let named: [Int]
        if let row = reject.row {
            named = lines.indices.contains(row - 2) ? [row - 2] : []
        } else if let employee = reject.employee {
            named = byEmployee[employee] ?? []
        } else {
            return Array(lines.indices)
        }
        switch settings.rejects {
        case .line: return named
        case .file: return named.isEmpty ? [] : Array(lines.indices)
        case .check: return named.first.flatMap { byEmployee[lines[$0].employee] } ?? []
        }
    }

    /// What speaks against an answer, by its own totals (P-2).
    private func contradiction(
        _ answer: PayrollBatchResult,
        _ lines: [PayrollBatch.Line],
        _ verdict: Verdict
    ) -> String? {
        let accepted = lines.indices.filter { verdict.refused[$0] == nil }
        let hours = accepted.reduce(Decimal(0)) { $0 + lines[$1].hours }
        if answer.status == .partial, accepted.count == lines.count { return "it is partial, but refuses no line" }
        if let read = answer.read, read != lines.count { return "it read \(read) lines of \(lines.count)" }
        if let count = answer.accepted, count != accepted.count {
            return "it accepted \(count) lines, but what it refuses leaves \(accepted.count)"
        }
        if let stated = answer.hoursAccepted, stated != hours {
            return "it accepted \(stated.plainText) h, but what it refuses leaves \(hours.plainText) h"
        }
        return nil
    }

    /// Gives each refused line its case: its own, or one of the whole batch where there are too many, or one reason.
    private func name(
        _ verdict: inout Verdict,
        _ rejects: [PayrollBatchResult.Reject]
    ) {
        let isWhole =
            settings.rejects == .file || rejects.allSatisfy { $0.row == nil && $0.employee == nil }
        for line in verdict.refused.keys {
            verdict.cases[line] =
                isWhole || verdict.refused.count > Self.mostLineCases
                ? "payroll_batch_rejected" : "payroll_line_rejected"
        }
    }

    private static func reason(of reject: PayrollBatchResult.Reject) -> String {
        [reject.code, reject.message].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func place(of reject: PayrollBatchResult.Reject) -> String {
        reject.row.map { "row \($0)" } ?? reject.employee.map { "employee \($0)" } ?? "the whole file"
    }

    /// Takes over what payroll took, and keeps back what it refused, unless it was corrected meanwhile.
    private mutating func book(_ item: BatchItem, of number: String, _ verdict: Verdict) {
        guard var held = state.hours[item.entry] else { return }
        held.batch = nil
        if verdict.refused[item.line] != nil {
            let isCurrent =
                item.isReversal ? held.superfluous.contains(item.share) : held.approved == item.share.claim
            // An entry of which both lines were refused is one matter.
            if isCurrent, held.refusal == nil { held.refusal = verdict.key(of: item.line, number) }
        } else {
            held.settle(item)
        }
        state.hours[item.entry] = held
    }

    private mutating func reportRefusals(of number: String, _ batch: SentBatch, _ verdict: Verdict) {
        let lines = batch.lines
        let keys = Set(state.hours.values.compactMap(\.refusal))
        for (index, reject) in verdict.refused.sorted(by: { $0.key < $1.key })
        where verdict.cases[index] == "payroll_line_rejected" && keys.contains(verdict.key(of: index, number)) {
            let line = lines[index]
            raise(
                "payroll_line_rejected",
                "\(number)/row \(index + 2)",
                "payroll refused row \(index + 2) of the batch \(number), \(line.hours.plainText) h \(line.payCode) of "
                    + "employee \(line.employee) on \(line.date.text): \(Self.reason(of: reject)). Correct the entry in the "
                    + "time system, or put payroll right and try the case again: the hours go with a new batch"
                    + keptElsewhere(line.entries),
                detail: [
                    "row": .integer(Int64(index + 2)), "employee": .string(line.employee), "code": .string(reject.code),
                    "entries": .array(line.entries.map(JSON.string)),
                ]
            )
        }
        guard let whole = verdict.cases.filter({ $0.value == "payroll_batch_rejected" }).keys.min(),
            let reject = verdict.refused[whole]
        else { return }
        raise(
            "payroll_batch_rejected",
            number,
            "payroll refused \(verdict.refused.count) of \(batch.lineCount) lines of the batch \(number): "
                + "\(Self.reason(of: reject)). Put right what it says, then try the case again: the hours go with a new batch"
                + keptElsewhere(batch.items.filter { verdict.refused[$0.line] != nil }.map(\.entry)),
            detail: [
                "rejects": .array(
                    (batch.answer.rejects ?? []).prefix(Self.mostLineCases).map { reject in
                        ["row": JSON(reject.row), "employee": JSON(reject.employee), "code": .string(reject.code)]
                    }
                )
            ]
        )
    }
}
