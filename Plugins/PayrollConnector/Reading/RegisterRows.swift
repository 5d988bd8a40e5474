import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TableMapping
import TabularText

/// Makes one record of a register's rows: nothing of it counts unless each row can be used.
struct RegisterRows: TableRowReader {
    /// The words of the columns that are kept; all others, such as identity, bank and net pay, are never read.
    static let words = [
        "run", "period_end", "emp", "earn", "job", "cost_code", "work_date", "hours", "rate", "gross", "burden",
        "orig_run", "voids",
    ]

    private static let mostRows = 500_000

    private let file: ArrivedFile
    private let settings: PayrollSettings
    private var run: String?
    private var periodEnd: CalendarDate?
    private var voids: String?
    private var lines: [PayrollRegister.Line] = []

    /// Begins to read a register.
    static func reader(of file: ArrivedFile, _ settings: PayrollSettings) -> TableRecordReader {
        let layout = TableLayout(
            header: .found(afterAtMost: 20),
            columns: columns(settings),
            totalWords: ["Total", "Totals", "Grand total"],
            footerWords: settings.footerWords
        )
        return TableRecordReader(layout, file: file.name, rows: RegisterRows(file: file, settings: settings))
    }

    private init(file: ArrivedFile, settings: PayrollSettings) {
        self.file = file
        self.settings = settings
    }

    private static func columns(_ settings: PayrollSettings) -> [TableColumn] {
        let number = TableColumn.Kind.decimal(.plain, range: nil)
        let kinds: [(TableColumn.Kind, required: Bool, mayBeAbsent: Bool)] = [
            (.text(longest: 20), true, false), (.date(settings.registerDates), true, false),
            (.text(longest: 12), true, false), (.text(longest: 20), true, false),
            (.text(longest: 40), true, false), (.text(longest: 40), true, false),
            (.date(settings.registerDates), true, false), (number, true, false),
            (number, false, false), (number, true, false), (number, false, false),
            (.text(longest: 20), false, true), (.text(longest: 20), false, true),
        ]
        return zip(words, kinds).map { word, kind in
            TableColumn(
                word,
                at: .header([settings.registerColumns[word] ?? word]),
                kind.0,
                required: kind.required,
                mayBeAbsent: kind.mayBeAbsent,
                // In a row whose cells are out of place, pay stands in any column.
                sensitive: true
            )
        }
    }

    mutating func take(_ row: TableRow) throws(FileFault) -> [FileItem] {
        func text(_ index: Int) -> String {
            if case .text(let text)? = row.values[index] { text } else { "" }
        }
        func number(_ index: Int) -> Decimal {
            if case .decimal(let number)? = row.values[index] { number } else { 0 }
        }
        guard case .date(let end)? = row.values[1], case .date(let day)? = row.values[6] else { return [] }
        let voided = text(12).isEmpty ? nil : text(12)
        guard run == nil || (run == text(0) && periodEnd == end && voids == voided) else {
            throw FileFault("\(file.name), row \(row.number): a register is of one run, one period and voids one run")
        }
        (run, periodEnd, voids) = (text(0), end, voided)
        guard lines.count < Self.mostRows else { throw FileFault("\(file.name) has more than \(Self.mostRows) rows") }
        lines.append(
            PayrollRegister.Line(
                row: row.number,
                employee: settings.padded(text(2)),
                earnCode: text(3),
                project: text(4),
                costCode: text(5),
                date: day,
                hours: number(7),
                rate: number(8),
                gross: number(9),
                burden: number(10),
                originalRun: text(11).isEmpty ? nil : text(11)
            )
        )
        return []
    }

    mutating func finish(rejects: Int) throws(FileFault) -> [FileItem] {
        guard rejects == 0, let run, let periodEnd else { return [] }
        let register = PayrollRegister(
            run: run,
            periodEnd: periodEnd,
            currency: settings.currency,
            voids: voids,
            lines: lines
        )
        let record = SourceRecord(
            id: "register/\(run)@\(file.digest.prefix(16))",
            object: PayrollRegister.name,
            occurredAt: file.modifiedAt,
            payload: register.json
        )
        return [.record(record)]
    }
}
