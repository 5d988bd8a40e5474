extension Substring {
    /// The pieces of a table of this module: its lines, or the columns of a line.
    ///
    /// They are found by bytes; by characters it would take several times as long, which is most of a start.
    ///
    /// - Parameters:
    ///   - separator: What stands between them, one of ASCII.
    ///   - keepingEmpty: Whether empty ones count.
    /// - Returns: The pieces in order.
    func pieces(at separator: Unicode.Scalar, keepingEmpty: Bool = false) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: !keepingEmpty).map(Substring.init)
    }
}

extension String {
    /// The pieces of a table of this module: its lines, or the columns of a line.
    ///
    /// - Parameters:
    ///   - separator: What stands between them, one of ASCII.
    ///   - keepingEmpty: Whether empty ones count.
    /// - Returns: The pieces in order.
    func pieces(at separator: Unicode.Scalar, keepingEmpty: Bool = false) -> [Substring] {
        self[...].pieces(at: separator, keepingEmpty: keepingEmpty)
    }
}
