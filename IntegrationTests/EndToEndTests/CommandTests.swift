import Foundation
import JSON
import Testing

struct CommandTests {
    @Test func connectorsAreListedByCapability() async throws {
        let answer = try await Executables.purlin(["connectors", "--json"]).answer()
        let connectors = answer["connectors"]?.arrayValue ?? []

        #expect(
            connectors.compactMap { $0["id"]?.stringValue } == [
                "csv", "estimating", "meter-webhook", "odoo", "payroll", "telematics", "webhook",
            ]
        )
        let capabilities = connectors.map { $0["capabilities"] }
        #expect(
            capabilities == [
                ["file-sink", "file-source"], ["file-source"], ["webhook-source"], ["rest-sink", "rest-source"],
                ["file-sink", "file-source"], ["rest-source"], ["webhook-sink"],
            ]
        )
        let secrets = connectors.flatMap { $0["configuration"]?.arrayValue ?? [] }.filter { $0["secret"] == true }
            .compactMap { $0["key"]?.stringValue }
        #expect(Set(secrets).isSuperset(of: ["password", "token", "key"]))
    }

    @Test func everySimulatorTellsWhatItDoes() async throws {
        let answer = try await Executables.purlin(["simulators", "coverage", "--json"]).answer()
        let simulators = answer["simulators"]?.arrayValue ?? []

        #expect(
            simulators.compactMap { $0["system"]?.stringValue }
                == ["estimating", "odoo", "payroll", "replay", "telematics"]
        )
        #expect(simulators.allSatisfy { $0["unmarked"] == [] })
    }

    @Test func aConnectorThatComesWithPurlinIsTriedByName() async throws {
        let answer = try await Executables.purlin(["conformance", "csv", "--only", "C01,FI09,FO03", "--json"]).answer()

        #expect(answer["passed"] == true)
        let results = answer["reports"]?[0]?["results"]?.arrayValue ?? []
        #expect(results.map { $0["outcome"] } == ["passed", "passed", "passed"])
    }

    @Test func aConnectorThatNobodyKnowsIsAWrongCommandLine() async throws {
        let outcome = try await Executables.purlin(["conformance", "acme"])

        #expect(outcome.status == 64)
        #expect(
            outcome.errors.contains("there is no subject 'acme'; there are csv, estimating, meter-webhook, odoo-17")
        )
    }

    @Test(arguments: [
        ["approvals", "approve"], ["nonsense"], ["run", "--until", "tomorrow"], ["cases", "show", "X"],
        ["approvals", "approve", "--all"],
    ])
    func aCommandLineThatIsWrongEndsWith64(arguments: [String]) async throws {
        let outcome = try await Executables.purlin(arguments)

        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.errors.contains("Usage:"))
    }

    @Test(arguments: [
        (["journal", "show", "EX-999"], "knows nothing of 'EX-999'"), (["cases", "show", "C-7"], "no case C-7"),
        (["cases", "retry", "C-7", "--as", "equipment.manager"], "no case C-7"),
        (["approvals", "approve", "EX-1/2026-01-01/1", "--as", "equipment.manager"], "no approval request"),
    ])
    func whatDoesNotExistIsToldByName(arguments: [String], message: String) async throws {
        let site = try Site()
        try site.configure()
        let outcome = try await Executables.purlin(
            arguments + ["--config", site.configuration],
            environment: Site.secrets
        )

        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func everyConfigurationKeyIsInItsPluginsReadme() async throws {
        let answer = try await Executables.purlin(["connectors", "--json"]).answer()
        let folders = [
            "csv": "CSVConnector", "estimating": "EstimatingConnector", "meter-webhook": "MeterWebhookConnector",
            "odoo": "OdooConnector", "payroll": "PayrollConnector", "telematics": "TelematicsConnector",
            "webhook": "WebhookConnector",
        ]
        for connector in answer["connectors"]?.arrayValue ?? [] {
            let folder = try #require(folders[connector["id"]?.stringValue ?? ""])
            let readme = Executables.package.appendingPathComponent("Plugins/\(folder)/README.md")
            let text = try String(contentsOf: readme, encoding: .utf8)
            for key in connector["configuration"]?.arrayValue?.compactMap({ $0["key"]?.stringValue }) ?? [] {
                #expect(text.contains("`\(key)`"), "\(folder)/README.md does not explain \(key)")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionScriptsExist(shell: String) async throws {
        let outcome = try await Executables.purlin(["--generate-completion-script", shell])

        #expect(outcome.status == 0)
        #expect(outcome.output.contains("approvals"))
    }

    @Test func bootstrapSaysNothingWhenAllIsThere() async throws {
        let script = Executables.package.appendingPathComponent("Scripts/bootstrap.sh")
        let outcome = try await Executables.run(script, [])

        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.output) \(outcome.errors)")
    }

    @Test func bootstrapSaysPlainlyThatTheToolchainIsMissing() async throws {
        let script = Executables.package.appendingPathComponent("Scripts/bootstrap.sh")
        let outcome = try await Executables.run(
            script,
            [],
            environment: ["PATH": "/usr/bin:/bin"],
            replacingEnvironment: true
        )

        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the Swift toolchain is missing: install Swift 6.3"), "\(outcome.errors)")
    }

    /// A `swift` that only prints stands for the tests, of which two suites are left out for one reason.
    @Test func aTestRunSaysAtItsEndWhatIsLeftOut() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let swift = folder.appendingPathComponent("swift")
        let lines = [
            #"➜ Suite A skipped: "needs a \"server\"""#, #"➜ Test one() skipped: "needs a \"server\"""#,
            #"➜ Test two(by:) skipped: "needs a \"server\"""#, #"➜ Test "three" skipped: "needs root""#,
            "◇ Test case passing 1 argument promise → what is skipped: \"all\" of it to keeps(_:) started.",
            "✔ Test run with 9 tests in 2 suites passed after 1 seconds.",
        ]
        try "#!/bin/sh\ncat <<'END'\n\(lines.joined(separator: "\n"))\nEND\n".write(
            to: swift,
            atomically: false,
            encoding: .utf8
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: swift.path)
        let outcome = try await Executables.run(
            Executables.package.appendingPathComponent("Scripts/test.sh"),
            [],
            environment: ["PATH": "\(folder.path):/usr/bin:/bin"],
            replacingEnvironment: true
        )

        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.split(separator: "\n").suffix(2) == [
                #"left out: 2 tests: "needs a \"server\"""#, #"left out: 1 tests: "needs root""#,
            ]
        )
    }
}
