public import JSON
public import SimulatorKit

extension PayrollOffice: LoadedSystem {
    /// Hours of a week, registers of a month, and the crew of a new job.
    public static let loads: [(load: SimulatedLoad, help: String)] = [
        (
            .payrollFriday,
            "An employee's hours of the last week that is over, Monday to Friday, in one accepted batch of all."
        ),
        (
            .monthEnd,
            "An employee's hours of the last four weeks that are over, a batch and a paid register for each week."
        ),
        (.mobilisation, "A new employee; for each twenty-five a new job is opened."),
    ]

    private static let costCodes = ["01-500", "02-315", "03-200", "03-300", "31-600"]

    /// Lets hours come in, and with the end of a month be paid, or hires a crew.
    ///
    /// - Parameters:
    ///   - load: One of ``loads``.
    ///   - size: How many employees.
    ///   - seed: What hours and pay follow from.
    ///   - now: The virtual time.
    /// - Returns: The employees with batches, lines, hours and runs, or with the jobs.
    /// - Throws: ``SimulatorError`` if one of the batches was accepted before, or there is no job; nothing has happened then.
    public mutating func bear(
        _ load: SimulatedLoad,
        size: Int,
        seed: UInt64,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        guard load != .mobilisation else { return mobilise(size, seed: seed) }
        let end = setup.lastPeriodEnd(before: setup.zone.day(of: now))
        let weeks = load == .monthEnd ? [21, 14, 7, 0].map { end.adding(days: -$0) } : [end]
        let numbers = weeks.map { "L" + $0.text.filter { $0 != "-" } }
        for number in numbers where books.batches.contains(where: { $0.number == number }) {
            throw SimulatorError("Batch \(number) of this load was accepted before: let a week go by.")
        }
        let jobs = books.master.jobs.values.filter { $0.isOpen && !$0.costCodes.isEmpty }.sorted { $0.code < $1.code }
        guard !jobs.isEmpty, books.master.payCodes["REG"] != nil else {
            throw SimulatorError(
                "Hours need an open job with cost codes and the pay code REG: POST jobs, POST pay-codes."
            )
        }
        hire(size, seed: seed)
        let crew = books.master.employees.values.filter(\.isActive).map(\.number).sorted().prefix(size)
        let runs = books.runs.count
        var (lines, hours) = (0, Exact.zero)
        for (week, number) in zip(weeks, numbers) {
            let rows = Self.week(of: crew, endingOn: week, on: jobs, seed: seed)
            takeBatch(number, rows)
            lines += rows.count
            hours += rows.flatMap(\.entries).map(\.hours).total
            guard load == .monthEnd else { continue }
            runPayroll(through: week)
            writeDue()
        }
        return [
            "employees": .integer(Int64(crew.count)), "batches": .array(numbers.map(JSON.string)),
            "lines": .integer(Int64(lines)), "hours": .string(hours.text(2)),
            "runs": .integer(Int64(books.runs.count - runs)),
        ]
    }

    /// Hires as many as are missing, with invented pay.
    private mutating func hire(_ size: Int, seed: UInt64) {
        let missing = size - books.master.employees.values.count(where: \.isActive)
        let last = books.master.employees.keys.compactMap { Int($0) }.max() ?? 400
        for number in 0..<max(missing, 0) { hireOne(last + 1 + number, seed: seed) }
    }

    private mutating func hireOne(_ number: Int, seed: UInt64) {
        let code = String(repeating: "0", count: max(6 - String(number).count, 0)) + String(number)
        var random = SeededRandom(seed: seed, purpose: "employee \(code)")
        let rate = Exact(units: 250_000 + 1250 * random.integer(in: 0...200))
        books.master.employees[code] = Employee(
            number: code,
            company: setup.company,
            rates: [Employee.Rate(from: nil, rate: rate)]
        )
    }

    /// Hires a crew and opens its jobs.
    private mutating func mobilise(_ size: Int, seed: UInt64) -> JSON {
        let last = books.master.employees.keys.compactMap { Int($0) }.max() ?? 400
        for number in last + 1...last + size { hireOne(number, seed: seed) }
        var jobs: [JSON] = []
        var number = 500
        while jobs.count * 25 < size {
            let code = "26-\(number)"
            number += 1
            guard books.master.jobs[code] == nil else { continue }
            books.master.jobs[code] = Job(code: code, costCodes: Self.costCodes)
            jobs.append(.string(code))
        }
        return ["employees": .integer(Int64(size)), "jobs": .array(jobs)]
    }

    /// A row an employee and day, from Monday to Friday of the week that ends on a day.
    private static func week(
        of crew: some Sequence<String>,
        endingOn end: CivilDate,
        on jobs: [Job],
        seed: UInt64
    )
        -> [ImportRow]
    {
        var rows: [ImportRow] = []
        for employee in crew {
            var random = SeededRandom(seed: seed, purpose: "load \(employee) \(end.text)")
            for day in (0..<7).map({ end.adding(days: Int64($0) - 6) }) where (1...5).contains(day.weekday) {
                let job = jobs[Int(random.integer(in: 0...Int64(jobs.count - 1)))]
                let entry = HoursEntry(
                    employee: employee,
                    job: job.code,
                    costCode: job.costCodes[Int(random.integer(in: 0...Int64(job.costCodes.count - 1)))],
                    code: "REG",
                    date: day,
                    hours: Exact(units: 60_000 + 2500 * random.integer(in: 0...12))
                )
                rows.append(
                    ImportRow(line: rows.count + 2, cells: [], employee: employee, check: employee, entries: [entry])
                )
            }
        }
        return rows
    }
}
