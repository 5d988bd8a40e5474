import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import PurlinCLI
import SQLiteStore
import Testing

/// A service identity is revoked by a person, and its systems are asked whether they refuse it.
struct OffboardingTests {
    private static let revoke = [
        "governance", "identities", "revoke", "guard", "--as", "pat", "--reason", "the contractor left",
    ]
    private static let prove = ["governance", "identities", "prove", "guard", "--as", "pat"]
    private static let review = ["governance", "identities"]

    @Test(arguments: [["run", "--once"], ["check"], ["period", "readiness", "2026-01"]])
    func nothingRunsWithARevokedIdentity(_ command: [String]) async throws {
        let site = try GuardedSite()
        let told = try await site.output(of: Self.revoke, endsWith: 0)
        #expect(told.contains("'guard' is revoked; used by systems.gate.key"), "\(told)")
        let printed = try await site.output(of: command, endsWith: 78)
        let place = "purlin.yaml:5:43: systems.gate.key: file:old.key is that of 'guard', which pat revoked on "
        #expect(printed.contains(place), "\(printed)")
        #expect(!printed.contains("hunter2"))
        // Whoever only looks at what happened is not kept from it.
        _ = try await site.output(of: ["cases", "list"], endsWith: 0)
        // Nor is a system whose credential is another.
        try site.name(secret: "file:new.key")
        _ = try await site.output(of: ["run", "--once"], endsWith: 0)
    }

    @Test func whatRefusesItProvesIt() async throws {
        let site = try GuardedSite(accepting: ["new"])
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        let before = try await site.output(of: Self.review, endsWith: 0)
        #expect(before.contains("not proved for gate"), "\(before)")
        let printed = try await site.output(of: Self.prove, endsWith: 0)
        #expect(printed.contains("refused  gate: "), "\(printed)")
        #expect(printed.contains("it is proved that 'guard' is void"), "\(printed)")
        let review = try await site.output(of: Self.review, endsWith: 0)
        let lines = review.split(separator: "\n").filter { $0.hasPrefix("guard ") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("proved at ") }, "\(review)")
        #expect(!(printed + review).contains("hunter2"))
        let story = try await site.output(of: ["journal", "show", "guard"], endsWith: 0)
        #expect(story.contains("IdentityRevoked") && story.contains("RevocationTested"), "\(story)")
    }

    @Test func whatStillLetsItInIsACase() async throws {
        let site = try GuardedSite(accepting: ["hunter2"])
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        let printed = try await site.output(of: Self.prove, endsWith: 1)
        #expect(printed.contains("accepted  gate: "), "\(printed)")
        #expect(printed.contains("'guard' is still valid for gate"), "\(printed)")
        let cases = try await site.output(of: ["cases", "list"], endsWith: 0)
        #expect(cases.contains("credential_still_valid") && cases.contains("finance"), "\(cases)")
        try site.write("new", to: "door")
        _ = try await site.output(of: Self.prove, endsWith: 0)
        #expect(try await !site.output(of: ["cases", "list"], endsWith: 0).contains("credential_still_valid"))
    }

    @Test func whatCannotBeReachedIsNotProved() async throws {
        let site = try GuardedSite(accepting: nil)
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        let printed = try await site.output(of: Self.prove, endsWith: 1)
        #expect(printed.contains("unknown  gate: "), "\(printed)")
        #expect(printed.contains("it is not proved that gate refuses 'guard'"), "\(printed)")
    }

    /// The configuration names the successor's secret already; the revoked one is asked about all the same.
    @Test func theRevokedSecretIsShownAndNotItsSuccessor() async throws {
        let site = try GuardedSite(accepting: ["new"])
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        try site.name(secret: "file:new.key")
        let printed = try await site.output(of: Self.prove, endsWith: 0)
        #expect(printed.contains("refused  gate: ") && printed.contains("is proved"), "\(printed)")
        let check = try await site.output(of: ["check"], endsWith: 0)
        #expect(check.contains("ok   gate: the gate is open"), "\(check)")
    }

    /// Where the successor's secret lies in the same place, the revoked one has to be shown from another.
    @Test func aSecretThatIsReplacedInItsPlaceIsAskedAboutFromAnother() async throws {
        let site = try GuardedSite(accepting: ["new"])
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        try site.write("new", to: "old.key")
        try site.list("guard-2", created: "2999-01-01")
        _ = try await site.output(of: ["check"], endsWith: 0)
        let without = try await site.output(of: Self.prove, endsWith: 1)
        #expect(without.contains("file:old.key holds the secret of 'guard-2' now; say with --secret"), "\(without)")
        try site.write("hunter2", to: "kept.key")
        let printed = try await site.output(of: Self.prove + ["--secret", "file:kept.key"], endsWith: 0)
        #expect(printed.contains("refused  gate: ") && printed.contains("is proved"), "\(printed)")
    }

    @Test func whatIsGoneIsNotProved() async throws {
        let site = try GuardedSite()
        _ = try await site.output(of: Self.revoke, endsWith: 0)
        try FileManager.default.removeItem(at: site.folder.appendingPathComponent("old.key"))
        let gone = try await site.output(of: Self.prove, endsWith: 1)
        #expect(gone.contains("unknown  gate: the revoked secret is not at hand: the file"), "\(gone)")
        try site.change("  gate: {", "  fence: {")
        let printed = try await site.output(of: Self.prove, endsWith: 1)
        #expect(printed.contains("unknown  gate: the system is not configured any more"), "\(printed)")
        // Under its new name it uses the revoked secret, too.
        #expect(printed.contains("fence"), "\(printed)")
    }

    @Test(arguments: [
        (["prove", "guard", "--as", "pat"], "nobody has revoked 'guard'"),
        (["revoke", "gard", "--as", "pat", "--reason", "x"], "the governance file lists no identity 'gard'"),
        (["revoke", "guard", "--as", "joe", "--reason", "x"], "'joe' may not revoke 'guard'"),
        (["revoke", "guard", "--as", "nobody", "--reason", "x"], "nobody called 'nobody' is listed"),
    ])
    func whatCannotBeDoneIsSaid(_ words: [String], _ message: String) async throws {
        let printed = try await GuardedSite().output(of: ["governance", "identities"] + words, endsWith: 1)
        #expect(printed.contains(message), "\(printed)")
    }
}

/// A folder with a configuration of a system that opens to a secret.
final class GuardedSite: Sendable {
    let folder: URL

    /// Creates a site whose gate opens to `secrets`, and cannot be reached where there are none at all.
    init(accepting secrets: [String]? = []) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("gate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(
            """
            company: {code: KST, currency: USD, timeZone: America/Denver}
            store: {path: purlin.sqlite}
            systems:
              other: {connector: sample-service}
              gate: {connector: guarded-service, key: file:old.key, door: \(folder.path)/door}
            people:
              - {id: eve, roles: [integration-operator, equipment-manager]}
              - {id: pat, roles: [finance]}
              - {id: joe, roles: [reader]}
            flows:
              equipmentUsageToJobCost: {from: [other], to: other}
            governance: governance.yaml

            """,
            to: "purlin.yaml"
        )
        try list("guard", created: "2020-01-01")
        try write("hunter2", to: "old.key")
        try write("new", to: "new.key")
        if let secrets { try write(secrets.joined(separator: "\n"), to: "door") }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    /// Lists one identity, whose secret is in `old.key`.
    func list(_ name: String, created: String) throws {
        let terms = "{secret: file:old.key, owner: finance, scope: opens the gate, created: \(created)}"
        try write("identities:\n  \(name): \(terms)\n", to: "governance.yaml")
    }

    func change(_ text: String, _ other: String) throws {
        let path = folder.appendingPathComponent("purlin.yaml")
        try write(try String(contentsOf: path, encoding: .utf8).replacing(text, with: other), to: "purlin.yaml")
    }

    func name(secret: String) throws { try change("file:old.key", secret) }

    /// What a command prints, which must end with `status`; each is a process of its own.
    func output(of arguments: [String], endsWith status: Int32) async throws -> String {
        let words = arguments + ["--config", folder.appendingPathComponent("purlin.yaml").path]
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [words = words as [String]] in
            await GuardedSite.purlin(words)
        }
        return result.map { String(decoding: $0.standardOutputContent + $0.standardErrorContent, as: UTF8.self) } ?? ""
    }

    private static func purlin(_ arguments: [String]) async {
        do {
            let composition = Composition(
                registry: try ConnectorRegistry([GuardedService.self, SampleService.self]),
                openStore: { path, role throws(StoreError) in
                    try SQLiteStore(path: path, role: role == .runtime ? .runtime : .client)
                },
                makeTransport: { _ in NoTransport() }
            )
            await composition.main(arguments)
        } catch {
            Issue.record(error)
        }
    }
}

/// A service that opens to the secrets in a file.
struct GuardedService: RESTSource {
    static let manifest = ConnectorManifest(
        id: "guarded-service",
        version: "1.0.0",
        summary: "A service for tests that knows secrets.",
        configuration: [
            ConfigurationKey("key", .secret, summary: "What opens it."),
            ConfigurationKey("door", .text, summary: "The file of what it opens to."),
        ],
        wireVersions: []
    )

    let streams: [SourceStream] = []
    private let key: Secret
    private let door: String

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        key = try configuration.requiredSecret("key")
        door = try configuration.requiredText("door")
    }

    func check() async throws(ConnectorError) -> [CheckFinding] {
        guard let known = try? String(contentsOfFile: door, encoding: .utf8) else {
            throw .unavailable(endpoint: "the gate", reason: "nobody is there", retryAfter: nil)
        }
        guard known.split(separator: "\n").contains(where: { line in key.withValue { $0 == line } }) else {
            throw .unauthorized(endpoint: "the gate", reason: "unknown key")
        }
        return [CheckFinding(.passed, "the gate is open")]
    }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(records: [], next: nil, hasMore: false)
    }
}
