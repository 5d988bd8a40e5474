import Foundation
import Synchronization

/// A server on the loopback interface that does on each connection what a test's script says.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (ServerConnection) -> Void

    let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        var requests: [ReceivedRequest] = []
        var connections: [ServerConnection] = []
        var openConnections = 0
        var mostOpenConnections = 0
        var isStopped = false
    }

    /// Listens on a free port; the script runs on a thread of its own for each connection.
    init(script: @escaping Script) throws {
        (listener, port) = try LoopbackSocket.listen()
        Thread { [self] in accept(script) }.start()
    }

    /// Answers every request with the same bytes.
    convenience init(answer: String) throws {
        try self.init { connection in
            while connection.readRequest() != nil { connection.send(answer) }
        }
    }

    var address: String { "http://127.0.0.1:\(port)" }
    var requests: [ReceivedRequest] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connections.count } }
    var mostOpenConnections: Int { state.withLock { $0.mostOpenConnections } }

    func stop() {
        let connections = state.withLock { state in
            state.isStopped = true
            return state.connections
        }
        shutdown(listener, Int32(SHUT_RDWR))
        connections.forEach { $0.shutDown() }
    }

    fileprivate func record(_ request: ReceivedRequest) { state.withLock { $0.requests.append(request) } }

    private func accept(_ script: @escaping Script) {
        while true {
            let socket = Foundation.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            let connection = ServerConnection(socket: socket, server: self)
            let isStopped = state.withLock { state in
                state.connections.append(connection)
                state.openConnections += 1
                state.mostOpenConnections = max(state.mostOpenConnections, state.openConnections)
                return state.isStopped
            }
            guard !isStopped else { break }
            Thread { [self] in
                script(connection)
                connection.close()
                state.withLock { $0.openConnections -= 1 }
            }.start()
        }
        close(listener)
    }
}

/// One connection of a ``ScriptedServer``, used by the thread of its script.
final class ServerConnection: Sendable {
    private let socket: Int32
    private let server: ScriptedServer
    private let state = Mutex(State())

    private struct State {
        var buffer: [UInt8] = []
        var isClosed = false
    }

    fileprivate init(socket: Int32, server: ScriptedServer) {
        self.socket = socket
        self.server = server
    }

    /// Reads one request with its body; `nil` when the client has closed the connection.
    func readRequest() -> ReceivedRequest? {
        let end = Array("\r\n\r\n".utf8)
        var bytes = state.withLock { $0.buffer }
        while true {
            if let headEnd = bytes.firstRange(of: end)?.upperBound {
                let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
                var request = ReceivedRequest(head: head)
                let bodyEnd = headEnd + (request.header("content-length").flatMap { Int($0) } ?? 0)
                if bytes.count >= bodyEnd {
                    request.body = Array(bytes[headEnd..<bodyEnd])
                    state.withLock { $0.buffer = Array(bytes[bodyEnd...]) }
                    server.record(request)
                    return request
                }
            }
            guard let more = receive() else { return nil }
            bytes += more
        }
    }

    /// Sends text; false when the client has closed the connection.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits until the client closes the connection, whatever it sends before.
    func waitForEnd() { while receive() != nil {} }

    /// Makes the coming close a reset (RST) instead of an orderly end.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    func close() {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
        }
        if !wasClosed { Foundation.close(socket) }
    }

    fileprivate func shutDown() {
        state.withLock { if !$0.isClosed { shutdown(socket, Int32(SHUT_RDWR)) } }
    }

    private func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}

/// A request as the server received it.
struct ReceivedRequest: Sendable {
    /// The request line and the header lines, up to and with the empty line.
    let head: String
    var body: [UInt8] = []

    var method: String { words.first ?? "" }
    var target: String { words.dropFirst().first ?? "" }

    func header(_ name: String) -> String? {
        for line in head.components(separatedBy: "\r\n").dropFirst() {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else {
                continue
            }
            return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return nil
    }

    init(head: String) { self.head = head }

    private var words: [String] { head.components(separatedBy: "\r\n")[0].components(separatedBy: " ") }
}
