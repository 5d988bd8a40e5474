import ConnectorRuntime
import Foundation
import PurlinCLI
import Testing

/// What `purlin check` says of a system whose connector runs in a process of its own.
struct ProcessConfigurationTests {
    private static var sample: String { Bundle.main.bundleURL.appendingPathComponent("HostedSample").path }

    private static func system(_ process: String, connector: String = "notes", _ more: String = "") -> String {
        """
        company: {code: KST, currency: USD, timeZone: America/Denver}
        store: {path: purlin.sqlite}
        systems:
          paper:
            connector: \(connector)
            process: {\(process)}
            address: http://refused.invalid
            key: env:HOME
            \(more)
          other: {connector: sample-service}
        people:
          - {id: eve, roles: [integration-operator, equipment-manager]}
        flows:
          equipmentUsageToJobCost: {from: [other], to: other}

        """
    }

    @Test(arguments: [
        // The connector is made in its process, and what it refuses is told at the system's place.
        (system("executable: \(sample)"), "systems.paper: configuration key 'address' names a service that was closed"),
        (
            system("executable: \(sample)", connector: "nots"),
            "systems.paper.process: names the program of the connector 'notes', not 'nots'"
        ),
        (system("executable: \(sample)", "sise: 7"), "systems.paper.sise: unknown key; did you mean 'size'?"),
        (system("executable: \(sample)", "size: 700"), "systems.paper.size: must be a whole number from 1 to 500"),
        (system("executable: missing/notes"), "missing/notes cannot be started"),
        (
            system("executable: /bin/sh, arguments: [-c, 'echo out of paper >&2; exit 4']"),
            "it ended before it said anything: it ended with status 4; its last words: out of paper"
        ),
        (system("program: \(sample)"), "systems.paper.process.executable: is missing"),
        (system("executable: \(sample), deadline: soon"), "systems.paper.process.deadline: must be a span of time"),
    ])
    func whatCannotBeMeantIsToldAtItsPlace(_ text: String, _ message: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hosted-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = folder.appendingPathComponent("purlin.yaml").path
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)

        let result = await #expect(
            processExitsWith: .exitCode(78),
            observing: [\.standardErrorContent]
        ) { [configuration = configuration as String] in
            await FileSite.purlin("check", "--config", configuration)
        }

        let errors = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        #expect(errors.contains(message), "\(errors)")
    }
}
