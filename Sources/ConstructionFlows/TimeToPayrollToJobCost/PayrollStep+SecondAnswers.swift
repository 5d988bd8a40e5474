import CanonicalModel
import FoundationEssentials
import JSON

/// What can be made of a further answer to a batch that is settled.
private enum SecondJudgement {
    /// A part of it is missing.
    case waiting
    /// It is not one that only takes more lines.
    case otherwise
    /// Payroll took these lines after all.
    case accepted(Set<Int>)
}

extension PayrollStep {
    /// Takes a further answer: lines that were refused may be taken later; anything else changes nothing (domain.md §2).
    mutating func takeAgain(_ answer: BatchAnswer, to number: String, _ batch: SentBatch) {
        var booked = batch.answer
        // States of earlier releases keep payroll's words.
        booked.rejects = booked.rejects?.map(\.withoutMessage)
        var answer = answer
        answer.rejects = answer.rejects?.map(\.withoutMessage)
        let sameAcknowledgement =
            answer.acknowledgement == nil || answer.acknowledgement == booked.acknowledgement
        if sameAcknowledgement, booked.rejects == nil, booked.acknowledgement?.status == .rejected,
            answer.rejects != nil
        {
            // After a refusal of all they only say why.
            state.batches[number]?.answer.rejects = answer.rejects
            return
        }
        if sameAcknowledgement, answer.rejects == nil || answer.rejects == booked.rejects {
            return reportSecondAnswer(to: number, contradicts: false)
        }
        var later = batch.later ?? BatchAnswer()
        later.acknowledgement = answer.acknowledgement ?? later.acknowledgement
        later.rejects = answer.rejects ?? later.rejects
        switch judge(later, of: batch) {
        case .waiting:
            state.batches[number]?.later = later
            // Payroll seems to have taken lines, and the other half may never come: a person must not have them sent again.
            reportSecondAnswer(to: number, contradicts: true)
        case .accepted(let lines) where mayTake(lines, of: batch): bookLater(lines, of: number, later)
        case .accepted, .otherwise:
            state.batches[number]?.later = nil
            reportSecondAnswer(to: number, contradicts: true)
        }
    }

    private func judge(_ later: BatchAnswer, of batch: SentBatch) -> SecondJudgement {
        let before = Set(batch.items.map(\.line))
        guard let still = refused(later.rejects ?? [], of: batch), still.count < before.count else { return .otherwise }
        guard let answer = later.acknowledgement else { return .waiting }
        let count = batch.lineCount - still.count
        switch answer.status {
        case .rejected: return .otherwise
        case .partial where later.rejects == nil:
            let isMore = answer.accepted.map { $0 > batch.lineCount - before.count } ?? true
            return isMore ? .waiting : .otherwise
        case .partial where still.isEmpty: return .otherwise
        case .accepted where !still.isEmpty: return .otherwise
        case .partial, .accepted: break
        }
        let open = batch.items.filter { still.contains($0.line) }.reduce(Decimal(0)) { $0 + $1.hours }
        let isRight =
            (answer.read ?? batch.lineCount) == batch.lineCount && (answer.accepted ?? count) == count
            && (answer.hoursAccepted ?? batch.hours - open) == batch.hours - open
        return isRight ? .accepted(before.subtracting(still)) : .otherwise
    }

    /// The lines that rejects still refuse; `nil` if they refuse one that was taken before.
    private func refused(_ rejects: [PayrollBatchResult.Reject], of batch: SentBatch) -> Set<Int>? {
        var still: Set<Int> = []
        for reject in rejects {
            var named = batch.items
            if let row = reject.row {
                named = named.filter { $0.line == row - 2 }
            } else if let employee = reject.employee {
                named = named.filter { $0.share.claim.employee == employee }
            }
            guard !named.isEmpty else { return nil }
            let employees = Set(named.map(\.share.claim.employee))
            switch settings.rejects {
            case .line: still.formUnion(named.map(\.line))
            case .file: still.formUnion(batch.items.map(\.line))
            case .check:
                still.formUnion(batch.items.filter { employees.contains($0.share.claim.employee) }.map(\.line))
            }
        }
        return still
    }

    /// Whether none of the lines has gone again, or is part of what payroll has by another batch.
    private func mayTake(_ lines: Set<Int>, of batch: SentBatch) -> Bool {
        batch.items.filter { lines.contains($0.line) }.allSatisfy { item in
            guard let held = state.hours[item.entry] else { return false }
            let isUnderWay = held.batch.map { state.batches[$0]?.stage != .proposed } ?? false
            return !isUnderWay && held.accepted.contains(item.share) == item.isReversal
        }
    }

    private mutating func bookLater(_ lines: Set<Int>, of number: String, _ answer: BatchAnswer) {
        let taken = (state.batches[number]?.items ?? []).filter { lines.contains($0.line) }
        state.batches[number]?.items.removeAll { lines.contains($0.line) }
        let stillRefused = Set((state.batches[number]?.items ?? []).map(\.entry))
        for item in taken {
            if let proposed = state.hours[item.entry]?.batch { withdraw(proposed, "payroll took its hours after all") }
            state.hours[item.entry]?.settle(item)
        }
        for entry in Set(taken.map(\.entry)) {
            guard let held = state.hours[entry] else { continue }
            let isOver = held.missing == nil && held.superfluous.isEmpty
            if isOver || held.isRefused(by: number) && !stillRefused.contains(entry) {
                state.hours[entry]?.refusal = nil
            } else if let line = taken.first(where: { held.refusal == Self.refusal(of: $0.line, number) }) {
                tellWhatIsLeft(of: line.entry, in: number, answer)
            }
        }
        state.batches[number]?.answer = answer
        state.batches[number]?.later = nil
        resolve("acknowledgement_changed", number)
        note(
            "PayrollLinesAcceptedLater",
            [
                "batch": .string(number), "lines": .integer(Int64(lines.count)),
                "hours": .string(taken.reduce(Decimal(0)) { $0 + $1.hours }.plainText),
            ],
            topics: [number]
        )
    }

    /// The case of an entry named a line that payroll has taken by now: it is about the line that payroll still refuses.
    private mutating func tellWhatIsLeft(of entry: String, in number: String, _ answer: BatchAnswer) {
        guard let item = state.batches[number]?.items.first(where: { $0.entry == entry }) else { return }
        state.hours[entry]?.refusal = Self.refusal(of: item.line, number)
        let reject = answer.rejects?.first { $0.row == item.line + 2 }
        let claim = item.share.claim
        raise(
            "payroll_line_rejected",
            "\(number)/row \(item.line + 2)",
            "payroll still refuses row \(item.line + 2) of the batch \(number), \(item.hours.plainText) h \(claim.payCode) of "
                + "employee \(claim.employee) on \(claim.date.text), and has taken the other line of the entry. Correct the "
                + "entry in the time system, or put payroll right and try the case again: the hours go with a new batch",
            detail: [
                "row": .integer(Int64(item.line + 2)), "employee": .string(claim.employee),
                "code": .string(reject?.code ?? ""), "entries": [.string(entry)],
            ]
        )
    }

    private static func refusal(of line: Int, _ number: String) -> String {
        "payroll_line_rejected:\(number)/row \(line + 2)"
    }

    /// A batch is answered once, but for lines that are taken later; what comes else changes nothing.
    mutating func reportSecondAnswer(to number: String, contradicts: Bool) {
        raise(
            contradicts ? "acknowledgement_changed" : "acknowledgement_repeated",
            number,
            contradicts
                ? "payroll answered the batch \(number) once more and says something else than what was booked, which "
                    + "stays: ask payroll which holds, correct the hours if it is the new answer, and try none of its refused "
                    + "lines again until you know"
                : "payroll answered the batch \(number) a second time and says the same; nothing was done twice",
            contradicts ? .warning : .information
        )
    }
}

extension HeldHours {
    /// Whether what keeps it back is payroll's answer to this batch.
    fileprivate func isRefused(by batch: String) -> Bool {
        guard let refusal else { return false }
        return refusal == "payroll_batch_rejected:\(batch)" || refusal.hasPrefix("payroll_line_rejected:\(batch)/")
    }

    /// Payroll took what an entry sent with a line.
    mutating func settle(_ item: BatchItem) {
        if item.isReversal {
            if let index = accepted.firstIndex(of: item.share) { accepted.remove(at: index) }
        } else {
            accepted.append(item.share)
        }
    }
}

extension PayrollBatchResult.Reject {
    /// What it refuses, without payroll's words, which nobody needs once they are told.
    var withoutMessage: Self { Self(row: row, employee: employee, code: code, message: "") }
}
