import CanonicalModel
import ConnectorConformance
import ConnectorKit

/// Manifests that nobody can fill in, and releases that break what worked: each thing that the list looks at there.
let brokenManifests: [BrokenSubject] = [
    sloppy("the id has capitals", "the id 'Plant_2' is not of small letters"),
    sloppy("there is no summary", "the manifest has no summary"),
    sloppy("no wire format is named", "names no wire format"),
    sloppy("an object is read twice", "reads names an object twice"),
    sloppy("a key has no summary", "the key 'bare' has no summary"),
    sloppy("a default is no choice", "the default 'csv' of the key 'format'"),
    sloppy("a default is out of range", "the default '0' of the key 'pages'"),
    sloppy("a default of a secret stands in the manifest", "the default 'x' of the key 'token'"),
    sloppy("a required key has a default", "the key 'site' is required and has a default"),
    sloppy("a choice has no word", "the key 'kind' has no choice"),
    sloppy("an address has no scheme", "the key 'mirror' is an address of no scheme"),
    released("the id is another", "the id was 'plants'", as: manifest(id: "plants")),
    released("the last version was higher", "the version went from 2.0.0 to 1.0.0", as: manifest(version: "2.0.0")),
    released("an object is not read any more", "no longer reads Project", as: manifest(reads: [Project.name])),
    released("a key has become required", "the key 'key' has become required", as: manifest { optional($0) }),
    released("a new key is required", "the new key 'key' is required", as: manifest { $0.name == "key" ? nil : $0 }),
    released("a scheme is refused that was taken", "refuses values that it took", as: manifest { unencrypted($0) }),
    released("a default has changed", "the default of the key 'format' was 'xml'", in: Formatted.self, as: formatted()),
]

private func sloppy(_ flaw: String, _ words: String) -> BrokenSubject {
    BrokenSubject(flaw, foundBy: "C01", saying: words, in: ModelSubject(Sloppy.self))
}

private func released(
    _ flaw: String,
    _ words: String,
    in connector: any Connector.Type = PositionReader.self,
    as last: ConnectorManifest
) -> BrokenSubject {
    var subject = ModelSubject(connector)
    subject.lastRelease = last
    return BrokenSubject(flaw, foundBy: "C03", saying: words, in: subject)
}

/// What a release said that differs from the present one in a point.
private func manifest(
    id: String = "plant",
    version: String = "0.9.0",
    reads: [String] = [],
    _ key: (ConfigurationKey) -> ConfigurationKey? = { $0 }
) -> ConnectorManifest {
    ConnectorManifest(
        id: id,
        version: version,
        summary: "Reads the hours of a plant's machines.",
        configuration: PositionReader.keys.compactMap(key),
        reads: [MeterReading.name] + reads,
        wireVersions: ["plant 1"]
    )
}

private func optional(_ key: ConfigurationKey) -> ConfigurationKey {
    ConfigurationKey(key.name, key.kind, summary: key.summary)
}

private func unencrypted(_ key: ConfigurationKey) -> ConfigurationKey {
    guard key.name == "address" else { return key }
    return ConfigurationKey(key.name, .address(schemes: ["https", "http"]), required: true, summary: key.summary)
}

private func formatted() -> ConnectorManifest {
    Formatted.described(
        Formatted.keys + [ConfigurationKey("format", .text, default: "xml", summary: "What to ask for.")],
        version: "0.9.0"
    )
}

private struct Formatted: ModelRows {
    static var manifest: ConnectorManifest {
        described(keys + [ConfigurationKey("format", .text, default: "json", summary: "What to ask for.")])
    }
    let core: ModelCore
}

private struct Sloppy: ModelRows {
    static let manifest = ConnectorManifest(
        id: "Plant_2",
        version: "1.0.0",
        summary: " ",
        configuration: [
            ConfigurationKey("bare", .text, summary: ""),
            ConfigurationKey("format", .choice(["xml", "json"]), default: "csv", summary: "What to ask for."),
            ConfigurationKey("pages", .integer(1...9), default: "0", summary: "How many pages."),
            ConfigurationKey("token", .secret, default: "x", summary: "The token."),
            ConfigurationKey("site", .text, required: true, default: "north", summary: "The site."),
            ConfigurationKey("kind", .choice([]), summary: "The kind."),
            ConfigurationKey("mirror", .address(schemes: []), summary: "Another address."),
        ],
        reads: [MeterReading.name, MeterReading.name],
        wireVersions: []
    )
    let core: ModelCore
}
