import Crypto
import Foundation

/// The fingerprint of a server's key as OpenSSH prints it.
enum HostKeyFingerprint {
    /// The fingerprint of a key (the bytes that the server sends, RFC 4253 section 6.6).
    static func of(_ key: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        unsafe hash.update(bufferPointer: key)
        return "SHA256:" + Data(hash.finalize()).base64EncodedString().prefix { $0 != "=" }
    }

    /// Whether a text can be one; a final `=`, as other tools print it, does no harm.
    static func isWellFormed(_ text: String) -> Bool {
        let digits = plain(text).dropFirst("SHA256:".count)
        return text.hasPrefix("SHA256:") && digits.count == 43 && Data(base64Encoded: digits + "=") != nil
    }

    /// A fingerprint without its final `=`.
    static func plain(_ text: String) -> String { text.hasSuffix("=") ? String(text.dropLast()) : text }
}
