public import JSON
public import SimulatorKit

extension EstimatingSystem {
    private static let actions = [
        "create", "generate", "revise", "award", "lose", "status", "accept-alternate", "reject-alternate", "add-line",
        "change-line", "delete-line", "export",
    ]

    /// What estimators do, and what only a simulator can do.
    public static let controls = [
        "GET estimates", "POST estimates", "GET exports", "GET dialects", "GET quirks", "POST quirks",
    ]

    /// Carries out `estimates`, `exports` and `quirks`.
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
        switch (method, name) {
        case ("GET", "estimates"): return ["estimates": .array(office.estimates.map(\.json))]
        case ("POST", "estimates"):
            // All of the change, or nothing; files are written last.
            var changed = self
            let index = try changed.work(body, at: now)
            self = changed
            return office.estimates[index].json
        case ("GET", "exports"): return ["exports": .array(office.exports.map(\.json))]
        case ("GET", "dialects"): return ["dialects": .array(Dialect.named.map { .string($0.name) })]
        case ("GET", "quirks"): return office.quirks.json
        case ("POST", "quirks"):
            try switchQuirks(body)
            return office.quirks.json
        default: return nil
        }
    }

    private mutating func switchQuirks(_ body: JSON) throws(SimulatorError) {
        for key in body.objectValue?.keys ?? ["none"] where !["enable", "disable"].contains(key) {
            throw SimulatorError(
                "Give {\"enable\":[\"not-final\"],\"disable\":[\"zero-byte\"]}; GET quirks lists them."
            )
        }
        var changed = office.quirks
        for entry in body["disable"]?.arrayValue ?? [] { try changed.disable(entry) }
        for entry in body["enable"]?.arrayValue ?? [] { try changed.enable(entry) }
        office.quirks = changed
    }

    /// Does what the body says to one estimate.
    private mutating func work(_ body: JSON, at now: SimulatedInstant) throws(SimulatorError) -> Int {
        let reader = ChangeReader(body)
        let action = try reader.text("action", of: Self.actions)
        let number = try reader.identifier("estimate")
        if action == "create" || action == "generate" { return try begin(number, action, reader, at: now) }
        guard let index = office.index(of: number) else {
            throw SimulatorError("There is no estimate \(number); GET estimates lists them.")
        }
        let label = try reader.optionalIdentifier("revision")
        if action == "revise" {
            try revise(index, label, reader, at: now)
            return index
        }
        guard let place = office.estimates[index].index(of: label) else {
            throw SimulatorError("Estimate \(number) has no revision \(label ?? "").")
        }
        switch action {
        case "award": award(index, place, word: try reader.optionalText("status") ?? "AWARDED", at: now)
        case "export":
            let isChosen = label != nil
            export(index, isChosen ? place : nil, try request.changed(by: body), reason: "request", at: now)
        case "lose": office.close(index, as: .lost, word: try reader.optionalText("status") ?? "LOST")
        case "status": office.estimates[index].revisions[place].word = try reader.text("status")
        default:
            var estimate = office.estimates[index]
            try reader.change(action, &estimate, place)
            office.estimates[index] = estimate
        }
        return index
    }

    /// Begins an estimate, with the lines that are given or with many invented ones.
    private mutating func begin(
        _ number: String,
        _ action: String,
        _ reader: ChangeReader,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> Int {
        guard office.index(of: number) == nil else {
            throw SimulatorError("There is an estimate \(number) already: revise it.")
        }
        var estimate = try reader.estimate(number, at: now)
        if action == "generate" {
            let count = try reader.count("count", in: 1...100_000)
            var catalogue = WorkCatalogue(random: SeededRandom(seed: seed, purpose: "generated \(number)"))
            estimate.revisions[0].lines = catalogue.lines(count)
            estimate.nextLine = count + 1
        }
        office.estimates.append(estimate)
        return office.estimates.count - 1
    }

    private mutating func revise(
        _ index: Int,
        _ label: String?,
        _ reader: ChangeReader,
        at now: SimulatedInstant
    ) throws(SimulatorError) {
        var estimate = office.estimates[index]
        guard var revision = estimate.revisions.last else { throw SimulatorError("The estimate has no revision.") }
        let digits = String((Int(revision.label) ?? estimate.revisions.count) + 1)
        revision.label = label ?? (digits.count < 2 ? "0" + digits : digits)
        guard estimate.index(of: revision.label) == nil else {
            throw SimulatorError("Estimate \(estimate.number) has a revision \(revision.label) already.")
        }
        (revision.stage, revision.word, revision.begun) = (.open, "BID", now.microseconds)
        estimate.revisions.append(revision)
        for change in try reader.list("changes") {
            let entry = ChangeReader(change)
            let action = try entry.text("action", of: Self.actions)
            try entry.change(action, &estimate, estimate.revisions.count - 1)
        }
        guard let revised = estimate.revisions.popLast() else { return }
        office.estimates[index] = estimate
        revise(index, to: revised)
    }
}
