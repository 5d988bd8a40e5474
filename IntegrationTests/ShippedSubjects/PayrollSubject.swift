import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import FoundationEssentials
import JSON
import PayrollConnector

/// The payroll connector with the values of a layout.
package struct PayrollSubject: ConformanceSubject, CustomStringConvertible {
    let layout: String
    let values: [String: ConnectorConfiguration.Value]

    package var connector: any Connector.Type { PayrollConnector.self }
    package var name: String { "payroll-\(layout)" }
    package var hostProgram: String? { "payroll-host" }
    package var description: String { name }

    package func makeWorld() async throws -> any ConformanceWorld { PayrollWorld(layout: layout, values: values) }

    package static let all = [
        PayrollSubject(layout: "adp", values: ["companyCode": .text("KST")]),
        PayrollSubject(layout: "paychex", values: ["clientId": .text("KST00001")]),
        PayrollSubject(layout: "vista", values: ["companyNumber": .integer(7)]),
    ]
}

/// A payroll office that takes batches, answers them and drops registers.
private struct PayrollWorld: FileDroppingWorld, FileTakingWorld {
    let layout: String
    let values: [String: ConnectorConfiguration.Value]
    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var configuration: ConnectorConfiguration { configured() }

    private func configured(_ others: [String: ConnectorConfiguration.Value] = [:]) -> ConnectorConfiguration {
        var all = values.merging(["layout": .text(layout)]) { $1 }
        for key in PayrollConnector.manifest.configuration where all[key.name] == nil {
            guard let text = key.defaultValue else { continue }
            if case .integer = key.kind {
                all[key.name] = Int64(text).map { .integer($0) }
            } else {
                all[key.name] = .text(text)
            }
        }
        return ConnectorConfiguration(system: "payroll", values: all.merging(others) { $1 })
    }

    var misconfigurations: [Misconfiguration] {
        [
            foreign(["layout": .text("adp"), "companyCode": .text("KST")]),
            foreign(["layout": .text("paychex"), "clientId": .text("KST00001")]),
            foreign(["layout": .text("vista"), "companyNumber": .integer(7)]),
            Misconfiguration("half a pay code", configured(["payCodes": .texts(["DBL"])]), naming: ["payCodes"]),
        ]
    }

    /// A layout with a currency that is none.
    private func foreign(_ values: [String: ConnectorConfiguration.Value]) -> Misconfiguration {
        let configuration = configured(values.merging(["currency": .text("dollar")]) { $1 })
        return Misconfiguration("no currency", configuration, naming: ["currency"])
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    private var batchFile: String {
        switch layout {
        case "adp": "PRKSTEPI_260105"
        case "paychex": "SPI_KST00001_260105"
        default: "PRTB_7_260105"
        }
    }

    var samples: [SampleFile] {
        let answer = "batch=260105;status=PARTIAL;read=2;accepted=1;rejected=1;hours_accepted=44.50\n"
        let rejects = "line,code,message\n3,E214,\"Hours 3 Code DBL not set up for company KST\"\n"
        let register = """
            run,period_end,emp,earn,job,cost_code,type,work_date,hours,rate,gross,burden,orig_run
            612,2026-01-04,000417,REG,26-014,03-300,L,2025-12-30,40.00,41.3750,1655.00,562.70,
            612,2026-01-04,000417,OT,26-014,03-300,L,2025-12-30,4.50,62.0625,279.28,94.96,598

            """
        let report = "batch=260105;status=Completed;read=3;accepted=3;rejected=0;hours_accepted=24.00\n"
        let files: [(String, String, String?, JSON)] = [
            (
                "\(batchFile).ack", answer, nil,
                ["batch": "260105", "status": "partial", "read": 2, "accepted": 1, "hoursAccepted": "44.5"]
            ),
            ("\(batchFile).rej", rejects, nil, ["batch": "260105", "rejects": [["code": "E214"]]]),
            (
                "\(batchFile).rpt", report, nil,
                ["batch": "260105", "read": 3, "accepted": 3, "hoursAccepted": "24"]
            ),
            ("register_612.csv", register, "register_612_again.csv", Self.registered),
        ]
        // None of them says where it ends: the runtime takes a file when it has stood still for a while.
        return files.map { name, text, other, content in
            SampleFile(
                name: name,
                bytes: Array(text.utf8),
                records: 1,
                otherName: other,
                showsItsEnd: false,
                contents: [content]
            )
        }
    }

    private static let registered: JSON = [
        "run": "612", "periodEnd": "2026-01-04",
        "lines": [
            [
                "employee": "000417", "earnCode": "REG", "project": "26-014", "costCode": "03-300",
                "date": "2025-12-30", "hours": "40", "rate": "41.375", "gross": "1655", "burden": "562.7",
            ],
            ["earnCode": "OT", "hours": "4.5", "rate": "62.0625", "gross": "279.28", "burden": "94.96"],
        ],
    ]

    /// The hours of all rows, in the column where the layout has them.
    func totals(in file: OutgoingFile) async throws -> [String: Decimal] {
        PayrollImport(layout, String(decoding: file.bytes, as: UTF8.self)).totals
    }

    func fileDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        guard object == PayrollBatch.name, let day = CalendarDate("2025-12-30") else { return nil }
        let hours: [(code: String, hours: Decimal)] = [("OT", 4.5), ("REG", 40), ("DBL", 2), ("REG", -8)]
        let batch = PayrollBatch(
            batch: "26010\(index)",
            company: "KST",
            periodStart: day.adding(days: -1),
            periodEnd: day.adding(days: 5),
            lines: hours.map {
                PayrollBatch.Line(
                    entries: ["time/1"],
                    employee: "000417",
                    project: "26-014",
                    costCode: "03-300",
                    payCode: $0.code,
                    date: day,
                    hours: $0.hours
                )
            }
        )
        return Delivery(
            key: "PayrollBatch/KST/\(batch.batch)",
            object: PayrollBatch.name,
            payload: batch.json,
            controlTotals: batch.controlTotals
        )
    }
}
