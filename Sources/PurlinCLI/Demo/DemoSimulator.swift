import CanonicalModel
import ConnectorKit
import Foundation
import JSON

/// A simulator that the demonstration started, and its control surface.
struct DemoSimulator {
    let address: String
    let process: ChildProcess
    let transport: any HTTPTransport

    /// Starts a simulator on a free loopback port and waits until it is ready.
    init(
        _ name: String,
        _ arguments: [String],
        in place: DemoPlace,
        transport: any HTTPTransport
    ) async throws {
        process = try ChildProcess(
            place.executable(name),
            ["--port", "0", "--exit-with-parent"] + arguments,
            errors: place.log
        )
        let line = try await process.firstLine()
        guard let start = line.range(of: "http://") else {
            throw ChildProcess.Failure(description: "\(name) said '\(line)' instead of its address")
        }
        address = String(line[start.lowerBound...])
        self.transport = transport
    }

    /// What the simulator answers to a control request.
    ///
    /// - Throws: ``ChildProcess/Failure`` if it refuses.
    @discardableResult
    func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
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

    func setClock(_ instant: Instant) async throws {
        try await control("POST", "clock", ["set": .string(instant.text)])
    }

    func clock() async throws -> Instant {
        try JSONReader(await control("GET", "clock")).member("now").instant()
    }
}

/// Where the demonstration keeps its files, and where the executables are.
struct DemoPlace {
    let folder: URL
    let binaries: URL
    let log: FileHandle

    /// Makes the folder, empty.
    init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        binaries = URL(fileURLWithPath: executable).deletingLastPathComponent()
        let logFile = folder.appendingPathComponent("demo.log")
        try Data().write(to: logFile)
        log = try FileHandle(forWritingTo: logFile)
    }

    var configuration: URL { folder.appendingPathComponent("purlin.yaml") }

    func executable(_ name: String) -> URL { binaries.appendingPathComponent(name) }
}
