import Foundation
import JSON
import Testing

/// The executables of this package as the tests were built with them.
enum Executables {
    /// What a process left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        /// The lines of the output as JSON.
        var events: [JSON] {
            output.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
        }

        /// The last line of the output as JSON.
        func answer() throws -> JSON {
            try #require(events.last, "no JSON in: \(output) \(errors)")
        }
    }

    /// The folder of the executables: that of the test program.
    static let folder: URL = {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: program).deletingLastPathComponent()
    }()

    /// The package's own folder.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a program to its end.
    static func run(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        replacingEnvironment: Bool = false
    ) async throws -> Outcome {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let files = try ["output", "errors"].map { name in
            let url = place.appendingPathComponent(name)
            try Data().write(to: url)
            return (url, try FileHandle(forWritingTo: url))
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let inherited = replacingEnvironment ? [:] : ProcessInfo.processInfo.environment
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = files[0].1
        process.standardError = files[1].1
        // A process that has ended keeps its handles open; with more than some 1,300 open files Foundation reads beyond its
        // list of them when it starts another.
        defer { for (_, handle) in files { try? handle.close() } }
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let texts = try files.map { try String(contentsOf: $0.0, encoding: .utf8) }
        return Outcome(status: status, output: texts[0], errors: texts[1])
    }

    /// Runs a `purlin` command to its end.
    static func purlin(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await run(folder.appendingPathComponent("purlin"), arguments, environment: environment)
    }
}
