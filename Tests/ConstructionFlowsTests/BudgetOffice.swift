import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A project whose budget a test drives estimate by estimate, without a store or a clock.
struct BudgetOffice {
    var settings: EstimateToBudgetSettings
    private(set) var state: JSON?
    private(set) var approvals: [FlowApproval] = []
    private(set) var deliveries: [FlowDelivery] = []
    private(set) var cases: [FlowCase] = []
    private(set) var resolvedCases: [String] = []
    private(set) var findings: [FlowFinding] = []
    private(set) var wakeAt: Instant?
    private var records = 0

    static let dollars = Currency("USD")
    static let project = "26-014"

    init() throws {
        settings = EstimateToBudgetSettings(
            zone: try #require(SiteZone("America/Denver")),
            projects: [EstimateToBudgetSettings.Project(code: Self.project, estimates: ["E26-014"])],
            codes: CodeCrosswalk(try Self.mappings())
        )
    }

    /// The codes of the reference bill, and some more that only differ in kind.
    static func mappings(without missing: Set<String> = []) throws -> [CodeMapping] {
        let start = try #require(CalendarDate("2026-01-01"))
        let types: [(String, CostType)] = [
            ("L", .labour), ("M", .material), ("E", .equipment), ("S", .subcontract),
        ]
        return ["03-200", "03-300", "02-315", "31-600"].filter { !missing.contains($0) }.flatMap { code in
            types.map { word, type in
                CodeMapping(
                    system: "estimating",
                    from: code,
                    fromType: word,
                    costCode: code,
                    costType: type,
                    validFrom: start,
                    approvedBy: "board"
                )
            }
        }
    }

    /// The lines of domain.md §9a step 1: base, accepted alternate, mark-up and an assembly whose parts are lines.
    static func referenceLines() throws -> [EstimateLine] {
        [
            try line("0100/0110", "03-300", "L", "1250.50", "m²", "38.40", "48019.20"),
            try line("0100/0120", "03-200", "M", "1500", "EA", "12.15", "18225.00"),
            try line("0200/0210", "02-315", "E", "420", "h", "75.00", "31500.00"),
            try line("0300/0310", "31-600", "S", "0", "LS", nil, "60000.00"),
            try line("0400/0410", "03-300", "M", "1", "LS", "4150.00", "4150.00", alternate: "ALT-1"),
            try line("0400/0420", "03-300", "M", "1", "LS", "999.00", "999.00", alternate: "ALT-2"),
            try line("0100", nil, nil, "1", "LS", nil, "66244.20", kind: .assembly),
            try line("0900", nil, nil, "1", "LS", nil, "9713.65", kind: .markup),
        ]
    }

    static func line(
        _ path: String,
        _ code: String?,
        _ type: String?,
        _ quantity: String,
        _ unit: String,
        _ price: String?,
        _ amount: String,
        alternate: String? = nil,
        kind: EstimateLine.Kind = .item
    ) throws -> EstimateLine {
        EstimateLine(
            path: path,
            kind: kind,
            alternate: alternate,
            costCode: code,
            costType: type,
            text: "work at \(path)",
            quantity: try #require(Decimal(plain: quantity)),
            unit: unit,
            unitPrice: try price.map { try #require(Decimal(plain: $0)) },
            amount: try #require(Decimal(plain: amount))
        )
    }

    static func estimate(
        _ revision: String = "03",
        _ status: Estimate.Status = .awarded,
        lines: [EstimateLine]? = nil,
        stated: String? = "161894.20",
        number: String = "E26-014"
    ) throws -> Estimate {
        Estimate(
            number: number,
            revision: revision,
            status: status,
            currency: try #require(dollars),
            acceptedAlternates: ["ALT-1"],
            statedTotal: try stated.map { try #require(Decimal(plain: $0)) },
            format: "csv",
            lines: try lines ?? referenceLines()
        )
    }

    static func changeOrder(
        _ number: String = "1",
        _ status: ChangeOrder.Status = .approved,
        contract: String = "12000.00",
        budget: [(code: String, type: String, amount: String)] = [("03-300", "L", "8600.00")]
    ) throws -> ChangeOrder {
        ChangeOrder(
            project: project,
            number: number,
            status: status,
            currency: try #require(dollars),
            contractAmount: try #require(Decimal(plain: contract)),
            budget: try budget.map { change in
                ChangeOrder.BudgetChange(
                    costCode: change.code,
                    costType: change.type,
                    amount: try #require(Decimal(plain: change.amount))
                )
            }
        )
    }
}

extension BudgetOffice {
    var flow: EstimateToBudget { EstimateToBudget(settings) }

    /// Routes an object as the runtime does, and takes it if it is accepted; a route that holds adds its case.
    mutating func take(_ object: some CanonicalObject, from system: String = "estimating", at now: String) throws {
        records += 1
        let event = try Self.event(type(of: object).name, "\(system)/\(records)", now, object.json)
        switch flow.route(event) {
        case .accept(let key, _):
            try #require(key == Self.project || key.hasPrefix("estimate/"))
            guard key == Self.project else {
                let decision = try flow.decide(key: key, state: nil, events: [event], at: event.receivedAt)
                decision.expectVocabulary(of: flow)
                findings += decision.findings
                return
            }
            try step([event], at: now)
        case .hold(let flowCase): cases.append(flowCase)
        }
    }

    mutating func wake(at now: String) throws {
        try step([], at: now)
    }

    mutating func answerLast(approved: Bool, returned: Bool = false, at now: String) throws {
        let id = try #require(approvals.last).id
        let payload: JSON = [
            "id": .string(id), "approved": .bool(approved), "returned": .bool(returned), "person": "vera",
            "reason": "r",
        ]
        try step([try Self.event(FlowEvent.approvalDecision, "approval/\(id)", now, payload)], at: now)
    }

    mutating func retryLastCase(at now: String) throws {
        let item = try #require(cases.last)
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail, "person": "otto",
        ]
        try step([try Self.event(FlowEvent.caseRetry, "case/\(item.kind)", now, payload)], at: now)
    }

    mutating func rejectLastCase(at now: String) throws {
        let item = try #require(cases.last)
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail, "person": "vera",
            "reason": "superseded",
        ]
        try step([try Self.event(FlowEvent.caseRejection, "case/\(item.subject)", now, payload)], at: now)
    }

    private mutating func step(_ events: [FlowEvent], at now: String) throws {
        let decision = try flow.decide(
            key: Self.project,
            state: state,
            events: events,
            at: try #require(Instant(now))
        )
        decision.expectVocabulary(of: flow)
        state = decision.state
        wakeAt = decision.wakeAt
        approvals += decision.approvals
        deliveries += decision.deliveries
        cases += decision.cases
        resolvedCases += decision.resolvedCases
        findings += decision.findings
    }

    private static func event(
        _ object: String,
        _ reference: String,
        _ time: String,
        _ payload: JSON
    ) throws -> FlowEvent {
        let instant = try #require(Instant(time))
        return FlowEvent(
            reference: reference,
            object: object,
            occurredAt: instant,
            receivedAt: instant,
            payload: payload
        )
    }

    /// The budget as it stands.
    var budget: Budget? {
        get throws {
            guard let state else { return nil }
            return Budget(try EstimateToBudget.revisions(in: state))
        }
    }

    /// The budget as `code type original revised`.
    var lines: [String] {
        get throws {
            try budget?.lines.map { line in
                "\(line.position.costCode) \(line.position.costType.rawValue) \(line.original.plainText) "
                    + line.revised.plainText
            } ?? []
        }
    }

    var revised: String? {
        get throws { try budget?.revised.plainText }
    }

    func count(_ event: String) -> Int {
        findings.count { $0.event == event }
    }
}
