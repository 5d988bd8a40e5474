internal import JSON
internal import SimulatorKit

extension MasterData {
    /// Hires or changes somebody: `number`, and any of `company`, `rate`, `state` and `fringe`.
    mutating func setEmployee(_ body: JSON, company: String) throws(SimulatorError) {
        let usage = "give {\"number\":\"000417\",\"rate\":\"41.3750\",\"state\":\"active\",\"fringe\":\"0.0000\"}"
        try Self.check(body, ["number", "company", "rate", "state", "fringe"], usage)
        guard let number = body["number"]?.stringValue, number.utf8.count == 6,
            number.utf8.allSatisfy({ (48...57).contains($0) })
        else { throw SimulatorError("An employee has a number of six digits: \(usage).") }
        let rate = try Self.exact(body["rate"], "rate", usage)
        let known = employees[number]
        guard known != nil || rate != nil else { throw SimulatorError("Somebody new needs a rate: \(usage).") }
        var employee = known ?? Employee(number: number, company: company, rates: [])
        if let rate { employee.setRate(rate, from: nil) }
        if let fringe = try Self.exact(body["fringe"], "fringe", usage) { employee.fringe = fringe }
        if let company = body["company"]?.stringValue { employee.company = company }
        switch body["state"] {
        case nil: break
        case "active": employee.isActive = true
        case "terminated": employee.isActive = false
        case let state?: throw SimulatorError("state is \(state.text()), not active or terminated: \(usage).")
        }
        employees[number] = employee
    }

    /// Changes the rate of somebody, or the burden of all.
    mutating func setRate(_ body: JSON) throws(SimulatorError) {
        let usage =
            "give {\"employee\":\"000417\",\"rate\":\"42.0000\",\"from\":\"2026-02-02\"} or {\"burdenPercent\":\"34.00\"}"
        try Self.check(body, ["employee", "rate", "from", "burdenPercent"], usage)
        if let percent = try Self.exact(body["burdenPercent"], "burdenPercent", usage) {
            guard percent.units % 100 == 0, body["employee"] == nil else {
                throw SimulatorError("A burden has two decimals and is that of all employees: \(usage).")
            }
            burden = Exact(units: percent.units / 100)
            return
        }
        guard let number = body["employee"]?.stringValue, var employee = employees[number],
            let rate = try Self.exact(body["rate"], "rate", usage)
        else { throw SimulatorError("A rate is that of an employee whom payroll knows: \(usage).") }
        var from: CivilDate?
        if let text = body["from"] {
            guard let day = text.stringValue.flatMap(CivilDate.init(_:)) else {
                throw SimulatorError("from is \(text.text()), not a day: \(usage).")
            }
            from = day
        }
        employee.setRate(rate, from: from)
        employees[number] = employee
    }

    /// Opens, closes or changes a job.
    mutating func setJob(_ body: JSON) throws(SimulatorError) {
        let usage = "give {\"job\":\"26-030\",\"costCodes\":[\"03-300\"],\"state\":\"open\"}"
        try Self.check(body, ["job", "costCodes", "state"], usage)
        guard let code = body["job"]?.stringValue, !code.isEmpty else {
            throw SimulatorError("A job has a code: \(usage).")
        }
        var job = jobs[code] ?? Job(code: code, costCodes: [])
        if let codes = body["costCodes"] {
            guard let texts = codes.arrayValue?.map(\.stringValue), !texts.contains(nil) else {
                throw SimulatorError("costCodes is \(codes.text()), not a list of texts: \(usage).")
            }
            job.costCodes = texts.compactMap { $0 }.sorted()
        }
        switch body["state"] {
        case nil: break
        case "open": job.isOpen = true
        case "closed": job.isOpen = false
        case let state?: throw SimulatorError("state is \(state.text()), not open or closed: \(usage).")
        }
        jobs[code] = job
    }

    /// Sets a pay code up, or removes it.
    mutating func setPayCode(_ body: JSON) throws(SimulatorError) {
        let usage = "give {\"code\":\"DBL\",\"factor\":\"2.0000\"} or {\"remove\":\"DBL\"}"
        try Self.check(body, ["code", "factor", "remove"], usage)
        if let code = body["remove"]?.stringValue, body["code"] == nil {
            guard payCodes.removeValue(forKey: code) != nil else {
                throw SimulatorError("Pay code \(code) is not set up: \(usage).")
            }
            return
        }
        guard let code = body["code"]?.stringValue, !code.isEmpty,
            let factor = try Self.exact(body["factor"], "factor", usage)
        else { throw SimulatorError("A pay code has a factor: \(usage).") }
        payCodes[code] = factor
    }

    private static func check(_ body: JSON, _ members: [String], _ usage: String) throws(SimulatorError) {
        guard let keys = body.objectValue?.keys else { throw SimulatorError("The body is no object: \(usage).") }
        for key in keys where !members.contains(key) { throw SimulatorError("Unknown member \(key): \(usage).") }
    }

    private static func exact(_ json: JSON?, _ name: String, _ usage: String) throws(SimulatorError) -> Exact? {
        guard let json else { return nil }
        guard let number = json.stringValue.flatMap({ Exact($0) }), number >= .zero else {
            throw SimulatorError("\(name) is \(json.text()), but it is a text with at most four decimals: \(usage).")
        }
        return number
    }
}

extension MasterData {
    /// All employees by number.
    var employeesJSON: JSON {
        .array(
            employees.values.sorted { $0.number < $1.number }.map { employee in
                [
                    "number": .string(employee.number), "company": .string(employee.company),
                    "state": .string(employee.isActive ? "active" : "terminated"),
                    "fringe": .string(employee.fringe.text(4)),
                    "rates": .array(
                        employee.rates.map { rate in
                            [
                                "from": rate.from.map { .string($0.text) } ?? .null,
                                "rate": .string(rate.rate.text(4)),
                            ]
                        }
                    ),
                ]
            }
        )
    }

    /// All jobs by code.
    var jobsJSON: JSON {
        .array(
            jobs.values.sorted { $0.code < $1.code }.map { job in
                [
                    "job": .string(job.code), "state": .string(job.isOpen ? "open" : "closed"),
                    "costCodes": .array(job.costCodes.map(JSON.string)),
                ]
            }
        )
    }

    /// All pay codes.
    var payCodesJSON: JSON {
        .array(
            payCodes.sorted { $0.key < $1.key }.map { code, factor in
                ["code": .string(code), "factor": .string(factor.text(4))]
            }
        )
    }
}
