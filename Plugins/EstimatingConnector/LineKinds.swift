import CanonicalModel

/// Which codes are no items: allowances, contingencies, mark-up and assemblies, by patterns such as `99-*` or `01-500/OH`.
struct LineKinds: Sendable {
    private let patterns: [(pattern: String, kind: EstimateLine.Kind)]

    init(_ patterns: [(pattern: String, kind: EstimateLine.Kind)]) {
        self.patterns = patterns
    }

    /// The line as what the first pattern says that its cost code, or cost code and kind of cost, or path fits.
    func sorted(_ line: EstimateLine) -> EstimateLine {
        guard line.kind == .item, !patterns.isEmpty else { return line }
        let code = line.costCode ?? ""
        let names = [code, "\(code)/\(line.costType ?? "")", line.path]
        guard let kind = patterns.first(where: { pattern in names.contains { Self.fits($0, pattern.pattern) } })?.kind
        else { return line }
        return line.with(kind: kind, alternate: line.alternate)
    }

    /// A star at the end of a pattern stands for anything.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        pattern.last == "*" ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
}
