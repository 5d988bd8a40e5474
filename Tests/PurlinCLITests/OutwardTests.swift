import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// No command shows what somebody earns, or a bank or identity number (domain.md §2, P-7).
@Suite("What commands show of personal data")
struct OutwardTests {
    /// A command line.
    struct Command: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        /// What it says where it does not end with 0: as text, or as JSON.
        var refusal: [String] = []

        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// The command of each line below, and those that show nothing of a store's objects.
    private static let silent: Set<String> = [
        "run", "check", "connectors", "connector new", "approvals approve", "approvals reject", "approvals return",
        "approvals hold", "approvals release", "approvals reopen", "approvals delegate", "approvals revoke",
        "approvals delegations", "cases retry",
        "cases reject",
        "cases kinds", "schedules", "reconcile", "shadow compare", "shadow sign", "period close",
        "audit key generate", "audit key show",
        "audit consistency", "onboard", "map check", "rehearse", "codes list", "codes coverage", "budget list",
        "budget show", "scenario run", "scenario lint", "scenario new", "scenario schema", "demo",
        "simulators coverage", "simulators diff", "record",
        "conformance", "catalogue show", "catalogue write",
        "conformance", "governance lint", "governance show", "governance identities review",
        "governance identities revoke", "governance identities prove",
        "usage reverse", "migration load", "migration show", "migration reconcile",
    ]

    private static let commands: [Command] = {
        let objects = PersonalSample.all.indices
        let journal = objects.map { Command(arguments: ["journal", "show", PersonalSample.key($0)]) }
        // Each object has two cases: the record's, then the delivery's.
        let cases = objects.flatMap { number in
            [2 * number + 1, 2 * number + 2].map { Command(arguments: ["cases", "show", "C-\($0)"]) }
        }
        let repairs = PersonalSample.all.enumerated().flatMap { number, sample in
            // A cost with a bank account is no cost: only the record can be corrected.
            (sample.object == CostEntry.name ? [1] : [1, 2]).map { which in
                Command(
                    arguments: ["cases", "repair", "C-\(2 * number + which)", "--as", "eve"]
                        + sample.changes.flatMap { ["--set", "\($0.path)=new"] }
                )
            }
        }
        let proofs = objects.map { Command(arguments: ["audit", "prove", PersonalSample.key($0)]) }
        let others = [
            ["cases", "list"], ["cases", "list", "--closed"], ["approvals", "list", "--answered"],
            ["approvals", "show", "approval/0"],
            ["replay", "deliveries", "--all"], ["replay", "intake"], ["webhooks", "list"], ["webhooks", "failed"],
            ["webhooks", "replay"], ["audit", "verify"], ["audit", "checkpoint"], ["period", "late", "2026-01"],
            ["intercompany", "2026-01"], ["period", "accruals", "2026-01"],
            ["intercompany", "2026-01"], ["retention", "report"],
        ]
        let readiness = Command(
            arguments: ["period", "readiness", "2026-01"],
            refusal: ["cannot be closed", "isReady"]
        )
        // Nothing is listed there: neither by the configuration nor by a system.
        let masters = Command(arguments: ["masters", "compare"], refusal: ["is nothing to compare", "notCompared"])
        let totals = Command(arguments: ["period", "totals", "2026-01"], refusal: ["nobody has declared 2026-01"])
        let request = ["period", "accruals", "2026-01", "--request", "--as", "eve"]
        let accruals = Command(arguments: request, refusal: ["configure 'accrualsToJobCost'"])
        return journal + cases + repairs + proofs + others.map { Command(arguments: $0) }
            + [readiness, totals, masters, accruals]
    }()

    @Test(arguments: commands, [[], ["--json"]])
    func nothingPersonalIsPrinted(_ command: Command, _ format: [String]) async throws {
        // A proof is text.
        guard command.arguments.prefix(2) != ["audit", "prove"] || format.isEmpty else { return }
        let ending: ExitTest.Condition = command.refusal.isEmpty ? .success : .failure
        let output = try await Self.output(of: command.arguments + format, ending)
        #expect(command.refusal.isEmpty ? !output.isEmpty : command.refusal.contains { output.contains($0) })
        for secret in PersonalSample.secrets { #expect(!output.contains(secret), "\(secret) in \(output)") }
    }

    @Test(arguments: PersonalSample.all.indices)
    func whatPeopleWorkWithIsPrinted(_ number: Int) async throws {
        let sample = PersonalSample.all[number]
        let output = try await Self.output(of: ["journal", "show", PersonalSample.key(number), "--json"])
        for member in sample.open {
            #expect(output.contains(PersonalSample.mark(sample.object, member)), "\(member) is not in \(output)")
        }
        #expect(output.contains("withheld"))
    }

    @Test func whoLetsPersonalDataOutIsInTheJournal() async throws {
        let sample = PersonalSample.all[3]
        let prove = ["audit", "prove", PersonalSample.key(3), "--with-personal-data", "--as", "eve"]
        let output = try await Self.output(of: prove, then: ["journal", "show", "personal-data"])
        for member in sample.secret { #expect(output.contains(PersonalSample.mark(sample.object, member))) }
        #expect(output.contains("flow.advanced  personal-data  by person:eve: PersonalDataExported"), "\(output)")
    }

    @Test(arguments: [
        ["--with-personal-data", "--as", "zoe"], ["--with-personal-data", "--as", "fay"], ["--with-personal-data"],
        ["--as", "eve"],
    ])
    func nobodyElseLetsPersonalDataOut(_ arguments: [String]) async throws {
        let prove = ["audit", "prove", PersonalSample.key(3)] + arguments
        let output = try await Self.output(of: prove, .failure)
        for secret in PersonalSample.secrets { #expect(!output.contains(secret), "\(output)") }
    }

    /// A new member is either one that people may see, or one that is looked for in every output.
    @Test(arguments: PersonalSample.all)
    func eachMemberIsOneOrTheOther(_ sample: PersonalSample) {
        #expect(sample.members == sample.secret.union(sample.open))
        #expect(sample.secret.isDisjoint(with: sample.open))
    }

    /// Whoever declares an object of class C3 or C4, in the model or in a plugin, names it among those that are withheld.
    @Test func eachPersonalObjectIsKnown() throws {
        var names: Set<String> = []
        for file in try Self.sources() {
            let text = try String(contentsOf: file, encoding: .utf8)
            for part in text.components(separatedBy: "static let name = \"").dropFirst() {
                let name = String(part.prefix { $0 != "\"" })
                let classes = part.components(separatedBy: "static let sensitivity = SensitivityClass.").dropFirst()
                if classes.first?.hasPrefix("c3") == true || classes.first?.hasPrefix("c4") == true {
                    names.insert(name)
                }
            }
        }
        #expect(names.contains("Payment") && names.contains("PayrollRegister"))
        for name in names {
            #expect(PersonalData.isPersonal(name), "\(name) is C3 or C4: say in PersonalData what people may see of it")
            #expect(PersonalSample.all.contains { $0.object == name }, "\(name) needs a sample")
        }
    }

    @Test func eachCommandIsLookedAtOrShowsNothing() async throws {
        let text = try await Self.output(of: ["--experimental-dump-help"], configuration: nil)
        // The child process may say more behind it.
        let end = try #require(text.range(of: "\n}"))
        let help = try JSON(parsing: String(text[..<end.upperBound]))
        var found: [String] = []
        func walk(_ command: JSON, _ path: [String]) {
            let below = command["subcommands"]?.arrayValue?.filter { $0["commandName"] != "help" } ?? []
            if below.isEmpty { found.append(path.joined(separator: " ")) }
            for one in below { walk(one, path + [one["commandName"]?.stringValue ?? ""]) }
        }
        walk(try #require(help["command"]), [])
        #expect(Self.silent.isSubset(of: found))
        for name in found where !Self.silent.contains(name) {
            let words = name.split(separator: " ").map(String.init)
            let isRun = Self.commands.contains { $0.arguments.starts(with: words) }
            #expect(isRun, "'purlin \(name)' may show personal data: run it here, or name it as silent")
        }
    }

    private static func sources() throws -> [URL] {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try ["Sources", "Plugins"].flatMap { folder in
            let start = root.appendingPathComponent(folder).resolvingSymlinksInPath()
            return try FileManager.default.subpathsOfDirectory(atPath: start.path).filter { $0.hasSuffix(".swift") }
                .map { start.appendingPathComponent($0) }
        }
    }

    /// What a command prints, on a store that holds each personal object in each place where one can be.
    private static func output(
        of arguments: [String],
        then later: [String] = [],
        configuration: String? = "--config",
        _ expected: ExitTest.Condition = .success
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let key = try NoteSigner.generate(name: "purlin.example/kst").withValue { $0 }
        try key.write(toFile: site.folder.path + "/key", atomically: true, encoding: .utf8)
        let audit = "audit: {origin: purlin.example/kst, key: file:key}\n"
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        let people = "people:\n  - {id: fay, roles: [finance]}"
        try (text.replacingOccurrences(of: "people:", with: people) + audit).write(
            toFile: site.configuration,
            atomically: true,
            encoding: .utf8
        )
        let lines = [arguments, later].filter { !$0.isEmpty }.map { line in
            line + (configuration.map { [$0, site.configuration] } ?? [])
        }
        let result = await #expect(
            processExitsWith: expected,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [lines = lines as [[String]]] in
            try await Self.purlin(lines)
        }
        let printed = try #require(result)
        return String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
    }

    private static func purlin(_ lines: [[String]]) async throws {
        let store = try await PersonalSample.store()
        let composition = Composition(
            registry: try ConnectorRegistry([SampleFiles.self, ForgetfulService.self]),
            openStore: { (_, _) throws(StoreError) in store },
            makeTransport: { _ in NoTransport() }
        )
        for line in lines { await composition.main(line) }
    }
}

/// A service that holds nothing of what it was sent.
struct ForgetfulService: RESTSource, RESTSink {
    static let manifest = SampleService.manifest

    let streams: [SourceStream] = []
    let batchLimit = 1

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(records: [], next: nil, hasMore: false)
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { [] }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }
}
