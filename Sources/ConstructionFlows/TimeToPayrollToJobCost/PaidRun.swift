import CanonicalModel
import FoundationEssentials
import JSON

/// One employee on one day.
struct EmployeeDay: Hashable, Comparable {
    let employee: String
    let date: CalendarDate

    static func < (left: EmployeeDay, right: EmployeeDay) -> Bool {
        (left.employee, left.date) < (right.employee, right.date)
    }
}

extension EmployeeDay {
    init(_ claim: HoursClaim) { self.init(employee: claim.employee, date: claim.date) }
}

extension [EmployeeDay: Decimal] {
    var json: JSON {
        .array(
            sorted { $0.key < $1.key }.map { key, hours in
                .array([key.employee, key.date.text, hours.plainText].map(JSON.string))
            }
        )
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self = [:]
        for entry in try reader.elements() {
            let day = EmployeeDay(employee: try entry.element(0).string(), date: try entry.element(1).date())
            self[day] = try entry.element(2).decimal()
        }
    }
}

/// The cost of a day on a cost code, without saying whose.
struct CostCell: Hashable, Comparable {
    let project: String
    /// As payroll spells it.
    let code: String
    let date: CalendarDate
    /// The run that it corrects.
    let originalRun: String?

    static func < (left: CostCell, right: CostCell) -> Bool {
        (left.project, left.code, left.date, left.originalRun ?? "")
            < (right.project, right.code, right.date, right.originalRun ?? "")
    }
}

/// Hours and money of a cell.
struct CostSum: Hashable {
    var hours = Decimal(0)
    var labour = Decimal(0)
    var burden = Decimal(0)
}

/// What a run of payroll paid for the days of one pay period.
///
/// Nothing of it says what one person earns: pay is added up per project, cost code and day as it arrives.
struct PaidRun: Hashable {
    enum Stage: String, CaseIterable {
        /// It has not been found to be what payroll accepted, or has a code that stands for no cost code.
        case held
        /// Its cost waits for a person.
        case staged
        /// Its cost was refused by a person.
        case refused
        /// Its cost went to the ledger.
        case posted
        /// Another run took its place.
        case voided
    }

    let run: String
    /// The system whose codes it spells.
    let system: String
    let voids: String?
    let currency: Currency
    /// The place in the order of arrival.
    let sequence: Int
    var stage = Stage.held
    var hours: [EmployeeDay: Decimal] = [:]
    var cells: [CostCell: CostSum] = [:]
    /// So many rows are kept by number; the others are counted.
    static let mostRows = 100
    /// The first rows whose gross is not hours times rate, by more than a rounding.
    var oddRows: [Int] = []
    /// How many such rows there are.
    var oddRowCount = 0
    /// How many rows are rounded otherwise than half-even.
    var roundedRows = 0
    /// What was paid according to the register, unrounded: the credit side.
    var credit = Decimal(0)
    /// The keys that got a part of the run.
    var forwardedTo: [String] = []
    /// Whether a case tells a person that it differs.
    var isReported = false
    /// How often people were asked to accept or approve it.
    var questions = 0
    /// The cost codes under which its cost was posted.
    var postedCodes: [CostCell: String] = [:]
    /// What a person accepted as different, by employee and day; `nil` if nobody did.
    var allowance: [EmployeeDay: Decimal]?

    /// What goes to the debit side: labour and burden.
    var debit: Decimal { cells.values.reduce(0) { $0 + $1.labour + $1.burden } }
}

extension PaidRun {
    /// Adds up the lines of a register.
    init(_ register: PayrollRegister, lines: [PayrollRegister.Line], from system: String, sequence: Int) {
        run = register.run
        self.system = system
        voids = register.voids
        currency = register.currency
        self.sequence = sequence
        for line in lines { add(line) }
    }

    private mutating func add(_ line: PayrollRegister.Line) {
        if line.hours != 0 {
            hours[EmployeeDay(employee: line.employee, date: line.date), default: 0] += line.hours
        }
        let labour = Money(line.gross, currency).posted.amount
        let burden = Money(line.burden, currency).posted.amount
        judge(line, labour, burden)
        let cell = CostCell(
            project: line.project,
            code: line.costCode,
            date: line.date,
            originalRun: line.originalRun
        )
        cells[cell, default: CostSum()].hours += line.hours
        cells[cell, default: CostSum()].labour += labour
        cells[cell, default: CostSum()].burden += burden
        credit += line.gross + line.burden
    }

    /// P-4: gross is hours times rate, rounded half-even; one minor unit may be another way of rounding.
    private mutating func judge(_ line: PayrollRegister.Line, _ labour: Decimal, _ burden: Decimal) {
        let isWhole = labour == line.gross && burden == line.burden
        guard line.hours != 0, line.rate != 0 else {
            if !isWhole { addOddRow(line.row) }
            return
        }
        let expected = Money(line.hours * line.rate, currency).posted.amount
        let unit = Decimal(sign: .plus, exponent: -currency.decimals, significand: 1)
        if !isWhole || abs(expected - labour) > unit {
            addOddRow(line.row)
        } else if expected != labour {
            roundedRows += 1
        }
    }

    private mutating func addOddRow(_ row: Int) {
        oddRowCount += 1
        if oddRows.count < Self.mostRows { oddRows.append(row) }
    }
}

extension PaidRun {
    var json: JSON {
        var object: JSONObject = [
            "run": .string(run), "system": .string(system), "currency": .string(currency.code),
            "sequence": .integer(Int64(sequence)), "stage": .string(stage.rawValue), "hours": hours.json,
            "cells": .array(cells.sorted { $0.key < $1.key }.map { Self.json($0, $1, postedCodes[$0]) }),
            "oddRows": .array(oddRows.map { .integer(Int64($0)) }), "oddRowCount": .integer(Int64(oddRowCount)),
            "roundedRows": .integer(Int64(roundedRows)),
            "credit": .string(credit.plainText), "forwardedTo": .array(forwardedTo.map(JSON.string)),
        ]
        object["voids"] = voids.map { .string($0) }
        if isReported { object["reported"] = true }
        if questions > 0 { object["questions"] = .integer(Int64(questions)) }
        object["allowance"] = allowance.map(\.json)
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        run = try reader.member("run").string()
        system = try reader.member("system").string()
        voids = try reader.optionalString("voids")
        currency = try reader.member("currency").currency()
        sequence = try reader.member("sequence").count()
        stage = try reader.member("stage").word("the stage of a run")
        hours = try [EmployeeDay: Decimal](reader.member("hours"))
        for cell in try reader.member("cells").elements() {
            let (key, sum) = try Self.cell(cell)
            cells[key] = sum
            postedCodes[key] = try cell.optionalString("postedAs")
        }
        for row in try reader.member("oddRows").elements() { oddRows.append(try row.count()) }
        oddRowCount = try reader.optionalCount("oddRowCount") ?? oddRows.count
        roundedRows = try reader.member("roundedRows").count()
        credit = try reader.member("credit").decimal()
        for key in try reader.member("forwardedTo").elements() { forwardedTo.append(try key.string()) }
        questions = try reader.optionalCount("questions") ?? 0
        isReported = try reader.optionalMember("reported")?.bool() ?? false
        allowance = try reader.optionalMember("allowance")
            .map { hours throws(JSONAccessError) in try [EmployeeDay: Decimal](hours) }
    }

    private static func json(_ cell: CostCell, _ sum: CostSum, _ posted: String?) -> JSON {
        var object: JSONObject = [
            "project": .string(cell.project), "code": .string(cell.code), "date": .string(cell.date.text),
            "hours": .string(sum.hours.plainText), "labour": .string(sum.labour.plainText),
            "burden": .string(sum.burden.plainText),
        ]
        object["originalRun"] = cell.originalRun.map { .string($0) }
        object["postedAs"] = posted.map { .string($0) }
        return .object(object)
    }

    private static func cell(_ reader: JSONReader) throws(JSONAccessError) -> (CostCell, CostSum) {
        let cell = CostCell(
            project: try reader.member("project").string(),
            code: try reader.member("code").string(),
            date: try reader.member("date").date(),
            originalRun: try reader.optionalString("originalRun")
        )
        let sum = CostSum(
            hours: try reader.member("hours").decimal(),
            labour: try reader.member("labour").decimal(),
            burden: try reader.member("burden").decimal()
        )
        return (cell, sum)
    }
}
