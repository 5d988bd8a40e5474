import Foundation
import JSON
import Testing

/// `purlin connector new`: a connector to begin with, or a refusal that says what to do.
struct ConnectorNewTests {
    private static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func withFolder(_ work: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("new-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await work(folder)
    }

    @Test func aPackageOfItsOwnIsWritten() async throws {
        try await Self.withFolder { folder in
            let words = [
                "connector", "new", "AcmeFleet", "--capability", "rest,webhook", "--standalone",
                folder.appendingPathComponent("acme").path, "--purlin", Self.repository.path, "--json",
            ]
            let result = await #expect(
                processExitsWith: .success,
                observing: [\.standardOutputContent]
            ) { [words = words as [String]] in
                await FileSite.purlin(words)
            }
            let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("{") })
            let told = try JSON(parsing: String(line))
            #expect(told["next"] == ["swift build && swift run acme-fleet-conformance", "swift test"])
            let files = told["files"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(files.count > 15)
            for file in files {
                let place = folder.appendingPathComponent("acme/\(file)").path
                #expect(FileManager.default.fileExists(atPath: place), "\(place)")
            }
            let manifest = folder.appendingPathComponent("acme/Package.swift")
            #expect(try String(contentsOf: manifest, encoding: .utf8).contains(Self.repository.path))
        }
    }

    @Test(arguments: [
        (["acme"], 64, "begins with a capital"), (["Acme", "--capability", "soap"], 64, "'soap' is no capability"),
        (["Acme", "--standalone", "out", "--purlin", "/tmp"], 64, "is not Purlin's repository"),
        (
            ["Acme", "--standalone", "out", "--purlin", "https://ann:s3cret@git.example/purlin.git"], 64,
            "has a user or password in it"
        ),
        (["Acme", "--purlin", "/nowhere"], 1, "start this in Purlin's repository"),
    ])
    func whatCannotBeWrittenIsRefused(arguments: [String], status: Int32, reason: String) async throws {
        let words = ["connector", "new"] + arguments
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardErrorContent]
        ) { [words = words as [String]] in
            await FileSite.purlin(words)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains(reason), "\(text)")
    }
}
