import CanonicalModel
public import ConnectorKit
import Synchronization

/// A place for files that exists in memory alone, for the tests of connectors that read or write files.
///
/// It behaves as a local folder does. A test puts files into it, looks what became of them, and makes calls fail:
///
/// ```swift
/// let place = InMemoryFileTransport(folders: ["incoming", "outgoing"])
/// place.put(Array("a;b\n".utf8), at: "incoming/rows.csv")
/// ```
public final class InMemoryFileTransport: FileTransport {
    /// One call.
    public struct Call: Sendable, Hashable {
        /// What is done.
        public enum Operation: String, Sendable, Hashable {
            /// The calls of ``FileTransport`` by their names.
            case list, read, write, rename, remove, makeFolder
        }

        /// What is done.
        public let operation: Operation
        /// The path that it is done with.
        public let path: String
    }

    /// Decides whether a call goes on, and may change the place before or after it.
    public typealias Hook = @Sendable (Call) throws(FileTransportError) -> Void

    fileprivate struct Item {
        var bytes: [UInt8]
        var kind: FileEntry.Kind
        var modifiedAt: Instant?
    }

    fileprivate struct State {
        var items: [String: Item] = [:]
        var time: Int64 = 0
        var before: Hook?
        var after: Hook?
        var calls: [Call] = []
    }

    /// How much is handed over at once.
    private static let piece = 64 << 10

    private let state: Mutex<State>
    private let tellsTimes: Bool

    /// Creates a place.
    ///
    /// - Parameters:
    ///   - folders: The folders that are there from the beginning, each with those above it.
    ///   - tellsTimes: Whether it says when files were changed, which not all places do.
    public init(folders: [String] = [], tellsTimes: Bool = true) {
        self.tellsTimes = tellsTimes
        var items: [String: Item] = [:]
        for folder in folders {
            let parts = folder.split(separator: "/")
            for count in 1...max(parts.count, 1) {
                items[parts.prefix(count).joined(separator: "/")] = Item(bytes: [], kind: .folder, modifiedAt: nil)
            }
        }
        state = Mutex(State(items: items))
    }

    /// Puts a file at a path, whatever is there; each one is changed a second after the one before it.
    ///
    /// - Parameters:
    ///   - bytes: Its content.
    ///   - path: Where; what stands there is replaced.
    ///   - kind: What it is.
    public func put(_ bytes: [UInt8], at path: String, kind: FileEntry.Kind = .file) {
        state.withLock { state in state.put(bytes, at: path, kind) }
    }

    /// The content of a file, or `nil` if there is none.
    public func bytes(at path: String) -> [UInt8]? {
        state.withLock { state in state.items[path].flatMap { $0.kind == .file ? $0.bytes : nil } }
    }

    /// Takes a file away at once, as the system does that it was meant for.
    ///
    /// - Parameter path: Where it stands.
    /// - Returns: Its content, or `nil` if there is none.
    @discardableResult
    public func take(_ path: String) -> [UInt8]? {
        state.withLock { state in state.items.removeValue(forKey: path)?.bytes }
    }

    /// The paths of all files, in the order of their bytes.
    public var files: [String] {
        state.withLock { state in
            state.items.filter { $0.value.kind != .folder }.keys
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    /// All calls so far.
    public var calls: [Call] { state.withLock { $0.calls } }

    /// Calls `hook` before each call, which does not happen if the hook throws.
    public func before(_ hook: Hook?) { state.withLock { $0.before = hook } }

    /// Calls `hook` after each call, whose outcome the caller does not hear of if the hook throws.
    public func after(_ hook: Hook?) { state.withLock { $0.after = hook } }

    // MARK: - FileTransport

    /// What stands in a folder, in the order of the names' bytes.
    public func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] {
        try step(.list, folder) { state throws(FileTransportError) in
            let parts = try FilePath.parts(of: folder, at: Self.place)
            try state.requireFolder(parts[...])
            let start = folder.isEmpty ? "" : folder + "/"
            return state.items.compactMap { path, item -> FileEntry? in
                guard path.hasPrefix(start), !path.dropFirst(start.count).contains("/"), path != start else {
                    return nil
                }
                return FileEntry(
                    name: String(path.dropFirst(start.count)),
                    kind: item.kind,
                    size: Int64(item.bytes.count),
                    modifiedAt: tellsTimes ? item.modifiedAt : nil
                )
            }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    /// Reads a file piece by piece; what changes it meanwhile is seen.
    public func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError) {
        var offset = 0
        try call(.read, path, before: true)
        while true {
            let from = offset
            let bytes = try locked { state throws(FileTransportError) in
                let item = try state.file(path)
                return Array(item.bytes.dropFirst(from).prefix(Self.piece))
            }
            guard !bytes.isEmpty else { break }
            offset += bytes.count
            guard Int64(offset) <= limit else {
                throw FileTransportError(.tooLarge, place: path, detail: "is larger than \(limit) bytes")
            }
            guard await take(bytes) else { break }
        }
        try call(.read, path, before: false)
    }

    /// Writes a file; one that is there is replaced.
    public func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {
        try step(.write, path) { state throws(FileTransportError) in
            let parts = try FilePath.parts(of: path, at: Self.place)
            try state.requireFolder(parts.dropLast())
            if let there = state.items[path], there.kind == .folder {
                throw FileTransportError(.notPermitted, place: path, detail: "is a folder")
            }
            state.put(bytes, at: path, .file)
        }
    }

    /// Renames a file, never onto another one.
    public func rename(_ path: String, to newPath: String) async throws(FileTransportError) {
        try step(.rename, path) { state throws(FileTransportError) in
            try state.requireFolder(try FilePath.parts(of: path, at: Self.place).dropLast())
            try state.requireFolder(try FilePath.parts(of: newPath, at: Self.place).dropLast())
            let item = try state.file(path)
            guard state.items[newPath] == nil else {
                throw FileTransportError(.exists, place: newPath, detail: "is there already")
            }
            state.items[path] = nil
            state.items[newPath] = item
        }
    }

    /// Removes a file; one that is not there is no error.
    public func remove(_ path: String) async throws(FileTransportError) {
        try step(.remove, path) { state throws(FileTransportError) in
            try state.requireFolder(try FilePath.parts(of: path, at: Self.place).dropLast())
            guard let item = state.items[path] else { return }
            guard item.kind != .folder else {
                throw FileTransportError(.notPermitted, place: path, detail: "is a folder")
            }
            state.items[path] = nil
        }
    }

    /// Makes a folder, and those above it.
    public func makeFolder(_ path: String) async throws(FileTransportError) {
        try step(.makeFolder, path) { state throws(FileTransportError) in
            let parts = try FilePath.parts(of: path, at: Self.place)
            for count in 0..<parts.count {
                let folder = parts.prefix(count + 1).joined(separator: "/")
                guard let there = state.items[folder] else {
                    state.items[folder] = Item(bytes: [], kind: .folder, modifiedAt: nil)
                    continue
                }
                guard there.kind == .folder else {
                    throw FileTransportError(.notPermitted, place: folder, detail: "is no folder")
                }
            }
        }
    }

    // MARK: - Steps

    private static let place = "memory"

    private func step<Value: Sendable>(
        _ operation: Call.Operation,
        _ path: String,
        _ work: (inout State) throws(FileTransportError) -> Value
    ) throws(FileTransportError) -> Value {
        try call(operation, path, before: true)
        let value = try locked(work)
        try call(operation, path, before: false)
        return value
    }

    /// Asks the hooks, outside the lock, so that they may change the place.
    private func call(_ operation: Call.Operation, _ path: String, before: Bool) throws(FileTransportError) {
        let call = Call(operation: operation, path: path)
        let hook = state.withLock { state in
            if before { state.calls.append(call) }
            return before ? state.before : state.after
        }
        try hook?(call)
    }

    private func locked<Value: Sendable>(
        _ work: (inout State) throws(FileTransportError) -> Value
    ) throws(FileTransportError) -> Value {
        let result = state.withLock { state -> Result<Value, FileTransportError> in
            do throws(FileTransportError) { return .success(try work(&state)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

extension InMemoryFileTransport.State {
    fileprivate mutating func put(_ bytes: [UInt8], at path: String, _ kind: FileEntry.Kind) {
        time += 1
        items[path] = InMemoryFileTransport.Item(bytes: bytes, kind: kind, modifiedAt: Instant(seconds: time))
    }

    fileprivate func requireFolder(_ parts: ArraySlice<String>) throws(FileTransportError) {
        for count in parts.indices {
            let path = parts[...count].joined(separator: "/")
            guard let item = items[path] else {
                throw FileTransportError(.missing, place: path, detail: "is not there")
            }
            guard item.kind == .folder else {
                throw FileTransportError(.notPermitted, place: path, detail: "is no folder")
            }
        }
    }

    fileprivate func file(_ path: String) throws(FileTransportError) -> InMemoryFileTransport.Item {
        let parts = try FilePath.parts(of: path, at: "memory")
        try requireFolder(parts.dropLast())
        guard let item = items[path] else {
            throw FileTransportError(.missing, place: path, detail: "is not there")
        }
        guard item.kind == .file else {
            throw FileTransportError(.notPermitted, place: path, detail: "is no plain file")
        }
        return item
    }
}
