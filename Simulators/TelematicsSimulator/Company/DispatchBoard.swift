internal import JSON
internal import SimulatorKit

/// The company's machine register, dispatch board and internal rates, as an implementer would type them in.
struct DispatchBoard: Sendable {
    let park: MachinePark
    let assignments: AssignmentPlan

    /// The answer to `GET /_sim/dispatch`; the rented machine is not on it.
    var json: JSON {
        [
            "company": "KST", "currency": "USD",
            "dates": "from is the first day, to the first day after it, both on the site's calendar",
            "projects": .array(
                assignments.projects.map {
                    ["code": .string($0.code), "name": .string($0.name), "timeZone": .string(SiteZone.identifier)]
                }
            ),
            "machines": .array(park.machines.filter(\.isKnown).map(register)),
            "assignments": assignments.json,
            "rates": .array(InternalRate.all.filter(isNeeded).map(\.json)),
        ]
    }

    /// Whether a rate is for machines that there are.
    private func isNeeded(_ rate: InternalRate) -> Bool {
        guard case .equipment(let code) = rate.subject else { return true }
        return park[code] != nil
    }

    private func register(_ machine: Machine) -> JSON {
        func known(_ identifier: String?) -> JSON {
            identifier.map { $0 == ReportedIdentity.missing ? .null : .string($0) } ?? .null
        }
        let identity = machine.identity
        return [
            "equipment": .string(machine.code), "category": .string(machine.category.rawValue),
            "fleet": .string(machine.fleet.rawValue),
            "identifiers": [
                "oem": .string(identity.oem), "model": known(identity.model), "serial": known(identity.serial),
                "pin": known(identity.pin), "equipmentId": known(identity.equipmentID),
            ],
        ]
    }
}

/// What the company charges a project for an hour of its machines, from a day on.
struct InternalRate: Sendable, Hashable {
    /// What the rate is for: a machine's own rate goes before that of its category.
    enum Subject: Sendable, Hashable {
        case category(Machine.Category)
        case equipment(String)
    }

    let subject: Subject
    let from: String
    /// US dollars with two decimals.
    let perHour: String

    /// All rates; that of the haulers changes in mid-month.
    static let all: [InternalRate] = [
        InternalRate(subject: .category(.excavator), from: "2026-01-01", perHour: "75.00"),
        InternalRate(subject: .category(.smallExcavator), from: "2026-01-01", perHour: "38.50"),
        InternalRate(subject: .category(.dozer), from: "2026-01-01", perHour: "92.25"),
        InternalRate(subject: .category(.wheelLoader), from: "2026-01-01", perHour: "61.40"),
        InternalRate(subject: .category(.trackLoader), from: "2026-01-01", perHour: "44.15"),
        InternalRate(subject: .category(.grader), from: "2026-01-01", perHour: "88.00"),
        InternalRate(subject: .category(.roller), from: "2026-01-01", perHour: "52.35"),
        InternalRate(subject: .category(.hauler), from: "2026-01-01", perHour: "97.80"),
        InternalRate(subject: .category(.hauler), from: "2026-01-15", perHour: "101.65"),
        InternalRate(subject: .equipment("EX-120"), from: "2026-01-01", perHour: "79.90"),
    ]

    var json: JSON {
        var object = JSONObject()
        switch subject {
        case .category(let category): object["category"] = .string(category.rawValue)
        case .equipment(let code): object["equipment"] = .string(code)
        }
        object["from"] = .string(from)
        object["perHour"] = .string(perHour)
        return .object(object)
    }
}
