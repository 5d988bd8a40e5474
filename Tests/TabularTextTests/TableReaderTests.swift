import CanonicalModel
import FoundationEssentials
import TabularText
import Testing

struct TableReaderTests {
    private let hours = TableLayout(
        columns: [
            TableColumn("Employee", .text(longest: 10), required: true),
            TableColumn("Day", .date(DateNotation(.monthDayYear, separator: "/"))),
            TableColumn("Hours", .decimal(.plain, range: 0...24), required: true),
            TableColumn("Count", .integer(.plain, range: nil)),
            TableColumn("Union", .boolean(yes: ["Y"], no: ["N"])),
            TableColumn("Type", .choice(["REG", "OT"])),
        ]
    )

    @Test func cellsBecomeWhatTheirColumnsSay() {
        let text = "Employee,Day,Hours,Count,Union,Type\r\n000417,1/5/2026,8.50,3,y,reg\r\n000418,,0,,,\r\n"
        let reading = Reading(hours, text)
        #expect(reading.issue == nil && reading.issues == [])
        let day = CalendarDate(year: 2026, month: 1, day: 5).map(TableValue.date)
        #expect(
            reading.rows == [
                TableRow(
                    number: 2,
                    values: [.text("000417"), day, .decimal(decimal("8.5")), .integer(3), .boolean(true), .text("REG")]
                ),
                TableRow(number: 3, values: [.text("000418"), nil, .decimal(0), nil, nil, nil]),
            ]
        )
        #expect(reading.passedOver == [1: .header])
    }

    @Test func eachIssueNamesFileRowColumnValueAndExpectation() {
        let text = "Employee,Day,Hours,Count,Union,Type\n,31/1/2026,8;x,3.5,maybe,DBL\n000417,,25,,,\n"
        let reading = Reading(hours, text)
        #expect(
            reading.issues.map(\.description) == [
                "hours.csv, row 2, column 'Employee': an empty cell is no text",
                "hours.csv, row 2, column 'Day': '31/1/2026' is no day such as 01/31/2026 (month, day, year)",
                "hours.csv, row 2, column 'Hours': '8;x' is no number such as 1234.50",
                "hours.csv, row 2, column 'Count': '3.5' is no whole number",
                "hours.csv, row 2, column 'Union': 'maybe' is no word among Y, N",
                "hours.csv, row 2, column 'Type': 'DBL' is no word among REG, OT",
                "hours.csv, row 3, column 'Hours': '25' is no number from 0 to 24",
            ]
        )
        #expect(reading.rows == [])
    }

    @Test func oneBadRowLeavesTheOthers() {
        let text = "Employee,Hours\n1,8\n2,x\n3,9\n"
        let layout = TableLayout(columns: [hours.columns[0], hours.columns[2]])
        let reading = Reading(layout, text)
        #expect(reading.rows.map(\.number) == [2, 4])
        #expect(reading.issues.map(\.row) == [3])
    }

    @Test func quotesHoldDelimitersLineEndingsAndDoubledQuotes() {
        let text = "a;b\r\n\"x;\"\"y\"\"\";\"Wall\r\nA\"\r\n \"z\" ;12\" pipe\r\n"
        let reading = Reading(.texts("a", "b", dialect: .semicolon()), text)
        #expect(reading.rows.map(\.texts) == [["x;\"y\"", "Wall\nA"], ["z", "12\" pipe"]])
        #expect(reading.rows.map(\.number) == [2, 3])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func anyLineEndingIsRead(end: String) {
        let text = ["a,b", "1,2", "", "3,4", "", ""].joined(separator: end)
        #expect(
            Reading(.texts("a", "b"), text).rows == [
                TableRow(number: 2, values: [.text("1"), .text("2")]),
                TableRow(number: 4, values: [.text("3"), .text("4")]),
            ]
        )
    }

    @Test func lineEndingsMayBeMixed() {
        let reading = Reading(.texts("a", "b"), "a,b\r1,2\n3,4\r\n5,6")
        #expect(reading.rows.map(\.texts) == [["1", "2"], ["3", "4"], ["5", "6"]])
    }

    @Test(arguments: [",", ";", "\t", "|"] as [Character])
    func anyDelimiterDivides(delimiter: Character) {
        let dialect = TableDialect(division: .delimited(by: delimiter, quote: "\""))
        let text = "a\(delimiter)b\n1\(delimiter)2\n"
        #expect(Reading(.texts("a", "b", dialect: dialect), text).rows.map(\.texts) == [["1", "2"]])
    }

    @Test func aSeparatorLineGoesBeforeTheDialect() {
        let reading = Reading(.texts("a", "b"), "sep=;\r\na;b\r\n1;2\r\n")
        #expect(reading.rows == [TableRow(number: 3, values: [.text("1"), .text("2")])])
        #expect(Reading(.texts("sep=x", "b"), "sep=x,b\n1,2\n").rows.map(\.texts) == [["1", "2"]])
        #expect(Reading(.texts("a"), "sep=\ta\n").issue != nil)
    }

    @Test func leadingZerosStayInText() {
        #expect(Reading(.one(.text(longest: 9)), "000417\n=\"0012\"\n").rows.map(\.texts) == [["000417"], ["0012"]])
    }
}
