import Foundation

/// Sockets on 127.0.0.1.
enum LoopbackSocket {
    struct SystemFailure: Error {
        let call: String
        let number: Int32
    }

    /// Opens a socket that listens on a free port.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let (socket, port) = try bind()
        guard Foundation.listen(socket, 256) == 0 else { throw SystemFailure(call: "listen", number: errno) }
        return (socket, port)
    }

    /// Opens a socket that holds a port on which nothing listens; the caller closes it.
    static func bind() throws -> (socket: Int32, port: UInt16) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw SystemFailure(call: "socket", number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                Foundation.bind(socket, generic, length) == 0 ? getsockname(socket, generic, &length) : -1
            }
        }
        guard code == 0 else { throw SystemFailure(call: "bind", number: errno) }
        return (socket, UInt16(bigEndian: address.sin_port))
    }
}
