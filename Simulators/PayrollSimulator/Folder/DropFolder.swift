internal import Foundation
internal import SimulatorKit

/// The folder through which the company and its payroll exchange files.
struct DropFolder: Sendable {
    /// The largest file that is taken, in bytes.
    static let limit = 64 << 20

    private enum Place: String, CaseIterable {
        case inbound, outbound, processed
    }

    private let root: URL

    /// Opens a folder; it and its subfolders are made if they are not there.
    init(_ path: String) throws(SimulatorError) {
        root = URL(fileURLWithPath: path, isDirectory: true)
        do {
            for place in Place.allCases {
                let folder = root.appendingPathComponent(place.rawValue, isDirectory: true)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
        } catch {
            throw SimulatorError(
                "The folder \(path) cannot be used: \(error.localizedDescription). Give --option folder=PATH of a folder "
                    + "that may be written to."
            )
        }
    }

    private func url(_ place: Place, _ name: String) -> URL {
        root.appendingPathComponent(place.rawValue).appendingPathComponent(name)
    }

    /// The names in `inbound` of regular files that are complete by their names, in the order of their bytes.
    func complete() throws -> [String] {
        let folder = root.appendingPathComponent(Place.inbound.rawValue)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".partial") && isRegular(url(.inbound, $0)) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func isRegular(_ url: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    /// The content of a file in `inbound`, at most one byte more than ``limit``.
    func read(_ name: String) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: url(.inbound, name))
        defer { try? handle.close() }
        return [UInt8](try handle.read(upToCount: Self.limit + 1) ?? Data())
    }

    /// Moves a file from `inbound` to `processed`, where a number is added to a name that is taken; the new name.
    func retire(_ name: String, as wanted: String) throws -> String {
        let free = Self.free(wanted) { FileManager.default.fileExists(atPath: url(.processed, $0).path) }
        try FileManager.default.moveItem(at: url(.inbound, name), to: url(.processed, free))
        return free
    }

    /// Writes a file in `outbound` under exactly this name.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: url(.outbound, name))
    }

    /// Gives a file in `outbound` another name at once, replacing what has that name.
    func rename(_ name: String, to final: String) throws {
        guard unsafe Foundation.rename(url(.outbound, name).path, url(.outbound, final).path) == 0 else {
            throw SimulatorError("\(name) cannot be renamed to \(final): \(unsafe String(cString: strerror(errno)))")
        }
    }

    /// `wanted`, or it with `_2`, `_3` and so on before its extension.
    static func free(_ wanted: String, isTaken: (String) -> Bool) -> String {
        guard isTaken(wanted) else { return wanted }
        let (base, suffix) = parts(of: wanted)
        var number = 2
        while isTaken("\(base)_\(number)\(suffix)") { number += 1 }
        return "\(base)_\(number)\(suffix)"
    }

    /// A name without its extension, and the extension with its point.
    static func parts(of name: String) -> (base: String, suffix: String) {
        guard let point = name.lastIndex(of: "."), point > name.startIndex else { return (name, "") }
        return (String(name[..<point]), String(name[point...]))
    }
}
