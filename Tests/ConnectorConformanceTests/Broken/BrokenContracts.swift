import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON

/// Connectors that say of themselves what is not so.
let brokenContracts: [BrokenSubject] = [
    BrokenSubject(
        "a version is no version, and a key is declared twice",
        foundBy: "C01",
        saying: "the key 'address' is declared twice",
        in: ModelSubject(Careless.self)
    ),
    BrokenSubject(
        "a password is a text",
        foundBy: "C02",
        saying: "the key 'proxyPassword' is no secret",
        in: ModelSubject(Open.self)
    ),
    BrokenSubject(
        "a key of the last release is gone",
        foundBy: "C03",
        saying: "the key 'site' is gone",
        in: releasedWithMore()
    ),
    BrokenSubject(
        "a check passes whatever the key is",
        foundBy: "C04",
        saying: "passes with a wrong key",
        in: ModelSubject(Trusting.self)
    ),
    BrokenSubject(
        "a connector starts without its key",
        foundBy: "C04",
        saying: "starts without the required key 'key'",
        in: ModelSubject(Keyless.self)
    ),
    BrokenSubject(
        "a check asks nothing that needs a right",
        foundBy: "C05",
        saying: "the missing right to MeterReading",
        in: ModelSubject(Trusting.self)
    ),
    BrokenSubject(
        "an unknown stream is an empty one",
        foundBy: "C06",
        saying: "a stream that it does not list",
        in: ModelSubject(Obliging.self)
    ),
    BrokenSubject(
        "an object is declared that no stream lists",
        foundBy: "C07",
        saying: "reads names Project",
        in: ModelSubject(Boasting.self)
    ),
    BrokenSubject(
        "the address is called url",
        foundBy: "C08",
        saying: "is called 'address' by other",
        in: ModelSubject(Wayward.self)
    ),
    BrokenSubject("a waiver has no reason", foundBy: "C08", saying: "has no reason", in: waived()),
    BrokenSubject(
        "a key is read that is not declared",
        foundBy: "C09",
        saying: "reads the key 'verbose'",
        in: ModelSubject(Secretive.self)
    ),
    BrokenSubject(
        "a key is declared that is not read",
        foundBy: "C09",
        saying: "never reads the key 'url'",
        in: ModelSubject(Wayward.self)
    ),
    BrokenSubject(
        "an object is taken that is not declared",
        foundBy: "C07",
        saying: "an object that it does not write",
        in: ModelSubject(Swallowing.self)
    ),
    BrokenSubject(
        "a file is written of an object that is not declared",
        foundBy: "C07",
        saying: "as anything.csv",
        in: ModelSubject(Filing.self)
    ),
    BrokenSubject(
        "an object is sent that is not declared",
        foundBy: "C07",
        saying: "as anything.happened",
        in: ModelSubject(Shouting.self)
    ),
]

private func releasedWithMore() -> ModelSubject {
    var subject = ModelSubject(PositionReader.self)
    let more = PositionReader.keys + [ConfigurationKey("site", .text, summary: "One site of the plant.")]
    subject.lastRelease = PositionReader.described(more)
    return subject
}

private func waived() -> ModelSubject {
    var subject = ModelSubject(PositionReader.self)
    subject.waivers = [ConformanceWaiver("R99", because: " ", owner: "nobody")]
    return subject
}

private struct Careless: ModelRows {
    static var manifest: ConnectorManifest { described(keys + keys, version: "one") }
    let core: ModelCore
}

private struct Open: ModelRows {
    static var manifest: ConnectorManifest {
        described(keys + [ConfigurationKey("proxyPassword", .text, summary: "The password.")])
    }
    let core: ModelCore
}

private struct Trusting: ModelRows {
    let core: ModelCore

    func check() async throws(ConnectorError) -> [CheckFinding] { [CheckFinding(.passed, "all is well")] }
}

private struct Keyless: ModelRows {
    let core: ModelCore

    init(core: ModelCore) { self.core = core }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        let values: [String: ConnectorConfiguration.Value] = [
            "address": .text(configuration.text("address") ?? "https://plant.example"),
            "key": .secret(configuration.secret("key") ?? Secret("")),
        ]
        core = try ModelCore(ConnectorConfiguration(system: configuration.system, values: values), services)
    }
}

private struct Obliging: ModelRows {
    let core: ModelCore

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        guard stream.stream == Self.rows else { return ChangePage(rows: [], hasMore: false) }
        return try await PositionReader(core: core).changes(of: stream, request)
    }
}

private struct Boasting: ModelRows {
    static let manifest: ConnectorManifest = ConnectorManifest(
        id: "plant",
        version: "1.0.0",
        summary: "Reads hours, and says that it reads projects.",
        configuration: keys,
        reads: [MeterReading.name, Project.name],
        wireVersions: ["plant 1"]
    )
    let core: ModelCore
}

private struct Wayward: ModelRows {
    static var manifest: ConnectorManifest {
        described(keys + [ConfigurationKey("url", .text, summary: "The address once more.")])
    }
    let core: ModelCore
}

private struct Secretive: ModelRows {
    let core: ModelCore

    init(core: ModelCore) { self.core = core }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        if configuration.boolean("verbose") == true { services.log.write(.info, "plant opened", [:]) }
        core = try ModelCore(configuration, services)
    }
}

/// A connector of the plant that writes costs.
private protocol Writing: ModelConnector {}

extension Writing {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "plant",
            version: "1.0.0",
            summary: "Writes costs into the plant.",
            configuration: keys,
            writes: [CostEntry.name],
            wireVersions: ["plant 1"]
        )
    }
}

private struct Swallowing: Writing, RESTSink {
    let core: ModelCore

    var batchLimit: Int { 10 }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        batch.map { .applied(FoundRecord(reference: $0.key)) }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }
}

private struct Filing: Writing, FileSink {
    let core: ModelCore

    func file(for delivery: Delivery) -> OutgoingFile.Rendering { .file(OutgoingFile(name: "anything.csv", bytes: [])) }
}

private struct Shouting: Writing, WebhookSink {
    let core: ModelCore

    var services: ConnectorServices { core.services }
    var target: WebhookTarget { WebhookTarget(url: core.address, keys: []) }

    func event(for delivery: Delivery) -> WebhookEvent? { WebhookEvent(type: "anything.happened", body: [:]) }
}
