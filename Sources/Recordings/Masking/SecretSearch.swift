/// Finds many texts in bytes in one pass, however many they are: a tree of their letters, in which the rest of a text that
/// shares no more letters with others stands in one piece.
struct SecretSearch: Sendable {
    private struct Node: Sendable {
        var children: [UInt8: Int] = [:]
        /// The place of the text that ends here.
        var end: Int?
        /// The place of the only text that goes on from here.
        var rest: Int?
    }

    private var texts: [(text: [UInt8], mask: [UInt8])] = []
    private var nodes = [Node()]
    /// With which two bytes texts begin: where others stand, no text does.
    private var beginnings = [Bool](repeating: false, count: 1 << 16)

    /// Whether nothing is looked for.
    var isEmpty: Bool { texts.isEmpty }

    /// Has a text replaced by a mask from now on; one of fewer than two bytes, or that is replaced already, is left out.
    mutating func add(_ text: [UInt8], mask: [UInt8]) {
        guard text.count >= 2 else { return }
        beginnings[Self.beginning(of: text, at: 0)] = true
        texts.append((text, mask))
        insert(texts.count - 1)
    }

    private mutating func insert(_ place: Int) {
        let text = texts[place].text
        var (node, depth) = (0, 0)
        while depth < text.count {
            if let other = nodes[node].rest {
                nodes[node].rest = nil
                push(other, below: node, depth)
            }
            guard let child = nodes[node].children[text[depth]] else {
                push(place, below: node, depth)
                return
            }
            node = child
            depth += 1
        }
        nodes[node].end = nodes[node].end ?? place
    }

    /// Lets a text go on below a node, where it shares no letter with another one.
    private mutating func push(_ place: Int, below node: Int, _ depth: Int) {
        let text = texts[place].text
        var child = Node()
        if text.count == depth + 1 { child.end = place } else { child.rest = place }
        nodes[node].children[text[depth]] = nodes.count
        nodes.append(child)
    }

    /// The bytes with a mask in place of each of the texts, the longest where several begin.
    ///
    /// Of texts that overlap nothing is left: their masks stand side by side.
    func masked(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var (isChanged, end, last) = (false, 0, -1)
        for start in bytes.indices {
            let found = longest(in: bytes, from: start)
            if let found, start + texts[found].text.count > end {
                if !isChanged {
                    isChanged = true
                    result += bytes[..<start]
                }
                // What overlaps itself is one secret.
                if start >= end || texts[found].mask != texts[last].mask { result += texts[found].mask }
                (end, last) = (start + texts[found].text.count, found)
            }
            if isChanged, start >= end { result.append(bytes[start]) }
        }
        return isChanged ? result : bytes
    }

    /// The place of the longest text that begins at a place.
    private func longest(in bytes: [UInt8], from start: Int) -> Int? {
        guard start + 1 < bytes.count, beginnings[Self.beginning(of: bytes, at: start)] else { return nil }
        var (node, next) = (0, start)
        var found: Int?
        while true {
            if let end = nodes[node].end { found = end }
            if let rest = nodes[node].rest {
                return bytes[next...].starts(with: texts[rest].text[(next - start)...]) ? rest : found
            }
            guard next < bytes.count, let child = nodes[node].children[bytes[next]] else { return found }
            (node, next) = (child, next + 1)
        }
    }

    private static func beginning(of bytes: [UInt8], at place: Int) -> Int {
        Int(bytes[place]) << 8 | Int(bytes[place + 1])
    }
}
