import CanonicalModel
import ConnectorConformance
import ConnectorKit
import CurlTransport
import Foundation
import Testing

/// The folder by which a system exchanges files: of a simulator that runs beside it, or of files that a real one left.
struct SystemFolder: Sendable {
    let url: URL
    /// The simulator; `nil` if the files are a real system's.
    let simulator: SimulatedSystem?

    /// Starts a simulator with a folder of its own.
    init(_ name: String, _ arguments: [String]) async throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("purlin-contract-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        simulator = try await SimulatedSystem(name, ["--folder", url.path] + arguments, over: CurlTransport())
    }

    /// The folder that a variable of the environment names; `nil` if it is not set.
    init?(real variable: String) {
        guard let path = ProcessInfo.processInfo.environment[variable] else { return nil }
        url = URL(fileURLWithPath: path)
        simulator = nil
    }

    func end() async {
        await simulator?.end()
        if simulator != nil { try? FileManager.default.removeItem(at: url) }
    }

    /// The names of the files in a folder below, in order.
    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.appendingPathComponent(folder).path)
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".partial") }.sorted()
    }

    /// Leaves a file for the system, whole from the first moment on.
    func leave(_ file: OutgoingFile, in folder: String) throws {
        let target = url.appendingPathComponent(folder).appendingPathComponent(file.name)
        try Data(file.bytes).write(to: target, options: .atomic)
    }

    /// What a connector makes of a file; nothing if the file is none of its.
    func read(_ name: String, in folder: String, by source: some FileSource) throws -> [FileItem] {
        guard let stream = source.fileStreams.first(where: { $0.patterns.contains { Self.fits(name, $0) } }) else {
            return []
        }
        let bytes = Array(try Data(contentsOf: url.appendingPathComponent(folder).appendingPathComponent(name)))
        let file = ArrivedFile(
            name: name,
            size: Int64(bytes.count),
            digest: ContentDigest(bytes).description,
            modifiedAt: Instant(seconds: 1_767_600_000)
        )
        var reader = try source.reader(of: file, in: stream)
        return try reader.take(bytes) + (try reader.finish())
    }

    /// The records of a file of which nothing may be refused.
    func records(_ name: String, in folder: String, by source: some FileSource) throws -> [SourceRecord] {
        try read(name, in: folder, by: source).compactMap { item in
            switch item {
            case .record(let record): return record
            case .reject(let reject):
                Issue.record("\(name): \(reject.reason)")
                return nil
            }
        }
    }

    private static func fits(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        return name.lowercased().hasPrefix(parts[0]) && name.lowercased().hasSuffix(parts.last ?? "")
    }
}
