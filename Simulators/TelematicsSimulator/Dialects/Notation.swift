internal import JSON

/// How the dialects write numbers, all from whole numbers of the smallest unit.
enum Notation {
    /// A number with `decimals` digits after the point: 52200 with one is `5220.0`.
    static func decimal(_ number: Int64, decimals: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return "\(number < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// A JSON number: what a provider's serializer makes of it, `4211.6` or `4211`, never `4211.60`.
    static func number(_ number: Int64, decimals: Int) -> JSON {
        let text = decimal(number, decimals: decimals)
        let parts = text.split(separator: ".")
        if let whole = parts.first.flatMap({ Int64($0) }), parts.last?.allSatisfy({ $0 == "0" }) == true {
            return .integer(whole)
        }
        // The wire of these providers is a JSON number; it is printed as the shortest text of the same decimal.
        return Double(text).map(JSON.real) ?? .string(text)
    }

    /// A duration of ISO 8601 with days, such as `P13DT0H25M48S`.
    static func duration(_ hours: EngineHours) -> String {
        duration(seconds: hours.seconds, fraction: "")
    }

    /// The same a millisecond short, such as `P13DT0H25M47.999S`.
    static func durationLessAMillisecond(_ hours: EngineHours) -> String {
        guard hours > .zero else { return duration(hours) }
        return duration(seconds: hours.seconds - 1, fraction: ".999")
    }

    private static func duration(seconds: Int64, fraction: String) -> String {
        "P\(seconds / 86400)DT\(seconds / 3600 % 24)H\(seconds / 60 % 60)M\(seconds % 60)\(fraction)S"
    }

    /// Tenths of an international mile of 1609.344 m, rounded down.
    static func tenthsOfMiles(metres: Int64) -> Int64 { metres * 10_000 / 1_609_344 }

    /// Tenths of a kilometre, rounded down.
    static func tenthsOfKilometres(metres: Int64) -> Int64 { metres / 100 }
}
