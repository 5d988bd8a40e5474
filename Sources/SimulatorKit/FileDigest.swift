internal import Crypto

/// The digests by which people compare files.
public enum FileDigest: Sendable {
    /// The SHA-256 of a file's bytes (FIPS 180-4), in small hexadecimal digits.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.append(hexadecimal: SHA256.hash(data: bytes))
        return String(decoding: digits, as: UTF8.self)
    }
}
