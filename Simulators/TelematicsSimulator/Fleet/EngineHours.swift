/// Hours of an engine-hour meter, exact to the hundredth that the meter shows.
struct EngineHours: Sendable, Hashable, Comparable {
    /// The number of hundredths of an hour, each 36 seconds.
    var hundredths: Int64

    static let zero = EngineHours(hundredths: 0)

    init(hundredths: Int64) {
        self.hundredths = hundredths
    }

    /// Reads `40`, `40.5` or `40.50`; `nil` for a sign, more digits or anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isDigits, parts[0].count <= 7, let whole = Int64(parts[0]) else { return nil }
        hundredths = whole * 100
        guard parts.count == 2 else { return }
        guard parts[1].count <= 2, let fraction = Int64(parts[1]) else { return nil }
        hundredths += parts[1].count == 1 ? fraction * 10 : fraction
    }

    /// The hours with two decimals: `4211.60`.
    var text: String {
        let magnitude = String(hundredths.magnitude / 100)
        let fraction = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(magnitude).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// The same time in whole seconds.
    var seconds: Int64 { hundredths * 36 }

    static func < (left: EngineHours, right: EngineHours) -> Bool {
        left.hundredths < right.hundredths
    }

    static func + (left: EngineHours, right: EngineHours) -> EngineHours {
        EngineHours(hundredths: left.hundredths + right.hundredths)
    }

    static func - (left: EngineHours, right: EngineHours) -> EngineHours {
        EngineHours(hundredths: left.hundredths - right.hundredths)
    }
}
