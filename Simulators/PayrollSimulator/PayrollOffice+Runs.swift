internal import SimulatorKit

extension PayrollOffice {
    /// Pays all accepted hours up to the end of a period; a run that would pay nothing is none.
    mutating func runPayroll(through periodEnd: CivilDate) {
        let open = books.hours.indices.filter { index in
            let hours = books.hours[index]
            return hours.run == nil && hours.posted <= books.clock && hours.entry.date <= periodEnd
        }
        guard !open.isEmpty else { return }
        let number = pay(open, through: periodEnd, voids: nil)
        if let quirk = books.quirks.show(.runVoided, at: books.clock) {
            let at = books.clock.adding(hours: Int64(quirk.hours ?? 24))
            books.voids.append(PlannedVoid(run: number, at: at))
        }
    }

    /// Voids a run and pays its hours again, at today's rates, under the next number.
    mutating func voidRun(_ number: Int) {
        books.voids.removeAll { $0.run == number }
        guard let index = books.runs.firstIndex(where: { $0.number == number && $0.voidedBy == nil }) else { return }
        books.runs[index].voidedBy = books.nextRun
        let lines = books.hours.indices.filter { books.hours[$0].run == number }
        _ = pay(lines, through: books.runs[index].periodEnd, voids: number)
    }

    /// Computes a run, keeps it and writes its register; its number.
    private mutating func pay(_ indices: [Int], through periodEnd: CivilDate, voids: Int?) -> Int {
        var calculation = PayCalculation(
            setup: setup,
            master: books.master,
            quirks: books.quirks,
            now: books.clock,
            periodEnd: periodEnd,
            earlier: books.runs.filter { $0.voidedBy == nil && $0.number < voids ?? .max }
        )
        let rows = calculation.rows(for: indices.map { books.hours[$0] })
        books.quirks = calculation.quirks
        let run = PayRun(number: books.nextRun, periodEnd: periodEnd, at: books.clock, voids: voids, rows: rows)
        books.nextRun += 1
        for index in indices { books.hours[index].run = run.number }
        books.runs.append(run)
        var shows: [Quirk: Bool] = [:]
        for quirk in [Quirk.junkHeader, .junkFooter, .leadingZerosLost, .identityColumns] {
            shows[quirk] = books.quirks.show(quirk, at: books.clock, file: "register") != nil
        }
        let text = RegisterText(run: run, company: setup.company).text { shows[$0] ?? false }
        put(OutputFile(kind: .register, name: "register_\(run.number).csv", text: text), at: books.clock)
        return run.number
    }
}
