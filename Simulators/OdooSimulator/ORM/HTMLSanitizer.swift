/// What the server keeps of a text that is stored as HTML: scripts and styles are taken out.
enum HTMLSanitizer {
    /// The text without the elements `script` and `style`; a text without any tag becomes a paragraph.
    static func sanitize(_ source: String) -> String {
        let text = source.replacing(#/(?is)<(script|style)\b.*?</\1\s*>/#, with: "")
        guard !text.isEmpty, !text.contains("<") else { return text }
        return "<p>\(text)</p>"
    }
}
