import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import JSON

/// `purlin check`: lints the configuration, then probes each system.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration, then probe each system without changing anything.",
        discussion: "In folders of files an empty file is written, renamed and removed. "
            + "Exit code 78 if the configuration is wrong, 1 if a system does not pass."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output, reach: .systems)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        var lines = ["\(session.configuration.file): the configuration is sound"]
        var results: [JSON] = []
        var hasFailed = false
        for system in settings.systems {
            let files = await FilePlaceCheck(system, in: settings)?.findings() ?? []
            let probed = await probe(system.connector)
            for finding in findings(of: system, in: settings, at: session.clock.now) + probed + files {
                hasFailed = hasFailed || finding.result == .failed
                lines.append("\(finding.result.mark) \(system.name): \(finding.message)")
                results.append(
                    [
                        "system": .string(system.name), "result": .string(finding.result.rawValue),
                        "message": .string(finding.message),
                    ]
                )
            }
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
