import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import JSON

/// `purlin check`: lints the configuration, then probes each system.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Check the configuration and who may read the store, then probe each system without changing anything.",
        discussion: "In folders of files an empty file is written, renamed and removed. "
            + "Exit code 78 if the configuration is wrong, 1 if a system does not pass."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output, reach: .systems)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        var findings = PrivateFiles(session.configuration).findings().map { ("store", $0) }
        findings += session.accessWarnings.map { ($0.place, CheckFinding(.warning, $0.message)) }
        findings += session.configuration.codeHoles.map { ("codes", CheckFinding(.warning, $0.description)) }
        for system in settings.systems {
            let files = await FilePlaceCheck(system, in: settings)?.findings() ?? []
            let probed = await probe(system.connector)
            let schedules = self.findings(of: system, in: settings, at: session.clock.now)
            findings += (schedules + probed + files).map { (system.name, $0) }
        }
        let hasFailed = findings.contains { $0.1.result == .failed }
        let lines =
            ["\(session.configuration.file): the configuration is sound"]
            + findings.map { place, finding in "\(finding.result.mark) \(place): \(finding.message)" }
        let results = findings.map { place, finding -> JSON in
            [
                "system": .string(place), "result": .string(finding.result.rawValue),
                "message": .string(finding.message),
            ]
        }
        output.print(
            lines.joined(separator: "\n"),
            json: ["configuration": "sound", "passed": .bool(!hasFailed), "findings": .array(results)]
        )
        if hasFailed { throw Exit.negative }
    }

    /// Schedules of which no date is left.
    private func findings(
        of system: ConfiguredSystem,
        in settings: RuntimeSettings,
        at now: Instant
    ) -> [CheckFinding] {
        var over = system.schedule.isOver(at: now) ? ["it is read \(system.schedule)"] : []
        over += settings.flows
            .filter { $0.allTargets.contains(system.name) && $0.deliverySchedule.isOver(at: now) }
            .map { "\($0.name) delivers to it \($0.deliverySchedule)" }
        return over.map { CheckFinding(.warning, "\($0), of which no date is left") }
    }

    private func probe(_ connector: any Connector) async -> [CheckFinding] {
        do throws(ConnectorError) {
            return try await connector.check()
        } catch {
            return [CheckFinding(.failed, "\(error)")]
        }
    }
}

extension CheckFinding.Result {
    fileprivate var mark: String {
        switch self {
        case .passed: "ok  "
        case .warning: "warn"
        case .failed: "FAIL"
        }
    }
}
