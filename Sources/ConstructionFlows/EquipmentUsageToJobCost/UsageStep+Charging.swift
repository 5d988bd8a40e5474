import CanonicalModel
import FoundationEssentials
import JSON

extension UsageStep {
    /// What a day's work comes to.
    enum Pricing {
        /// A charge that a person is asked about.
        case charged(EquipmentCharge)
        /// None, and why.
        case impossible(String)
    }

    /// The charge of a day's work: the cost of the project, and what the machine's owner recovers of it.
    ///
    /// A machine that works for another company's project needs a home cost centre of its own company, for no cost may stand in
    /// one company alone (domain.md M-3).
    func charge(
        _ seconds: Int64,
        on day: CalendarDate,
        id: String,
        _ assignment: EquipmentAssignment,
        _ rate: Money
    ) -> Pricing {
        let bearer = settings.company(ofProject: assignment.project)
        let owner = settings.owner(of: equipment)
        let home = settings.charging.homes[equipment]
        if home == nil, bearer != owner {
            return .impossible(
                "\(equipment) of \(owner) worked for \(assignment.project) of \(bearer) and has no home cost centre where "
                    + "\(owner) recovers it; name it under 'recovery' in the configuration"
            )
        }
        if let home, settings.company(ofProject: home.project) != owner {
            return .impossible(
                "its home cost centre \(home.project) is not of \(owner), which owns it; correct 'recovery' in the "
                    + "configuration"
            )
        }
        let cost = CostEntry(
            key: id,
            company: bearer,
            project: assignment.project,
            costCode: assignment.costCode,
            serviceDate: day,
            equipment: equipment,
            hours: Decimal(seconds / 36) / 100,
            rate: rate,
            counterparty: home == nil ? nil : owner
        )
        return .charged(EquipmentCharge(cost: cost, home: home))
    }

    /// Writes an approved charge; one between two companies waits for those who approve what they charge each other.
    mutating func deliver(_ charge: EquipmentCharge) {
        let topics = topics(charge.cost.serviceDate)
        guard charge.isIntercompany, settings.charging.financeRole != nil else {
            deliveries += charge.deliveries(under: topics)
            if let finding = charge.finding(under: topics) { findings.append(finding) }
            return reopen(charge)
        }
        let pair = CompanyPair(of: charge)
        forwards.append(
            FlowForward(
                key: pair.key,
                id: "charge/\(charge.cost.company)/\(charge.cost.key)",
                object: AllocationStep.charge,
                payload: charge.json,
                topics: topics + [pair.key]
            )
        )
    }

    /// Usage whose cost is taken back is asked about anew, once assignment or rate have been put right.
    mutating func reopen(_ charge: EquipmentCharge) {
        guard let key = charge.cost.corrects else { return }
        forget(charge.cost)
        giveBack(-charge.cost.hours, on: charge.cost.serviceDate, "\(key)/again", "its cost was taken back")
    }

    /// A person takes back a cost that was delivered; both sides of it, once that is approved.
    mutating func takeReversal(_ reader: JSONReader) throws(JSONAccessError) {
        let charge = try EquipmentCharge(reader.member("charge"))
        guard charge.cost.corrects == nil, let reversal = charge.reversal, state.staged[reversal.cost.key] == nil
        else { return }
        let day = reversal.cost.serviceDate
        findings.append(
            FlowFinding(
                "UsageReversalRequested",
                topics: topics(day),
                detail: [
                    "id": .string(charge.cost.key), "by": .string(try reader.member("person").string()),
                    "reason": .string(try reader.member("reason").string()),
                ]
            )
        )
        requester = try reader.member("person").string()
        ask(for: reversal, reversal.cost.key)
        requester = nil
    }
}
