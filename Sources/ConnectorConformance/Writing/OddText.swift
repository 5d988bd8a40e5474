/// Texts as people and other systems write them.
enum OddText {
    static let all = [
        "Ünïcode – Straße № 5", "山田建設", "🏗️ tower", "quote \" and ' and \\", "e\u{301}", "\u{e9}", "<b>&amp;</b>",
        "=SUM(A1)", "null", "0012", "true", "%s %d {0} ${x}", long,
    ]

    private static let long = String(repeating: "very long ", count: 40) + "end"

    /// Whether a system may say that it does not take such a text: one that is longer than its field.
    static func mayBeRefused(_ text: String) -> Bool { text == long }

    /// A text as a finding shows it.
    static func shown(_ text: String) -> String {
        "'\(text.prefix(40))'" + (text.count > 40 ? " of \(text.count) characters" : "")
    }
}
