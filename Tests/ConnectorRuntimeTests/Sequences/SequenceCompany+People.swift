import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import Governance
import JSON

extension SequenceCompany {
    /// The people who may be asked, and some who may not.
    private static let names = ["mia", "max", "pat", "paul", "fay", "cora", "joe", "olga", "ledger", "nobody"]

    var desk: ApprovalDesk {
        ApprovalDesk(people: Self.people, store: store, systems: settings.systemNames, zone: zone)
    }

    /// People answer some of what waits: they sign, whoever they are, reject, return, hold and release.
    mutating func answerApprovals() async throws {
        for approval in try await store.approvals(onlyPending: true) {
            guard !approval.request.id.hasPrefix("budget/"), below(3) > 0 else { continue }
            switch below(12) {
            case 0: await refuse(approval, isReturned: false)
            case 1: await refuse(approval, isReturned: true)
            case 2: await hold(approval)
            default:
                // Whether the difference of a run is accepted is decided when all else has settled down.
                guard !approval.request.id.hasPrefix("PayrollRunDifference/") else { continue }
                for _ in 0...below(4) where !approved.contains(approval.request.id) {
                    await sign(approval, by: pick(Self.names) ?? "")
                }
            }
        }
    }

    /// All signatures that are missing are given; what is on hold is released and what lapsed is asked anew.
    mutating func approveAll(withDifferences: Bool) async throws {
        for approval in try await store.approvals(onlyPending: true) {
            let id = approval.request.id
            guard withDifferences || !id.hasPrefix("PayrollRunDifference/") else { continue }
            if approval.standing.hold != nil { await move(approval, .released(person: "olga")) }
            if approval.standing.lapsedAt != nil {
                await move(approval, .reopened(person: "olga"))
                signed[id] = []
            }
            for person in Self.names + Self.budgetPeople where !approved.contains(id) {
                await sign(approval, by: person)
            }
            expect(approved.contains(id), "approvals", "\(id) cannot be approved by anybody")
        }
        // What waits for a first budget counts with it, or its next decision does, whichever the flow takes first.
        if budgets.isFirstApproved { try await run() }
    }

    private func move(_ approval: StoredApproval, _ move: ApprovalMove) async {
        guard let present = try? await store.approval(approval.request.id) else { return }
        _ = try? await desk.move(present, move, by: "olga", tellsOwner: false, at: now)
    }

    private mutating func hold(_ approval: StoredApproval) async {
        let isHeld = approval.standing.hold != nil
        await move(approval, isHeld ? .released(person: "olga") : .held(person: "olga", reason: "I want to ask"))
        meet("a request is held or released")
    }

    /// A person signs; whether that may count is reckoned here from the roles alone.
    mutating func sign(_ approval: StoredApproval, by person: String) async {
        let id = approval.request.id
        guard let present = try? await store.approval(id), present.decision == nil,
            let progress = try? await desk.sign(present, by: person, tellsOwner: false, at: now)
        else { return }
        if present.standing.signatures.isEmpty { signed[id] = [] }
        signed[id, default: []].append(person)
        let signers = signed[id] ?? []
        let requester = approval.request.terms?.requester
        expect(Set(signers).count == signers.count, "approvals", "\(id): \(signers) are not different people")
        let isAskers = requester.map(signers.contains) ?? false
        expect(!isAskers, "approvals", "\(requester ?? "") signs \(id), and asked for it")
        guard progress == .approved else { return }
        approved.insert(id)
        expect(Self.satisfy(needed(for: approval.request), signers[...]), "approvals", "\(signers) approved \(id)")
        expect(present.standing.hold == nil && present.standing.lapsedAt == nil, "approvals", "\(id) was on hold")
        countApproved(approval.request)
    }

    /// The roles that a request needs, one set for each signature, by the company's own book of rules.
    private func needed(for request: ApprovalRequest) -> [Set<String>] {
        if let needed = neededForBudget(request) { return needed }
        if request.id == Self.accrualRequest { return [["finance"]] }
        if request.id.hasPrefix("PayrollBatch/") { return [["payroll"], ["payroll", "finance"]] }
        if request.id.hasPrefix("PayrollCost/") { return [["finance"], ["controller"]] }
        if request.id.hasPrefix("PayrollRunDifference/") { return [["payroll"]] }
        let isSmall = (Self.decimal(request.payload, "hours") ?? 0) * SequenceMachine.rate <= 300
        return isSmall ? [["equipment-manager"]] : [["equipment-manager"], ["finance"]]
    }

    /// Tries all ways to give the signatures their places.
    private static func satisfy(_ needed: [Set<String>], _ signers: ArraySlice<String>) -> Bool {
        guard needed.count == signers.count, let first = signers.first else { return needed.isEmpty && signers.isEmpty }
        let roles = people.first { $0.id == first }?.roles ?? []
        return needed.indices.contains { index in
            guard !needed[index].isDisjoint(with: roles) else { return false }
            var rest = needed
            rest.remove(at: index)
            return satisfy(rest, signers.dropFirst())
        }
    }

    static func decimal(_ payload: JSON, _ name: String) -> Decimal? {
        payload[name]?.stringValue.flatMap { Decimal(plain: $0) }
    }

    private mutating func refuse(_ approval: StoredApproval, isReturned: Bool) async {
        let id = approval.request.id
        guard !id.hasPrefix("PayrollRunDifference/"), let person = pick(Self.names) else { return }
        let done: Void? = try? await desk.refuse(
            approval,
            isReturned: isReturned,
            by: person,
            reason: "this is not right",
            tellsOwner: false,
            at: now
        )
        guard done != nil else { return }
        expect(!["joe", "ledger", "nobody"].contains(person), "approvals", "\(person) refused \(id)")
        signed[id] = nil
        meet(isReturned ? "a request is returned" : "a request is rejected")
        if id == Self.accrualRequest { return refuseAccruals(isReturned: isReturned) }
        guard !isReturned, let hours = Self.decimal(approval.request.payload, "hours"), !id.hasPrefix("Payroll")
        else { return }
        // The hours of a machine that a person rejected are nobody's cost.
        rejectedHours[approval.request.key, default: 0] += hours
    }
}

extension SequenceCompany {
    /// The cases that may come up in such a history; any other one is a fault.
    private static let expectedCases: Set<String> = [
        "meter_fall", "meter_jump", "silent_machine", "usage_returned", "approval_lapsed", "approval_waiting",
        "payroll_batch_refused", "payroll_batch_rejected", "payroll_line_rejected", "payroll_run_differs",
        "payroll_cost_refused", "acknowledgement_overdue", "hours_exceed_day", "hours_not_approved", "hours_in_future",
        "acknowledgement_repeated", "late_for_period", "delivery_exhausted", "delivery_unresolved", "implausible_usage",
    ]

    /// Somebody has cases tried again; what was done to meters is recorded first where the case asks for it.
    mutating func retryCases(_ isMeant: (inout SequenceCompany) -> Bool) async throws {
        for item in try await store.cases(onlyOpen: true) where !Self.isAboutBudget(item) {
            let kind = item.proposal.kind
            expect(Self.expectedCases.contains(kind) || kind.hasPrefix("system_"), "cases", item.proposal.summary)
            guard isMeant(&self), try await !giveUpAccrual(item) else { continue }
            if kind.hasPrefix("meter_") {
                knowsMoreThanThen = knowsMoreThanThen || !unrecorded.isEmpty
                operations += unrecorded
                unrecorded = []
            }
            let desk = CaseDesk(settings: settings, store: store)
            try? await desk.retry(item.number, by: "olga", at: now)
        }
    }
}
