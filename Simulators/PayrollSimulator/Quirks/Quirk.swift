/// A deviation from good behaviour that payroll can be told to show.
enum Quirk: String, Sendable, CaseIterable, Codable {
    case duplicateBatchAccepted = "duplicate-batch-accepted"
    case sameNameAccepted = "same-name-accepted"
    case employeeTerminated = "employee-terminated"
    case employeeUnknown = "employee-unknown"
    case employeeRenumbered = "employee-renumbered"
    case payCodeMissing = "pay-code-missing"
    case closedPeriodRefused = "closed-period-refused"
    case overtimeRecalculated = "overtime-recalculated"
    case ratesOverridden = "rates-overridden"
    case runVoided = "run-voided"
    case retroLine = "retro-line"
    case negativeLines = "negative-lines"
    case burdenRows = "burden-rows"
    case fringeRows = "fringe-rows"
    case ackLate = "ack-late"
    case ackLost = "ack-lost"
    case ackForeign = "ack-foreign"
    case ackDouble = "ack-double"
    case ackContradicts = "ack-contradicts"
    case slowRename = "slow-rename"
    case partialVisible = "partial-visible"
    case zeroByte = "zero-byte"
    case markerMissing = "marker-missing"
    case checksumMissing = "checksum-missing"
    case checksumWrong = "checksum-wrong"
    case nameReused = "name-reused"
    case junkHeader = "junk-header"
    case junkFooter = "junk-footer"
    case crlf
    case trailingBlankLines = "trailing-blank-lines"
    case byteOrderMark = "bom"
    case leadingZerosLost = "leading-zeros-lost"
    case identityColumns = "identity-columns"

    /// The employee that is affected where none is named.
    var defaultEmployee: String? {
        switch self {
        case .employeeTerminated, .employeeUnknown, .employeeRenumbered: MasterData.referenceEmployee
        default: nil
        }
    }

    /// What it does, in one sentence.
    var meaning: String {
        switch self {
        case .duplicateBatchAccepted: "A batch whose number was accepted before is accepted and paid again."
        case .sameNameAccepted: "A file with the name of an accepted one is read again."
        case .employeeTerminated: "Lines of \"employee\" (000417) are refused: no longer employed."
        case .employeeUnknown: "Lines of \"employee\" (000417) are refused: nobody has this number."
        case .employeeRenumbered:
            "\"employee\" (000417) became 900417: lines under the old number are refused, registers have the new one."
        case .payCodeMissing: "Lines with the pay code \"code\" (OT) are refused: not set up."
        case .closedPeriodRefused: "Lines for a week that was run already are refused instead of paid in the next run."
        case .overtimeRecalculated:
            "Overtime is told by the other rule: over 8 h a day instead of 40 h a week, or reversed."
        case .ratesOverridden: "Every hour is paid \"rate\" (1.2500) more than the employee's rate."
        case .runVoided: "\"hours\" (24) after a run it is voided and run again under the next number."
        case .retroLine: "A run also has pay of 10.00 without hours for a day of the week that was run before."
        case .negativeLines: "A run moves an hour of its first line to another cost code: a line less, a line more."
        case .burdenRows: "Burden stands in rows of its own, BUR, which no time entry stands for."
        case .fringeRows: "Union fringe of 6.25 an hour is paid for everybody, in rows UNF."
        case .ackLate: "Answers to a file come \"hours\" (26) later."
        case .ackLost: "A file is worked on and never answered."
        case .ackForeign: "Besides its own answer a file is answered with that to a batch of somebody else."
        case .ackDouble: "The answer to a file comes again at the next look into the folder."
        case .ackContradicts: "A second answer follows that says that the batch was refused."
        case .slowRename:
            "Files are written as NAME.partial in two pieces and renamed, each a look into the folder later."
        case .partialVisible: "Half of a file stands under its final name until the next look into the folder."
        case .zeroByte: "A file is empty at first, and replaced an hour later."
        case .markerMissing: "The marker of a file does not come."
        case .checksumMissing: "The checksum of a file does not come."
        case .checksumWrong: "The checksum of a file is that of another."
        case .nameReused: "Registers are all named register.csv, and answers do not get numbers."
        case .junkHeader: "A title, the time of printing and a blank line stand before the header of a register."
        case .junkFooter: "A total and a note stand behind the rows of a register."
        case .crlf: "Lines end with CR LF."
        case .trailingBlankLines: "Three blank lines stand at the end of a file."
        case .byteOrderMark: "Files begin with a byte order mark."
        case .leadingZerosLost: "A spreadsheet saved the register: numbers of employees lost their zeros."
        case .identityColumns: "The register has columns for (invented) social security and bank numbers and net pay."
        }
    }
}
