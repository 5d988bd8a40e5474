public import ConnectorKit
import Synchronization
public import Testing

/// What every place for files promises, however it is reached.
///
/// A transport's tests check each promise against an empty place:
///
/// ```swift
/// @Test(arguments: FileTransportContract.promises)
/// func keeps(_ promise: FileTransportContract.Promise) async throws {
///     try await promise.check(InMemoryFileTransport())
/// }
/// ```
public enum FileTransportContract: Sendable {
    /// One promise.
    public struct Promise: Sendable, CustomTestStringConvertible {
        /// What is promised, in one line.
        public let name: String
        private let trial: @Sendable (FileTrial) async throws -> Void

        init(_ name: String, trial: @escaping @Sendable (FileTrial) async throws -> Void) {
            self.name = name
            self.trial = trial
        }

        /// What is promised, in one line.
        public var testDescription: String { name }

        /// Finds out whether a place keeps the promise, and records an issue where it does not.
        ///
        /// - Parameters:
        ///   - place: An empty place.
        ///   - location: Where issues are reported.
        /// - Throws: ``FileTransportError`` if the place does not do what it must be able to do.
        public func check(
            _ place: any FileTransport,
            at location: SourceLocation = #_sourceLocation
        ) async throws {
            try await trial(FileTrial(place: place, location: location))
        }
    }

    /// All promises.
    public static let promises: [Promise] = content + paths + changes

    private static let content: [Promise] = [
        Promise("what was written is read again, piece by piece") { trial in
            try await trial.place.makeFolder("in")
            for size in [0, 1, 100_000, 3_000_001] {
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
                try await trial.place.write(bytes, to: "in/a.bin")
                let read = try await trial.read("in/a.bin")
                trial.expect(read.bytes == bytes, "\(size) bytes")
                trial.expect(read.largest <= 1 << 20, "pieces of at most a mebibyte")
            }
        },
        Promise("a shorter file replaces a longer one wholly") { trial in
            try await trial.place.write(Array("much longer".utf8), to: "a.txt")
            try await trial.place.write(Array("short".utf8), to: "a.txt")
            trial.expect(try await trial.read("a.txt").bytes == Array("short".utf8), "the new content alone")
        },
        Promise("no more is read than allowed") { trial in
            try await trial.place.write([UInt8](repeating: 1, count: 200_000), to: "a.bin")
            let reason = await trial.reason { place throws(FileTransportError) in
                try await place.read("a.bin", limit: 199_999) { _ in true }
            }
            trial.expect(reason == .tooLarge, "tooLarge, not \(String(describing: reason))")
            try await trial.place.read("a.bin", limit: 200_000) { _ in true }
        },
        Promise("a reader may stop, and the place is of use afterwards") { trial in
            try await trial.place.write([UInt8](repeating: 7, count: 2_000_000), to: "a.bin")
            let pieces = Mutex(0)
            try await trial.place.read("a.bin", limit: .max) { _ in
                pieces.withLock { $0 += 1 }
                return false
            }
            trial.expect(pieces.withLock { $0 } == 1, "one piece")
            trial.expect(try await trial.read("a.bin").bytes.count == 2_000_000, "all of it")
        },
    ]

    /// Names that have led somebody astray.
    private static let oddNames = [
        "a b.csv", "ä-Ünïcode-日本.csv", "it's \"quoted\".csv", "semi;colon&amp.csv", "100%25.csv", "#hash?query.csv",
        "back\\slash.csv", "-rf", "~home", "*star?.csv", " lead and trail ", "[brackets]{braces}.csv",
        String(repeating: "n", count: 251) + ".csv",
    ]

    private static let paths: [Promise] = [
        Promise("names with odd characters are kept as they are") { trial in
            try await trial.place.makeFolder("in")
            for name in oddNames { try await trial.place.write(Array(name.utf8), to: "in/\(name)") }
            let listed = try await trial.place.list("in")
            let sorted = oddNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            trial.expect(listed.map(\.name) == sorted, "listed as \(listed.map(\.name))")
            for name in oddNames {
                trial.expect(try await trial.read("in/\(name)").bytes == Array(name.utf8), name)
                try await trial.place.rename("in/\(name)", to: "\(name)")
                try await trial.place.remove(name)
            }
            trial.expect(try await trial.place.list("in").isEmpty, "all were moved")
        },
        Promise("no path leads out of the root") { trial in
            for path in [
                "../a", "a/../../b", "/etc/passwd", ".", "..", "a//b", "a/./b", "a\nrm b", "a\r\nDELE b", "a\u{0}b",
            ] {
                for reason in [
                    await trial.reason { place throws(FileTransportError) in try await place.write([1], to: path) },
                    await trial.reason { place throws(FileTransportError) in
                        try await place.read(path, limit: 1) { _ in true }
                    },
                    await trial.reason { place throws(FileTransportError) in try await place.remove(path) },
                    await trial.reason { place throws(FileTransportError) in try await place.rename(path, to: "c") },
                    await trial.reason { place throws(FileTransportError) in try await place.makeFolder(path) },
                    await trial.reason { place throws(FileTransportError) in _ = try await place.list(path) },
                ] { trial.expect(reason == .notPermitted, "\(path): \(String(describing: reason))") }
            }
        },
        Promise("a folder tells names, kinds and sizes, and nothing of folders below") { trial in
            try await trial.place.makeFolder("in/deep")
            try await trial.place.write([1, 2, 3], to: "in/b.csv")
            try await trial.place.write([1], to: "in/B.csv")
            try await trial.place.write([1], to: "in/deep/c.csv")
            let listed = try await trial.place.list("in")
            trial.expect(listed.map(\.name) == ["B.csv", "b.csv", "deep"], "\(listed.map(\.name))")
            trial.expect(listed.map(\.kind) == [.file, .file, .folder], "\(listed.map(\.kind))")
            trial.expect(listed.prefix(2).map(\.size) == [1, 3], "\(listed.map(\.size))")
            trial.expect(try await trial.place.list("").map(\.name) == ["in"], "the root")
        },
    ]

    private static let changes: [Promise] = [
        Promise("renaming moves, and never onto something") { trial in
            try await trial.place.makeFolder("from")
            try await trial.place.makeFolder("to")
            try await trial.place.write([1], to: "from/a")
            try await trial.place.write([2], to: "to/a")
            let reason = await trial.reason { place throws(FileTransportError) in
                try await place.rename("from/a", to: "to/a")
            }
            trial.expect(reason == .exists, "exists, not \(String(describing: reason))")
            trial.expect(try await trial.read("to/a").bytes == [2], "what was there stays")
            try await trial.place.rename("from/a", to: "to/b")
            trial.expect(try await trial.place.list("from").isEmpty, "it is gone from there")
            trial.expect(try await trial.read("to/b").bytes == [1], "it is here")
        },
        Promise("what is not there is missing; removing it is no error") { trial in
            try await trial.place.makeFolder("in")
            for reason in [
                await trial.reason { place throws(FileTransportError) in
                    try await place.read("in/none", limit: 1) { _ in true }
                },
                await trial.reason { place throws(FileTransportError) in try await place.rename("in/none", to: "in/b")
                },
                await trial.reason { place throws(FileTransportError) in _ = try await place.list("none") },
                await trial.reason { place throws(FileTransportError) in try await place.write([1], to: "none/a") },
            ] { trial.expect(reason == .missing, "missing, not \(String(describing: reason))") }
            try await trial.place.remove("in/none")
        },
        Promise("a folder is made once, and is no file") { trial in
            try await trial.place.makeFolder("a/b/c")
            try await trial.place.makeFolder("a/b/c")
            try await trial.place.write([1], to: "a/b/c/d")
            let read = await trial.reason { place throws(FileTransportError) in
                try await place.read("a/b", limit: 10) { _ in true }
            }
            trial.expect(read == .notPermitted, "reading a folder: \(String(describing: read))")
            try await trial.place.remove("a/b/c/d")
            trial.expect(try await trial.place.list("a/b/c").isEmpty, "removed")
        },
        Promise("an error names the path and no more") { trial in
            do throws(FileTransportError) {
                try await trial.place.read("none.csv", limit: 1) { _ in true }
                trial.expect(false, "missing")
            } catch {
                trial.expect(error.place.hasSuffix("none.csv"), error.place)
                trial.expect(!error.detail.isEmpty, "a detail")
            }
        },
    ]
}

/// A place under trial.
struct FileTrial: Sendable {
    let place: any FileTransport
    let location: SourceLocation

    func expect(_ condition: Bool, _ what: String) {
        #expect(condition, Comment(rawValue: what), sourceLocation: location)
    }

    func read(_ path: String) async throws(FileTransportError) -> (bytes: [UInt8], largest: Int) {
        let found = Mutex((bytes: [UInt8](), largest: 0))
        try await place.read(path, limit: .max) { piece in
            found.withLock { $0 = ($0.bytes + piece, max($0.largest, piece.count)) }
            return true
        }
        return found.withLock { $0 }
    }

    /// Why a call failed; `nil` if it did not.
    func reason(
        _ call: (any FileTransport) async throws(FileTransportError) -> Void
    ) async -> FileTransportError.Reason? {
        do throws(FileTransportError) {
            try await call(place)
            return nil
        } catch {
            return error.reason
        }
    }
}
