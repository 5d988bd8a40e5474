package import CanonicalModel
package import ConnectorKit
package import Foundation
package import JSON

/// A simulator that was started on a free port, and its control surface.
package struct SimulatorProcess: Sendable {
    package let address: String
    package let process: ChildProcess
    private let transport: any HTTPTransport

    /// Starts a simulator on a free loopback port and waits until it is ready.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: Its arguments, without the port.
    ///   - errors: Where its messages go.
    ///   - transport: What carries control requests.
    ///   - started: Is given the process before it is ready.
    /// - Throws: ``ChildProcess/Failure`` if it does not say where it listens.
    package init(
        _ executable: URL,
        _ arguments: [String],
        errors: FileHandle,
        transport: any HTTPTransport,
        started: (ChildProcess) -> Void = { _ in }
    ) async throws {
        process = try ChildProcess(executable, ["--port", "0", "--exit-with-parent"] + arguments, errors: errors)
        started(process)
        let line = try await process.firstLine()
        guard let start = line.range(of: "http://") else {
            throw ChildProcess.Failure(description: "\(process.name) said '\(line)' instead of its address")
        }
        address = String(line[start.lowerBound...])
        self.transport = transport
    }

    /// What the simulator answers to a control request.
    ///
    /// - Throws: ``ChildProcess/Failure`` if it refuses.
    @discardableResult
    package func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let response = try await transport.send(
            HTTPRequest(
                method: method,
                url: "\(address)/_sim/\(path)",
                headers: [HTTPField("Content-Type", "application/json")],
                body: body.map { Array($0.canonicalText.utf8) } ?? [],
                responseLimit: 256 << 20
            )
        )
        guard (200..<300).contains(response.status) else {
            let text = String(decoding: response.body, as: UTF8.self)
            throw ChildProcess.Failure(description: "\(process.name) refused \(method) \(path): \(text)")
        }
        return response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    /// Lets the virtual clock go on to a moment.
    package func setClock(_ instant: Instant) async throws {
        try await control("POST", "clock", ["set": .string(instant.text)])
    }

    /// What the virtual clock shows.
    package func clock() async throws -> Instant {
        try JSONReader(await control("GET", "clock")).member("now").instant()
    }
}
