public import ConnectorKit
internal import Foundation

/// Encrypts or decrypts files with GnuPG, which keeps the keys in a folder of its own.
///
/// `gpg` runs as a process of its own, asks nobody anything, and sees no keys but those of the folder. What it writes is
/// used only if it ended well. Signatures are not checked: who signs with a key that we lack is read as well, and what was
/// altered on the way shows in the encryption.
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
            return common + [
                "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--skip-verify", "--max-output", String(limit),
            ]
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
        let text = FileManager.default.contents(atPath: report).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let said = OpenPGPReport(
            status: process.terminationStatus,
            wasStopped: process.terminationReason == .uncaughtSignal && [2, 9, 15].contains(process.terminationStatus),
            text: text
        )
        let isMade = FileManager.default.fileExists(atPath: output)
        let error: FileFilterError? =
            if case .decrypt = direction { said.decryptionError(isMade: isMade) } else {
                said.encryptionError(isMade: isMade)
            }
        guard let error else { return }
        try? FileManager.default.removeItem(atPath: output)
        throw error
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
}
