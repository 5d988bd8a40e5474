import Foundation
import JSON
import Testing

/// The built executable as a parent process sees it.
struct ExecutableTests {
    private func run(_ arguments: [String], stop: (Process, Pipe) -> Void) throws -> (text: String, status: Int32) {
        let folder = Bundle.main.bundleURL
        let found: URL? = ["estimating-simulator", "EstimatingSimulator"].map { folder.appendingPathComponent($0) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        let executable = try #require(found, "no simulator in \(folder.path)")
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        var printed = Data()
        while !printed.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { break }
            printed += piece
        }
        stop(process, input)
        process.waitUntilExit()
        printed += output.fileHandleForReading.availableData
        return (String(decoding: printed, as: UTF8.self), process.terminationStatus)
    }

    private func temporary() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("estimating-\(UUID().uuidString)")
    }

    @Test func printsOneLineMakesItsFolderAndEndsWithItsParent() throws {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (text, status) = try run(["--exit-with-parent", "--folder", folder.path]) { _, input in
            try? input.fileHandleForWriting.close()
        }
        #expect(text.wholeMatch(of: /estimating ready on http:\/\/127\.0\.0\.1:\d+\n/) != nil, "\(text)")
        #expect(status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("outbound").path))
    }

    @Test func stateIsWrittenAtTheEndAndContinuedFrom() throws {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("state.json")
        let arguments = ["--option", "folder=\(folder.path)", "--state", file.path, "--exit-with-parent"]
        let end = { (_: Process, input: Pipe) in _ = try? input.fileHandleForWriting.close() }
        #expect(try run(arguments, stop: end).status == 0)
        let state = try Data(contentsOf: file)
        #expect(try JSON(parsing: [UInt8](state))["system"] == "estimating")
        #expect(try run(arguments, stop: end).status == 0)
        #expect(try Data(contentsOf: file) == state)
    }

    @Test(arguments: [
        [], ["--folder", "/tmp/x", "--format", "xlsx"], ["--folder", "/tmp/x", "--dialect", "klingon"],
        ["--folder", "/tmp/x", "--quirk", "nonsense"], ["--folder", "/tmp/x", "--schedule", "daily"],
        ["--folder", "/tmp/x", "--outbound", "../y"], ["--folder", "/proc/none"],
    ])
    func wrongStartEndsWithTheStatusOfUsage(arguments: [String]) throws {
        let (text, status) = try run(arguments) { _, _ in }
        #expect(text.hasPrefix("Error: "))
        #expect(status == 64)
    }
}
