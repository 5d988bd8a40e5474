import ConnectorKit
import CurlTransport
import Foundation
import Synchronization
import Testing

/// Why a call failed; an issue if it did not, or with another error than those of files.
func failure<Value>(
    at location: SourceLocation = #_sourceLocation,
    _ call: () async throws -> Value
) async -> FileTransportError? {
    await #expect(throws: FileTransportError.self, sourceLocation: location) { _ = try await call() }
}

/// A file of zeros that takes no room on the disk.
func sparseFile(_ file: URL, size: UInt64) throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: size)
    try handle.close()
}

/// Writes and reads 50 MiB, with pieces of at most one mebibyte.
func checkLargeFile(
    over transport: CurlFileTransport,
    root: URL,
    at location: SourceLocation = #_sourceLocation
) async throws {
    let bytes = try #require(try FileHandle(forReadingFrom: URL(filePath: "/dev/urandom")).read(upToCount: 50 << 20))
    try await transport.write(Array(bytes), to: "large")
    #expect(try Data(contentsOf: root.appending(path: "large")) == bytes, sourceLocation: location)
    let state = Mutex((bytes: Data(), largest: 0))
    try await transport.read("large", limit: Int64(bytes.count)) { piece in
        state.withLock { state in
            state.bytes.append(contentsOf: piece)
            state.largest = max(state.largest, piece.count)
        }
        return true
    }
    #expect(state.withLock { $0.bytes } == bytes, sourceLocation: location)
    #expect(state.withLock { $0.largest } <= 1 << 20, sourceLocation: location)
}
