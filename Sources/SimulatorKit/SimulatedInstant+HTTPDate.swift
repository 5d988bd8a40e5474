extension SimulatedInstant {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The moment as the `Date` field of HTTP shows it: `Mon, 05 Jan 2026 05:58:11 GMT` (RFC 9110, section 5.6.7).
    var httpDate: String {
        let parts = date.parts
        let clock = text.dropFirst(11).prefix(8)
        return "\(Self.days[date.weekday - 1]), \(Self.padded(parts.day, to: 2)) \(Self.months[Int(parts.month) - 1]) "
            + "\(Self.padded(parts.year, to: 4)) \(clock) GMT"
    }

    /// Reads what ``httpDate`` shows; the obsolete forms are not read.
    init?(httpDate: String) {
        let parts = httpDate.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = Self.months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        self.init("\(parts[3])-\(Self.padded(Int64(month) + 1, to: 2))-\(parts[1])T\(parts[4])Z")
    }
}
