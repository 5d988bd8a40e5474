public import Foundation

/// A server of FTPS (pyftpdlib) on a free port of the loopback interface, with a certificate and a folder of its own; it
/// ends with its object.
///
/// It needs the Python packages of `requirements.txt` in `.build/file-servers`, which
/// `Scripts/python-environment.sh .build/file-servers Tests/FileServers/requirements.txt` puts there.
public final class FTPSServer: Sendable {
    /// A way in which some servers differ.
    public enum Way: String, Sendable {
        /// Lists folders like `ls -l`, for want of MLSD.
        case noMachineListing = "no-mlsd"
        /// Lists folders like MS-DOS.
        case dosListing = "dos"
        /// Has no room for any file.
        case full
        /// Renames a file and hangs up instead of saying so.
        case losesRename = "loses-rename"
        /// Lists files that its user may not read.
        case unreadable
        /// Knows no TLS.
        case plain
    }

    /// Whether the Python packages are there.
    public static let isAvailable =
        [python, certificateMaker].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    private static let python =
        sources.deletingLastPathComponent().deletingLastPathComponent().path + "/.build/file-servers/bin/python"
    private static let certificateMaker = "/usr/bin/openssl"

    /// The folder that the user begins in, and cannot leave.
    public let root: URL
    /// The server's port.
    public let port: UInt16
    /// The name of the only user.
    public let user = "kestrel"
    /// The user's password.
    public let password = "a password of \\ no \"importance\""
    /// The file with the server's certificate, which vouches for itself.
    public let certificate: URL
    private let folder: TemporaryFolder
    private let process: ServerProcess

    /// Makes a certificate for a name such as `IP:127.0.0.1`, and starts the server.
    public init(ways: [Way] = [], subjectName: String = "IP:127.0.0.1") throws {
        folder = try TemporaryFolder("ftps")
        root = try folder.makeFolder("root")
        certificate = folder.url.appending(path: "certificate.pem")
        let both = folder.url.appending(path: "both.pem")
        let key = folder.url.appending(path: "key.pem")
        _ = try output(
            of: Self.certificateMaker,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=Kestrel test", "-addext", "subjectAltName=\(subjectName)", "-keyout", key.path,
                "-out", certificate.path,
            ]
        )
        try (Data(contentsOf: key) + Data(contentsOf: certificate)).write(to: both)
        let arguments = [root.path, both.path, password] + ways.map(\.rawValue)
        (process, port) = try ServerProcess.onAFreePort(announcedBy: "serving on port") { port in
            [Self.python, Self.sources.appending(path: "ftps.py").path, "\(port)"] + arguments
        }
    }

    deinit { process.end() }

    /// Where the folder lies.
    public var address: String { "ftps://127.0.0.1:\(port)/~" }

    /// Ends the server and all connections at once, as a crash of its machine does.
    public func crash() { process.end() }
}
