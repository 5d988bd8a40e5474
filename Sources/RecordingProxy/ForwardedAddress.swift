internal import Recordings

/// The address of the recorded system, and its replacement in what it answers.
///
/// Systems send whole addresses, for example of the next page: a connector that followed them would pass the recorder by.
struct ForwardedAddress: Sendable {
    /// The address without a slash at its end, such as `https://odoo.kst.example/api`.
    let text: String
    private let spellings: [Spelling]

    /// Takes an address; `nil` if it is none of HTTP, or has user information, a query or a fragment.
    init?(_ text: String) {
        let pattern = /(https?):\/\/([^\s\/?#@:\[\]]+|\[[^\s\/?#@\[\]]+\])(?::(\d+))?(\/[^\s?#]*)?/
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
        let path = String(match.4 ?? "")
        // RFC 9110, sections 4.2.1 and 4.2.2: the port that is meant if none is written.
        let usual = match.1 == "https" ? "443" : "80"
        spellings = ["/", "\\/"].map { slash in
            Spelling(
                origin: Array("\(match.1):\(slash)\(slash)\(match.2)".lowercased().utf8),
                port: Array(":\(match.3 ?? usual[...])".utf8),
                mayLackPort: match.3.map { $0 == usual } ?? true,
                path: Array((path.hasSuffix("/") ? String(path.dropLast()) : path).replacing("/", with: slash).utf8),
                slash: slash
            )
        }
    }

    /// The answer with another address wherever it has this one.
    func replaced(in answer: RecordedAnswer, by other: String) -> RecordedAnswer {
        var answer = answer
        answer.headers = answer.headers.map { field in
            let value = replaced(in: Array(field.value.utf8), by: other)
            return RecordedField(field.name, String(decoding: value, as: UTF8.self))
        }
        // A body that is encoded is not looked into.
        guard case .bytes(let bytes) = answer.body, answer.headers.value("Content-Encoding") == nil,
            String(validating: bytes, as: UTF8.self) != nil
        else { return answer }
        answer.body = .bytes(replaced(in: bytes, by: other))
        return answer
    }

    private func replaced(in bytes: [UInt8], by other: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = 0
        while let start = bytes[rest...].firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
            result += bytes[rest..<start]
            if let (end, slash) = end(in: bytes, from: start) {
                result += Array(other.replacing("/", with: slash).utf8)
                rest = end
            } else {
                result.append(bytes[start])
                rest = start + 1
            }
        }
        return result + bytes[rest...]
    }

    private func end(in bytes: [UInt8], from start: Int) -> (end: Int, slash: String)? {
        for spelling in spellings {
            if let end = spelling.end(in: bytes, from: start) { return (end, spelling.slash) }
        }
        return nil
    }
}

/// An address with slashes as texts, or as some write them in JSON.
private struct Spelling: Sendable {
    /// Scheme and host in small letters: capitals do not count in them (RFC 3986, section 6.2.2.1).
    let origin: [UInt8]
    let port: [UInt8]
    let mayLackPort: Bool
    let path: [UInt8]
    let slash: String

    /// Where the address ends that begins at a place; `nil` if it is another one.
    func end(in bytes: [UInt8], from start: Int) -> Int? {
        let rest = bytes[start...]
        guard rest.count >= origin.count,
            zip(rest, origin).allSatisfy({ (0x41...0x5A).contains($0) ? $0 | 0x20 == $1 : $0 == $1 })
        else { return nil }
        var end = start + origin.count
        if bytes[end...].starts(with: port) {
            end += port.count
        } else if !mayLackPort {
            return nil
        }
        guard bytes[end...].starts(with: path) else { return nil }
        end += path.count
        return Self.goesOn(bytes[end...]) ? nil : end
    }

    /// Whether the last name of an address goes on, so that it is another one.
    private static func goesOn(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let next = rest.first else { return false }
        if isPartOfName(next) { return true }
        // Such a mark may also end a sentence.
        return [UInt8(ascii: "."), UInt8(ascii: ":")].contains(next)
            && (rest.dropFirst().first.map(isPartOfName) ?? false)
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte >= 0x80 || "-_~%@+!$*=".utf8.contains(byte)
    }
}
