import CSVConnector
import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import FoundationEssentials
import JSON

/// The connector with a mapping of time sheets and an export of budgets.
package struct CSVSubject: ConformanceSubject {
    package init() {}

    package var connector: any Connector.Type { CSVConnector.self }

    package func makeWorld() async throws -> any ConformanceWorld { CSVWorld() }
}

/// A folder in which time sheets are dropped, and budgets are fetched.
private struct CSVWorld: FileDroppingWorld, FileTakingWorld {
    private static let mapping: JSON = [
        "object": "timesheet", "files": ["TIME_*.csv"], "table": ["dates": "YYYY-MM-DD"],
        "fields": [
            "employee": "Emp", "date": "Date", "project": "Job", "costCode": "Code", "payCode": ["constant": "REG"],
            "hours": "Hours", "status": ["constant": "approved"],
        ],
    ]

    private static let export: JSON = [
        "export": "Budget", "name": "BUDGET_{project}_{key}.csv", "rows": "lines",
        "columns": ["Job": "project", "Code": "row.costCode", "Amount": ["value": "row.amount", "decimals": "2"]],
        "totals": ["amount": "Amount"],
    ]

    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var configuration: ConnectorConfiguration { configured(Self.mapping) }

    private func configured(_ mapping: JSON) -> ConnectorConfiguration {
        let places = ["": ConfigurationDocument.Place(line: 1, column: 1)]
        return ConnectorConfiguration(
            system: "time",
            values: [
                "mapping": .document(ConfigurationDocument(file: "m.yaml", value: mapping, places: places)),
                "export": .document(ConfigurationDocument(file: "e.yaml", value: Self.export)),
                "stream": .text("rows"),
            ]
        )
    }

    var misconfigurations: [Misconfiguration] {
        [Misconfiguration("a mapping of nothing", configured([:]), naming: ["mapping", "m.yaml"])]
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    var samples: [SampleFile] {
        let rows = (0..<30).map { "0004\($0 + 10),2026-01-0\($0 % 9 + 1),26-014,03-300,\($0 % 8 + 1).25\n" }.joined()
        return [
            SampleFile(
                name: "TIME_1.csv",
                bytes: Array("Emp,Date,Job,Code,Hours\n\(rows)".utf8),
                records: 30,
                otherName: "TIME_2.csv",
                showsItsEnd: false,
                contents: (0..<30).map { index in
                    [
                        "employee": .string("0004\(index + 10)"), "date": .string("2026-01-0\(index % 9 + 1)"),
                        "project": "26-014", "costCode": "03-300", "hours": .string("\(index % 8 + 1).25"),
                    ]
                }
            ),
            SampleFile(
                name: "TIME_3.csv",
                bytes: Array("Emp,Date,Job,Code,Hours\n000417,2026-01-05,26-014,03-300,x\n".utf8),
                records: 0,
                rejects: 1,
                showsItsEnd: false
            ),
        ]
    }

    /// The last column of all rows.
    func totals(in file: OutgoingFile) async throws -> [String: Decimal] {
        let rows = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        let amounts = rows.compactMap { $0.split(separator: ",").last.flatMap { Decimal(plain: String($0)) } }
        return ["amount": amounts.reduce(0, +)]
    }

    func fileDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        Delivery(
            key: "26-014/\(index)",
            object: "Budget",
            payload: [
                "project": "26-014",
                "lines": [
                    ["costCode": "03-300", "amount": "48019.2"],
                    ["costCode": "03-200", "amount": .string("\(index).10")],
                ],
            ],
            controlTotals: ["amount": (Decimal(plain: "48019.3") ?? 0) + Decimal(index)]
        )
    }
}
