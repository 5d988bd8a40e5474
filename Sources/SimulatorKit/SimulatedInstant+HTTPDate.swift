extension SimulatedInstant {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The moment as the `Date` field of HTTP shows it: `Mon, 05 Jan 2026 05:58:11 GMT` (RFC 9110, section 5.6.7).
    var httpDate: String {
        let date = date
        let parts = date.parts
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        bytes.append(contentsOf: Self.days[date.weekday - 1].utf8)
        bytes.append(contentsOf: ", ".utf8)
        bytes.append(parts.day, digits: 2)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: Self.months[Int(parts.month) - 1].utf8)
        bytes.append(UInt8(ascii: " "))
        bytes.append(parts.year, digits: 4)
        bytes.append(UInt8(ascii: " "))
        bytes.append(timeOfDay: seconds - date.daysSince1970 * 86400)
        bytes.append(contentsOf: " GMT".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads what ``httpDate`` shows; the obsolete forms are not read.
    init?(httpDate: String) {
        let parts = httpDate.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = Self.months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let monthDigits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(parts[3])-\(monthDigits)-\(parts[1])T\(parts[4])Z")
    }
}
