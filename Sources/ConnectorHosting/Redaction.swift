import ConnectorKit
import Foundation
import JSON

/// Takes the secrets that a connector was given out of what it says.
struct Redaction: Sendable {
    private let secrets: [Secret]
    /// Takes these secrets out; the longest first, since one may be the beginning of another.
    init(_ secrets: some Sequence<Secret>) {
        func length(_ secret: Secret) -> Int { secret.withValue { $0.utf8.count } }
        self.secrets = secrets.sorted { length($0) > length($1) }
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

    /// The value with every text in it cleaned.
    func clean(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): return .string(clean(text))
        case .array(let elements): return .array(elements.map { clean($0) })
        case .object(let members):
            var object = JSONObject()
            for (key, value) in members { object[key] = clean(value) }
            return .object(object)
        case .null, .bool, .integer, .real: return value
        }
    }
}
