import Foundation

/// What betrays a secret in a text: itself, or a form from which anybody gets it back.
enum SecretTrace {
    /// Whether a text contains a secret as it is, escaped for an address, in hexadecimal digits or, alone or among other
    /// bytes as in basic authentication, in base64.
    static func isLeft(of secret: String, in text: String) -> Bool {
        if text.contains(secret) || folded(text).contains(hexadecimal(secret)) { return true }
        let escaped = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        if text.removingPercentEncoding.map({ $0.contains(secret) }) ?? text.contains(escaped) { return true }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        return base64(secret).contains { standard.contains($0) }
    }

    private static func folded(_ text: String) -> String { text.lowercased() }

    private static func hexadecimal(_ secret: String) -> String {
        secret.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The characters of base64 that stand for nothing but the secret, for each place at which it may begin among others.
    private static func base64(_ secret: String) -> [String] {
        (0..<3).compactMap { offset in
            let bytes = [UInt8](repeating: 0, count: offset) + Array(secret.utf8)
            let text = Data(bytes).base64EncodedString()
            // What shares a character with its neighbours differs from text to text.
            let first = (offset * 8 + 5) / 6
            let last = bytes.count * 8 / 6
            guard last - first > 3 else { return nil }
            return String(text.dropFirst(first).prefix(last - first))
        }
    }
}
