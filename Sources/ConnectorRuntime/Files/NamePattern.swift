import ConnectorKit

/// A pattern of names: `*` stands for any characters, `?` for one; ASCII letters in either case.
package struct NamePattern {
    private let pattern: [Character]

    /// Creates a pattern.
    package init(_ text: String) { pattern = Array(text.lowercased()) }

    /// Whether a name fits, in time that grows with the product of both lengths and no faster.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased())
        var (place, at) = (0, 0)
        var star: (place: Int, at: Int)?
        while at < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[at] {
                (place, at) = (place + 1, at + 1)
            } else if let last = star {
                star = (last.place, last.at + 1)
                (place, at) = (last.place + 1, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}

extension FileSource {
    /// The kind of files that a name belongs to.
    func stream(of name: String) -> FileStream? {
        fileStreams.first { stream in stream.patterns.contains { NamePattern($0).matches(name) } }
    }
}

extension FilePlace {
    /// What a file is called once it is plain.
    func plainName(_ name: String) -> String {
        guard let suffix = decrypt?.suffixes.first(where: { name.lowercased().hasSuffix($0) }) else { return name }
        return String(name.dropLast(suffix.count))
    }

    /// Whether a name says that the file is not for us, or not yet.
    public static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".") || [".partial", ".part", ".tmp", ".filepart"].contains { name.lowercased().hasSuffix($0) }
    }

    /// Whether a name is that of a marker or checksum that stands beside another file.
    func isCompanion(_ name: String) -> Bool {
        companionSuffixes.contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
    }

    /// What the names of files beside a file end in.
    var companionSuffixes: [String] { [readiness.checksum, readiness.marker].compactMap(\.self) }
}
