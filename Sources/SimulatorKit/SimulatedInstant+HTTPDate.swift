extension SimulatedInstant {
    /// The moment as the `Date` field of HTTP shows it: `Mon, 05 Jan 2026 05:58:11 GMT` (RFC 9110, section 5.6.7).
    var httpDate: String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = date.parts
        let clock = text.dropFirst(11).prefix(8)
        return "\(days[date.weekday - 1]), \(Self.padded(parts.day, to: 2)) \(months[Int(parts.month) - 1]) "
            + "\(Self.padded(parts.year, to: 4)) \(clock) GMT"
    }
}
