import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TableMapping
import Testing

struct EstimateMappingTests {
    /// The reference estimate of domain.md §9a as its sample writes it.
    static let mapping: JSON = [
        "object": "estimate",
        "table": [
            "delimiter": ";",
            "numbers": ["decimal": ",", "group": ["."], "negatives": "accounting", "currency": ["€"]],
        ],
        "fields": [
            "number": "Estimate", "revision": "Rev", "currency": ["constant": "USD"],
            "project": ["constant": "26-014"],
            "status": ["column": "Status", "values": ["AWARDED": "awarded", "WON": "awarded", "Zuschlag": "awarded"]],
            "path": ["join": ["BidItem", "Activity", "Resource"], "with": "/"],
            "kind": [
                ["column": "Resource", "values": ["ALLOWANCE": "allowance", "CONTINGENCY": "contingency"]],
                ["column": "Type", "values": ["X": "markup", "A": "assembly"], "otherwise": "item"],
            ],
            "alternate": ["column": "Alt", "values": ["BASE": ""]], "accepted": ["constant": "true"],
            "costCode": "Cost Code", "costType": "Type", "text": "Beschreibung", "quantity": "Menge", "unit": "ME",
            "unitPrice": "EP", "amount": "Betrag",
        ],
    ]

    private static let header =
        "Estimate;Rev;Status;Alt;BidItem;Activity;Resource;Cost Code;Type;Beschreibung;Menge;ME;EP;Betrag"

    private static let rows = [
        "E26-014;03;AWARDED;BASE;0100;0110;LAB-CARP;03-300;L;\"Schalung \"\"Typ A\"\"\nWand\";1.250,50;m²;38,40;48.019,20",
        "E26-014;03;AWARDED;BASE;0200;;MAT-REB;03-200;M;Bewehrung;1.500,00;EA;12,15;18.225,00",
        "E26-014;03;AWARDED;BASE;0300;;EQ-EXC;02-315;E;Bagger;420,00;h;75,00;31.500,00 €",
        "E26-014;03;AWARDED;BASE;0400;;SUB-PILE;31-600;S;Pfähle;1,00;LS;;60.000,00",
        "E26-014;03;AWARDED;ALT-1;0500;;ALLOWANCE;03-300;M;Zulage;0,00;LS;;4.150,00",
        "E26-014;03;AWARDED;BASE;9900;;MARKUP;;X;Gewinn;1,00;LS;;9.999,00",
    ]

    private static func text(_ rows: [String]) -> String {
        ([header] + rows).joined(separator: "\n") + "\n"
    }

    @Test(
        arguments: [
            (["EP"], 0, "1.250,50", "1.250,51", ["48019", "38.4"]),
            (["Menge"], 0, "1.250,50", "1.250,51", ["1250", "48019.58"]),
            (["Status"], 1, "AWARDED", "lost", ["lost'", "'awarded"]),
        ] as [([String], Int, String, String, [String])]
    )
    func whatAPersonalColumnHoldsIsInNoReason(
        personal: [String],
        row: Int,
        from: String,
        to: String,
        hidden: [String]
    ) throws {
        var rows = Self.rows
        rows[row] = rows[row].replacing(from, with: to)
        let mapping = Self.mapping.with("personal", .array(personal.map { .string($0) }))
        let file = try MappedFile(Self.text(rows), mapping)
        #expect(!file.rejects.isEmpty)
        for reason in file.rejects.map(\.reason) {
            #expect(reason.contains("(withheld)") && !hidden.contains { reason.contains($0) }, "\(reason)")
        }
        // The same row with nothing personal tells all of it.
        let plain = try MappedFile(Self.text(rows), Self.mapping).rejects.map(\.reason).joined()
        #expect(hidden.contains { plain.contains($0) }, "\(plain)")
    }

    @Test func theReferenceEstimateComesOutToTheCent() throws {
        let file = try MappedFile(Self.text(Self.rows), Self.mapping)
        #expect(file.rejects == [])
        let estimate = try #require(try file.objects(Estimate.self).first)
        #expect(file.records.count == 1)
        #expect(estimate.total.plainText == "161894.2")
        #expect(estimate.key == "E26-014/03" && estimate.status == .awarded && estimate.project == "26-014")
        #expect(estimate.acceptedAlternates == ["ALT-1"])
        #expect(estimate.lines.map(\.kind) == [.item, .item, .item, .item, .allowance, .markup])
        #expect(estimate.lines[0].path == "0100/0110/LAB-CARP" && estimate.lines[1].path == "0200/MAT-REB")
        #expect(estimate.lines[0].text == "Schalung \"Typ A\"\nWand" && estimate.lines[0].unit == "m²")
        #expect(file.records[0].id.hasPrefix("E26-014/03@") && file.records[0].object == "Estimate")
    }

    @Test func severalRevisionsOfAFileAreSeveralRecords() throws {
        let older = Self.rows.map { $0.replacing(";03;AWARDED;", with: ";02;open;") }
        let file = try MappedFile(Self.text(older + Self.rows), Self.mapping)
        #expect(try file.objects(Estimate.self).map(\.key) == ["E26-014/02", "E26-014/03"])
    }

    @Test func nothingOfAFileEntersOfWhichARowCannotBeUsed() throws {
        let rows = Self.rows.map { $0.replacing("420,00", with: "420.00.0") }
        let file = try MappedFile(Self.text(rows), Self.mapping)
        #expect(file.records.isEmpty)
        #expect(file.rejects.map(\.subject) == ["KST.csv row 4"])
        #expect(try TableMapping(Self.mapping).badRows == .rejectFile)
    }

    @Test(arguments: [
        (1, "18.225,00", "18.225,02", "'18225.02' is no amount of 18225, give or take 0.01"),
        (
            1, ";03;AWARDED;", ";03;open;",
            "column 'Status': 'open' is no value such as the same record has from row 2 on: 'awarded'"
        ),
        (1, "0200;;MAT-REB", "0100;0110;LAB-CARP", "is no name of one line alone; row 2 has it, too"),
        (3, "60.000,00", "", "is no amount, and the line has no unit price either"),
        (
            0, ";AWARDED;", ";Vielleicht;",
            "'Vielleicht' is no status (open, awarded, lost); add it to 'values' of status"
        ),
        (0, "1.250,50", "", "an empty cell is no"),
    ])
    func contradictionsAreTold(row: Int, old: String, new: String, message: String) throws {
        var rows = Self.rows
        rows[row] = rows[row].replacing(old, with: new)
        let file = try MappedFile(Self.text(rows), Self.mapping)
        #expect(file.records.isEmpty)
        #expect(file.rejects.contains { $0.reason.contains(message) }, "\(file.rejects)")
    }

    @Test(arguments: [
        ("half-up", "48019.21", "2", "19.205"), ("half-even", "48019.2", "2", "19.205"),
        ("none", "48019.205", "2", "19.205"),
    ])
    func anAmountThatIsNotStatedIsWorkedOutByTheFilesRule(
        rule: String,
        amount: String,
        quantity: String,
        price: String
    ) throws {
        var fields = Self.mapping["fields"]?.objectValue ?? JSONObject()
        fields["amount"] = nil
        let mapping = Self.mapping.with("fields", .object(fields)).with("rounding", .string(rule))
        let row = "E1;1;open;BASE;1;;;;;;1,00;EA;48.019,205;"
        let estimate = try MappedFile(Self.text([row]), mapping).objects(Estimate.self).first
        #expect(estimate?.lines.first?.amount.plainText == amount)
    }

    @Test func whatAllRowsShareMayStandInOneRow() throws {
        let rows = [Self.rows[0]] + Self.rows.dropFirst().map { $0.replacing(";AWARDED;", with: ";;") }
        #expect(try MappedFile(Self.text(rows), Self.mapping).objects(Estimate.self).first?.status == .awarded)
        let none = Self.rows.map { $0.replacing(";AWARDED;", with: ";;") }
        let file = try MappedFile(Self.text(none), Self.mapping)
        #expect(file.rejects.first?.reason == "KST.csv, row 2: no row of this record has a value for status")
    }

    @Test(arguments: [("161.894,20", 0), ("171.893,20", 0), ("161.894,21", 1), ("", 1)])
    func aTotalMayMeanAllLinesOrThoseThatAreBudget(total: String, rejects: Int) throws {
        var table = Self.mapping["table"]?.objectValue ?? JSONObject()
        table["totals"] = "Summe"
        let mapping = Self.mapping.with("table", .object(table)).with("checkTotals", "Betrag")
        let file = try MappedFile(Self.text(Self.rows + ["Summe;;;;;;;;;;;;;\(total)"]), mapping)
        #expect(file.rejects.count == rejects && file.records.count == 1 - rejects)
        #expect(
            file.rejects.allSatisfy {
                $0.reason.contains("they make 171893.2, and 161894.2 without mark-up and what is not accepted")
            }
        )
    }

    @Test func aCurrencyThatIsNoneIsAnIssueAndLosesNothing() throws {
        var fields = Self.mapping["fields"]?.objectValue ?? JSONObject()
        fields["currency"] = "Type"
        let file = try MappedFile(Self.text([Self.rows[0]]), Self.mapping.with("fields", .object(fields)))
        #expect(file.records.isEmpty)
        #expect(file.rejects.first?.reason.contains("'L' is no currency code such as USD") == true)
        fields["currency"] = ["constant": "Euro"]
        #expect(throws: MappingFault.self) { try TableMapping(Self.mapping.with("fields", .object(fields))) }
    }

    @Test func changeOrdersArePutTogether() throws {
        let mapping: JSON = [
            "object": "change-order",
            "fields": [
                "project": "Job", "number": "CO", "status": ["column": "State", "values": ["Executed": "approved"]],
                "currency": "Cur", "contractAmount": "Contract", "costCode": "Code", "costType": "Type",
                "amount": "Budget",
            ],
        ]
        let text = """
            Job,CO,State,Cur,Contract,Code,Type,Budget
            26-014,001,Executed,USD,12000.00,03-300,L,8600.00
            26-014,001,,,,03-200,M,-100.00
            26-014,002,submitted,USD,1.00,03-300,L,1.00
            """
        let changes = try MappedFile(text, mapping).objects(ChangeOrder.self)
        #expect(changes.map(\.key) == ["26-014/001", "26-014/002"])
        #expect(changes[0].contractAmount == 12000 && changes[0].status == .approved)
        #expect(changes[0].budget.map(\.amount) == [8600, -100])
    }
}
