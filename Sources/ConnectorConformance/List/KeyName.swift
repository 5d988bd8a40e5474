/// The name of a configuration key, and what names say.
struct KeyName: Sendable, Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Last words of names of secrets.
    private static let secretWords: Set<String> = [
        "password", "secret", "token", "key", "apikey", "passphrase", "pwd", "passwd", "pass", "credential",
        "credentials",
    ]

    /// Words before `key` with which it opens nothing.
    private static let openKeys: Set<String> = ["public", "host", "idempotency", "primary", "sort"]

    /// Names that other connectors call otherwise, in small letters without underscores.
    private static let usual: [String: String] = [
        "url": "address", "uri": "address", "endpoint": "address", "baseurl": "address", "host": "address",
        "hostname": "address", "server": "address", "username": "user", "pass": "password", "passwd": "password",
        "pwd": "password", "apikey": "key", "apitoken": "token", "accesstoken": "token", "timezone": "timeZone",
        "tz": "timeZone", "zone": "timeZone", "db": "database", "dbname": "database", "databasename": "database",
        "tokenurl": "tokenAddress", "timeout": "deadlineSeconds", "timeoutseconds": "deadlineSeconds",
    ]

    /// The words of a name such as `clientSecret`, `client_secret` or `client-secret`, in small letters.
    var words: [String] {
        var words: [String] = [""]
        var isAfterSmall = false
        for character in text {
            if !character.isLetter && !character.isNumber {
                words.append("")
            } else {
                if character.isUppercase, isAfterSmall { words.append("") }
                words[words.count - 1] += character.lowercased()
            }
            isAfterSmall = character.isLowercase || character.isNumber
        }
        return words.filter { !$0.isEmpty }
    }

    /// Whether the name is that of a secret.
    var isSecret: Bool {
        guard let last = words.last, Self.secretWords.contains(last) else { return false }
        return !(last == "key" && words.dropLast().last.map(Self.openKeys.contains) ?? false)
    }

    /// What is wrong with the name; `nil` if nothing is.
    var finding: String? {
        let isCamel = text.first?.isLowercase == true && text.utf8.allSatisfy(Self.letters.contains)
        guard isCamel else { return "the key '\(text)' is not in camel case: letters and digits, the first one small" }
        let folded = text.lowercased()
        guard let usual = Self.usual[folded], usual != text else { return nil }
        return "the key '\(text)' is called '\(usual)' by other connectors"
    }

    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
}
