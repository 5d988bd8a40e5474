import Foundation
import JSON
import Testing

/// `purlin record` in a process of its own, between a test and a system.
final class RunningRecorder {
    let address: String
    private let process: Process
    private let output = Pipe()

    /// Starts it; `blocks` is the greatest size of a file, in 512 bytes.
    init(
        to system: String,
        into file: URL,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        blocks: Int? = nil
    ) async throws {
        process = Process()
        let purlin = Executables.folder.appendingPathComponent("purlin")
        let command = ["record", "--to", system, "--into", file.path, "--json"] + arguments
        process.executableURL = blocks == nil ? purlin : URL(fileURLWithPath: "/bin/sh")
        // A file that would become larger is one that cannot be written, and no reason to end at once.
        let limited = blocks.map { ["-c", "trap '' XFSZ; ulimit -f \($0); exec \"$@\"", "sh", purlin.path] }
        process.arguments = (limited ?? []) + command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let line = try await RunningSimulator.firstLine(of: output.fileHandleForReading)
        address = try #require(JSON(parsing: line)["address"]?.stringValue, "purlin record said '\(line)'")
        // What it prints later must not fill the pipe.
        output.fileHandleForReading.readabilityHandler = { handle in
            if handle.availableData.isEmpty { handle.readabilityHandler = nil }
        }
    }

    deinit {
        process.terminate()
    }

    /// Asks it to end, and waits until it has.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends the process at once, as SIGKILL does.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
