/// How large and how deep a JSON document may be before it is refused.
public struct JSONLimits: Sendable, Hashable {
    /// How many lists and objects may be open inside each other.
    public let depth: Int
    /// How long the document may be, in bytes.
    public let bytes: Int

    /// The depth beyond which libjansson refuses a document by itself.
    public static let greatestDepth = 2_048

    /// 64 levels and 64 MiB.
    public static let standard = JSONLimits()

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - depth: How many lists and objects may be open inside each other; values above ``greatestDepth`` mean that.
    ///   - bytes: How long the document may be, in bytes.
    public init(depth: Int = 64, bytes: Int = 64 << 20) {
        self.depth = min(depth, Self.greatestDepth)
        self.bytes = bytes
    }
}
