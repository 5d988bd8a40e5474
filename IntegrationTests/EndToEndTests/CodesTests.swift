import Foundation
import JSON
import Testing

/// What an implementer sees of the crosswalk of cost codes and of the payroll flow's configuration.
struct CodesTests {
    private static let codes = """
        - {system: [time, payroll], from: 03-300, to: 03-300, costType: labour, validFrom: 2026-01-01, approvedBy: ann}
        - {system: time, from: "3310", to: 03-310, costType: labour, validFrom: 2026-01-01}
        """
    private static let secrets = ["ODOO_KEY": "connector"]

    private func site(
        codes: String = codes,
        _ change: (String) -> String = { $0 }
    ) throws -> Site {
        let site = try Site()
        let files = [
            "codes.yaml": codes,
            "time.yaml": """
            object: timesheet
            files: ["TIME_*.csv"]
            table: {dates: YYYY-MM-DD}
            fields:
              {employee: Emp, date: Date, project: Job, costCode: Code, payCode: {constant: REG}, hours: Hours,
               status: {constant: approved}}
            """,
            "TIME_1.csv": """
            Emp,Date,Job,Code,Hours
            000417,2026-01-05,26-014,03 300,8.00
            000417,2026-01-06,26-014,3310,2.5
            000512,2026-01-06,26-014,9999,1
            000513,2026-01-06,26-014,9999,2

            """,
            "purlin.yaml": change(
                """
                company: {code: KST, currency: USD, timeZone: America/Denver}
                store: {path: purlin.sqlite}
                systems:
                  time: {connector: csv, mapping: time.yaml, files: {address: time}}
                  payroll: {connector: payroll, layout: adp, companyCode: KST, files: {address: payroll}}
                  odoo:
                    {connector: odoo, address: "http://127.0.0.1:9", database: kestrel, login: c, key: "env:ODOO_KEY"}
                people:
                  - {id: pat, roles: [payroll, integration-operator]}
                codes: codes.yaml
                ignoreInCodes: {time: "- "}
                flows:
                  timeToPayrollToJobCost: {from: [time], payroll: payroll, to: odoo, period: {ends: 2026-01-04}}
                """
            ),
        ]
        for (name, text) in files {
            try Data(text.utf8).write(to: site.folder.appendingPathComponent(name))
        }
        return site
    }

    private func coverage(_ site: Site, on day: String) async throws -> Executables.Outcome {
        let paths = ["time.yaml", "TIME_1.csv"].map { site.folder.appendingPathComponent($0).path }
        return try await site.purlin(
            "codes",
            "coverage",
            paths[0],
            paths[1],
            "--system",
            "time",
            "--on",
            day,
            "--json",
            environment: Self.secrets
        )
    }

    @Test func coverageNamesWhatIsNotMappedWithHowMuchIsBehindIt() async throws {
        let site = try site()
        let outcome = try await coverage(site, on: "2026-01-05")
        #expect(outcome.status == 1)
        let answer = try outcome.answer()
        #expect(answer["lines"] == 4 && answer["mapped"] == 1)
        #expect(answer["mappedAmount"] == "8" && answer["amount"] == "13.5")
        let gaps = answer["gaps"]?.arrayValue ?? []
        #expect(gaps.map { $0["code"] } == ["3310", "9999"])
        #expect(gaps.map { $0["lines"] } == [1, 2])
        #expect(gaps.map { $0["amount"] } == ["2.5", "3"])
        #expect(gaps.first?["why"]?.stringValue?.contains("waits for approval") == true)
        let before = try await coverage(site, on: "2025-12-31").answer()
        #expect(before["mapped"] == 0, "the entry holds from 2026-01-01 on")
    }

    private func rehearse(_ site: Site, _ file: String, _ options: String...) async throws -> Executables.Outcome {
        let paths = ["time.yaml", file].map { site.folder.appendingPathComponent($0).path }
        return try await Executables.purlin(
            ["rehearse"] + paths + options + ["--config", site.configuration],
            environment: Self.secrets
        )
    }

    @Test func aRehearsalListsTheCodesThatAreMissingWithTheirRowsAndHours() async throws {
        let site = try site()
        let outcome = try await rehearse(site, "TIME_1.csv")
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(outcome.output.contains("1 of 4 lines are mapped, 8 of 13.5"), "\(outcome)")
        #expect(lines.contains { $0.prefix(3) == ["9999", "2", "3"] }, "\(outcome.output)")
        let gaps = try await rehearse(site, "TIME_1.csv", "--json").answer()["codes"]?["gaps"]?.arrayValue ?? []
        #expect(gaps.map { $0["code"] } == ["3310", "9999"] && gaps.map { $0["lines"] } == [1, 2])
    }

    @Test func aCodeOfHoursMustHoldOnTheDayOfTheWork() async throws {
        let site = try site(codes: Self.codes.replacing("2026-01-01, approvedBy", with: "2026-01-06, approvedBy"))
        let answer = try await rehearse(site, "TIME_1.csv", "--json").answer()
        let gap = answer["codes"]?["gaps"]?.arrayValue?.first { $0["code"] == "03 300" }
        #expect(gap?["why"]?.stringValue?.contains("2026-01-06") == true, "\(answer)")
    }

    @Test func aRehearsalTellsWhatIsKnownFromWhatWouldChange() async throws {
        let site = try site()
        let incoming = site.folder.appendingPathComponent("time/incoming")
        try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
        let sample = site.folder.appendingPathComponent("TIME_1.csv")
        try FileManager.default.copyItem(at: sample, to: incoming.appendingPathComponent("TIME_1.csv"))
        for _ in 1...2 { _ = try await site.purlin("run", "--once", environment: Self.secrets) }

        let same = try await rehearse(site, "TIME_1.csv", "--json").answer()
        #expect(Self.news(same) == [0, 0, 4], "\(same)")

        let text = try String(contentsOf: sample, encoding: .utf8).replacing("2.5", with: "3.5")
        let later = text + "000600,2026-01-07,26-014,03 300,4\n"
        try later.write(to: site.folder.appendingPathComponent("TIME_2.csv"), atomically: true, encoding: .utf8)
        let news = try await rehearse(site, "TIME_2.csv", "--json").answer()
        #expect(Self.news(news) == [1, 1, 3], "\(news)")
    }

    private static func news(_ answer: JSON) -> [JSON?] {
        ["created", "changed", "unchanged"].map { answer["news"]?[$0] }
    }

    @Test func checkTellsFilesThatNoFlowTakes() async throws {
        let taken = try await site().purlin("check", environment: Self.secrets).output
        #expect(!taken.contains("no flow takes"), "\(taken)")
        let yard = "\n  yard: {connector: csv, mapping: time.yaml, files: {address: yard}}\n  payroll:"
        let site = try site { $0.replacing("\n  payroll:", with: yard) }
        let output = try await site.purlin("check", environment: Self.secrets).output
        let expected =
            "warn yard: no flow takes its TimeEntry records (rows), so such files stay in incoming; "
            + "name yard under 'from' of TimeToPayrollToJobCost"
        #expect(output.contains(expected), "\(output)")
        #expect(!output.contains("warn time: no flow"))
    }

    @Test func entriesAreListedOnceForEachOfTheirSystems() async throws {
        let answer = try await site().purlin("codes", "list", "--json", environment: Self.secrets).answer()
        let codes = answer["codes"]?.arrayValue ?? []
        #expect(codes.map { $0["system"] } == ["time", "payroll", "time"])
        #expect(codes.map { $0["approvedBy"]?.stringValue } == ["ann", "ann", nil])
    }

    @Test func whatIsWrongWithCodesAndFlowIsToldAtOnceWithItsPlace() async throws {
        let contradiction =
            "- {system: time, from: 03-300, to: 03-9, costType: labour, validFrom: 2026-02-01, approvedBy: b}"
        let unknown = "- {system: tim, from: x, to: y, costType: labor, validFrom: 2026-01-01}"
        let site = try site(codes: [Self.codes, contradiction, unknown].joined(separator: "\n")) {
            $0.replacingOccurrences(of: "{ends: 2026-01-04}", with: "{ends: monday, days: 5}")
                .replacingOccurrences(of: "roles: [payroll, ", with: "roles: [")
        }
        let outcome = try await site.purlin("codes", "list", environment: Self.secrets)
        #expect(outcome.status == 78)
        for expected in [
            "codes.yaml:3:3: [2]: another entry (line 1) says something else of '03-300'",
            "there is no usable system 'tim' under 'systems'; did you mean 'time'?",
            "[3].costType: must be one of labour",
            "timeToPayrollToJobCost.period.ends: must be a date", "period.days: must be 7 or 14, found '5'",
        ] {
            #expect(outcome.errors.contains(expected), "\(expected) in \(outcome.errors)")
        }
        let vacant = try self.site { $0.replacingOccurrences(of: "roles: [payroll, ", with: "roles: [") }
        let second = try await vacant.purlin("codes", "list", environment: Self.secrets)
        #expect(second.errors.contains("nobody under 'people' has the role 'payroll'"))
    }
}
