import Foundation
import SimulatorKit

/// What a client sees on one TCP connection, byte for byte.
enum RawConnection {
    /// What the server sent, and how the connection ended.
    struct Seen: Sendable {
        var bytes: [UInt8]
        /// Whether the connection was reset, not closed.
        var wasReset: Bool

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Sends `request` and reads until the server closes the connection.
    static func exchange(_ request: String, port: Int) async throws -> String {
        try await observe(request, port: port).text
    }

    /// Sends `request` and reads until the connection ends or so many bytes have come, or goes away without reading once it
    /// may leave.
    static func observe(
        _ request: String,
        port: Int,
        upTo bytes: Int = .max,
        leaving: DispatchSemaphore? = nil
    ) async throws -> Seen {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try blockingExchange(request, port, upTo: bytes, leaving) })
            }
        }
    }

    private static func blockingExchange(
        _ request: String,
        _ port: Int,
        upTo bytes: Int,
        _ leaving: DispatchSemaphore?
    ) throws -> Seen {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SimulatorError("no socket: \(errno)") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw SimulatorError("no connection: \(errno)") }
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { break }
            rest = rest.dropFirst(sent)
        }
        var seen = Seen(bytes: [], wasReset: false)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        leaving?.wait()
        while leaving == nil, seen.bytes.count < bytes {
            let count = recv(descriptor, &piece, piece.count, 0)
            seen.wasReset = count < 0 && errno == ECONNRESET
            guard count > 0 else { break }
            seen.bytes += piece.prefix(count)
        }
        return seen
    }
}

/// Runs `body` against a weighing yard that listens on a free port.
func withServer(
    options: SimulatorOptions = SimulatorOptions(),
    _ body: (_ surface: SimulatorSurface<WeighingYard>, _ port: Int) async throws -> Void
) async throws {
    let surface = try SimulatorSurface<WeighingYard>(options: options)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = Task {
        defer { continuation.finish() }
        try await SimulatorServer(surface).run { continuation.yield($0) }
    }
    defer { server.cancel() }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
        try await server.value
        return
    }
    try await body(surface, port)
}
