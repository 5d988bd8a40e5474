package import Foundation
import Synchronization

/// A process that a demonstration or a scenario starts: its lines of output, and its end.
package final class ChildProcess: Sendable {
    /// Why a process could not be used.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// What a process wrote and how it ended.
    package struct Outcome: Sendable {
        package let status: Int32
        package let lines: [String]
    }

    package let name: String
    package let lines: AsyncStream<String>
    private let id: Int32
    private let ended = Atomic(false)
    private let reading: AsyncStream<String>.Continuation
    private let process: Mutex<Process>
    /// Kept open as long as the process is to live; the simulators end when it closes.
    private let input: Pipe

    /// Starts `executable`, which lies beside this program.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: Its arguments.
    ///   - environment: Variables beside those of this process.
    ///   - errors: Where its messages go.
    /// - Throws: ``Failure`` if it cannot be started.
    package init(
        _ executable: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        errors: FileHandle
    ) throws(Failure) {
        name = executable.lastPathComponent
        let child = Process()
        child.executableURL = executable
        child.arguments = arguments
        child.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        input = Pipe()
        child.standardInput = input
        child.standardOutput = output
        child.standardError = errors
        do {
            try child.run()
        } catch {
            throw Failure(description: "\(executable.path) cannot be started: \(error); build it with 'swift build'")
        }
        id = child.processIdentifier
        (lines, reading) = Self.lines(of: output.fileHandleForReading)
        process = Mutex(child)
    }

    /// The first line, for which a server's parent waits.
    package func firstLine() async throws(Failure) -> String {
        for await line in lines { return line }
        throw Failure(description: "\(name) ended before it was ready")
    }

    /// Ends the process at once, as a power cut would, and waits until it is gone.
    package func kill() async {
        end()
        for await _ in lines {}
        process.withLock { $0.waitUntilExit() }
        ended.store(true, ordering: .sequentiallyConsistent)
    }

    /// Whether somebody has waited for its end.
    package var hasEnded: Bool { ended.load(ordering: .sequentiallyConsistent) }

    /// Ends the process at once, without waiting until it is gone; whoever reads its lines or waits for it goes on.
    package func end() {
        if !hasEnded { _ = Foundation.kill(id, SIGKILL) }
        // A process that it started may hold its output open.
        reading.finish()
    }

    /// Asks the process to end.
    package func terminate() {
        process.withLock { $0.terminate() }
    }

    /// Waits until the process ends by itself.
    package func finish() async -> Outcome {
        var all: [String] = []
        for await line in lines { all.append(line) }
        return process.withLock { child in
            child.waitUntilExit()
            ended.store(true, ordering: .sequentiallyConsistent)
            return Outcome(status: child.terminationStatus, lines: all)
        }
    }

    /// The resident memory in KiB; `nil` where the system does not tell.
    package var residentKiB: Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }
    }

    /// Reads lines on a thread of its own until the other side is closed.
    private static func lines(
        of handle: FileHandle
    ) -> (stream: AsyncStream<String>, continuation: AsyncStream<String>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let thread = Thread {
            var rest = Data()
            while true {
                let chunk = handle.availableData
                guard !chunk.isEmpty else { break }
                rest.append(chunk)
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            continuation.finish()
        }
        thread.start()
        return (stream, continuation)
    }
}
