internal import Recordings

/// The address of the recorded system, and its replacement in what it answers.
///
/// Systems send whole addresses, for example of the next page: a connector that followed them would pass the recorder by.
struct ForwardedAddress: Sendable {
    /// The address without a slash at its end, such as `https://odoo.kst.example/api`.
    let text: String

    /// Takes an address; `nil` if it is none of HTTP, or has user information, a query or a fragment.
    init?(_ text: String) {
        let pattern = /https?:\/\/[^\s\/?#@]+(\/[^\s?#]*)?/
        guard text.wholeMatch(of: pattern) != nil else { return nil }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The answer with another address wherever it has this one.
    func replaced(in answer: RecordedAnswer, by other: String) -> RecordedAnswer {
        var answer = answer
        answer.headers = answer.headers.map { RecordedField($0.name, $0.value.replacing(text, with: other)) }
        // A body that is encoded is not looked into.
        guard case .bytes(let bytes) = answer.body, answer.headers.value("Content-Encoding") == nil,
            let body = String(validating: bytes, as: UTF8.self)
        else { return answer }
        let escaped = [text, other].map { $0.replacing("/", with: "\\/") }
        let changed = body.replacing(text, with: other).replacing(escaped[0], with: escaped[1])
        answer.body = .bytes(Array(changed.utf8))
        return answer
    }
}
