import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Synchronization
import Testing

/// A simulator process on a free loopback port, ended with this object.
final class RunningSimulator {
    let address: String
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()
    private let transport: CurlTransport

    init(_ name: String, _ arguments: [String] = []) async throws {
        transport = try CurlTransport()
        process = Process()
        process.executableURL = Executables.folder.appendingPathComponent(name)
        process.arguments = ["--port", "0", "--exit-with-parent"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = try await Self.firstLine(of: output.fileHandleForReading)
        let start = try #require(line.range(of: "http://"), "\(name) said '\(line)'")
        address = String(line[start.lowerBound...])
    }

    deinit {
        process.terminate()
        // A process that has ended keeps its pipes open.
        for handle in [input.fileHandleForWriting, output.fileHandleForReading] { try? handle.close() }
    }

    /// Ends the process at once, as SIGKILL does.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What a control request is answered.
    @discardableResult
    func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let response = try await transport.send(
            HTTPRequest(
                method: method,
                url: "\(address)/_sim/\(path)",
                headers: [HTTPField("Content-Type", "application/json")],
                body: body.map { Array($0.canonicalText.utf8) } ?? []
            )
        )
        try #require(response.status < 300, "\(path): \(String(decoding: response.body, as: UTF8.self))")
        return response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    static func firstLine(of handle: FileHandle) async throws -> String {
        let line: String = try await withCheckedThrowingContinuation { continuation in
            Thread {
                var bytes = Data()
                while !bytes.contains(UInt8(ascii: "\n")) {
                    let chunk = handle.availableData
                    guard !chunk.isEmpty else { break }
                    bytes.append(chunk)
                }
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
            .start()
        }
        return line.trimmingCharacters(in: .newlines)
    }
}
