internal import SimulatorKit

extension EstimatingSystem {
    /// Hands in a revision after the latest one; quirks may take a line from it or add a credit.
    mutating func revise(_ index: Int, to revision: Revision) {
        var revision = revision
        let number = office.estimates[index].number
        if let last = revision.lines.lastIndex(where: { $0.alternate == nil }), revision.base.count > 1,
            office.quirks.serve(.deletedLine, number)
        {
            revision.lines.remove(at: last)
        }
        if let model = revision.lines.first(where: { $0.alternate == nil }), office.quirks.serve(.creditItem, number) {
            revision.lines.append(credit(like: model, id: office.estimates[index].nextLine))
            office.estimates[index].nextLine += 1
        }
        for place in office.estimates[index].revisions.indices
        where office.estimates[index].revisions[place].stage == .open {
            office.estimates[index].revisions[place].stage = .superseded
        }
        office.estimates[index].revisions.append(revision)
    }

    private func credit(like line: EstimateLine, id: Int) -> EstimateLine {
        EstimateLine(
            id: id,
            bidItem: "0990",
            activity: "0991",
            resource: "CREDIT",
            costCode: line.costCode,
            type: line.type,
            text: "Gutschrift: Schalung gestellt",
            quantity: .one,
            unit: "LS",
            price: Figure(units: -850_0000)
        )
    }

    /// Gives the work to the company: a revision is awarded, the one awarded before is superseded, and it is exported.
    mutating func award(_ index: Int, _ revision: Int?, word: String, at now: SimulatedInstant) {
        guard let chosen = revision ?? office.estimates[index].revisions.indices.last else { return }
        for place in office.estimates[index].revisions.indices where place != chosen {
            let stage = office.estimates[index].revisions[place].stage
            if stage == .awarded || stage == .open { office.estimates[index].revisions[place].stage = .superseded }
        }
        office.estimates[index].revisions[chosen].stage = .awarded
        office.estimates[index].revisions[chosen].word = word
        export(index, chosen, request, reason: "award", at: now)
    }

    /// Exports a revision: the given one, else the awarded one, else the latest.
    mutating func export(
        _ index: Int,
        _ revision: Int?,
        _ request: ExportRequest,
        reason: String,
        at now: SimulatedInstant
    ) {
        let estimate = office.estimates[index]
        guard let chosen = revision ?? estimate.awarded ?? estimate.revisions.indices.last else { return }
        var request = request
        var shown: [Quirk] = []
        if request.format == .gaebX86, reason == "award", office.quirks.serve(.awardAsRequest, estimate.number) {
            request.format = .gaebX83
            shown.append(.awardAsRequest)
        }
        let (bill, quirks) = bill(estimate, estimate.revisions[chosen], request, at: now)
        shown += quirks
        let bills = files(of: bill, &shown)
        let first = office.exports.endIndex
        for bill in bills { deliver(bill, estimate.revisions[chosen], request, shown, reason: reason, at: now) }
        guard let companion = request.companion else { return }
        let main = first..<office.exports.endIndex
        if exportCompanion(estimate, chosen, request, companion, at: now) {
            for index in main { office.exports[index].holds.append(Self.disagreement) }
        }
    }

    /// The files that one export becomes: one, unless quirks split or repeat it.
    private mutating func files(of bill: Bill, _ shown: inout [Quirk]) -> [Bill] {
        var bills = [bill]
        if bill.rows.contains(where: { $0.alternate != nil && $0.isAccepted }),
            office.quirks.serve(.alternateApart, bill.estimate)
        {
            shown.append(.alternateApart)
            bills = [bill, bill]
            bills[0].rows.removeAll { $0.alternate != nil }
            bills[1].rows.removeAll { $0.alternate == nil }
            bills[0].holds.append("accepted alternates come in another file")
            bills[1].holds.append("the base bid comes in another file")
        }
        if office.quirks.serve(.exportedTwice, bill.estimate) {
            shown.append(.exportedTwice)
            bills += bills.map { bill in
                var again = bill
                var random = random(for: bill, 1)
                again.shuffle(&random)
                return again
            }
        }
        return bills
    }

    /// The view of a revision with all quirks that change its rows.
    private mutating func bill(
        _ estimate: Estimate,
        _ revision: Revision,
        _ request: ExportRequest,
        at now: SimulatedInstant
    ) -> (bill: Bill, quirks: [Quirk]) {
        var bill = Bill(estimate, revision, codes: request.codes, allAlternates: request.allAlternates, at: now)
        var shown: [Quirk] = []
        for quirk in Bill.rowQuirks where office.quirks.isOn(quirk, estimate.number) {
            guard bill.suffer(quirk, format: request.format, count: office.exports.count) else { continue }
            _ = office.quirks.serve(quirk, estimate.number)
            shown.append(quirk)
        }
        if office.quirks.serve(.shuffledLines, estimate.number) {
            var random = random(for: bill, 0)
            bill.shuffle(&random)
            shown.append(.shuffledLines)
        }
        return (bill, shown)
    }

    private func random(for bill: Bill, _ pass: Int) -> SeededRandom {
        SeededRandom(seed: seed, purpose: "order \(bill.estimate) \(office.exports.count) \(pass)")
    }

    private static let disagreement = "the companion shows other lines"

    /// The second file: of the same revision, unless a quirk lets it be another view.
    ///
    /// - Returns: Whether it is another view.
    private mutating func exportCompanion(
        _ estimate: Estimate,
        _ chosen: Int,
        _ request: ExportRequest,
        _ format: ExportFormat,
        at now: SimulatedInstant
    ) -> Bool {
        var request = request
        request.format = format
        var revision = estimate.revisions[chosen]
        var shown: [Quirk] = []
        let disagrees = office.quirks.serve(.companionsDisagree, estimate.number)
        if disagrees {
            shown.append(.companionsDisagree)
            if chosen > 0 {
                revision = estimate.revisions[chosen - 1]
            } else {
                revision.lines = Array(revision.lines.prefix((revision.lines.count + 1) / 2))
            }
        }
        var (bill, quirks) = bill(estimate, revision, request, at: now)
        if disagrees { bill.holds.append(Self.disagreement) }
        deliver(bill, revision, request, shown + quirks, reason: "companion", at: now)
        return disagrees
    }
}
