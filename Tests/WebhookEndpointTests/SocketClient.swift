import Foundation

/// A client that sees every byte of one connection; its calls block threads of their own, never a task.
final class SocketClient: Sendable {
    struct Failure: Error {
        let reason: String
    }

    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else { throw Failure(reason: "no connection: \(errno)") }
    }

    deinit { close(descriptor) }

    /// Sends bytes; stops early if the server has closed the connection.
    @discardableResult
    func send(_ text: String) async -> Int {
        await onThread { [descriptor] in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { break }
                rest = rest.dropFirst(sent)
            }
            return text.utf8.count - rest.count
        }
    }

    /// Reads one answer with its body; what came, if the server closes the connection before.
    func answer() async -> Answer {
        await onThread { [descriptor] in
            var text = ""
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while !Answer(text).isComplete {
                let count = recv(descriptor, &piece, piece.count, 0)
                guard count > 0 else { break }
                text += String(decoding: piece.prefix(count), as: UTF8.self)
            }
            return Answer(text)
        }
    }

    /// Whether the server closes the connection without another byte.
    func isClosed() async -> Bool {
        await onThread { [descriptor] in
            var byte: UInt8 = 0
            return recv(descriptor, &byte, 1, 0) <= 0
        }
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}

/// An answer as it came over the wire.
struct Answer {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var status: Int { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
    var body: Substring { text.firstRange(of: "\r\n\r\n").map { text[$0.upperBound...] } ?? "" }

    func header(_ name: String) -> String? {
        let head = text.firstRange(of: "\r\n\r\n").map { text[..<$0.lowerBound] } ?? ""
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts[0].lowercased() == name.lowercased(), parts.count == 2 {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    var isComplete: Bool {
        guard text.contains("\r\n\r\n") else { return false }
        return body.utf8.count >= header("content-length").flatMap { Int($0) } ?? 0
    }
}
