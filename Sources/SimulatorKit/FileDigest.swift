internal import Crypto

/// The digests by which people compare files.
public enum FileDigest: Sendable {
    /// The SHA-256 of a file's bytes (FIPS 180-4), in small hexadecimal digits.
    public static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        .joined()
    }
}
