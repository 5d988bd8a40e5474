public import JSON
public import SimulatorKit

extension PayrollOffice {
    /// What was really accepted, refused and paid, and which files were seen and written.
    ///
    /// - Parameter query: `batch` and `employee` leave others out; `run` tells all lines of one run.
    /// - Returns: The ledger, or an object with the member `error`.
    public func truth(_ query: [String: String]) -> JSON {
        for name in query.keys.sorted() where !["batch", "employee", "run"].contains(name) {
            return ["error": .string("Unknown filter \(name); use batch, employee or run.")]
        }
        var truth = CompanyTruth(setup: setup, books: books)
        truth.batch = query["batch"]
        truth.employee = query["employee"]
        if let text = query["run"] {
            guard let number = Int(text), books.runs.contains(where: { $0.number == number }) else {
                return ["error": .string("There is no run \(text).")]
            }
            truth.run = number
        }
        return truth.json
    }

    /// What people do in payroll's screens.
    public static let controls = [
        "employees", "rates", "jobs", "pay-codes", "quirks", "runs", "error-queue",
    ].flatMap { ["GET \($0)", "POST \($0)"] }

    /// Carries out `employees`, `rates`, `jobs`, `pay-codes`, `quirks`, `runs` and `error-queue`.
    ///
    /// - Parameters:
    ///   - name: The control.
    ///   - method: `GET` to look, `POST` to change.
    ///   - body: What to change.
    ///   - now: The virtual time.
    /// - Returns: The answer, or `nil` for another name or method.
    /// - Throws: ``SimulatorError`` if the change cannot be made; nothing is changed then.
    public mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        guard ["GET", "POST"].contains(method) else { return nil }
        let isChange = method == "POST"
        switch name {
        case "employees":
            if isChange { try books.master.setEmployee(body, company: setup.company) }
            return ["employees": books.master.employeesJSON]
        case "rates":
            if isChange { try books.master.setRate(body) }
            let percent = books.master.burden.times(Exact(100), places: 2)
            return ["employees": books.master.employeesJSON, "burdenPercent": .string(percent.text(2))]
        case "jobs":
            if isChange { try books.master.setJob(body) }
            return ["jobs": books.master.jobsJSON]
        case "pay-codes":
            if isChange { try books.master.setPayCode(body) }
            return ["payCodes": books.master.payCodesJSON]
        case "quirks":
            if isChange { try switchQuirks(body, at: now) }
            return books.quirks.json
        case "runs":
            if isChange {
                try changeRuns(body)
                writeDue()
            }
            return ["runs": .array(books.runs.map { $0.json(withLines: false) })]
        case "error-queue":
            if isChange { try workOnQueue(body) }
            return ["queue": .array(books.queue.map(\.json))]
        default: return nil
        }
    }

    /// Runs payroll now, or voids a run and runs it again; the registers are due.
    mutating func changeRuns(_ body: JSON) throws(SimulatorError) {
        let usage = "give {\"run\":\"2026-01-04\"} with the end of a period, or {\"void\":612}"
        switch (body["run"]?.stringValue, body["void"]?.integerValue) {
        case (let text?, nil):
            guard let day = CivilDate(text), setup.periodEnd(of: day) == day, day < setup.zone.day(of: books.clock)
            else {
                throw SimulatorError("\(text) is not the end of a period that is over: \(usage).")
            }
            runPayroll(through: day)
        case (nil, let number?):
            guard books.runs.contains(where: { $0.number == number && $0.voidedBy == nil }) else {
                throw SimulatorError("There is no run \(number) that stands: \(usage).")
            }
            voidRun(Int(number))
        default: throw SimulatorError("Runs cannot do that: \(usage).")
        }
    }

    /// Checks the lines in the queue of errors again, or throws one away.
    private mutating func workOnQueue(_ body: JSON) throws(SimulatorError) {
        let usage = "give {\"action\":\"recheck\"} or {\"delete\":3}"
        if body["action"] == "recheck" {
            recheckQueue()
            return writeDue()
        }
        guard let id = body["delete"]?.integerValue, books.queue.contains(where: { $0.id == id }) else {
            throw SimulatorError("The queue of errors cannot do that: \(usage).")
        }
        books.queue.removeAll { $0.id == id }
    }

    /// Switches quirks off and on: all that the body says, or nothing.
    private mutating func switchQuirks(_ body: JSON, at now: SimulatedInstant) throws(SimulatorError) {
        for key in body.objectValue?.keys ?? ["none"] where !["enable", "disable"].contains(key) {
            throw SimulatorError("Give {\"enable\":[\"ack-late\"],\"disable\":[\"crlf\"]}; GET quirks lists them.")
        }
        var changed = books.quirks
        for entry in body["disable"]?.arrayValue ?? [] {
            let name = entry.stringValue ?? entry["name"]?.stringValue ?? ""
            guard changed.disable(try ActiveQuirk.named(name)) else {
                throw SimulatorError("The quirk \(name) is not switched on; GET quirks lists what is.")
            }
        }
        for entry in body["enable"]?.arrayValue ?? [] { changed.enable(try ActiveQuirk(entry, now: now)) }
        books.quirks = changed
    }
}
