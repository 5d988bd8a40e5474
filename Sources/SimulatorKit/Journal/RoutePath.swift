/// A path whose parts in braces may be anything.
struct RoutePath: Sendable {
    let segments: [Substring]

    init(_ path: String) {
        segments = path.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// Whether a part of the path may be anything.
    static func isOpen(_ segment: Substring) -> Bool { segment.hasPrefix("{") && segment.hasSuffix("}") }

    /// Whether a path has the same parts, but for those in braces, which must not be empty.
    func matches(_ path: String) -> Bool {
        let others = path.split(separator: "/", omittingEmptySubsequences: false)
        guard others.count == segments.count else { return false }
        return zip(segments, others).allSatisfy { Self.isOpen($0) ? !$1.isEmpty : $0 == $1 }
    }
}
