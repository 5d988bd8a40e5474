public import JSON
public import SimulatorKit

extension PayrollOffice: PreparedSystem {
    /// What can be true of payroll before a contract test.
    public static let providerStates: [ProviderState] = [
        ProviderState("an employee exists", employee, .init("rate", "US dollars an hour", default: "41.3750")),
        ProviderState("an employee has left", employee),
        ProviderState("a job is open", job, .init("costCodes", "cost codes as texts", default: ["03-300"])),
        ProviderState("a job is closed", job),
        ProviderState(
            "a batch was accepted",
            batch,
            employee,
            job,
            .init("costCode", "the cost code", default: "03-300"),
            .init("payCode", "the pay code", default: "REG"),
            .init("date", "the day of the hours; a day of the last period that is over if null", default: .null),
            .init("hours", "hours as a text", default: "8.00")
        ),
        ProviderState(
            "a register was posted",
            batch,
            employee,
            .init("periodEnd", "the last day of a pay period; the last that is over if null", default: .null)
        ),
    ]

    private static let employee = ProviderState.Parameter("employee", "six digits", default: "000417")
    private static let job = ProviderState.Parameter("job", "the code of the job", default: "26-014")
    private static let batch = ProviderState.Parameter("batch", "the number of the batch", default: "260105")

    /// Makes one of ``providerStates`` true.
    ///
    /// - Parameters:
    ///   - state: Its name.
    ///   - parameters: Its parameters.
    ///   - now: The virtual time.
    /// - Returns: The employee, the job, the batch or the run.
    /// - Throws: ``SimulatorError`` if a value cannot be used.
    public mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        switch state {
        case "an employee exists", "an employee has left":
            let hasLeft = state == "an employee has left"
            return try prepareEmployee(parameters, hasLeft: hasLeft)
        case "a job is open", "a job is closed":
            var body: JSONObject = ["job": parameters["job"], "state": state == "a job is open" ? "open" : "closed"]
            if parameters["costCodes"] != .null { body["costCodes"] = parameters["costCodes"] }
            try books.master.setJob(.object(body))
            return ["job": parameters["job"]]
        case "a batch was accepted": return try prepareBatch(parameters)
        default: return try prepareRegister(parameters)
        }
    }

    /// Writes the acknowledgements and registers of the states.
    ///
    /// - Parameter now: The virtual time.
    public mutating func finishPreparing(at now: SimulatedInstant) { writeDue() }

    private mutating func prepareEmployee(
        _ parameters: StateParameters,
        hasLeft: Bool
    ) throws(SimulatorError) -> JSON {
        let number = parameters["employee"]
        var body: JSONObject = ["number": number, "state": hasLeft ? "terminated" : "active"]
        let isNew = number.stringValue.map { books.master.employees[$0] == nil } ?? true
        if parameters["rate"] != .null { body["rate"] = parameters["rate"] } else if isNew { body["rate"] = "41.3750" }
        try books.master.setEmployee(.object(body), company: setup.company)
        return ["employee": number]
    }

    /// Takes a batch of one line, acknowledged as one that came as a file.
    private mutating func prepareBatch(_ parameters: StateParameters) throws(SimulatorError) -> JSON {
        let number = try parameters.text("batch")
        let isPlain = number.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
        guard isPlain, number.utf8.count <= 20 else {
            throw SimulatorError("batch is \"\(number)\": give at most 20 letters and digits.")
        }
        guard !books.batches.contains(where: { $0.number == number }) else {
            throw SimulatorError("There is a batch \(number) already: give another number.")
        }
        let employee = try parameters.text("employee")
        let job = try parameters.text("job")
        let costCode = try parameters.text("costCode")
        let code = try parameters.text("payCode")
        guard let hours = Exact(try parameters.text("hours"), places: 2), hours > .zero else {
            throw SimulatorError("hours is \(parameters["hours"].text()): give a text such as \"8.00\".")
        }
        guard books.master.employees[employee]?.isActive == true else {
            throw SimulatorError("There is no active employee \(employee): make \"an employee exists\" true first.")
        }
        guard let known = books.master.jobs[job], known.isOpen, known.costCodes.contains(costCode) else {
            throw SimulatorError("Job \(job) has no cost code \(costCode): make \"a job is open\" true first.")
        }
        guard books.master.payCodes[code] != nil else { throw SimulatorError("There is no pay code \(code).") }
        let date = parameters["date"] == .null ? lastPeriodEnd.adding(days: -4) : try parameters.day("date")
        let entry = HoursEntry(employee: employee, job: job, costCode: costCode, code: code, date: date, hours: hours)
        let row = ImportRow(line: 2, cells: [], employee: employee, check: employee, entries: [entry])
        takeBatch(number, [row])
        return ["batch": .string(number), "lines": 1, "hours": .string(hours.text(2))]
    }

    /// Runs payroll for a period, of a batch of eight hours if there is nothing to pay.
    private mutating func prepareRegister(_ parameters: StateParameters) throws(SimulatorError) -> JSON {
        let end = parameters["periodEnd"] == .null ? lastPeriodEnd : try parameters.day("periodEnd")
        if !books.hours.contains(where: { $0.run == nil && $0.posted <= books.clock && $0.entry.date <= end }) {
            guard let state = Self.providerStates.first(where: { $0.name == "a batch was accepted" }) else {
                throw SimulatorError("There are no hours to pay.")
            }
            let batch: JSON = [
                "batch": parameters["batch"], "employee": parameters["employee"],
                "date": .string(end.adding(days: -4).text),
            ]
            _ = try prepareBatch(StateParameters(batch, of: state))
        }
        let runs = books.runs.count
        try changeRuns(["run": .string(end.text)])
        guard books.runs.count > runs, let run = books.runs.last else {
            throw SimulatorError("There are no accepted hours up to \(end.text).")
        }
        return ["run": .integer(Int64(run.number)), "register": .string("register_\(run.number).csv")]
    }

    private var lastPeriodEnd: CivilDate { setup.lastPeriodEnd(before: setup.zone.day(of: books.clock)) }
}
