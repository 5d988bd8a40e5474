import Foundation
import JSON
import SimulatorKit
import Testing

/// The built executable as a parent process sees it.
struct ExecutableTests {
    /// The executable beside the test bundle, whatever its product is called.
    private func executable() throws -> URL {
        let folder = Bundle.main.bundleURL
        let names = ["telematics-simulator", "TelematicsSimulator"]
        let found = names.map { folder.appendingPathComponent($0) }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
        return try #require(found, "no \(names) in \(folder.path)")
    }

    /// Starts the executable and returns what it printed and its status once it ended.
    private func run(_ arguments: [String], stop: (Process, Pipe) -> Void) throws -> (line: String, status: Int32) {
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        process.executableURL = try executable()
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

    @Test func printsOneLineAndEndsWithItsParent() throws {
        let (line, status) = try run(["--exit-with-parent"]) { _, input in
            try? input.fileHandleForWriting.close()
        }
        #expect(line.wholeMatch(of: /telematics ready on http:\/\/127\.0\.0\.1:\d+\n/) != nil, "\(line)")
        #expect(status == 0)
    }

    @Test func endsCleanlyOnASignal() throws {
        let (line, status) = try run(["--port", "0"]) { process, _ in process.terminate() }
        #expect(line.hasPrefix("telematics ready on "))
        #expect(status == 0)
    }

    @Test func stateIsWrittenAtTheEndAndContinuedFrom() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("fleet-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let moment = "2026-03-01T00:00:00Z"
        #expect(try run(["--start", moment, "--state", file.path]) { process, _ in process.terminate() }.status == 0)
        let state = try Data(contentsOf: file)
        #expect(try JSON(parsing: [UInt8](state))["now"] == .string(moment))

        let again = try run(["--start", moment, "--exit-with-parent", "--state", file.path]) { _, input in
            try? input.fileHandleForWriting.close()
        }

        #expect(again.status == 0)
        #expect(try Data(contentsOf: file) == state)
    }

    @Test func stateThatCannotBeReadOrWrittenIsSaid() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("fleet-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("none".utf8).write(to: file)
        #expect(try run(["--state", file.path]) { _, _ in }.status == 64)
        let unwritable = try run(["--state", file.path + "/x"]) { process, _ in process.terminate() }
        #expect(unwritable.status == 74)
        #expect(unwritable.line.contains("cannot be written"))
    }

    @Test(arguments: [["--bogus"], ["--quirk", "nonsense"], ["--password"], ["--page-size", "0"]])
    func wrongStartEndsWithTheStatusOfUsage(arguments: [String]) throws {
        let (line, status) = try run(arguments) { _, _ in }
        #expect(line.hasPrefix("Error: "))
        #expect(status == 64)
    }
}
