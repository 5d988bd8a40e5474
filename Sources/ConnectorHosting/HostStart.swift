import ConnectorHost
import ConnectorKit
import JSON

/// The start of a connector's process: from its first line to its configured connector.
struct HostStart {
    private let program: HostedProgram
    private let configuration: ConnectorConfiguration
    private let services: ConnectorServices
    private let redaction: Redaction

    init(
        _ program: HostedProgram,
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices,
        _ redaction: Redaction
    ) {
        self.program = program
        self.configuration = configuration
        self.services = services
        self.redaction = redaction
    }

    /// Starts a process; holds the thread.
    ///
    /// - Parameter begun: Is given the process before anything is said.
    /// - Returns: The process, and what the connector declares.
    /// - Throws: What the connector refuses, or ``ConnectorError/connectorFailed(system:reason:)``.
    func run(begun: (HostedProcess) -> Void) throws(ConnectorError) -> (HostedLife, Declaration) {
        let system = configuration.system
        let process = try HostedProcess(program, system: system) { [clock = services.clock] in clock.now }
        begun(process)
        process.drain(redaction) { [log = services.log] line in
            let values = ["system": system, "line": line]
            log.write(.warning, "the connector's process wrote to standard error", values)
        }
        let hello: Hello
        switch process.greet() {
        case .success(let greeting): hello = greeting
        case .failure(let failure):
            throw .connectorFailed(system: system, reason: "\(program.path): \(failure.reason)")
        }
        let life = HostedLife(process, hello, services, redaction, program.limits)
        process.channel.send(["kind": "secrets", "values": configuration.secrets.wire])
        let outcome = life.callBlocking("configure", configuration.wire)
        do throws(ConnectorError) {
            return (life, try outcome.value(from: "the connector's process of \(system)", redaction))
        } catch {
            process.end("it could not be configured")
            guard case .unavailable(_, let reason, _) = error else { throw error }
            throw .connectorFailed(system: system, reason: "\(program.path): \(reason)")
        }
    }
}
