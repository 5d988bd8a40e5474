/// A body that replaces the system's own.
struct FaultPage: Sendable, Hashable {
    /// The value of the `Content-Type` field.
    var contentType: String
    /// The body.
    var text: String

    /// A header field.
    struct Field: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// The page with which a proxy such as nginx answers for a system that does not.
    static func proxy(_ code: Int) -> FaultPage {
        let reasons = [
            413: "Request Entity Too Large", 429: "Too Many Requests", 502: "Bad Gateway",
            503: "Service Temporarily Unavailable", 504: "Gateway Time-out",
        ]
        let title = [String(code), reasons[code] ?? "Error"].joined(separator: " ")
        let lines = [
            "<html>", "<head><title>\(title)</title></head>", "<body>", "<center><h1>\(title)</h1></center>",
            "<hr><center>nginx</center>", "</body>", "</html>", "",
        ]
        return FaultPage(contentType: "text/html", text: lines.joined(separator: "\r\n"))
    }
}
