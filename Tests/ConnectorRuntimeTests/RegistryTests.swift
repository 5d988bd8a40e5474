import ConnectorKit
import ConnectorRuntime
import Testing

struct RegistryTests {
    @Test func capabilitiesFollowFromConformance() throws {
        let registry = try ConnectorRegistry([NoteSource.self, NoteSink.self])

        #expect(registry.entries.map(\.manifest.id) == ["ledger", "notes"])
        #expect(registry["notes"]?.capabilities == [.restSource])
        #expect(registry["ledger"]?.capabilities == [.restSink])
        #expect(try ConnectorRegistry([NoteFiles.self])["note-files"]?.capabilities == [.fileSource, .fileSink])
        #expect(registry["nothing"]?.manifest == nil)
    }

    @Test func twoConnectorsOfOneNameAreRefused() {
        #expect(throws: RegistryError.duplicate(id: "notes")) {
            try ConnectorRegistry([NoteSource.self, NoteSink.self, NoteSource.self])
        }
    }

    @Test func aConnectorThatCanDoNothingIsRefused() {
        struct Idle: Connector {
            static let manifest = ConnectorManifest(
                id: "idle",
                version: "1.0.0",
                summary: "",
                configuration: [],
                wireVersions: []
            )
            init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}
            func check() async throws(ConnectorError) -> [CheckFinding] { [] }
        }

        #expect(throws: RegistryError.incapable(id: "idle")) { try ConnectorRegistry([Idle.self]) }
    }
}
