import ConnectorKit

/// What is wrong with a manifest by itself.
struct ManifestCheck {
    private let manifest: ConnectorManifest

    init(_ manifest: ConnectorManifest) {
        self.manifest = manifest
    }

    var findings: [String] {
        var findings: [String] = []
        let isPlain = manifest.id.first?.isLowercase == true && manifest.id.utf8.allSatisfy(Self.idBytes.contains)
        if !isPlain { findings.append("the id '\(manifest.id)' is not of small letters, digits and hyphens") }
        if Self.version(manifest.version) == nil {
            findings.append("the version '\(manifest.version)' is not semantic, such as 1.0.0")
        }
        if manifest.summary.isBlank { findings.append("the manifest has no summary") }
        if manifest.wireVersions.isEmpty { findings.append("the manifest names no wire format") }
        for (name, objects) in [("reads", manifest.reads), ("writes", manifest.writes)] {
            if Set(objects).count < objects.count { findings.append("\(name) names an object twice") }
            if objects.contains(where: \.isBlank) { findings.append("\(name) names an object without a name") }
        }
        let names = manifest.configuration.map(\.name)
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            findings.append("the key '\(name)' is declared twice")
        }
        return findings + manifest.configuration.flatMap(findings(on:))
    }

    private func findings(on key: ConfigurationKey) -> [String] {
        var findings: [String] = []
        if key.name.isBlank { findings.append("a key has no name") }
        if key.summary.isBlank { findings.append("the key '\(key.name)' has no summary") }
        switch key.kind {
        case .choice(let words) where words.isEmpty || Set(words).count < words.count:
            findings.append("the key '\(key.name)' has no choice, or a word twice")
        case .address(let schemes) where schemes.isEmpty:
            findings.append("the key '\(key.name)' is an address of no scheme")
        default: break
        }
        guard let value = key.defaultValue else { return findings }
        if key.isRequired { findings.append("the key '\(key.name)' is required and has a default, which never holds") }
        if !key.kind.takes(value) {
            findings.append("the default '\(value)' of the key '\(key.name)' is no value that the key takes")
        }
        return findings
    }

    /// The three numbers of a semantic version, without what follows a hyphen or plus sign.
    static func version(_ text: String) -> [Int]? {
        let numbers = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
            .map { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
        let known = numbers.compactMap { $0 }
        return known.count == 3 && numbers.count == 3 ? known : nil
    }

    private static let idBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
}

extension ConfigurationKey.Kind {
    /// Whether a text, as it stands in a configuration file, is a value of this kind.
    fileprivate func takes(_ text: String) -> Bool {
        switch self {
        case .text, .texts, .document: true
        case .address(let schemes): schemes.contains { text.hasPrefix("\($0)://") }
        case .integer(let range): Int64(text).map(range.contains) ?? false
        case .boolean: ["true", "false"].contains(text)
        case .choice(let words): words.contains(text)
        case .secret: false
        }
    }
}
