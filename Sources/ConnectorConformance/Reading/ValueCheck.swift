import CanonicalModel
import JSON

/// Whether values can be summed and ordered without loss.
enum ValueCheck {
    /// What is wrong with the values of a payload, each with the way to it.
    static func flaws(in payload: JSON, path: String = "") -> [String] {
        switch payload {
        case .real: ["\(path) is a binary number; write decimals as text"]
        case .string(let text): isTimeWithoutZone(text) ? ["\(path) is a time without a zone"] : []
        case .object(let object):
            object.flatMap { key, value in flaws(in: value, path: path.isEmpty ? key : "\(path).\(key)") }
        case .array(let elements): elements.enumerated().flatMap { flaws(in: $1, path: "\(path)[\($0)]") }
        case .null, .bool, .integer: []
        }
    }

    /// Whether a text is a day and a time of the day, such as `2026-01-05T16:00` or `2026-01-05 16:00:00`, and no more.
    private static func isTimeWithoutZone(_ text: String) -> Bool {
        guard text.utf8.count <= 32, text.utf8.count >= 16, CalendarDate(String(text.prefix(10))) != nil else {
            return false
        }
        let rest = text.dropFirst(10)
        guard let separator = rest.first, "T ".contains(separator) else { return false }
        let time = rest.dropFirst()
        return time.prefix(2).allSatisfy(\.isNumber) && time.dropFirst(2).first == ":"
            && time.allSatisfy { $0.isNumber || $0 == ":" || $0 == "." }
    }
}
