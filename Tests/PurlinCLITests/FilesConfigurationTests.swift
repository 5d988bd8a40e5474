import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import PurlinCLI
import Testing

/// What `purlin check` says of a system that exchanges files.
struct FilesConfigurationTests {
    @Test func aFolderIsProbedAndLeftAsItWas() async throws {
        let site = try FileSite("address: drop")
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        for folder in ["incoming", "claimed", "processed", "rejected"] {
            #expect(output.contains("ok   drop: drop: \(folder): files can be"), "\(output)")
        }
        // No flow delivers to it.
        #expect(!output.contains("outgoing"))
        let folder = site.folder.path + "/drop"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)") == [])
        }
    }

    @Test(arguments: [(0o600, 0o700), (0o640, 0o700), (0o600, 0o755)])
    func whatOthersCanReadOfTheStoreIsTold(_ store: Int, _ spool: Int) async throws {
        let site = try FileSite("address: drop")
        let (file, folder) = ("\(site.folder.path)/purlin.sqlite", "\(site.folder.path)/purlin.sqlite.files/drop")
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: store], ofItemAtPath: file)
        try FileManager.default.setAttributes([.posixPermissions: spool], ofItemAtPath: folder)
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        #expect(output.contains("ok   drop: drop: incoming"), "\(output)")
        #expect(output.contains("warn store: \(file) holds personal data") == (store != 0o600), "\(output)")
        #expect(output.contains("warn store: \(folder) holds personal data") == (spool != 0o700), "\(output)")
    }

    @Test func aFolderThatIsMissingIsNamed() async throws {
        let site = try FileSite("{address: drop, folders: {incoming: in/box}}")
        let result = await #expect(
            processExitsWith: .exitCode(1),
            observing: [\.standardOutputContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        #expect(
            output.contains(
                "FAIL drop: \(site.folder.path)/drop/in/box: No such file or directory; create this folder"
            ),
            "\(output)"
        )
    }

    @Test func foldersThatTheRuntimeMakesAreNoFailure() async throws {
        let site = try FileSite("address: elsewhere")
        let result = await #expect(
            processExitsWith: .exitCode(1),
            observing: [\.standardOutputContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        let marks = output.split(separator: "\n").filter { $0.contains("/elsewhere/") }.map { $0.prefix(4) }
        #expect(marks == ["FAIL", "warn", "warn", "warn"], "\(output)")
    }

    @Test(arguments: [
        ("address: drop\n      user: ann", "systems.drop.files.user: does not go with a folder of this machine"),
        ("address: http://x/y", "systems.drop.files.address: must be a path, or an address beginning with file://"),
        ("address: sftp://ann:hunter2@x/y", "systems.drop.files.address: must not carry a user or password"),
        (
            "address: drop\n      limit: 2GB",
            "systems.drop.files.limit: must be a number of bytes such as 500000, 64KiB"
        ),
        ("address: drop\n      marker: done", "systems.drop.files.marker: must be the ending of a name such as .done"),
        ("address: drop\n      marker: .tmp", "systems.drop.files.marker: must be the ending of a name such as .done"),
        ("address: drop\n      folders: {claimed: ../x}", "systems.drop.files.folders.claimed: must be a path below"),
        ("address: drop\n      folders: {claimed: processed}", "systems.drop.files.folders: names one folder for two"),
        ("address: drop\n      stabel: 30s", "systems.drop.files.stabel: unknown key"),
        ("address: drop\n      decrypt: {home: k, passphrase: open}", "passphrase: must be a reference, env:NAME"),
        (
            "address: drop\n      encrypt: {home: k, recipient: ann}",
            "recipient: must be the fingerprint of an OpenPGP key"
        ),
        ("user: ann", "systems.drop.files.address: is missing"),
        ("address: sftp://x/y\n      user: ann", "systems.drop.files.hostKey: is missing"),
        (
            "address: sftp://x/y\n      user: ann\n      hostKey: any",
            "systems.drop.files.hostKey: must be fingerprints"
        ),
        (
            "address: sftp://x/y\n      user: ann\n      hostKey: SHA256:8aHtVjzUOtD3gM7CYcHfEoWT2XhkDv5aAPmqMxTgR0c",
            "systems.drop.files: 'password' or 'privateKey' is missing"
        ),
        (
            "address: ftps://x/y\n      user: ann\n      password: env:HOME\n      hostKey: any",
            "does not go with ftps://"
        ),
        (
            "address: ftps://x/y\n      user: ann\n      password: env:HOME",
            "this program was built for folders of this machine alone, not for ftps://x/y"
        ),
    ])
    func whatCannotBeMeantIsToldAtItsPlace(_ files: String, _ message: String) async throws {
        let site = try FileSite(files)
        let result = await #expect(
            processExitsWith: .exitCode(78),
            observing: [\.standardErrorContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        let errors = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        #expect(errors.contains(message), "\(errors)")
        #expect(!errors.contains("hunter2"))
    }

    private static let server = "user: ann, password: env:HOME"

    @Test(arguments: [
        (
            "address: drop", "{address: ./drop/, folders: {claimed: mine}}",
            "systems.second.files.folders: 'drop' reads 'incoming' there too"
        ),
        (
            "address: drop", "{address: drop, folders: {incoming: other}}",
            "systems.second.files.folders: 'drop' has 'claimed' there too"
        ),
        (
            "address: drop\n      folders: {incoming: a/in, claimed: a/mine}",
            "{address: drop/a, folders: {incoming: in}}",
            "systems.second.files.folders: 'drop' reads 'in' there too"
        ),
        (
            "address: drop\n      spool: kept", "{address: elsewhere, spool: ./kept}",
            "systems.second.files.spool: 'drop' has this spool too"
        ),
        (
            "address: drop", "{address: elsewhere, spool: purlin.sqlite.files/drop}",
            "systems.second.files.spool: 'drop' has this spool too"
        ),
        (
            "{address: ftps://X.example/kst, \(server)}", "{address: 'ftps://x.example:21/kst/', \(server)}",
            "systems.second.files: 'drop' reads 'incoming' there too"
        ),
    ])
    func twoSystemsOnOnePlaceAreRefused(_ files: String, _ second: String, _ message: String) async throws {
        let errors = try await Self.errors(of: files, second)
        #expect(errors.contains(message), "\(errors)")
    }

    @Test(arguments: [
        ("address: drop", "{address: drop, folders: {incoming: other, claimed: mine, limit: 1}}"),
        (
            "{address: ftps://x.example/kst, \(server)}",
            "{address: ftps://x.example/kst, user: ben, password: env:HOME, limit: none}"
        ),
    ])
    func systemsWithPlacesOfTheirOwnAreNot(_ files: String, _ second: String) async throws {
        let errors = try await Self.errors(of: files, second)
        // Something else is wrong with the second, so that it was looked at.
        #expect(errors.contains("limit"), "\(errors)")
        #expect(!errors.contains("'drop'"), "\(errors)")
    }

    private static func errors(of files: String, _ second: String) async throws -> String {
        let site = try FileSite(files, second: second)
        let result = await #expect(
            processExitsWith: .exitCode(78),
            observing: [\.standardErrorContent]
        ) { [configuration = site.configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }
        return result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    }
}

/// A folder with a configuration of one system that exchanges files.
final class FileSite {
    let folder: URL

    var configuration: String { folder.appendingPathComponent("purlin.yaml").path }

    init(_ files: String, second: String? = nil, governance: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
        for name in ["incoming", "outgoing"] {
            let path = folder.appendingPathComponent("drop/\(name)")
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        }
        let text = """
            company: {code: KST, currency: USD, timeZone: America/Denver}
            store: {path: purlin.sqlite}
            systems:
              drop:
                connector: sample-files
                files:
                  \(files)
            \(second.map { "  second: {connector: sample-files, files: \($0)}" } ?? "")
              other: {connector: sample-service}
            people:
              - {id: eve, roles: [integration-operator, equipment-manager]}
            flows:
              equipmentUsageToJobCost: {from: [other], to: other}

            """
        let named = governance == nil ? "" : "governance: governance.yaml\n"
        try (text + named).write(toFile: configuration, atomically: true, encoding: .utf8)
        let path = folder.appendingPathComponent("governance.yaml").path
        try governance?.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func purlin(_ arguments: String...) async { await purlin(arguments) }

    static func purlin(_ arguments: [String]) async {
        do {
            try await purlin([arguments], on: InMemoryStore())
        } catch {
            Issue.record(error)
        }
    }

    /// Runs commands one after the other on one store.
    static func purlin(_ commands: [[String]], on store: InMemoryStore) async throws {
        let composition = Composition(
            registry: try ConnectorRegistry([SampleFiles.self, SampleService.self]),
            openStore: { (_, _) throws(StoreError) in store },
            makeTransport: { _ in NoTransport() }
        )
        for command in commands { await composition.main(command) }
    }
}

/// A connector of files that nothing is done with.
struct SampleFiles: FileSource, FileSink {
    static let manifest = ConnectorManifest(
        id: "sample-files",
        version: "1.0.0",
        summary: "Files for tests.",
        configuration: [],
        wireVersions: []
    )

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    var fileStreams: [FileStream] { [] }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        throw FileFault("is not read")
    }

    func file(for delivery: Delivery) -> OutgoingFile.Rendering { .rejected(reason: "is not written") }
}

/// A connector of a service that has nothing and takes nothing.
struct SampleService: RESTSource, RESTSink {
    static let manifest = ConnectorManifest(
        id: "sample-service",
        version: "1.0.0",
        summary: "A service for tests.",
        configuration: [],
        wireVersions: []
    )

    let streams: [SourceStream] = []
    let batchLimit = 1

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(records: [], next: nil, hasMore: false)
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { [] }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { [] }
}

/// A transport of calls that are never made.
struct NoTransport: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        throw TransportError(reason: .unreachable, requestMayHaveArrived: false, endpoint: "", detail: "")
    }
}
