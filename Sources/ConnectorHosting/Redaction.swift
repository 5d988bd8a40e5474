import ConnectorKit
import Foundation
import JSON

/// Takes the secrets that a connector was given out of what it says.
struct Redaction: Sendable {
    private let secrets: [Secret]

    init(_ secrets: some Sequence<Secret>) {
        self.secrets = Array(secrets)
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
