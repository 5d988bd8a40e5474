public import SimulatorKit

extension PayrollOffice {
    /// What is simulated, and where it is known from; nothing was compared with a recording yet.
    public static var coverage: [SimulatedOperation] { imports + answers + pay + people + deviations }

    /// The layouts of hours, the kinds of files that are written, and the quirks.
    public static var ownOperations: [String] {
        Setup.Layout.allCases.map(\.title) + OutputFile.Kind.allCases.map { "file \($0.rawValue)" }
            + Quirk.allCases.map { "quirk \($0.rawValue)" }
    }

    private static func documented(_ name: String, _ source: String) -> SimulatedOperation {
        SimulatedOperation(name, .documented(source: source + " (domain.md section 2)"))
    }

    private static func assumed(_ name: String, _ reason: String) -> SimulatedOperation {
        SimulatedOperation(name, .assumed(reason: reason))
    }

    private static let imports: [SimulatedOperation] = [
        documented(
            "ADP paydata: first columns, other columns, File # of six digits",
            "ADP Workforce Now and Infor, P1"
        ),
        documented("ADP paydata: Temp Dept without labor distribution", "ADP Workforce Now, P1"),
        documented("ADP paydata: names PRcccEPI and EPI with company and batch", "TimePortal and TimeTrex, P1"),
        assumed(
            "ADP paydata: day in FLSA Workweek",
            "Paydata has no column for a day; this one names the week of the hours."
        ),
        assumed("ADP paydata: one batch a file", "Third parties write several; how a part is refused was not seen."),
        documented("Paychex SPI: columns, limits, one file at a time, whole checks", "Paychex SPI specification, P2"),
        assumed(
            "Paychex SPI: no header row, name SPI_client_batch.csv",
            "Samples were not seen; a header row is skipped."
        ),
        assumed("Paychex SPI: what comes again is added again", "The specification knows adding and no batch number."),
        documented("Vista PRTB: columns, transaction type, type, states", "Vista time card entry, P3"),
        assumed(
            "Vista PRTB: DayNum from the first day of the pay period",
            "The page names the column, not its origin."
        ),
        assumed("Vista PRTB: a line of Type M needs job and phase", "Work orders are not simulated."),
        documented(
            "Names: .partial, _rejected, same name as an accepted file",
            "File delivery of Valitor and others, P5"
        ),
        documented("Moved to processed even if refused", "Informatica's folders, P5"),
    ]

    private static let answers: [SimulatedOperation] = [
        documented(
            "Whole file, whole check or line refused",
            "Profiles of Valitor, Paychex and Spectrum, P2, P3 and P5"
        ),
        assumed("file ack", "An acknowledgement: no common format exists; this one is composed."),
        assumed("file rej", "The refused lines: no common format exists; this one is composed."),
        documented("file rpt: completed with or without errors", "Report of the Paychex SPI import, P2"),
        assumed("file rpt: its columns", "The specification tells what it says, not how; this form is composed."),
        assumed("Codes and texts of refusals", "Composed; real systems differ."),
        assumed("Marker and checksum files", "Common in the field, not specified."),
    ]

    private static let pay: [SimulatedOperation] = [
        assumed("file register: CSV", "Columns follow those that job cost imports want."),
        assumed("Weekly run, overtime over 40 h a week or 8 h a day", "Rules differ by state and agreement."),
        assumed("Burden as a part of the gross, rounded half-even by line", "Real burdens have many parts."),
        assumed("Late hours in the next run with their old day and the original run", "Known from practice only."),
        assumed("A voided run is run again at today's rates", "Known from practice only."),
    ]

    /// What people do in the screens of a payroll system, for which the controls stand.
    private static let people: [SimulatedOperation] = [
        assumed("GET /_sim/employees", "Master data as any payroll system keeps it, by number alone."),
        assumed("POST /_sim/employees", "Hiring and leaving take effect at once; real systems have dates for both."),
        assumed("GET /_sim/rates", "One rate an hour for an employee; real ones have several."),
        assumed("POST /_sim/rates", "A rate holds from a day on; approval of rates is not simulated."),
        assumed("GET /_sim/jobs", "Jobs with cost codes, as job cost modules keep them."),
        assumed("POST /_sim/jobs", "Opening and closing take effect at once."),
        assumed("GET /_sim/pay-codes", "A factor of the rate for each code; real codes have many rules."),
        assumed("POST /_sim/pay-codes", "A code that is removed is refused in the next file."),
        assumed("GET /_sim/quirks", "Only the simulator has it: what is switched on."),
        assumed("POST /_sim/quirks", "Only the simulator has it: the deviations below."),
        assumed("GET /_sim/runs", "Runs as a payroll clerk sees them."),
        assumed("POST /_sim/runs", "A clerk runs a period by hand or voids a run."),
        assumed("load payroll-friday", "Hours of a week as a large firm has them; amounts are invented."),
        assumed("load month-end", "Four weeks and their registers; amounts are invented."),
        assumed("load mobilisation", "A job for each twenty-five people; real projects differ."),
        documented("GET /_sim/error-queue", "Spectrum, P3"),
        documented("POST /_sim/error-queue: recheck, delete", "Spectrum, P3"),
    ]

    // No default: a new quirk needs its own evidence.
    private static let deviations: [SimulatedOperation] = Quirk.allCases.map { quirk in
        switch quirk {
        case .duplicateBatchAccepted, .sameNameAccepted, .employeeTerminated, .employeeUnknown, .employeeRenumbered,
            .payCodeMissing, .closedPeriodRefused, .overtimeRecalculated, .ratesOverridden, .runVoided, .retroLine,
            .negativeLines, .burdenRows, .fringeRows, .ackLate, .ackLost, .ackForeign, .ackDouble, .ackContradicts,
            .slowRename, .partialVisible, .zeroByte, .markerMissing, .checksumMissing, .checksumWrong, .nameReused,
            .junkHeader, .junkFooter, .crlf, .trailingBlankLines, .byteOrderMark, .leadingZerosLost,
            .identityColumns:
            assumed(
                "quirk \(quirk.rawValue)",
                "Reported from the field in domain.md section 2 or 9a, without a recording."
            )
        }
    }
}

extension Setup.Layout {
    /// The name of the layout in the ledger.
    fileprivate var title: String {
        switch self {
        case .adp: "ADP paydata"
        case .paychex: "Paychex SPI"
        case .vista: "Vista PRTB"
        }
    }
}
