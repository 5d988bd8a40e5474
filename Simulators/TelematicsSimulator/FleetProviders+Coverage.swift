public import SimulatorKit

extension FleetProviders {
    private static let snapshotSources =
        "ISO 15143-3 fleet snapshot as documented by Trackunit, MiX Telematics and "
        + "Takeuchi clients (domain.md section 1, T1 to T3)"

    /// What is simulated, and where it is known from; nothing was compared with a recording yet.
    public static var coverage: [SimulatedOperation] { pages + singles + errors + company + told + deviations }

    /// The quirks.
    public static var ownOperations: [String] { Quirk.allCases.map { "quirk \($0.rawValue)" } }

    private static let pages: [SimulatedOperation] = [
        SimulatedOperation("GET /iso/Fleet/{page} as XML", .documented(source: snapshotSources)),
        SimulatedOperation(
            "GET /iso/Fleet/{page} as JSON",
            .assumed(reason: "Trackunit documents the Accept field; the spelling of its JSON members was not seen.")
        ),
        SimulatedOperation(
            "GET /aemp1/Fleet/{page}",
            .documented(source: "AEMP 1.x of John Deere and the relative links of Proemion (domain.md section 1, T4)")
        ),
        SimulatedOperation("GET /jcma/Fleet/{page}", .documented(source: snapshotSources)),
        SimulatedOperation(
            "GET /jcma/Fleet/0",
            .assumed(reason: "All links point there; that it answers like page 1 was not seen.")
        ),
        SimulatedOperation(
            "GET /json/Fleet/{page}",
            .documented(source: "ISO 15143-3 developer guide of Caterpillar (domain.md section 1, T5)")
        ),
        SimulatedOperation(
            "Single equipment as a Fleet with one Equipment and no links",
            .assumed(reason: "The root element of this answer was not seen.")
        ),
        SimulatedOperation(
            "Basic authentication",
            .documented(source: "Volvo CareTrack and Liebherr LiDAT (domain.md section 1, T2)")
        ),
        SimulatedOperation(
            "Reports every two hours of work, at its end and at 00:30",
            .assumed(reason: "Reporting intervals differ by contract; these stand for a usual one.")
        ),
    ]

    private static let singles: [SimulatedOperation] = Fleet.allCases.map { fleet in
        SimulatedOperation(
            "GET \(fleet.base)/Fleet/Equipment/MakeModelSerial/{make}/{model}/{serial}",
            fleet == .aemp1
                ? .documented(source: "Path and case of Proemion (domain.md section 1, T4)")
                : .assumed(reason: "The path is that of Proemion; whether this provider has it was not seen.")
        )
    }

    private static let company: [SimulatedOperation] = [
        SimulatedOperation(
            "load mobilisation",
            .assumed(reason: "A project for each twenty-five machines; real projects differ.")
        ),
        SimulatedOperation(
            "GET /_sim/dispatch",
            .assumed(reason: "The company's own board, as an implementer would export it; no provider has one.")
        ),
        SimulatedOperation("GET /_sim/quirks", .assumed(reason: "Only the simulator has it: what is switched on.")),
        SimulatedOperation("POST /_sim/quirks", .assumed(reason: "Only the simulator has it: the deviations below.")),
        SimulatedOperation(
            "GET /_sim/meter-replacements",
            .assumed(reason: "A workshop's record; providers do not tell of replaced meters.")
        ),
        SimulatedOperation(
            "POST /_sim/meter-replacements",
            .documented(source: "Meter handling of fleet systems (domain.md section 1, T7)")
        ),
    ]

    private static let told: [SimulatedOperation] = [
        SimulatedOperation(
            "event machine.reported",
            .assumed(
                reason: "The envelopes are Samsara's, 1.0 and 2.0 (domain.md section 1); that it tells of a machine's "
                    + "report, and the members of the reading, were not seen."
            )
        )
    ]

    private static let errors: [SimulatedOperation] = [
        SimulatedOperation(
            "Errors as {status, code, message}",
            .documented(source: "Trackunit's error page (domain.md section 1, T1)")
        ),
        SimulatedOperation(
            "404 beyond the last page",
            .assumed(reason: "The documentation says that pages end, not with which status.")
        ),
        SimulatedOperation(
            "429 with code 429.002 and without Retry-After in the fleet json",
            .documented(source: "Caterpillar's rate limits (domain.md section 1, T5)")
        ),
        SimulatedOperation("503", .documented(source: "John Deere AEMP 1.x (domain.md section 1, T4)")),
    ]

    // No default: a new quirk needs its own evidence.
    private static let deviations: [SimulatedOperation] = Quirk.allCases.map { quirk in
        switch quirk {
        case .cachedSnapshot, .secondsWithFraction:
            SimulatedOperation(
                "quirk \(quirk.rawValue)",
                .documented(source: "John Deere AEMP (domain.md section 1, T4)")
            )
        case .counterReset, .rollover, .offsetDown, .offsetUp:
            SimulatedOperation(
                "quirk \(quirk.rawValue)",
                .documented(source: "Meter handling of fleet systems (domain.md section 1, T7)")
            )
        case .tooManyRequests:
            SimulatedOperation("quirk \(quirk.rawValue)", .documented(source: "domain.md section 1, T1 and T5"))
        case .rowMovesBetweenPages, .missingSerial, .duplicateSerial, .freeTextEquipmentID, .clockAhead, .lateBlock,
            .pageRepeats, .pageLoop, .truncatedXML, .entityExpansion, .htmlErrorPage, .hugeBody, .hoursAsText,
            .tokenExpires, .unavailable:
            SimulatedOperation(
                "quirk \(quirk.rawValue)",
                .assumed(reason: "Reported from the field in domain.md section 1 or 9a, without a recording.")
            )
        }
    }
}
