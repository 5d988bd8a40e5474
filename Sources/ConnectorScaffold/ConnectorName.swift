/// What a new connector is called: `AcmeFleet`, and `acme-fleet` in configurations and names of executables.
public struct ConnectorName: Sendable, Hashable {
    /// The name with which the names of its types begin.
    public let type: String
    /// The id in its manifest.
    public let id: String

    /// Names a connector.
    ///
    /// - Parameter text: Letters of the English alphabet and digits, the first one a capital; at most 16.
    /// - Throws: ``ScaffoldError`` for another text.
    public init(_ text: String) throws(ScaffoldError) {
        let usage = "name it as a Swift type, for example Acme or AcmeFleet"
        guard text.utf8.allSatisfy(Self.letters.contains), let first = text.utf8.first, Self.capitals.contains(first)
        else {
            throw ScaffoldError(
                "'\(text)' is no name of letters and digits that begins with a capital: \(usage)"
            )
        }
        guard text.count <= 16 else { throw ScaffoldError("'\(text)' is longer than 16 letters: \(usage)") }
        for ending in ["Connector", "Simulator", "Subject", "Tests"] where text.hasSuffix(ending) {
            throw ScaffoldError("'\(text)' ends with '\(ending)', which is put behind the name: leave it out")
        }
        type = text
        id = Self.kebab(text)
    }

    private static let capitals = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// `AcmeFleet` is `acme-fleet`, `ABCFleet` is `abc-fleet`.
    private static func kebab(_ text: String) -> String {
        let letters = Array(text)
        var id = ""
        for (index, letter) in letters.enumerated() {
            let follows = index > 0 && letters[index - 1].isLowercase
            let ends = index > 0 && index + 1 < letters.count && letters[index + 1].isLowercase
            if letter.isUppercase, follows || ends { id += "-" }
            id += letter.lowercased()
        }
        return id
    }
}
