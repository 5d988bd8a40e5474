import ArgumentParser
import ConnectorKit
import ConnectorRuntime
import JSON

/// `purlin check`: lints the configuration, then probes each system.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration, then probe each system without changing anything.",
        discussion: "Exit code 78 if the configuration is wrong, 1 if a system does not pass."
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
            for finding in await probe(system.connector) {
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
