import Foundation

/// A TLS server with a certificate of its own, run by the command `openssl`.
struct OpenSSLServer {
    struct StartFailure: Error {
        let output: String
    }

    static let isAvailable = command != nil

    let certificate: URL
    let address: String
    private let folder: URL
    private let process: Process
    private let input = Pipe()

    /// Makes a certificate for a name such as `IP:127.0.0.1`, and serves a page with it on a free port.
    init(subjectName: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "curl-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "certificate.pem")
        let key = folder.appending(path: "key.pem")
        let request = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=Gable test", "-addext", "subjectAltName=\(subjectName)", "-keyout", key.path, "-out",
            certificate.path,
        ]
        let preparation = try Self.start(request, input: Pipe()).process
        preparation.waitUntilExit()
        let serve = ["s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate.path, "-key", key.path]
        let (process, output) = try Self.start(serve, input: input)
        self.process = process
        address = "https://127.0.0.1:\(try Self.port(announcedIn: output))/"
    }

    /// Ends the server for good: it inherits a thread that blocks the milder signals.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Reads up to the line `ACCEPT 127.0.0.1:41234`.
    private static func port(announcedIn output: FileHandle) throws -> UInt16 {
        var text = ""
        while true {
            let bytes = output.availableData
            guard !bytes.isEmpty else { throw StartFailure(output: text) }
            text += String(decoding: bytes, as: UTF8.self)
            for line in text.components(separatedBy: "\n").dropLast() where line.hasPrefix("ACCEPT") {
                guard let port = line.components(separatedBy: ":").last.flatMap({ UInt16($0) }) else {
                    throw StartFailure(output: text)
                }
                return port
            }
        }
    }

    private static func start(_ arguments: [String], input: Pipe) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        let output = Pipe()
        process.executableURL = command
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output.fileHandleForReading)
    }

    private static var command: URL? {
        ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].map { URL(filePath: $0) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
