import ConnectorKit
import Foundation

/// Takes the secrets that a connector was given out of what it says.
struct Redaction: Sendable {
    private let secrets: [Secret]
    /// What is shorter stands in every text by chance, and hides nothing.
    private static let shortest = 4

    /// Takes these secrets out; the longest first, since one may be the beginning of another.
    init(_ secrets: some Sequence<Secret>) {
        func length(_ secret: Secret) -> Int { secret.withValue { $0.utf8.count } }
        self.secrets = secrets.filter { length($0) >= Self.shortest }.sorted { length($0) > length($1) }
    }

    /// The text with `<redacted>` in place of each secret and each of its lines.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets {
            let parts = secret.withValue { value in
                [value] + value.split(whereSeparator: \.isNewline).map(String.init).filter { $0.count >= 8 }
            }
            for part in parts where !part.isEmpty { text = text.replacingOccurrences(of: part, with: "<redacted>") }
        }
        return text
    }

    /// The beginning of a text, cut behind the cleaning: a secret that was cut in two would not be found.
    func clean(_ text: String, cutAfter length: Int) -> String { String(clean(text).prefix(length)) }
}
