import CanonicalModel
import JSON

extension BudgetState {
    var json: JSON {
        [
            "revisions": .array(revisions.map(\.json)),
            "sources": .array(
                sources.sorted { $0.key < $1.key }.map { source, story in
                    var object = story.object
                    switch source {
                    case .estimate(let number): object["estimate"] = .string(number)
                    case .changeOrder(let number): object["changeOrder"] = .string(number)
                    }
                    return .object(object)
                }
            ),
            "proposals": .integer(Int64(proposals)),
        ]
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        for revision in try reader.member("revisions").elements() { revisions.append(try BudgetRevision(revision)) }
        for story in try reader.member("sources").elements() {
            let source: BudgetSource =
                if let number = try story.optionalString("changeOrder") { .changeOrder(number) } else {
                    .estimate(try story.member("estimate").string())
                }
            sources[source] = try BudgetSourceState(story)
        }
        proposals = try reader.member("proposals").count()
    }
}

extension BudgetSourceState {
    fileprivate var object: JSONObject {
        var object = JSONObject()
        object["candidate"] = candidate?.json
        object["reported"] = reported.map { .string($0) }
        object["waved"] = waved.isEmpty ? nil : .some(.array(waved.sorted().map { .string($0) }))
        object["proposal"] = proposal?.json
        object["returned"] = returned?.json
        object["decided"] = .array(
            decided.map { ["label": .string($0.label), "target": $0.target.json, "booked": .bool($0.isBooked)] }
        )
        object["companion"] = companion.map {
            [
                "revision": .string($0.revision), "lines": .integer(Int64($0.lines)),
                "total": .string($0.total.plainText),
            ]
        }
        return object
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        candidate = try reader.optionalMember("candidate").map { it throws(JSONAccessError) in
            try BudgetCandidate(it)
        }
        reported = try reader.optionalString("reported")
        for kind in try reader.optionalMember("waved")?.elements() ?? [] { waved.insert(try kind.string()) }
        proposal = try reader.optionalMember("proposal").map { it throws(JSONAccessError) in try BudgetProposal(it) }
        returned = try reader.optionalMember("returned").map { it throws(JSONAccessError) in try BudgetProposal(it) }
        for revision in try reader.member("decided").elements() {
            decided.append(
                DecidedRevision(
                    label: try revision.member("label").string(),
                    target: try BudgetTarget(revision.member("target")),
                    isBooked: try revision.member("booked").bool()
                )
            )
        }
        companion = try reader.optionalMember("companion").map { it throws(JSONAccessError) in
            CompanionTotals(
                revision: try it.member("revision").string(),
                lines: try it.member("lines").count(),
                total: try it.member("total").decimal()
            )
        }
    }
}

extension BudgetProposal {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id), "label": .string(label), "target": target.json]
        object["currency"] = currency.map { .string($0.code) }
        return .object(object)
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            id: try reader.member("id").string(),
            label: try reader.member("label").string(),
            target: try BudgetTarget(reader.member("target")),
            currency: try reader.optionalMember("currency")?.currency()
        )
    }
}

extension BudgetTarget {
    fileprivate var json: JSON {
        ["amounts": .array(BudgetPosition.json(amounts)), "contractAmount": .string(contractAmount.plainText)]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        amounts = try BudgetPosition.amounts(reader.member("amounts"))
        contractAmount = try reader.member("contractAmount").decimal()
    }
}

extension BudgetCandidate {
    fileprivate var json: JSON {
        var object: JSONObject = ["system": .string(system), "since": .string(since.text)]
        switch content {
        case .estimate(let estimate): object["estimate"] = estimate.json
        case .changeOrder(let order): object["changeOrder"] = order.json
        }
        return .object(object)
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        system = try reader.member("system").string()
        since = try reader.member("since").instant()
        if let order = try reader.optionalMember("changeOrder") {
            content = .changeOrder(try ChangeOrder(order))
        } else {
            content = .estimate(try Estimate(reader.member("estimate")))
        }
    }
}
