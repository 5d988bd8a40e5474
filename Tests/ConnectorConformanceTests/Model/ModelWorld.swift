import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON

/// A plant as a world of the kit.
struct ModelWorld: ReadableWorld {
    let plant: ModelPlant
    /// Whether the world says what rows hold.
    var tellsContents = true
    /// Whether it has wrong values to show.
    var hasMisconfigurations = true
    /// Whether people can add and change rows.
    var canChange = true

    static let address = ConnectorConfiguration.Value.text("https://plant.example")

    init(rows: Int = 7, keepsDeleted: Bool = true) {
        plant = ModelPlant(rows: rows, keepsDeleted: keepsDeleted)
    }

    var configuration: ConnectorConfiguration { configured(key: ModelPlant.key) }
    var transport: any HTTPTransport { plant.transport }
    var clock: ManualClock { plant.clock }

    var misconfigurations: [Misconfiguration] {
        guard hasMisconfigurations else { return [] }
        return [Misconfiguration("a wrong key", configured(key: "another"), naming: ["key"])]
    }

    private func configured(key: String) -> ConnectorConfiguration {
        ConnectorConfiguration(system: "plant", values: ["address": Self.address, "key": .secret(Secret(key))])
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? {
        plant.withholdRights()
        return configuration
    }

    func rows(of stream: SourceStream) async throws -> Set<String>? { plant.ids }

    func contents(of stream: SourceStream) async throws -> [String: [JSON]]? {
        guard tellsContents else { return nil }
        return plant.hours.mapValues { hours in
            [
                [
                    "counterSeconds": .integer(3600 * hours), "sourceValue": .string("\(hours).00"),
                    "series": "operatingHours",
                ]
            ]
        }
    }

    func add(_ count: Int, to stream: SourceStream) async throws -> Set<String>? {
        guard canChange else { return nil }
        let first = plant.ids.count
        let ids = (0..<count).map { "a\(first + $0)-\(clock.now.seconds)" }
        for id in ids { plant.put(id, at: clock.now) }
        return Set(ids)
    }

    func change(_ row: String, in stream: SourceStream) async throws -> Bool {
        guard canChange else { return false }
        plant.put(row, at: clock.now)
        return true
    }

    func spoil(_ row: String, in stream: SourceStream) async throws -> Bool {
        plant.spoil(row)
        return true
    }

    func delete(_ row: String, from stream: SourceStream) async throws -> Bool {
        plant.delete(row)
        return true
    }
}

/// A connector of the model, and what its subject says of it.
struct ModelSubject: ConformanceSubject {
    let connector: any Connector.Type
    var waivers: [ConformanceWaiver] = []
    var lastRelease: ConnectorManifest?
    var earlier: [Cursor] = []
    /// Whether the plant keeps deleted rows as such.
    var keepsDeleted = true
    /// Whether the world says what rows hold.
    var tellsContents = true
    /// Whether the world has wrong values to show.
    var hasMisconfigurations = true
    /// What people can do in the plant.
    var canChange = true
    let name: String
    let hostProgram: String?

    init(
        _ connector: any Connector.Type,
        keepsDeleted: Bool = true,
        name: String? = nil,
        hostProgram: String? = nil
    ) {
        self.connector = connector
        self.name = name ?? connector.manifest.id
        self.hostProgram = hostProgram
        self.keepsDeleted = keepsDeleted
    }

    func makeWorld() async throws -> any ConformanceWorld {
        var world = ModelWorld(keepsDeleted: keepsDeleted)
        world.tellsContents = tellsContents
        world.hasMisconfigurations = hasMisconfigurations
        world.canChange = canChange
        return world
    }

    func earlierCursors(of stream: SourceStream) -> [Cursor] { earlier }
}
