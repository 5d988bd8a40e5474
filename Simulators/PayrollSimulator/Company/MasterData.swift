internal import SimulatorKit

/// Somebody who is paid, known by number alone.
struct Employee: Sendable, Codable, Hashable {
    /// The pay of an hour since a day; the first entry holds from the beginning.
    struct Rate: Sendable, Codable, Hashable {
        var from: CivilDate?
        var rate: Exact
    }

    /// Six digits.
    let number: String
    /// The company that employs them.
    var company: String
    var isActive = true
    /// In the order of their days.
    var rates: [Rate]
    /// What the union's funds get for an hour; 0 for those in no union.
    var fringe = Exact.zero

    /// The pay of an hour on a day.
    func rate(on day: CivilDate) -> Exact {
        rates.last { $0.from.map { $0 <= day } ?? true }?.rate ?? .zero
    }

    /// Lets a rate hold since a day, or since ever in the place of all others.
    mutating func setRate(_ rate: Exact, from day: CivilDate?) {
        guard let day else {
            rates = [Rate(from: nil, rate: rate)]
            return
        }
        rates.removeAll { $0.from == day }
        let later = rates.firstIndex { $0.from.map { $0 > day } ?? false } ?? rates.endIndex
        rates.insert(Rate(from: day, rate: rate), at: later)
    }
}

/// A project with the cost codes that hours may be booked on.
struct Job: Sendable, Codable, Hashable {
    let code: String
    var costCodes: [String]
    var isOpen = true

    /// A cost code as it stands in one cell with the project: `26-014-03300`.
    func costNumber(_ costCode: String) -> String { "\(code)-\(costCode.filter { $0 != "-" })" }
}

/// What payroll was set up with: employees, jobs, pay codes and the burden of the employer.
struct MasterData: Sendable, Codable {
    /// By number.
    var employees: [String: Employee] = [:]
    /// By code.
    var jobs: [String: Job] = [:]
    /// By pay code, how often the rate of an hour is paid.
    var payCodes: [String: Exact] = [:]
    /// The employer's taxes and insurance as a part of the gross.
    var burden = Exact(units: 3400)

    /// The job and cost code of a number such as `26-014-03300`.
    func split(costNumber: String) -> (job: Job, costCode: String)? {
        for (_, job) in jobs.sorted(by: { $0.key < $1.key }) {
            if let costCode = job.costCodes.first(where: { job.costNumber($0) == costNumber }) {
                return (job, costCode)
            }
        }
        return nil
    }
}

extension MasterData {
    /// The employee of the reference scenario, whose pay is known to the cent.
    static let referenceEmployee = "000417"

    /// The company KST at the start of the story.
    ///
    /// - Parameters:
    ///   - company: Its code.
    ///   - count: How many it employs, from number 000401 on; 000417 is always among them.
    ///   - seed: What their pay follows from.
    init(company: String, employees count: Int, seed: UInt64) {
        for index in 1...count {
            let number = count < 17 && index == count ? 417 : 400 + index
            let code = String(repeating: "0", count: 6 - String(number).count) + String(number)
            var random = SeededRandom(seed: seed, purpose: "employee \(code)")
            var rate = Exact(units: 250_000 + 1250 * random.integer(in: 0...200))
            var fringe = random.integer(in: 1...4) == 1 ? Exact(units: 62_500) : .zero
            if code == Self.referenceEmployee { (rate, fringe) = (Exact(units: 413_750), .zero) }
            let rates = [Employee.Rate(from: nil, rate: rate)]
            employees[code] = Employee(number: code, company: company, rates: rates, fringe: fringe)
        }
        let codes = ["01-500", "02-315", "03-200", "03-300", "31-600"]
        for job in ["26-014", "26-021"] { jobs[job] = Job(code: job, costCodes: codes) }
        payCodes = ["HOL": Exact(1), "OT": Exact(units: 15_000), "PTO": Exact(1), "REG": Exact(1)]
    }
}
