import ConnectorScaffold
import Foundation

/// Connectors to be written, and folders for them.
enum ScaffoldTrees {
    /// Every combination of capabilities that can be asked for.
    static let combinations: [Set<ConnectorCapability>] = (1..<(1 << ConnectorCapability.allCases.count)).compactMap {
        bits in
        let names = ConnectorCapability.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }
            .map(\.element.rawValue)
        return try? ConnectorCapability.read(names.joined(separator: ","))
    }

    /// This repository.
    static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Works in a folder of its own, which is removed at the end.
    static func withFolder<Result>(_ work: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scaffold-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try work(folder)
    }

    /// The files of the repository to which a connector adds lines.
    static func copyEditedFiles(to folder: URL) throws {
        for path in ["Package.swift", "Tests/ArchitectureTests/ImportTests.swift"] {
            let place = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: repository.appendingPathComponent(path), to: place)
        }
    }

    /// What the formatter says of all Swift files below a folder, by the rules of this repository.
    static func lint(_ folder: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let rules = repository.appendingPathComponent(".swift-format").path
        process.arguments = [
            "swift", "format", "lint", "--strict", "--recursive", "--configuration", rules, folder.path,
        ]
        let output = Pipe()
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
