import Foundation
import Synchronization

/// Why a server did not start.
public struct ServerStartFailure: Error {
    /// What it said.
    public let output: String
}

/// A folder that goes with its object.
final class TemporaryFolder: Sendable {
    let url: URL

    init(_ name: String) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func makeFolder(_ name: String) throws -> URL {
        let folder = url.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// A server's process with its children; all end with this object, and with the process of the tests, however that ends.
final class ServerProcess: Sendable {
    /// Ends the server as soon as nobody holds the other end of the shell's input.
    private static let guardian = #""$@" 2>&1 & server=$!; read -r line; kill -9 $server"#

    private let process: Process
    private let input = Pipe()
    private let text = Mutex("")

    /// Starts a server on a port that was free a moment ago; on another one if somebody else was faster.
    static func onAFreePort(
        announcedBy word: String,
        command: (UInt16) -> [String]
    ) throws -> (process: ServerProcess, port: UInt16) {
        var attempts = 0
        while true {
            let port = try freePort()
            do {
                return (try ServerProcess(command(port), announcedBy: word), port)
            } catch let failure as ServerStartFailure where attempts < 5 && failure.output.contains("in use") {
                attempts += 1
            }
        }
    }

    private init(_ command: [String], announcedBy word: String) throws {
        let output = Pipe()
        process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Self.guardian, "sh"] + command
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try? output.fileHandleForWriting.close()
        let reader = output.fileHandleForReading
        while !self.output.contains(word) {
            let bytes = reader.availableData
            guard !bytes.isEmpty, !self.output.contains("in use") else {
                end()
                throw ServerStartFailure(output: self.output)
            }
            append(bytes)
        }
        Thread { [weak self] in
            while case let bytes = reader.availableData, !bytes.isEmpty { self?.append(bytes) }
        }.start()
    }

    deinit { end() }

    var output: String { text.withLock { $0 } }

    func end() {
        signalChildren(SIGKILL)
        for child in Self.children(of: process.processIdentifier) { kill(child, SIGKILL) }
        kill(process.processIdentifier, SIGKILL)
    }

    /// Sends a signal to what the server has started, and not to the server.
    func signalChildren(_ signal: Int32) {
        for server in Self.children(of: process.processIdentifier) {
            for child in Self.descendants(of: server) { kill(child, signal) }
        }
    }

    private func append(_ bytes: Data) { text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }

    private static func descendants(of process: Int32) -> [Int32] {
        children(of: process).flatMap { [$0] + descendants(of: $0) }
    }

    private static func children(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    private static func freePort() throws -> UInt16 {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(socket, address, size) == 0 ? getsockname(socket, address, &size) : -1
            }
        }
        guard socket >= 0, result == 0 else { throw ServerStartFailure(output: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
