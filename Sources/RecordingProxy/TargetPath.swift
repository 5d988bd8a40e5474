/// The paths that requests are sent on with.
enum TargetPath {
    /// A path with its query in which no segment is `.` or `..`, written plainly or by its number.
    ///
    /// Such segments are taken out before a request is sent (RFC 3986, sections 5.2.4 and 6.2.2.3): what is recorded is what the
    /// system was asked, and nothing above the path of its address is asked.
    static func resolved(_ target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if segments.first?.isEmpty == true { segments.removeFirst() }
        var result: [String] = []
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment.lowercased().replacing("%2e", with: ".") {
            case ".": if isLast { result.append("") }
            case "..":
                _ = result.popLast()
                if isLast { result.append("") }
            default: result.append(segment)
            }
        }
        return "/" + result.joined(separator: "/") + (parts.count == 2 ? "?\(parts[1])" : "")
    }
}
