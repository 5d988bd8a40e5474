import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import PayrollConnector
import Testing

/// The payroll connector keeps to the list, whichever layout it writes.
struct PayrollConformanceTests {
    @Test(arguments: PayrollSubject.all, Conformance.tests(of: PayrollSubject.all[0]))
    func conforms(_ subject: PayrollSubject, _ test: ConformanceTest) async throws {
        try await test.check(subject)
    }
}

/// The payroll connector with the values of a layout.
struct PayrollSubject: ConformanceSubject, CustomStringConvertible {
    let layout: String
    let values: [String: ConnectorConfiguration.Value]

    var connector: any Connector.Type { PayrollConnector.self }
    var description: String { "payroll by \(layout)" }

    func makeWorld() async throws -> any ConformanceWorld { PayrollWorld(layout: layout, values: values) }

    static let all = [
        PayrollSubject(layout: "adp", values: ["companyCode": .text("KST")]),
        PayrollSubject(layout: "paychex", values: ["clientId": .text("KST00001")]),
        PayrollSubject(layout: "vista", values: ["companyNumber": .integer(7)]),
    ]
}

/// A payroll office that takes batches, answers them and drops registers.
struct PayrollWorld: FileDroppingWorld, FileTakingWorld {
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
        let files: [(String, String, String?)] = [
            ("\(batchFile).ack", answer, nil), ("\(batchFile).rej", rejects, nil), ("\(batchFile).rpt", report, nil),
            ("register_612.csv", register, "register_612_again.csv"),
        ]
        // None of them says where it ends: the runtime takes a file when it has stood still for a while.
        return files.map { name, text, other in
            SampleFile(name: name, bytes: Array(text.utf8), records: 1, otherName: other, showsItsEnd: false)
        }
    }

    func fileDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        object == PayrollBatch.name ? try Office.batch(number: "26010\(index)") : nil
    }
}
