public import Foundation
import Synchronization

/// The real sshd of OpenSSH on a free port of the loopback interface, with keys and a folder of its own; it serves nothing
/// but SFTP, to the user who runs the test, and ends with its object.
///
/// An ordinary user starts it as well as root: sshd then serves that user alone.
public final class SFTPServer: Sendable {
    /// Whether the programs of OpenSSH are there.
    public static let isAvailable = [daemon, keyMaker].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether a server can know a user by a password: an account of its own needs a view of `/etc` of its own.
    public static let takesPasswords =
        isAvailable && getuid() == 0 && FileManager.default.isExecutableFile(atPath: hashMaker)
        && (try? output(of: separator, ["-m", "mount", "--bind", "/etc/passwd", "/etc/passwd"])) != nil

    private static let separator = "/usr/bin/unshare"
    private static let hashMaker = "/usr/bin/openssl"
    static let daemon = "/usr/sbin/sshd"
    private static let subsystem = "/usr/lib/openssh/sftp-server"
    static let keyMaker = "/usr/bin/ssh-keygen"

    /// The folder that users begin in.
    public let root: URL
    /// The server's port.
    public let port: UInt16
    /// The name of the only user.
    public let user: String
    /// The fingerprint of the server's key.
    public let hostKey: String
    /// The file with the user's private key.
    public let privateKey: URL
    private let folder: TemporaryFolder
    private let process: ServerProcess

    /// Makes keys and starts the server.
    ///
    /// - Parameters:
    ///   - passphrase: What the user's key is encrypted with; empty for not at all.
    ///   - keyType: What kind of key the user has, as `ssh-keygen -t` takes it.
    ///   - isCut: Whether ``cutNextSession(after:)`` is used.
    ///   - password: What the user `kestrel`, whom nobody but this server knows, logs in with; only where ``takesPasswords``.
    /// - Throws: What keeps the server from starting, with what it said.
    public init(
        passphrase: String = "",
        keyType: String = "ed25519",
        isCut: Bool = false,
        password: String? = nil
    ) throws {
        folder = try TemporaryFolder("sftp")
        root = try folder.makeFolder("root")
        privateKey = folder.url.appending(path: "user")
        user = password == nil ? NSUserName() : "kestrel"
        hostKey = try Self.makeKey(folder.url.appending(path: "host"), type: "ed25519", passphrase: "")
        _ = try Self.makeKey(privateKey, type: keyType, passphrase: passphrase)
        if getuid() == 0 { try Self.makeFolderOfPrivilegeSeparation() }
        let configuration = """
            ListenAddress 127.0.0.1
            HostKey \(folder.url.path)/host
            AuthorizedKeysFile \(folder.url.path)/user.pub
            PidFile none
            UsePAM no
            StrictModes no
            AuthenticationMethods any
            PermitRootLogin yes
            PasswordAuthentication yes
            KbdInteractiveAuthentication no
            AllowTcpForwarding no
            MaxStartups 100
            Subsystem sftp internal-sftp
            ForceCommand \(isCut ? "/bin/sh \(folder.url.path)/cut.sh" : "internal-sftp -d \(root.path)")
            """
        // The first session that finds the number gets no more of the answers than so many bytes.
        let script = """
            cd \(root.path) || exit
            if mv \(folder.url.path)/cut \(folder.url.path)/cut.$$ 2>/dev/null
            then \(Self.subsystem) | { stdbuf -o0 head -c "$(cat \(folder.url.path)/cut.$$)"; kill -9 $PPID; }
            else exec \(Self.subsystem)
            fi
            """
        try Data(script.utf8).write(to: folder.url.appending(path: "cut.sh"))
        let file = folder.url.appending(path: "sshd_config")
        try Data(configuration.utf8).write(to: file)
        var around: [String] = []
        if let password { around = try Self.makeAccount(user, password: password, in: folder.url) }
        (process, port) = try ServerProcess.onAFreePort(announcedBy: "Server listening") { port in
            around + [Self.daemon, "-D", "-e", "-f", file.path, "-p", "\(port)"]
        }
    }

    deinit { process.end() }

    /// Where the folder lies.
    public var address: String { "sftp://127.0.0.1:\(port)/~" }

    /// What the server has said so far.
    public var log: String { process.output }

    /// Ends the server and all connections at once, as a crash of its machine does.
    public func crash() { process.end() }

    /// Stops all connections' processes, which then neither answer nor end; new connections are still served.
    public func freezeSessions() { process.signalChildren(SIGSTOP) }

    /// Ends all connections; new ones are served.
    public func dropSessions() { process.signalChildren(SIGKILL) }

    /// Ends the next connection after so many bytes of the server's answers; later ones are served.
    public func cutNextSession(after bytes: Int) throws {
        try Data("\(bytes)".utf8).write(to: folder.url.appending(path: "cut"), options: .atomic)
    }

    /// Makes a pair of keys and gives the fingerprint of the public one.
    public static func makeKey(_ file: URL, type: String, passphrase: String) throws -> String {
        _ = try output(of: keyMaker, ["-q", "-t", type, "-N", passphrase, "-C", "Kestrel test", "-f", file.path])
        let line = try output(of: keyMaker, ["-lf", file.path + ".pub"])
        return line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }

    /// Writes lists of users with one more, and gives the command that shows them as `/etc/passwd` and `/etc/shadow` to the
    /// command behind it alone.
    private static func makeAccount(_ user: String, password: String, in folder: URL) throws -> [String] {
        let hash = try output(of: hashMaker, ["passwd", "-6", password])
        let users = try String(contentsOfFile: "/etc/passwd", encoding: .utf8)
        let line = "\(user):\(hash.prefix { $0 != "\n" }):20000::::::\n"
        try Data("\(user):x:0:0::\(folder.path):/bin/sh\n\(users)".utf8).write(to: folder.appending(path: "passwd"))
        try Data(line.utf8).write(to: folder.appending(path: "shadow"))
        let script = #"""
            cd "$1" && mount --bind passwd /etc/passwd && mount --bind shadow /etc/shadow && shift && exec "$@"
            """#
        return [separator, "-m", "/bin/sh", "-c", script, "sh", folder.path]
    }

    /// sshd wants this empty folder when root starts it; the service that would make it is not started by us.
    private static func makeFolderOfPrivilegeSeparation() throws {
        let path = "/run/sshd"
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
    }
}

/// Runs a program to its end.
func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ServerStartFailure(output: "\(program) \(arguments): \(text)") }
    return text
}
