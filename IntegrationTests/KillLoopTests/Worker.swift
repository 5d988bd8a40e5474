import Foundation

/// A process of `KillWorkloads`, whose lines are read as they come.
final class Worker {
    private let process = Process()
    private let output = Pipe()
    private var rest: [UInt8] = []
    private var isAtEnd = false
    let started = ContinuousClock.now

    init(_ workload: String, _ folder: String, generation: Int, _ arguments: [String] = []) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let binaries = URL(fileURLWithPath: program).deletingLastPathComponent()
        process.executableURL = binaries.appendingPathComponent("KillWorkloads")
        process.arguments = [workload, folder, "--generation", "\(generation)"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        try output.fileHandleForWriting.close()
    }

    /// What a wait for the next line brought.
    enum Reading {
        case line(String)
        case timeout
        case end
    }

    /// The next line, if it comes within so many milliseconds.
    func next(within milliseconds: Int32) -> Reading {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeSubrange(...end)
                return .line(line)
            }
            if isAtEnd { return .end }
            let handle = output.fileHandleForReading
            var interest = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&interest, 1, milliseconds) != 0 else { return .timeout }
            let chunk = handle.availableData
            isAtEnd = chunk.isEmpty
            rest += chunk
        }
    }

    /// Ends the process without warning; what it said before is still read.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Reads the last lines and waits until the process is gone; one that says nothing for two minutes is killed.
    func finish() -> [String] {
        var lines: [String] = []
        reading: while true {
            switch next(within: 120_000) {
            case .line(let line): lines.append(line)
            case .timeout: kill()
            case .end: break reading
            }
        }
        process.waitUntilExit()
        return lines
    }

    /// Whether it ended by itself and well; to be asked after ``finish()``.
    var succeeded: Bool { process.terminationReason == .exit && process.terminationStatus == 0 }

    /// Whether it was killed; to be asked after ``finish()``.
    var wasKilled: Bool { process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL }
}
