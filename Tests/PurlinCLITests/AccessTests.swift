import Foundation
import Testing

/// Whether `purlin` speaks to the configured systems, by the rules of the governance file.
struct AccessTests {
    /// A list of interfaces in which nothing keeps any system of a ``FileSite`` from running.
    private static let sound = """
        environment: production
        interfaces:
          drop: {status: active, owner: equipment-manager}
          other: {status: approved, owner: equipment-manager, dataClass: C2, environment: production}

        """

    @Test(arguments: [["check"], ["run", "--once"]])
    func whatTheCatalogueReleasesRuns(_ command: [String]) async throws {
        let site = try Self.site(Self.sound)
        let printed = try await Self.output(of: command + ["--config", site.configuration], endsWith: 0)
        #expect(!printed.contains("interfaces"), "\(printed)")
    }

    @Test(arguments: ["check", "run", "reconcile"])
    func whatItDoesNotReleaseIsRefused(_ command: String) async throws {
        let site = try Self.site(Self.sound.replacing("active", with: "proposed"))
        let printed = try await Self.output(of: [command, "--config", site.configuration], endsWith: 78)
        let expected =
            "purlin.yaml:5:5: systems.drop: its interface is proposed and not approved: set 'status: approved' "
        #expect(printed.contains(expected), "\(printed)")
        #expect(printed.contains("rule interfaces.drop (governance.yaml:3)"), "\(printed)")
    }

    @Test(arguments: [
        ("{status: active, owner: equipment-manager}", "{status: retired, owner: equipment-manager}", "is retired"),
        ("  drop: {status: active, owner: equipment-manager}\n", "", "is not in the catalogue of interfaces"),
        ("dataClass: C2", "dataClass: C1", "systems.other: CostEntry is of class C2, and C1 is the highest"),
        (
            "dataClass: C2", "dataClass: C2, objects: {CostEntry: {dataClass: C1}}",
            "rule interfaces.other.CostEntry (governance.yaml:4)"
        ),
        (
            "environment: production\n", "environment: sandbox\n",
            "is a production system, and this installation is for sandbox"
        ),
        (
            "environment: production}", "environment: sandbox}",
            "is a sandbox system, and this installation is for production"
        ),
    ])
    func whatIsForbiddenIsToldWithItsRule(_ text: String, _ change: String, _ message: String) async throws {
        let site = try Self.site(Self.sound.replacing(text, with: change))
        let printed = try await Self.output(of: ["check", "--config", site.configuration], endsWith: 78)
        #expect(printed.contains(message), "\(printed)")
        // Whoever only looks at what happened needs no system.
        _ = try await Self.output(of: ["cases", "list", "--config", site.configuration], endsWith: 0)
    }

    @Test func whatIsDeprecatedRunsWithAWarning() async throws {
        let site = try Self.site(Self.sound.replacing("active", with: "deprecated"))
        let arguments = ["--config", site.configuration]
        let checked = try await Self.output(of: ["check"] + arguments, endsWith: 0)
        #expect(checked.contains("warn drop: its interface is deprecated: ask equipment-manager"), "\(checked)")
        let run = try await Self.output(of: ["run", "--once"] + arguments, endsWith: 0)
        #expect(run.contains("warning drop its interface is deprecated"), "\(run)")
    }

    @Test func theCatalogueIsShown() async throws {
        let site = try Self.site(Self.sound + "  old: {status: retired, owner: equipment-manager}\n")
        let show = ["governance", "show", "interfaces", "--config", site.configuration]
        let lines = try await Self.output(of: show, endsWith: 0).split(separator: "\n")
        #expect(
            lines.contains {
                $0.hasPrefix("other ") && $0.contains("sample-service 1.0.0") && $0.contains("CostEntry (C2)")
                    && $0.contains("approved") && $0.hasSuffix("governance.yaml:4")
            },
            "\(lines)"
        )
        #expect(lines.contains { $0.hasPrefix("old ") && $0.contains("not configured") && $0.contains("retired") })
        #expect(lines.contains("this installation is for: production"))
    }

    @Test func theCatalogueOfTheProductTellsAnInstallationsOwn() async throws {
        let rules = "ownership:\n  Estimate: [{stage: bid, owner: field}]\n"
        let site = try Self.site(Self.sound + "  old: {status: retired, owner: equipment-manager}\n" + rules)
        let own = try await Self.output(of: ["catalogue", "--config", site.configuration], endsWith: 0)
        #expect(own.contains("### Interfaces of this installation\n\nWhat this installation is for: production."))
        #expect(own.contains("| other | sample-service 1.0.0 | "), "\(own.prefix(4000))")
        #expect(own.contains(" | approved | equipment-manager | critical | C2 | production | governance.yaml:4 |"))
        #expect(own.contains("| old | not configured | "))
        #expect(own.contains("| [Estimate](#estimate) | bid | field | "))
        #expect(own.contains(" | governance.yaml:7 |"))

        let product = try await Self.output(of: ["catalogue"], endsWith: 0)
        #expect(!product.contains("this installation") && !product.contains("| bid | field |"))
        let missing = try await Self.output(of: ["catalogue", "--config", "/nowhere/purlin.yaml"], endsWith: 78)
        #expect(missing.contains("/nowhere/purlin.yaml"))
    }

    @Test(arguments: [
        ("interfaces: {drop: {status: activ, owner: eve}}", "interfaces.drop.status: must be one of active, approved"),
        ("interfaces: {drop: {status: active}}", "interfaces.drop.owner: is missing"),
        ("interfaces: {drop: {owner: eve}}", "interfaces.drop.status: is missing"),
        ("interfaces: {drop: {status: active, owner: eve, dataClass: C9}}", "dataClass: must be one of C0, C1"),
        ("interfaces: {drop: {status: active, owner: eve, objects: {CostEntri: {}}}}", "did you mean 'CostEntry'?"),
        ("interfaces: {drop: {status: active, owner: eve}}", "nobody under 'people' has the role 'eve'"),
        (
            "interfaces: {dro: {status: active, owner: eve}}",
            "there is no system 'dro' in the configuration; did you mean"
        ),
        ("environment: live", "environment: must be one of production, sandbox, found 'live'"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) async throws {
        let site = try Self.site(text)
        let printed = try await Self.output(of: ["governance", "lint", "--config", site.configuration], endsWith: 78)
        #expect(printed.contains("governance.yaml:1:") && printed.contains(message), "\(printed)")
    }

    private static func site(_ rules: String) throws -> FileSite {
        try FileSite("address: drop").governed(by: rules)
    }

    private static func output(of arguments: [String], endsWith status: Int32) async throws -> String {
        try await FileSite.output(of: arguments, endsWith: status)
    }
}

extension FileSite {
    /// The same site with a governance file.
    func governed(by rules: String) throws -> FileSite {
        try rules.write(to: folder.appendingPathComponent("governance.yaml"), atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try (text + "governance: governance.yaml\n").write(toFile: configuration, atomically: true, encoding: .utf8)
        return self
    }

    /// What a command prints, which must end with `status`.
    static func output(of arguments: [String], endsWith status: Int32 = 0) async throws -> String {
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String]] in
            await FileSite.purlin(arguments)
        }
        return result.map { String(decoding: $0.standardOutputContent + $0.standardErrorContent, as: UTF8.self) } ?? ""
    }
}
