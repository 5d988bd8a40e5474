import Foundation
import Synchronization

/// The books of a target system: one line for each thing that it did, in a file that outlives the process.
///
/// Nothing is made unique here: what is done twice stands here twice.
final class TargetLedger: Sendable {
    private struct Books {
        var effects: Set<String> = []
        var refusals: Set<String> = []
    }

    private let file: FileHandle
    private let books: Mutex<Books>

    init(_ path: String) throws {
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
        file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let bytes = try file.readToEnd() ?? Data()
        // A line that a kill cut off was never written, as far as anybody can know.
        let whole = bytes.prefix((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        try file.truncate(atOffset: UInt64(whole.count))
        var books = Books()
        for line in String(decoding: whole, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3 else { continue }
            if words[0] == "effect" { books.effects.insert(String(words[1])) }
            if words[0] == "refusal" { books.refusals.insert(String(words[1])) }
        }
        self.books = Mutex(books)
    }

    func holds(_ key: String) -> Bool { books.withLock { $0.effects.contains(key) } }

    func hasRefused(_ key: String) -> Bool { books.withLock { $0.refusals.contains(key) } }

    /// Does something, for good.
    func effect(_ key: String, lane: String) throws {
        try books.withLock { books in
            try write("effect \(key) \(lane)\n")
            books.effects.insert(key)
        }
    }

    func refuse(_ key: String, lane: String) throws {
        try books.withLock { books in
            try write("refusal \(key) \(lane)\n")
            books.refusals.insert(key)
        }
    }

    private func write(_ line: String) throws {
        try file.write(contentsOf: Data(line.utf8))
        try file.synchronize()
    }
}
