internal import Foundation

/// How a run of GnuPG ended, and what it said.
///
/// What comes from outside can fail in more ways than GnuPG has status lines for (doc/DETAILS in its source), and would
/// stop its system for ever if it were tried again and again. So a file that cannot be decrypted is at fault, unless it is
/// known that we are.
struct OpenPGPReport {
    let status: Int32
    /// Whether somebody ended it.
    let wasStopped: Bool
    private let lines: [Substring]
    private let statusLines: [[Substring]]

    /// Codes of libgpg-error for a passphrase that is wrong or missing.
    private static let passphraseCodes: Set<UInt32> = [11, 177]

    init(status: Int32, wasStopped: Bool, text: String) {
        self.status = status
        self.wasStopped = wasStopped
        lines = text.split(whereSeparator: \.isNewline)
        statusLines = lines.filter { $0.hasPrefix("[GNUPG:] ") }
            .map { line in Array(line.split(separator: " ").dropFirst()) }
    }

    /// Why nothing was decrypted, or `nil`.
    func decryptionError(isMade: Bool) -> FileFilterError? {
        if status == 0, isMade, says("DECRYPTION_OKAY") { return nil }
        if let ours = trouble { return ours }
        if isPassphraseWrong {
            return FileFilterError(isFault: false, "the passphrase does not open the OpenPGP key; correct 'passphrase'")
        }
        return FileFilterError(isFault: true, fault)
    }

    /// Why nothing was encrypted, or `nil`.
    ///
    /// The file is our own, and never at fault.
    func encryptionError(isMade: Bool) -> FileFilterError? {
        if status == 0, isMade { return nil }
        if says("INV_RECP") {
            return FileFilterError(
                isFault: false,
                "the recipient's OpenPGP key is not in 'home', or has expired; import it"
            )
        }
        return trouble ?? FileFilterError(isFault: false, "gpg ended with status \(status)")
    }

    private func says(_ word: String) -> Bool { statusLines.contains { $0.first.map { $0 == word } ?? false } }

    /// Whether a line of plain words begins and ends so.
    ///
    /// Both ends are asked, since names that a file chose may stand in between.
    private func tells(_ beginning: String, _ end: String) -> Bool {
        lines.contains { $0.hasPrefix("gpg: " + beginning) && $0.hasSuffix(end) }
    }

    /// What keeps GnuPG from working, whatever the file.
    private var trouble: FileFilterError? {
        let text: String
        if wasStopped {
            text = "gpg was ended by signal \(status)"
        } else if status == 126 || status == 127 {
            text = "gpg is not installed; install gnupg"
        } else if tells("", ": No space left on device") {
            text = "the disk is full; make room where 'spool' and 'home' are"
        } else if tells("can't connect to the agent: ", "") {
            text = "gpg cannot reach its agent; let 'home' belong to this program's user, and install gpg-agent"
        } else {
            return nil
        }
        return FileFilterError(isFault: false, text)
    }

    /// Whether it was our key that did not open, not what a file asks to be opened with a passphrase of its own.
    private var isPassphraseWrong: Bool {
        let isCoded = statusLines.contains { line in
            guard line.count == 3, line[0] == "ERROR", line[1] == "pkdecrypt_failed", let code = UInt32(line[2]) else {
                return false
            }
            // The upper half says which part of GnuPG it comes from.
            return Self.passphraseCodes.contains(code & 0xFFFF)
        }
        return isCoded
            || (says("BAD_PASSPHRASE") || says("MISSING_PASSPHRASE")) && says("ENC_TO") && !says("NEED_PASSPHRASE_SYM")
    }

    private var fault: String {
        if tells("error writing to ", ": exceeded --max-output limit") {
            return "is larger than 'limit' once it is decrypted"
        }
        if says("UNEXPECTED") || !says("ENC_TO") && !says("NEED_PASSPHRASE_SYM") {
            return "holds nothing that is encrypted by OpenPGP; have it sent again"
        }
        if says("NEED_PASSPHRASE_SYM"), !says("ENC_TO") {
            return "is encrypted with a passphrase alone; have it encrypted for our key"
        }
        if says("NO_SECKEY"), !says("DECRYPTION_KEY") {
            return "is encrypted for a key that is not ours; have it encrypted for ours"
        }
        return "cannot be decrypted; it was altered or cut off, have it sent again"
    }
}
