internal import Foundation
internal import SimulatorKit

/// The folder that exports are dropped into.
struct OutboundFolder: Sendable {
    /// What stands beside a finished file.
    enum Marker: String, Sendable, CaseIterable {
        case none, done, sha256
    }

    let path: String

    /// Creates the folder if it is not there.
    init(_ path: String) throws(SimulatorError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw SimulatorError("The folder \(path) cannot be made: \(error.localizedDescription). Give another one.")
        }
    }

    /// Writes a file under its temporary name, and gives it its own name when it is whole.
    func drop(_ bytes: [UInt8], as name: String) throws {
        try write(bytes, to: name + ".partial")
        try rename(name + ".partial", to: name)
    }

    /// Writes a file, or a part of it, under the given name.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url(name))
    }

    /// Overwrites a file where it lies, without a new one taking its place.
    func overwrite(_ bytes: [UInt8], in name: String) throws {
        guard FileManager.default.fileExists(atPath: url(name).path) else { return try write(bytes, to: name) }
        let handle = try FileHandle(forWritingTo: url(name))
        defer { try? handle.close() }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(bytes))
    }

    /// Renames a file over any other of that name, at once.
    func rename(_ name: String, to newName: String) throws {
        guard unsafe Foundation.rename(url(name).path, url(newName).path) == 0 else {
            throw SimulatorError("\(name) cannot be renamed to \(newName) in \(path).")
        }
    }

    private func url(_ name: String) -> URL {
        URL(fileURLWithPath: path, isDirectory: true).appendingPathComponent(name)
    }
}

/// A file that is not whole yet.
struct PendingFile: Sendable, Codable {
    /// The number of its export.
    var export: Int
    var name: String
    var content: Data
    /// When it becomes whole, in microseconds since 1970.
    var due: Int64
    /// Whether it lies under its temporary name.
    var isPartial: Bool
    /// The marker that follows it: how its name ends, and what it holds.
    var markerSuffix: String?
    var markerContent: Data
}
