import JSON
import TableMapping
import TabularText
import Testing

struct MappingDiagnosticsTests {
    @Test func everythingThatIsWrongIsToldAtOnceWithItsPlace() throws {
        let mapping: JSON = [
            "object": "timesheet", "colour": "red",
            "table": [
                "encoding": "latin", "dates": "sometimes", "header": "many",
                "numbers": ["decimal": ",", "group": [","]],
            ],
            "fields": [
                "employe": "E", "employee": ["column": "E", "pad": "lots"], "date": "D", "project": ["constant": ""],
                "costCode": ["join": ["C"]], "payCode": ["columns": "P"],
                "hours": ["column": "H", "values": ["x": "1"]],
                "status": ["constant": "aproved"],
            ],
            "drop": ["e"], "personal": ["Name"], "checkTotals": ["E"],
        ]
        let fault = try #require(throws: MappingFault.self) { try TableMapping(mapping) }
        let told = Dictionary(fault.problems.map { ($0.key, $0.message) }) { "\($0); \($1)" }
        #expect(told["colour"]?.contains("unknown key") == true)
        #expect(told["table.encoding"]?.contains("one of utf-8") == true)
        #expect(told["table.dates"]?.contains("DD.MM.YYYY") == true)
        #expect(told["table.header"] != nil && told["table.numbers.group"] != nil)
        #expect(told["fields.employe"] == "unknown key; did you mean 'employee'?")
        #expect(told["fields.employee.pad"] != nil && told["fields.project.constant"] == "has no value")
        #expect(told["fields.date"]?.contains("table.dates") == true)
        #expect(told["fields.costCode.join"] == "needs two columns or more")
        #expect(told["fields.payCode.columns"] == "unknown key; did you mean 'column'?")
        #expect(told["fields.hours.values"] == "goes with texts alone")
        #expect(told["fields.status.constant"] == "must be one of submitted, approved, reopened, found 'aproved'")
        #expect(told["drop[0]"]?.contains("cannot be read") == true)
        #expect(told["personal"] != nil || told["personal[0]"] != nil)
        #expect(told["checkTotals[0]"] != nil && told["checkTotals"] != nil)
    }

    @Test(
        arguments: [
            (["fields": [:]], "object", "is missing; it is one of timesheet, estimate, change-order"),
            (
                ["object": "timesheets"], "object",
                "must be one of timesheet, estimate, change-order, found 'timesheets'"
            ),
            (["object": "estimate"], "fields", "is missing"),
            (["object": "estimate", "fields": ["path": "P"], "badRows": "skip"], "badRows", "must be rejectFile"),
            (
                ["object": "estimate", "fields": ["path": "P", "text": "Q", "quantity": "p"]], "fields.quantity",
                "is read as a text"
            ),
            (
                ["object": "timesheet", "payCodes": ["REG": "H"], "fields": ["hours": "H"]], "fields.hours",
                "remove one"
            ),
            (["object": "estimate", "recordId": "X", "fields": ["path": "P"]], "recordId", "timesheets alone"),
            (
                ["object": "timesheet", "recordId": ["Name", "Day"], "personal": ["name"]], "recordId[0]",
                "is under 'personal'"
            ),
            (
                ["object": "timesheet", "fields": ["employee": "Name"], "personal": ["Name"]], "personal",
                "give the mapping 'recordId'"
            ),
            (
                ["object": "estimate", "fields": ["path": ["column": "P", "constant": "x"]]], "fields.path",
                "needs one of"
            ),
            (
                ["object": "estimate", "fields": ["kind": ["column": "P", "values": ["x": "thing"]]]],
                "fields.kind.values.x", "must be one of item"
            ),
        ] as [(JSON, String, String)]
    )
    func eachMistakeHasItsOwnMessage(mapping: JSON, key: String, message: String) throws {
        let fault = try #require(throws: MappingFault.self) { try TableMapping(mapping) }
        #expect(fault.problems.contains { $0.key == key && $0.message.contains(message) }, "\(fault)")
    }

    @Test(arguments: [
        ("DD.MM.YYYY", "dmy"), ("M/D/YY", "mdy"), ("YYYY-MM-DD", "ymd"), ("YYMMDD", "ymd"), ("D/M/YYYY", "dmy"),
        ("MM/DD", nil), ("DDMMYYY", nil), ("DMY", nil), ("DD.MM/YYYY", nil), ("YYYY-DD-MM", nil), ("", nil),
    ])
    func notationsOfDaysAreReadAsPeopleWriteThem(pattern: String, order: String?) {
        #expect(DateNotation(pattern: pattern)?.order.rawValue == order)
    }

    @Test func columnsOfATableWithoutHeaderAreFoundByTheirNumbers() throws {
        let mapping: JSON = [
            "object": "change-order", "table": ["header": "none", "delimiter": "tab"],
            "fields": [
                "project": "1", "number": "2", "status": ["constant": "approved"], "currency": ["constant": "USD"],
                "contractAmount": "3", "costCode": "4", "costType": ["constant": "L"], "amount": "3",
            ],
        ]
        let file = try MappedFile("26-014\t001\t8600.00\t03-300\n", mapping)
        #expect(file.records.count == 1)
        #expect(throws: MappingFault.self) {
            try TableMapping(mapping.with("fields", ["project": "Job"]))
        }
        let fault = try #require(throws: MappingFault.self) { try TableMapping(mapping.with("drop", ["5", "2"])) }
        #expect(fault.problems.map(\.key) == ["drop[1]"], "\(fault)")
    }
}
