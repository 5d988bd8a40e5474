import CanonicalModel
import JSON

/// Hours that move to a day of another pay period (P-5): the new period sends its line first; once payroll has it, the old
/// one takes back what payroll has there, whatever unapproved versions come meanwhile. So payroll never has the hours
/// nowhere, and has them twice no longer than until somebody approves the batch that takes them back.
extension PayrollStep {
    /// The object by which a period asks another one to tell when payroll has the hours of an entry; payload
    /// `{entry, from, question}`.
    static let question = "MovedHoursAwaited"
    /// The object of the answer; payload `{entry, question}`.
    static let answer = "MovedHoursTaken"

    /// The entry is of a day of another period by now: what payroll has of it here is taken back once it is approved there
    /// and payroll has it there; until then nothing of it goes.
    mutating func takeMove(_ reader: JSONReader) throws(JSONAccessError) {
        let system = try reader.member("system").string()
        let entry = try reader.member("id").string()
        let id = "\(system)/\(entry)"
        guard let held = state.hours[id] else { return }
        // A notice of an earlier release does not say whether it is approved.
        let isApproved = try reader.optionalMember("counts")?.bool() ?? true
        let isBack = try reader.optionalMember("isBack")?.bool() ?? false
        let to = try reader.member("to").string()
        // What was never approved here is nobody's to approve here any more.
        let isOver = isApproved || held.approved == nil
        var new = held
        if isOver, !isBack { new.claim = held.claim.withoutHours }
        if !isBack { new.status = isOver ? .approved : .reopened }
        if isOver { new.approved = (held.approved ?? held.claim).withoutHours }
        // Nothing was approved here since it went away: what was asked or settled about that holds. If it went on from where
        // it went, the period there is told, and sends the question on.
        if isApproved { new.move = held.move ?? HoursMove(to: to) }
        let isNew =
            held.claim != new.claim || held.status != new.status || held.approved != new.approved
            || held.move?.to != new.move?.to
        guard isNew else { return }
        note("HoursMoved", ["entry": .string(id), "to": .string(to), "approved": .bool(isApproved)], topics: [entry])
        replace(id, by: new)
    }

    mutating func takeQuestion(_ reader: JSONReader) throws(JSONAccessError) {
        let entry = try reader.member("entry").string()
        let from = try reader.member("from").string()
        let period = WaitingPeriod(key: from, question: try reader.member("question").count())
        var waiting = state.waitingPeriods[entry, default: []]
        // An earlier question may have gone round by way of other periods.
        guard !waiting.contains(where: { $0.key == from && $0.question > period.question }) else { return }
        waiting.removeAll { $0.key == from }
        state.waitingPeriods[entry] = waiting + [period]
    }

    mutating func takeAnswer(_ reader: JSONReader) throws(JSONAccessError) {
        let entry = try reader.member("entry").string()
        let question = try reader.member("question").count()
        // An answer to an earlier question says nothing of where the entry went since.
        guard state.hours[entry]?.move?.question == question else { return }
        state.hours[entry]?.move?.isSettled = true
    }

    /// Asks the periods where hours went of which payroll has some here.
    mutating func askWhereHoursWent() {
        let asking = state.hours.filter { _, held in
            held.move.map { $0.question == nil } ?? false && (!held.accepted.isEmpty || isUnderWay(held))
        }
        for (id, held) in asking.sorted(by: { $0.key < $1.key }) {
            guard let move = held.move else { continue }
            let question = state.messages
            state.hours[id]?.move?.question = question
            send(
                Self.question,
                ["entry": .string(id), "from": .string(key), "question": .integer(Int64(question))],
                about: id,
                to: move.to
            )
        }
    }

    /// Tells the periods that wait for the line of an entry here once payroll has it; where the entry went on before, the
    /// period that it went to is asked in their place.
    mutating func tellWaitingPeriods() {
        for (id, waiting) in state.waitingPeriods.sorted(by: { $0.key < $1.key }) {
            guard let held = state.hours[id], !isUnderWay(held) else { continue }
            let next = held.move?.to
            // A period to which it went back keeps what it has, or asks anew where it went from there.
            let waiting = waiting.filter { $0.key != next }
            let told = held.isTaken || next != nil ? waiting : []
            state.waitingPeriods[id] = told.isEmpty && !waiting.isEmpty ? waiting : nil
            for period in told {
                let question = JSON.integer(Int64(period.question))
                if held.isTaken {
                    send(Self.answer, ["entry": .string(id), "question": question], about: id, to: period.key)
                } else if let next {
                    let payload: JSON = ["entry": .string(id), "from": .string(period.key), "question": question]
                    send(Self.question, payload, about: id, to: next)
                }
            }
        }
    }

    /// Whether a line of it left that payroll has not answered.
    private func isUnderWay(_ held: HeldHours) -> Bool {
        held.batch.map { state.batches[$0]?.stage == .sent } ?? false
    }

    private mutating func send(_ object: String, _ payload: JSON, about entry: String, to other: String) {
        let id = "\(settings.company)/hours/\(periodEnd.text)/\(state.messages)"
        state.messages += 1
        let topics = [other, key, String(entry.drop { $0 != "/" }.dropFirst())]
        forwards.append(FlowForward(key: other, id: id, object: object, payload: payload, topics: topics))
    }
}
