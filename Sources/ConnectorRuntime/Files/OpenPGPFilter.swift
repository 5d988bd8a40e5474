public import ConnectorKit
internal import Foundation

/// Encrypts or decrypts files with GnuPG, which keeps the keys in a folder of its own.
///
/// `gpg` runs as a process of its own, asks nobody anything, and sees no keys but those of the folder. What it writes is
/// used only if it ended well.
public struct OpenPGPFilter: FileFilter {
    /// What is done.
    public enum Direction: Sendable {
        /// Encrypted files become plain ones; the passphrase is that of the key.
        case decrypt(passphrase: Secret?)
        /// Plain files become encrypted ones, for the key with this fingerprint: 40 hexadecimal digits.
        case encrypt(recipient: String)
    }

    private let home: String
    private let direction: Direction
    private let limit: Int64
    private let program: String

    /// Creates a filter.
    ///
    /// - Parameters:
    ///   - direction: What is done.
    ///   - home: The folder with the keys, GnuPG's `--homedir`.
    ///   - limit: The largest plain file that is made, in bytes, so that a small file cannot fill the disk.
    ///   - program: The name of the program, looked up on the `PATH`, or its path.
    public init(_ direction: Direction, home: String, limit: Int64 = 2 << 30, program: String = "gpg") {
        self.direction = direction
        self.home = home
        self.limit = limit
        self.program = program
    }

    /// `.pgp` and `.gpg`; an encrypted file gets the first.
    public var suffixes: [String] { [".pgp", ".gpg"] }

    /// Encrypts or decrypts a file.
    public func run(_ input: String, to output: String) async throws(FileFilterError) {
        guard FileManager.default.fileExists(atPath: home) else {
            throw FileFilterError(isFault: false, "the folder of OpenPGP keys \(home) is missing; name it in 'home'")
        }
        let result: Result<Void, FileFilterError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: Result { () throws(FileFilterError) in try finished(input, to: output) }
                )
            }
        }
        try result.get()
    }

    private var arguments: [String] {
        let common = ["--homedir", home, "--batch", "--no-tty", "--yes", "--status-fd", "2"]
        switch direction {
        case .decrypt:
            return common + ["--pinentry-mode", "loopback", "--passphrase-fd", "0", "--max-output", String(limit)]
        case .encrypt(let recipient):
            // The fingerprint in the configuration is what the key is trusted by.
            return common + ["--trust-model", "always", "--recipient", recipient]
        }
    }

    private var passphrase: String {
        guard case .decrypt(let secret?) = direction else { return "" }
        return secret.withValue { $0 }
    }

    private var command: String {
        if case .decrypt = direction { "--decrypt" } else { "--encrypt" }
    }

    private func finished(_ input: String, to output: String) throws(FileFilterError) {
        let report = output + ".report"
        defer { try? FileManager.default.removeItem(atPath: report) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments + ["--output", output, command, input]
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C", "GNUPGHOME": home,
        ]
        do {
            // Written before the other side can go away, which would end this process.
            let secret = Pipe()
            try secret.fileHandleForWriting.write(contentsOf: Data("\(passphrase)\n".utf8))
            try secret.fileHandleForWriting.close()
            process.standardInput = secret
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try Self.newFile(report)
            try process.run()
        } catch {
            throw FileFilterError(isFault: false, "gpg cannot be run: \(error.localizedDescription); install gnupg")
        }
        process.waitUntilExit()
        let status = process.terminationStatus
        guard status != 0 else { return }
        try? FileManager.default.removeItem(atPath: output)
        let said = FileManager.default.contents(atPath: report).map { String(decoding: $0, as: UTF8.self) } ?? ""
        throw Self.error(status, said)
    }

    private static func newFile(_ path: String) throws -> FileHandle {
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade, let file = FileHandle(forWritingAtPath: path) else { throw SystemFault() }
        return file
    }

    /// What GnuPG's status lines (doc/DETAILS in its source) ask for.
    private static func error(_ status: Int32, _ said: String) -> FileFilterError {
        let words = Set(
            said.split(separator: "\n").compactMap { line in
                line.hasPrefix("[GNUPG:] ") ? line.dropFirst(9).split(separator: " ").first.map(String.init) : nil
            }
        )
        if status == 127 { return FileFilterError(isFault: false, "gpg is not installed; install gnupg") }
        if !words.isDisjoint(with: ["BAD_PASSPHRASE", "MISSING_PASSPHRASE"]) || said.contains("Bad passphrase") {
            return FileFilterError(isFault: false, "the passphrase does not open the OpenPGP key; correct 'passphrase'")
        }
        if words.contains("INV_RECP") {
            return FileFilterError(
                isFault: false,
                "the recipient's OpenPGP key is not in 'home', or has expired; import it"
            )
        }
        if words.contains("NO_SECKEY") {
            return FileFilterError(isFault: true, "is encrypted for a key that is not ours; have it encrypted for ours")
        }
        if words.contains("NODATA") || words.contains("BADARMOR") {
            return FileFilterError(isFault: true, "holds nothing that is encrypted by OpenPGP; have it sent again")
        }
        if said.contains("limit") || said.contains("too large") {
            return FileFilterError(isFault: true, "is larger than 'limit' once it is decrypted")
        }
        if words.contains("DECRYPTION_FAILED") || words.contains("BADMDC") {
            return FileFilterError(isFault: true, "cannot be decrypted; it was altered or cut off, have it sent again")
        }
        return FileFilterError(isFault: false, "gpg ended with status \(status)")
    }
}
