import Foundation
import JSON
import Testing

/// What an implementer sees when something in the configuration is wrong.
struct CheckTests {
    @Test(.timeLimit(.minutes(2)))
    func sixBrokenConfigurationsGiveSixDifferentMessages() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let odoo = try await RunningSimulator("odoo-simulator", ["--database", "kestrel", "--grant-fleet", "true"])
        let fleet = "\(telematics.address)/iso"
        func check(
            fleet: String = fleet,
            environment: [String: String] = Site.secrets,
            _ change: (String) -> String = { $0 }
        ) async throws -> Executables.Outcome {
            let site = try Site()
            try site.configure(fleet: fleet, odoo: odoo.address, change)
            return try await site.purlin("check", environment: environment)
        }

        let sound = try await check()
        #expect(sound.status == 0, "\(sound.output) \(sound.errors)")

        let unknownKey = try await check { $0.replacingOccurrences(of: "    user:", with: "    usr:") }
        #expect(unknownKey.status == 78)
        #expect(unknownKey.errors.contains("purlin.yaml:9:5: systems.fleet.usr: unknown key; did you mean 'user'?"))

        let missingSecret = try await check(environment: ["ODOO_KEY": "connector"])
        #expect(missingSecret.status == 78)
        #expect(missingSecret.errors.contains("the environment variable FLEET_PASSWORD is not set"))

        let wrongType = try await check { $0.replacingOccurrences(of: "every: 1h", with: "every: often") }
        #expect(wrongType.status == 78)
        #expect(wrongType.errors.contains("systems.fleet.every: must be a span of time such as 90s"))

        let unreachable = try await check(fleet: "http://127.0.0.1:1/iso")
        #expect(unreachable.status == 1)
        #expect(unreachable.output.contains("FAIL fleet:"))
        #expect(unreachable.output.contains("unreachable") && unreachable.output.contains("never sent"))

        let wrongPassword = try await check(environment: ["FLEET_PASSWORD": "guess", "ODOO_KEY": "connector"])
        #expect(wrongPassword.status == 1)
        #expect(wrongPassword.output.contains("FAIL fleet:"))
        #expect(wrongPassword.output.contains("credentials"))
        #expect(!(wrongPassword.output + wrongPassword.errors).contains("guess"))

        let unknownConnector = try await check {
            $0.replacingOccurrences(of: "connector: odoo", with: "connector: oddo")
        }
        #expect(unknownConnector.status == 78)
        #expect(unknownConnector.errors.contains("unknown connector 'oddo'; did you mean 'odoo'?"))

        let over = try await check {
            $0.replacingOccurrences(of: "every: 1h", with: "schedule: {at: \"18:00\", days: [2020-01-31]}")
        }
        #expect(over.status == 0)
        #expect(over.output.contains("warn fleet: it is read at 18:00"))
        #expect(over.output.contains("on 2020-01-31, of which no date is left"))

        let messages = [unknownKey, missingSecret, wrongType, unreachable, wrongPassword, unknownConnector]
            .map { $0.output + $0.errors }
        #expect(Set(messages).count == 6)
    }

    @Test func everythingThatIsWrongIsToldAtOnce() async throws {
        let site = try Site()
        try site.configure { text in
            text.replacingOccurrences(of: "currency: USD", with: "currency: dollars")
                .replacingOccurrences(of: "password: env:FLEET_PASSWORD", with: "password: hunter2")
                .replacingOccurrences(of: "project: 26-014, costCode", with: "project: 26-015, costCode")
                .replacingOccurrences(of: "perHour: \"75.00\"", with: "perHour: 75,00")
        }
        let outcome = try await site.purlin("check")

        #expect(outcome.status == 78)
        for part in ["company.currency", "systems.fleet.password", "assignments[0].project", "rates[0]"] {
            #expect(outcome.errors.contains(part), "\(part) is missing in \(outcome.errors)")
        }
        #expect(!outcome.errors.contains("hunter2"), "a secret that was written inline must not be repeated")
    }

    @Test(arguments: [
        (
            "    assignments:", "      - {equipment: EX-104, project: 26-014, costCode: x, from: 2026-02-01}",
            "another assignment"
        ),
        (
            "    rates:", "      - {category: excavator, from: 2026-01-01, perHour: 80}",
            "another rate of the same subject"
        ),
        ("    equipment:", "      - {code: EX-1, category: excavator, pin: kst0kx30a00104}", "is listed twice"),
        ("people:", "  - {id: equipment.manager, roles: [reader]}", "'equipment.manager' is listed twice"),
    ])
    func whatCannotBeMeantIsTold(section: String, line: String, message: String) async throws {
        let site = try Site()
        try site.configure { $0.replacingOccurrences(of: "\(section)\n", with: "\(section)\n\(line)\n") }
        let outcome = try await site.purlin("check")

        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("address: http://mara:hunter2@fleet.example/iso", "systems.fleet.address: must not carry a user or password"),
        ("address: https://hunter2@fleet.example", "systems.fleet.address: must not carry a user or password"),
        ("rate: hunter", "systems.fleet.rate: must be calls per span of time such as 10/1s"),
        ("rate: [10/1s, 0/1d]", "systems.fleet.rate[1]: must be calls per span of time"),
        ("concurrent: 0", "systems.fleet.concurrent: must be a whole number from 1 to 1000"),
    ])
    func addressesAndLimitsOfASystemAreChecked(line: String, message: String) async throws {
        let site = try Site()
        try site.configure { text in
            let key = String(line.prefix { $0 != ":" })
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let begin = lines.firstIndex { $0.hasPrefix("  fleet:") } ?? 0
            var changed = lines
            let present = changed[begin...].firstIndex { $0.hasPrefix("    \(key):") }
            if let present, key == "address" { changed.remove(at: present) }
            changed.insert("    \(line)", at: begin + 1)
            return changed.joined(separator: "\n")
        }
        let outcome = try await site.purlin("check")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!outcome.errors.contains("hunter2"))
    }

    @Test func aProxyWithAPasswordIsRefusedAndNotRepeated() async throws {
        let site = try Site()
        try site.configure { $0 + "\nnetwork:\n  proxy: http://mara:hunter2@proxy.example:3128\n" }
        let outcome = try await site.purlin("check")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("network.proxy: must not carry a user or password"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("hunter2"))
    }

    @Test func aRoleThatNobodyHasIsTold() async throws {
        let site = try Site()
        try site.configure { $0.replacingOccurrences(of: "roles: [equipment-manager]", with: "roles: [reader]") }
        let outcome = try await site.purlin("check")

        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("nobody under 'people' has the role 'equipment-manager'"), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("", "is empty"), ("company: [", "no valid YAML"), ("just text", "must be a mapping"),
        ("company: {code: A}\ncompany: {code: B}\n", "is given twice"),
    ])
    func aFileThatIsNoConfigurationIsToldFromOneThatIsWrong(text: String, message: String) async throws {
        let site = try Site()
        try site.configure { _ in text }
        let outcome = try await site.purlin("check")

        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func theExampleOfTheDocumentationIsSound() async throws {
        let site = try Site()
        let example = Executables.package.appendingPathComponent("Documentation/purlin.example.yaml")
        try site.configure { _ in (try? String(contentsOf: example, encoding: .utf8)) ?? "" }
        let outcome = try await site.purlin("cases", "list")

        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("no open cases"))
    }

    @Test func aMissingFileIsToldWithWhatToDo() async throws {
        let outcome = try await Executables.purlin(["check", "--config", "/nowhere/purlin.yaml"])

        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("/nowhere/purlin.yaml:1:1: cannot be read; name the file with --config"))
    }
}
