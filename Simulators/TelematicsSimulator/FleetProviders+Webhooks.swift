internal import JSON
public import SimulatorKit

extension FleetProviders: WebhookingSystem {
    /// A machine's unit has sent a report.
    public static let eventTypes = ["machine.reported"]

    /// The two that live beside each other.
    public static let payloadVersions = ["2.0", "1.0"]

    /// The reports that machines send, at the moments at which the providers hold them.
    ///
    /// - Parameters:
    ///   - start: The moment until which reports were taken already.
    ///   - end: The last moment that counts.
    /// - Returns: One event for each report, earliest first and those of one moment in the order of the register.
    public mutating func takeEvents(
        after start: SimulatedInstant,
        through end: SimulatedInstant
    ) -> [SimulatedEvent] {
        guard start < end else { return [] }
        // What the machines will have done by then follows from the seed.
        ledger.extend(to: end)
        let zone = reporting.schedule.calendar.zone
        var reports: [(at: SimulatedInstant, place: Int)] = []
        var day = zone.day(of: start)
        let last = zone.day(of: end)
        while day <= last {
            for (place, machine) in park.machines.enumerated() {
                for report in reporting.schedule.reports(of: machine, on: day)
                where report.at > start && report.at <= end { reports.append((report.at, place)) }
            }
            day = day.adding(days: 1)
        }
        return reports.sorted { ($0.at, $0.place) < ($1.at, $1.place) }
            .map { event(of: park.machines[$0.place], at: $0.at) }
    }

    private mutating func event(of machine: Machine, at moment: SimulatedInstant) -> SimulatedEvent {
        let (row, shown) = row(of: machine, page: nil, at: moment)
        for quirk in shown { quirks.count(quirk) }
        let notice = ReportNotice(row: row, sent: moment)
        return SimulatedEvent(
            "machine.reported",
            at: moment,
            bodies: [notice.second, notice.first]
        )
    }
}

/// What a provider tells by webhook of a machine's report, in an envelope as Samsara documents it (domain.md, section 1).
private struct ReportNotice {
    private static let type = "machine.reported"

    let row: SnapshotRow
    let sent: SimulatedInstant

    /// Version 2.0: the counter in seconds.
    var second: JSON {
        [
            "eventId": .string(id), "eventTime": .string(sent.text), "eventType": .string(Self.type), "orgId": 26,
            "webhookId": "readings",
            "data": [
                "readings": [
                    [
                        "machine": machine, "happenedAt": .string(row.operatingHours.at.text),
                        "engineSeconds": seconds,
                    ]
                ]
            ],
        ]
    }

    /// Version 1.0: the counter in hours, as a text with two decimals.
    var first: JSON {
        [
            "eventId": .string(id), "eventMs": .integer(sent.microseconds / 1000), "eventType": .string(Self.type),
            "event": [
                "machine": machine, "reportedMs": .integer(row.operatingHours.at.microseconds / 1000),
                "engineHours": .string(hours),
            ],
        ]
    }

    private var id: String { "\(row.equipment)-\(sent.seconds)" }

    private var machine: JSON {
        let identity = row.identity
        var object = JSONObject()
        for (name, value) in [
            ("pin", identity.pin), ("oem", identity.oem), ("model", identity.model), ("serial", identity.serial),
            ("equipmentId", identity.equipmentID),
        ] { object[name] = value.map(JSON.string) }
        return .object(object)
    }

    private var hours: String {
        switch row.operatingHours.value {
        case .counter(let hours), .counterLessAMillisecond(let hours), .counterAsText(let hours): hours.text
        case .text(let text): text
        }
    }

    private var seconds: JSON {
        switch row.operatingHours.value {
        case .counter(let hours), .counterLessAMillisecond(let hours), .counterAsText(let hours):
            .integer(hours.seconds)
        case .text(let text): .string(text)
        }
    }
}
