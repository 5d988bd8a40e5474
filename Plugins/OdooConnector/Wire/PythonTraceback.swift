/// The exception at the end of a Python traceback: its class, which no translation touches, and its text.
///
/// ```
/// Traceback (most recent call last):
///   File "…", line 1, in …
/// psycopg2.OperationalError: connection to server failed
/// ```
/// Frames are indented; the first line behind them that is not names the class. Exceptions that led to one another follow
/// each other, the last one last.
struct PythonTraceback: Sendable, Hashable {
    /// The qualified class, for example `psycopg2.OperationalError`; `unknown` if there is no traceback.
    let name: String
    /// The text of the exception.
    let message: String

    private static let head = "Traceback (most recent call last):"
    private static let links: Set<Substring> = [
        "During handling of the above exception, another exception occurred:",
        "The above exception was the direct cause of the following exception:",
    ]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A text inside a message may look like a traceback: only one at the start, or behind a link, is one.
        let starts = lines.indices.filter { index in
            lines[index] == Self.head && (index == 0 || (index >= 2 && Self.links.contains(lines[index - 2])))
        }
        guard let start = starts.last,
            let end = lines[(start + 1)...].firstIndex(where: { !$0.hasPrefix(" ") }),
            let className = lines[end].split(separator: ":", omittingEmptySubsequences: false).first,
            !className.isEmpty, className.utf8.allSatisfy({ ExternalID.isPlain($0) || $0 == UInt8(ascii: ".") })
        else {
            name = "unknown"
            message = text
            return
        }
        name = className.contains(".") ? String(className) : "builtins.\(className)"
        let first = lines[end].dropFirst(className.count).drop { $0 == ":" || $0 == " " }
        message = ([first] + lines[(end + 1)...]).joined(separator: "\n")
    }
}
