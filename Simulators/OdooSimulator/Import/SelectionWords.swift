/// The labels of selections in the other installed languages, which `load` and `fields_get` know.
enum SelectionWords {
    /// A label in English, French and German, a row each.
    private static let table = """
        Contact|Contact|Kontakt
        Invoice Address|Adresse de facturation|Rechnungsadresse
        Delivery Address|Adresse de livraison|Lieferadresse
        Other Address|Autre adresse|Andere Adresse
        """

    private static let rows: [String: [String]] = Dictionary(
        uniqueKeysWithValues: table.split(separator: "\n").map { line in
            let words = line.split(separator: "|").map(String.init)
            return (words[0], Array(words.dropFirst()))
        }
    )

    /// The label in all other languages.
    static func translations(of label: String) -> [String] { rows[label] ?? [] }

    /// The label in a language.
    static func label(_ label: String, in language: String) -> String {
        switch language {
        case "fr_FR": rows[label]?[0] ?? label
        case "de_DE": rows[label]?[1] ?? label
        default: label
        }
    }
}
