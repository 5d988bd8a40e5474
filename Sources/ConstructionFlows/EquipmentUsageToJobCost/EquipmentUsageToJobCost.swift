public import CanonicalModel
public import JSON

/// From meter readings to approved job cost (domain.md L8, T-1 to T-7).
///
/// Readings of a machine become usage per site-local day, usage becomes a staged cost of the project that the machine
/// is assigned to that day, and only after a person in the approval role has approved it, a delivery to the ledger.
/// The key of the flow is the machine's code.
///
/// What a project is charged for a machine with a home cost centre is credited there; between two companies each has its
/// side in its own books, and the keys `intercompany/KST/KSW/2026-01` collect what is approved together (L10, M-3).
public struct EquipmentUsageToJobCost: BusinessFlow {
    /// `EquipmentUsageToJobCost`.
    public static let name = "EquipmentUsageToJobCost"

    /// What the keys begin with that collect what companies charge each other; no machine may have such a code.
    public static let pairPrefix = "intercompany/"

    /// A machine's clock may be ahead by this much.
    static let clockTolerance: Duration = .seconds(300)
    /// A reading that is older than this many seconds when it arrives is no late one, but a wrong one.
    static let oldestReading: Int64 = 400 * 86_400

    let settings: EquipmentUsageSettings
    let register: EquipmentRegister
    let calendar: SiteCalendar

    /// Creates the flow.
    public init(_ settings: EquipmentUsageSettings) {
        self.settings = settings
        register = EquipmentRegister(settings.equipment, aliases: settings.aliases)
        calendar = SiteCalendar(settings)
    }

    /// Meter readings.
    public var consumes: Set<String> { [MeterReading.name] }

    /// The projects and machines.
    public var masterData: [FlowDelivery] {
        settings.projects.map { masterData($0, orderingKey: $0.code, of: settings.company(ofProject: $0.code)) }
            + settings.equipment.map {
                masterData($0, orderingKey: "equipment/\($0.code)", of: settings.owner(of: $0.code))
            }
    }

    private func masterData(_ object: some CanonicalObject, orderingKey: String, of company: String) -> FlowDelivery {
        let name = type(of: object).name
        return FlowDelivery(
            key: "\(name)/\(object.key)",
            object: name,
            payload: object.json,
            orderingKey: orderingKey,
            topics: [object.key],
            company: company
        )
    }
}

extension EquipmentUsageToJobCost {
    /// The machine that a reading belongs to, or the case that keeps the reading back: an unknown or contradictory
    /// identity, or a time that has not come yet.
    public func route(_ event: FlowEvent) -> FlowRoute {
        let reading: MeterReading
        do {
            reading = try MeterReading(JSONReader(event.payload, path: event.reference))
        } catch {
            return .hold(unusable(event, error))
        }
        switch register.match(reading.equipment, on: settings.zone.date(of: reading.time)) {
        case .unknown: return .hold(unknown(reading, event))
        case .contradictory(let codes): return .hold(contradictory(reading, event, codes))
        case .found(let machine):
            guard reading.time <= event.receivedAt.adding(Self.clockTolerance) else {
                return .hold(
                    mistimed(reading, event, of: machine, "in_future", "is ahead; try the case again after then")
                )
            }
            guard reading.time >= event.receivedAt.adding(seconds: -Self.oldestReading) else {
                return .hold(mistimed(reading, event, of: machine, "too_old", "is more than a year behind"))
            }
            let day = calendar.day(of: reading.time, for: machine.code)
            return .accept(key: machine.code, topics: [machine.code, "\(machine.code)/\(day.text)"])
        }
    }

    private func unusable(_ event: FlowEvent, _ error: JSONAccessError) -> FlowCase {
        hold(
            "unusable_reading",
            subject: event.reference,
            "\(error); the connector of this system must be repaired, then try the case again",
            detail: event.payload
        )
    }

    private func unknown(_ reading: MeterReading, _ event: FlowEvent) -> FlowCase {
        hold(
            "unknown_equipment",
            subject: reading.equipment.text,
            "No machine of the register is called \(reading.equipment.text); "
                + "add it, or one of its names, to 'equipment' in the configuration, or to 'identities' from a day on, then "
                + "try the case again",
            detail: ["identity": reading.equipment.json, "record": .string(event.reference)]
        )
    }

    private func contradictory(_ reading: MeterReading, _ event: FlowEvent, _ codes: [String]) -> FlowCase {
        hold(
            "contradictory_equipment",
            subject: reading.equipment.text,
            "\(reading.equipment.text) names \(codes.joined(separator: " and ")), and other parts of the identity "
                + "speak against it; correct 'equipment' in the configuration, then try the case again",
            detail: ["identity": reading.equipment.json, "record": .string(event.reference)]
        )
    }

    private func mistimed(
        _ reading: MeterReading,
        _ event: FlowEvent,
        of machine: Equipment,
        _ kind: String,
        _ verdict: String
    ) -> FlowCase {
        hold(
            "reading_\(kind)",
            // A machine whose clock is wrong is one case, however many readings it sends.
            subject: machine.code,
            "\(machine.code) reported \(reading.time.text), received \(event.receivedAt.text): the machine's clock "
                + "\(verdict), or reject the reading",
            detail: reading.json,
            topics: [machine.code]
        )
    }

    private func hold(
        _ kind: String,
        subject: String,
        _ summary: String,
        detail: JSON,
        topics: [String] = []
    ) -> FlowCase {
        FlowCase(
            kind: kind,
            subject: subject,
            severity: .warning,
            owner: settings.approvalRole,
            summary: summary,
            detail: detail,
            isRetriable: true,
            topics: topics + [subject]
        )
    }
}

extension EquipmentUsageToJobCost {
    /// Takes readings, answers to approvals and retries of cases into account, then settles the days that are over.
    public func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        guard !key.hasPrefix(Self.pairPrefix) else { return try allocate(key, state, events, at: now) }
        var step = UsageStep(
            flow: self,
            equipment: key,
            state: try state.map { json throws(JSONAccessError) in try UsageState(JSONReader(json)) } ?? UsageState(),
            now: now
        )
        for event in events { try step.take(event) }
        step.settleDaysThatAreOver()
        step.reportSilence()
        return step.decision
    }

    private func allocate(
        _ key: String,
        _ state: JSON?,
        _ events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        let last = try state.map { json throws(JSONAccessError) in try AllocationState(JSONReader(json)) }
        var step = AllocationStep(settings: settings, key: key, state: last ?? AllocationState(), now: now)
        return try step.decide(events)
    }
}
