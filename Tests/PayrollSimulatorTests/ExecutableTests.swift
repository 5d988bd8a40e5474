import Foundation
import JSON
import SimulatorKit
import Testing

/// The built executable as a parent process sees it.
struct ExecutableTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The executable beside the test bundle, whatever its product is called.
    private func executable() throws -> URL {
        let names = ["payroll-simulator", "PayrollSimulator"]
        let found = names.map { Bundle.main.bundleURL.appendingPathComponent($0) }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
        return try #require(found, "no \(names) in \(Bundle.main.bundleURL.path)")
    }

    /// Starts the executable, asks it, ends it; the line that it printed and its status.
    private func run(
        _ arguments: [String],
        ask: (_ address: String) async throws -> Void = { _ in }
    ) async throws -> (line: String, status: Int32) {
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
        let line = String(decoding: printed, as: UTF8.self)
        defer { process.waitUntilExit() }
        defer { try? input.fileHandleForWriting.close() }
        if let address = line.wholeMatch(of: /payroll ready on (.+)\n/) { try await ask(String(address.1)) }
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        return (line, process.terminationStatus)
    }

    /// Sends a control request with curl and returns what it answered.
    private func curl(_ url: String, _ body: String? = nil) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "-fsS"] + (body.map { ["-d", $0] } ?? []) + [url]
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: answer, as: UTF8.self)
    }

    @Test func takesHoursAndGivesARegisterInItsFolder() async throws {
        let state = folder.url.appendingPathComponent("state.json")
        let place = folder.url.appendingPathComponent("drop")
        let arguments = ["--exit-with-parent", "--state", state.path, "--folder", place.path, "--layout", "adp"]
        let first = try await run(arguments) { address in
            _ = try curl("\(address)/_sim/clock", #"{"set":"2026-01-05T15:00:00Z"}"#)
            let name = "inbound/PRKSTEPI_260105.csv"
            try Data(HoursFile.reference.utf8).write(to: place.appendingPathComponent(name))
            _ = try curl("\(address)/_sim/clock", #"{"advance":"PT5M"}"#)
        }
        #expect(first.status == 0)
        #expect(first.line.wholeMatch(of: /payroll ready on http:\/\/127\.0\.0\.1:\d+\n/) != nil)
        let again = try await run(arguments) { address in
            _ = try curl("\(address)/_sim/clock", #"{"set":"2026-01-09T12:00:00Z"}"#)
            #expect(try curl("\(address)/_sim/truth").contains(#""labourCost":"2591.94""#))
        }
        #expect(again.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.appendingPathComponent("outbound").path)
        #expect(names.sorted() == ["PRKSTEPI_260105.ack", "register_612.csv"])
    }

    @Test(arguments: [[], ["--folder", "/proc/nowhere"], ["--folder", "/tmp", "--layout", "none"], ["--quirk", "x"]])
    func wrongStartEndsWithTheStatusOfUsage(arguments: [String]) async throws {
        let (line, status) = try await run(arguments)
        #expect(line.hasPrefix("Error: "))
        #expect(status == 64)
    }
}
