public import ConnectorKit
import Foundation

extension CurlFileTransport {
    /// A folder on a file server, and how to get in.
    public struct Place: Sendable, Hashable {
        /// The private key of a user of SFTP: ed25519 or ecdsa, as `ssh-keygen` writes it.
        ///
        /// RSA keys are no use: libssh2 up to 1.10 signs with them in a way that servers have refused since OpenSSH 8.8.
        public enum PrivateKey: Sendable, Hashable {
            /// The path of the file that holds it.
            case file(String)
            /// The key itself, from `-----BEGIN` to the last line; it is never put on a disk.
            case text(Secret)
        }

        /// Where: `sftp://host[:port]/path` or `ftps://host[:port]/path`.
        ///
        /// The path is absolute; `/~/path`, or none at all, begins in the folder that the server gives the user.
        public var address: String
        /// The user's name on the server.
        public var user: String
        /// The user's password; `nil` if there is none.
        public var password: Secret?
        /// The user's key, for SFTP.
        public var privateKey: PrivateKey?
        /// What the private key is encrypted with; `nil` if it is not.
        public var passphrase: Secret?
        /// The fingerprints of the server's keys, for SFTP; without the right one there is no connection.
        ///
        /// `SHA256:` and 43 characters of base64, as `ssh-keygen -lf` prints them.
        public var hostKeys: [String]
        /// The file with the certificates (PEM) that are trusted, for FTPS; `nil` means those of the operating system.
        public var caFile: String?
        /// How long the server may take for an answer, and for each further 64 KiB of a file; a reader that takes its time
        /// is not counted.
        public var deadline: Duration
        /// How long a connection may take to come about, login included.
        public var connectTimeout: Duration

        /// Creates a place.
        public init(
            address: String,
            user: String,
            password: Secret? = nil,
            privateKey: PrivateKey? = nil,
            passphrase: Secret? = nil,
            hostKeys: [String] = [],
            caFile: String? = nil,
            deadline: Duration = .seconds(60),
            connectTimeout: Duration = .seconds(20)
        ) {
            self.address = address
            self.user = user
            self.password = password
            self.privateKey = privateKey
            self.passphrase = passphrase
            self.hostKeys = hostKeys
            self.caFile = caFile
            self.deadline = deadline
            self.connectTimeout = connectTimeout
        }
    }
}

extension CurlFileTransport.Place {
    /// Refuses what would make every call fail.
    ///
    /// - Returns: The address, read.
    func validated() throws(CurlTransport.SetupError) -> FileServerAddress {
        let address = try FileServerAddress(self.address)
        try require(!user.isEmpty && !Self.breaksCommands(user), "user", "must be one line of text")
        let isOneLine = password?.withValue { !Self.breaksCommands($0) } ?? true
        try require(isOneLine, "password", "must be one line of text")
        try require(deadline > .zero, "deadline", "must be more than zero, is \(deadline)")
        try require(connectTimeout >= .milliseconds(1), "connectTimeout", "must be 1 ms or more, is \(connectTimeout)")
        switch address.kind {
        case .sftp: try validateSFTP()
        case .ftps: try validateFTPS()
        }
        return address
    }

    private func validateSFTP() throws(CurlTransport.SetupError) {
        try require(password != nil || privateKey != nil, "privateKey", "or password is needed to log in")
        try require(caFile == nil, "caFile", "is for ftps; for sftp give hostKeys")
        for key in hostKeys {
            try require(
                HostKeyFingerprint.isWellFormed(key),
                "hostKeys",
                "\(key) is no fingerprint; write SHA256: and 43 characters, as ssh-keygen -lf prints it"
            )
        }
        switch privateKey {
        case .file(let path):
            let isReadable = FileManager.default.isReadableFile(atPath: path)
            try require(isReadable, "privateKey", "cannot read \(path)")
        case .text(let key):
            let isKey = key.withValue { $0.contains("-----BEGIN ") }
            try require(isKey, "privateKey", "is no key; give the whole text from -----BEGIN to the last line")
        case nil: break
        }
    }

    private func validateFTPS() throws(CurlTransport.SetupError) {
        try require(password != nil, "password", "is needed to log in")
        try require(privateKey == nil && passphrase == nil, "privateKey", "is for sftp; ftps takes a password")
        try require(hostKeys.isEmpty, "hostKeys", "are for sftp; for ftps give caFile")
        if let caFile {
            let isReadable = FileManager.default.isReadableFile(atPath: caFile)
            try require(isReadable, "caFile", "cannot read \(caFile); name a file with certificates in PEM format")
        }
    }

    private static func breaksCommands(_ text: String) -> Bool { text.utf8.contains { $0 < 0x20 || $0 == 0x7F } }

    private func require(
        _ condition: Bool,
        _ setting: String,
        _ detail: @autoclosure () -> String
    ) throws(CurlTransport.SetupError) {
        guard condition else { throw CurlTransport.SetupError(setting: setting, detail: detail()) }
    }
}
