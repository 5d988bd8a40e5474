/// Cuts a JSON document that is broken somewhere into pieces that can be parsed one by one.
///
/// Only brackets, quotes and separators are looked at; whether a piece is sound is for the parser to say.
struct JSONFragments {
    private var rest: ArraySlice<UInt8>

    private init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The members of an object as far as they are complete, by their names in small letters; of a last member that is
    /// cut off, what there is of it.
    static func members(of object: ArraySlice<UInt8>) -> [String: ArraySlice<UInt8>] {
        var fragments = JSONFragments(object)
        var members: [String: ArraySlice<UInt8>] = [:]
        guard fragments.skip(UInt8(ascii: "{")) else { return members }
        while let name = fragments.value(), fragments.skip(UInt8(ascii: ":")) {
            let start = fragments.rest
            let key = String(decoding: name.dropFirst().dropLast(), as: UTF8.self).lowercased()
            let value = fragments.value() ?? start
            if members[key] == nil { members[key] = value }
            guard fragments.skip(UInt8(ascii: ",")) else { break }
        }
        return members
    }

    /// The elements of a list, or the value itself if it is no list; an element that is cut off is left out.
    static func elements(of list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var fragments = JSONFragments(list)
        guard fragments.skip(UInt8(ascii: "[")) else { return fragments.value().map { [$0] } ?? [] }
        var elements: [ArraySlice<UInt8>] = []
        while let element = fragments.value() {
            elements.append(element)
            guard fragments.skip(UInt8(ascii: ",")) else { break }
        }
        return elements
    }

    /// Goes past blanks and then this byte; `false` if another one is there.
    private mutating func skip(_ byte: UInt8) -> Bool {
        rest = rest.drop(while: XMLProlog.isBlank)
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// The bytes of the next value; `nil` if there is none or it is cut off.
    private mutating func value() -> ArraySlice<UInt8>? {
        rest = rest.drop(while: XMLProlog.isBlank)
        let end: Int?
        switch rest.first {
        case UInt8(ascii: "\""): end = endOfText(from: rest.startIndex)
        case UInt8(ascii: "{"), UInt8(ascii: "["): end = endOfBrackets()
        default: end = rest.firstIndex { Self.separators.contains($0) || XMLProlog.isBlank($0) }
        }
        guard let end, end > rest.startIndex else { return nil }
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    private static let separators = Array(",:]}".utf8)

    /// The place behind a text's closing quote.
    private func endOfText(from start: Int) -> Int? {
        var index = start + 1
        while index < rest.endIndex {
            switch rest[index] {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }

    /// The place behind the bracket that closes the one here.
    private func endOfBrackets() -> Int? {
        var index = rest.startIndex
        var depth = 0
        while index < rest.endIndex {
            switch rest[index] {
            case UInt8(ascii: "\""):
                guard let end = endOfText(from: index) else { return nil }
                index = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return index }
        }
        return nil
    }
}
