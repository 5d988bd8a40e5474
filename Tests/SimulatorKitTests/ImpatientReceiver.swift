import Foundation
import SimulatorKit

/// A receiver of one webhook that takes what comes at first and hangs up as soon as that is the half of the body.
struct ImpatientReceiver: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) != 0 || listen(descriptor, 1) != 0 || getsockname(descriptor, $0, &size) != 0
            }
        }
        guard !failed else { throw SimulatorError("no port: \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// What had come when it hung up.
    func receive() async throws -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: blockingReceive()) }
        }
    }

    private func blockingReceive() -> String {
        let connection = accept(descriptor, nil, nil)
        defer {
            close(connection)
            close(descriptor)
        }
        var seen: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while !hasHalf(String(decoding: seen, as: UTF8.self)) {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { break }
            seen += piece.prefix(count)
        }
        return String(decoding: seen, as: UTF8.self)
    }

    private func hasHalf(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "\r\n\r\n"), let name = text.firstRange(of: "Content-Length: "),
            let length = Int(text[name.upperBound...].prefix { $0.isNumber })
        else { return false }
        return text[end.upperBound...].utf8.count >= length / 2
    }
}
