import CSVConnector
import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import Testing

struct CSVConnectorTests {
    private static let mapping: JSON = [
        "object": "timesheet", "files": ["TIME_*.csv"], "table": ["dates": "YYYY-MM-DD"],
        "fields": [
            "employee": "Emp", "date": "Date", "project": "Job", "costCode": "Code", "payCode": ["constant": "REG"],
            "hours": "Hours", "status": ["constant": "approved"],
        ],
    ]

    private static let export: JSON = [
        "export": "Budget", "name": "BUDGET_{project}_{key}.csv",
        "table": ["encoding": "windows-1252", "delimiter": ";", "numbers": ["decimal": ","], "dates": "DD.MM.YYYY"],
        "rows": "lines",
        "columns": [
            "Projekt": "project", "Datum": ["value": "date", "date": "true"], "Kostenstelle": "row.costCode",
            "Art": ["value": "row.costType", "values": ["labour": "L"]], "Text": "row.text",
            "Betrag": ["value": "row.amount", "decimals": "2"], "Firma": ["constant": "KST"],
        ],
        "totals": ["amount": "Betrag"],
    ]

    private static func connector(mapping: JSON? = nil, export: JSON? = nil) throws -> CSVConnector {
        var values: [String: ConnectorConfiguration.Value] = [:]
        values["mapping"] = mapping.map {
            .document(ConfigurationDocument(file: "m.yaml", value: $0, places: ["": .init(line: 1, column: 1)]))
        }
        values["export"] = export.map { .document(ConfigurationDocument(file: "e.yaml", value: $0)) }
        return try CSVConnector(
            configuration: ConnectorConfiguration(system: "time", values: values),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 0)),
                log: RecordingLog()
            )
        )
    }

    private static func delivery(text: String = "Beton", amount: String = "-48019.2") -> Delivery {
        Delivery(
            key: "26-014/1",
            object: "Budget",
            payload: [
                "project": "26-014", "date": "2026-01-05",
                "lines": [
                    ["costCode": "03-300", "costType": "labour", "text": .string(text), "amount": .string(amount)],
                    ["costCode": "0010", "costType": "material", "text": nil, "amount": "100"],
                ],
            ]
        )
    }

    @Test func aMappingAloneMakesASource() async throws {
        let connector = try Self.connector(mapping: Self.mapping)
        let stream = try #require(connector.fileStreams.first)
        #expect(stream.stream == SourceStream(name: "rows", object: "TimeEntry") && stream.patterns == ["TIME_*.csv"])
        let file = ArrivedFile(name: "TIME_1.csv", size: 1, digest: "", modifiedAt: Instant(seconds: 7))
        var reader = try connector.reader(of: file, in: stream)
        let text = "Emp,Date,Job,Code,Hours\n000417,2026-01-05,26-014,03-300,8.00\n000418,2026-01-05,26-014,03-300,x\n"
        let items = try reader.take(Array(text.utf8)) + reader.finish()

        guard case .record(let record) = items.first, case .reject(let reject) = items.last, items.count == 2 else {
            Issue.record("\(items)")
            return
        }
        #expect(try TimeEntry(JSONReader(record.payload)).employee == "000417")
        #expect(record.occurredAt == Instant(seconds: 7))
        #expect(reject.kind == "unusable_row" && reject.reason.contains("row 3, column 'Hours': 'x'"))
        #expect(try await connector.check().map(\.message) == ["reads TimeEntry from TIME_*.csv"])
        #expect(
            connector.file(for: Self.delivery())
                == .rejected(reason: "this system has no export, and takes no deliveries")
        )
    }

    @Test func aDeliveryBecomesTheSameFileEachTimeWithItsTotals() throws {
        let connector = try Self.connector(export: Self.export)
        #expect(connector.fileStreams == [])
        guard case .file(let file) = connector.file(for: Self.delivery(text: "=1+1;\"ü\"")) else {
            Issue.record("no file")
            return
        }
        #expect(file.name.hasPrefix("BUDGET_26-014_26-014_1-") && file.name.hasSuffix(".csv"))
        let text = String(String.UnicodeScalarView(file.bytes.map { Unicode.Scalar($0) }))
        let lines = [
            "Projekt;Datum;Kostenstelle;Art;Text;Betrag;Firma",
            "26-014;05.01.2026;03-300;L;\"'=1+1;\"\"ü\"\"\";-48019,20;KST",
            "26-014;05.01.2026;0010;material;;100,00;KST",
        ]
        #expect(text == lines.map { $0 + "\r\n" }.joined())
        #expect(file.controlTotals == ["amount": Decimal(string: "-47919.2") ?? 0])
        #expect(connector.file(for: Self.delivery(text: "=1+1;\"ü\"")) == .file(file))
    }

    @Test func anAbsentMemberIsAnEmptyCellAndAnAbsentParentIsNone() throws {
        let export: JSON = [
            "export": "Order", "name": "{key}.csv", "columns": ["No": "number", "To": "seller.name", "Note": "note"],
        ]
        let connector = try Self.connector(export: export)
        let seller: JSON = ["city": "Ulm"]
        guard
            case .file(let file) = connector.file(
                for: Delivery(key: "1", object: "Order", payload: ["number": "7", "seller": seller])
            )
        else {
            Issue.record("no file")
            return
        }
        #expect(String(decoding: file.bytes, as: UTF8.self) == "No,To,Note\r\n7,,\r\n")
        guard
            case .rejected(let reason) = connector.file(
                for: Delivery(key: "1", object: "Order", payload: ["number": "7"])
            )
        else {
            Issue.record("it was written")
            return
        }
        #expect(reason.contains("column 'To'"), "\(reason)")
    }

    @Test(arguments: [
        (delivery(text: "漢"), "windows-1252"), (delivery(amount: "1.005"), "at most 2 decimals"),
        (delivery(amount: "lots"), "at most 2 decimals"),
        (Delivery(key: "1", object: "CostEntry", payload: [:]), "writes Budget, and no CostEntry"),
        (Delivery(key: "1", object: "Budget", payload: ["project": "x"]), "list called lines"),
        (
            Delivery(key: "1", object: "Budget", payload: ["project": "x", "lines": ["03-300"]]),
            "column 'Kostenstelle'"
        ),
    ])
    func whatCannotBeWrittenAsItIsIsRefused(delivery: Delivery, reason: String) throws {
        guard case .rejected(let found) = try Self.connector(export: Self.export).file(for: delivery) else {
            Issue.record("it was written")
            return
        }
        #expect(found.contains(reason), "\(found)")
    }

    @Test(
        arguments: [
            (
                ["object": "timesheet", "fields": ["hour": "H"]], nil,
                "m.yaml:1:1: fields.hour: unknown key; did you mean 'hours'?"
            ),
            (nil, ["export": "Budget", "name": "x.csv", "columns": ["A": "row.b"]], "must contain {key}"),
            (nil, ["export": "Budget", "name": "{key}", "columns": ["A": "row.b"]], "e.yaml: rows: is missing"),
            (
                nil, ["export": "Budget", "name": "{key}", "columns": ["A": "b"], "totals": ["x": "A"]],
                "no column with 'decimals'"
            ),
            (nil, nil, "name a mapping, an export or both"),
        ] as [(JSON?, JSON?, String)]
    )
    func whatIsWrongWithADocumentIsToldWithItsPlace(mapping: JSON?, export: JSON?, message: String) throws {
        let error = try #require(throws: ConnectorError.self) {
            try Self.connector(mapping: mapping, export: export)
        }
        #expect("\(error)".contains(message), "\(error)")
    }
}
