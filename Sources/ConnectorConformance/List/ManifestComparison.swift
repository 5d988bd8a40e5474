import ConnectorKit

/// What a new release takes away from those who use the last one.
struct ManifestComparison {
    let last: ConnectorManifest
    let present: ConnectorManifest

    var findings: [String] {
        var findings: [String] = []
        if last.id != present.id { findings.append("the id was '\(last.id)' and is '\(present.id)' now") }
        for (word, before, now) in [("reads", last.reads, present.reads), ("writes", last.writes, present.writes)]
        where !now.contains("any") {
            for object in before where !now.contains(object) { findings.append("no longer \(word) \(object)") }
        }
        if last != present, !isNewer {
            findings.append("the manifest changed, but the version went from \(last.version) to \(present.version)")
        }
        for key in present.configuration
        where key.isRequired && !last.configuration.contains(where: { $0.name == key.name }) {
            findings.append("the new key '\(key.name)' is required, which no configuration gives yet")
        }
        return findings + last.configuration.flatMap(findings(on:))
    }

    private var isNewer: Bool {
        guard let before = ManifestCheck.version(last.version), let now = ManifestCheck.version(present.version) else {
            return false
        }
        return before.lexicographicallyPrecedes(now)
    }

    private func findings(on key: ConfigurationKey) -> [String] {
        guard let now = present.configuration.first(where: { $0.name == key.name }) else {
            return ["the key '\(key.name)' is gone"]
        }
        var findings: [String] = []
        if now.isRequired, !key.isRequired { findings.append("the key '\(key.name)' has become required") }
        if now.defaultValue != key.defaultValue, !key.isRequired {
            let values = [key.defaultValue, now.defaultValue].map { $0.map { "'\($0)'" } ?? "none" }
            findings.append("the default of the key '\(key.name)' was \(values[0]) and is \(values[1]) now")
        }
        if !now.kind.takesAll(of: key.kind) { findings.append("the key '\(key.name)' refuses values that it took") }
        return findings
    }
}

extension ConfigurationKey.Kind {
    /// Whether each value of an earlier kind is a value of this one.
    fileprivate func takesAll(of earlier: Self) -> Bool {
        switch (self, earlier) {
        case (.choice(let words), .choice(let before)): Set(before).isSubset(of: words)
        case (.address(let schemes), .address(let before)): Set(before).isSubset(of: schemes)
        case (.integer(let range), .integer(let before)):
            range.lowerBound <= before.lowerBound && range.upperBound >= before.upperBound
        case (.text, .choice), (.text, .address): true
        default: self == earlier
        }
    }
}
