import ConnectorHosting
import ConnectorKit
import ConnectorRuntime
import Foundation

extension ConfigurationReader {
    /// The connector of a system whose `process` names a program: it is started once, to learn what it is.
    func hostedEntry(_ value: YAMLValue, id: String, storePath: String?) -> ConnectorRegistry.Entry? {
        let mapping = MappingReader(value, allowed: ["executable", "arguments", "environment", "deadline", "restarts"])
        guard let path = mapping.required("executable")?.text() else { return nil }
        var limits = HostLimits()
        limits.silence = max(.seconds(1), mapping.optional("deadline")?.duration() ?? limits.silence)
        limits.restarts = mapping.optional("restarts")?.count() ?? limits.restarts
        let program = HostedProgram(
            path: URL(fileURLWithPath: path, relativeTo: folder).path,
            arguments: mapping.optional("arguments")?.texts() ?? [],
            environment: ProcessInfo.processInfo.environment,
            variables: Set(mapping.optional("environment")?.texts() ?? []),
            limits: limits,
            ledger: storePath.map { ProcessLedger(folder: $0 + ".processes") }
        )
        do throws(ConnectorError) {
            let (manifest, parts) = try program.introduce()
            guard manifest.id == id else {
                value.report("names the program of the connector '\(manifest.id)', not '\(id)'; correct one of the two")
                return nil
            }
            guard !parts.isEmpty else {
                value.report("names a program whose connector has no capability, such as RESTSource or RESTSink")
                return nil
            }
            return ConnectorRegistry.Entry(manifest, parts) { configuration, services throws(ConnectorError) in
                try HostedConnector(program, configuration: configuration, services: services)
            }
        } catch {
            value.report("names a program that cannot be used: \(error)")
            return nil
        }
    }
}
