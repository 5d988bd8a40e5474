internal import SimulatorKit

/// Hours, or an amount, of one employee on one day for one cost code and pay code.
struct HoursEntry: Sendable, Codable, Hashable {
    var employee: String
    var job: String
    var costCode: String
    var code: String
    var date: CivilDate
    var hours: Exact
    /// The pay of an hour if the file says so; `nil` for the employee's own.
    var rate: Exact?
    /// What is paid instead of hours.
    var amount: Exact?
}

/// Why payroll does not take a line, or a whole file.
struct Refusal: Sendable, Codable, Hashable {
    /// The number of the line in the file; `nil` for the whole file.
    var line: Int?
    var employee = ""
    var code: String
    var message: String
}

/// A line of a file as payroll understands it.
struct ImportRow: Sendable {
    let line: Int
    let cells: [String]
    var employee = ""
    /// What is paid with one check: the lines of an employee, or some of them.
    var check = ""
    var entries: [HoursEntry] = []
    var refusals: [Refusal] = []
}

/// A file of hours as payroll understands it.
struct ImportFile: Sendable {
    var batch = ""
    var header: [String] = []
    var rows: [ImportRow] = []
    /// Why it is refused as a whole.
    var refusals: [Refusal] = []

    mutating func refuse(_ code: String, _ message: String, line: Int? = nil) {
        refusals.append(Refusal(line: line, code: code, message: message))
    }
}
