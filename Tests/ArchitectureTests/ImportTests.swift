import Foundation
import Testing

/// The import table of the design, checked against every `import` line of the sources.
struct ImportTests {
    /// Modules of the toolchain that any target may use.
    private static let toolchain: Set<String> = ["Foundation", "FoundationEssentials", "Synchronization", "Dispatch"]

    /// Which modules beside the toolchain's each folder may import.
    static let table: [(folder: String, allowed: Set<String>)] = [
        ("Sources/JSON", ["CJansson"]),
        ("Sources/CanonicalModel", ["JSON"]),
        ("Sources/Governance", ["JSON", "CanonicalModel"]),
        ("Sources/ConnectorKit", ["JSON", "CanonicalModel"]),
        ("Sources/TabularText", ["JSON", "CanonicalModel"]),
        ("Sources/TableMapping", ["JSON", "CanonicalModel", "ConnectorKit", "TabularText"]),
        ("Sources/ConnectorStore", ["JSON", "CanonicalModel", "ConnectorKit", "Governance", "Crypto"]),
        (
            "Sources/SQLiteStore",
            ["JSON", "CanonicalModel", "ConnectorKit", "ConnectorStore", "Governance", "GRDB", "GRDBSQLite"]
        ),
        // Crypto tells the fingerprint of a server's key, which libcurl compares with one pinned key alone.
        ("Sources/CurlTransport", ["ConnectorKit", "CanonicalModel", "CCurl", "Crypto"]),
        ("Sources/ConstructionFlows", ["JSON", "CanonicalModel"]),
        (
            "Sources/ConnectorRuntime",
            // Crypto signs and checks webhooks, in the driver and not in connectors.
            ["JSON", "CanonicalModel", "ConnectorKit", "ConnectorStore", "ConstructionFlows", "Governance", "Crypto"]
        ),
        (
            "Sources/WebhookEndpoint",
            [
                "JSON", "CanonicalModel", "ConnectorKit", "ConnectorRuntime", "HummingbirdCore", "HTTPTypes", "Logging",
                "NIOCore", "NIOPosix",
            ]
        ),
        (
            "Sources/ConnectorConformance",
            [
                "JSON", "CanonicalModel", "ConnectorKit", "ConnectorStore", "ConnectorRuntime", "ConnectorHosting",
                "ConstructionFlows", "Crypto",
            ]
        ),
        ("Sources/ConnectorHost", ["JSON", "CanonicalModel", "ConnectorKit"]),
        ("Sources/ConnectorHosting", ["CSpawn", "JSON", "CanonicalModel", "ConnectorKit", "ConnectorHost"]),
        (
            "Sources/ConnectorTesting",
            [
                "JSON", "CanonicalModel", "ConnectorKit", "ConnectorStore", "ConnectorConformance", "Governance",
                "Testing",
            ]
        ),
        ("Sources/Recordings", ["JSON"]),
        (
            "Sources/RecordingProxy",
            ["JSON", "ConnectorKit", "Recordings", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOPosix"]
        ),
        ("Sources/ConnectorScaffold", []),
        ("Sources/ScenarioKit", ["JSON", "CanonicalModel", "ConnectorKit"]),
        (
            "Sources/PurlinCLI",
            [
                "JSON", "CanonicalModel", "ConnectorKit", "ConnectorStore", "ConnectorRuntime", "ConstructionFlows",
                "Governance", "ConnectorHosting", "ConnectorScaffold", "RecordingProxy", "Recordings", "ScenarioKit",
                "TabularText",
                "TableMapping",
                "WebhookEndpoint", "ArgumentParser",
                "UnixSignals",
                "Yams",
            ]
        ),
        // Tables are text to which no system is known: any connector may read and write them.
        ("Plugins/CSVConnector", ["JSON", "CanonicalModel", "ConnectorKit", "TabularText", "TableMapping"]),
        (
            "Plugins/EstimatingConnector",
            ["JSON", "CanonicalModel", "ConnectorKit", "TabularText", "TableMapping", "FoundationXML"]
        ),
        ("Plugins/PayrollConnector", ["JSON", "CanonicalModel", "ConnectorKit", "TabularText", "TableMapping"]),
        ("Plugins/MeterWebhookConnector", ["JSON", "CanonicalModel", "ConnectorKit"]),
        ("Plugins/WebhookConnector", ["JSON", "CanonicalModel", "ConnectorKit"]),
        ("Plugins/OdooConnector", ["JSON", "CanonicalModel", "ConnectorKit"]),
        ("Plugins/TelematicsConnector", ["JSON", "CanonicalModel", "ConnectorKit", "FoundationXML"]),
        ("Simulators/EstimatingSimulator", ["JSON", "SimulatorKit"]),
        ("Simulators/OdooSimulator", ["JSON", "SimulatorKit"]),
        ("Simulators/PayrollSimulator", ["JSON", "SimulatorKit"]),
        // What is replayed was recorded from a real system: no mistake of a connector is in it.
        ("Simulators/ReplaySimulator", ["JSON", "SimulatorKit", "Recordings"]),
        ("Simulators/TelematicsSimulator", ["JSON", "SimulatorKit"]),
    ]

    @Test(arguments: table.map(\.folder))
    func aTargetImportsOnlyWhatTheTableAllows(folder: String) throws {
        let allowed = try #require(Self.table.first { $0.folder == folder }).allowed.union(Self.toolchain)
        let files = try SourceTree.swiftFiles(in: folder)
        #expect(!files.isEmpty, "\(folder) has no sources")

        for file in files {
            for module in SourceTree.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(file.path) imports \(module)")
            }
        }
    }

    @Test(arguments: ["CCurl": "CurlTransport", "CJansson": "JSON", "GRDB": "SQLiteStore", "Yams": "PurlinCLI"])
    func aForeignLibraryHasOneImporter(library: String, importer: String) throws {
        for folder in ["Sources", "Plugins", "Simulators"] {
            for file in try SourceTree.swiftFiles(in: folder) where SourceTree.imports(of: file).contains(library) {
                #expect(file.path.contains("Sources/\(importer)/"), "\(file.path) imports \(library)")
            }
        }
    }

    @Test func onlyTheExecutableNamesPluginsAndStores() throws {
        let named: Set<String> = [
            "CSVConnector", "EstimatingConnector", "MeterWebhookConnector", "OdooConnector", "PayrollConnector",
            "TelematicsConnector", "WebhookConnector", "SQLiteStore",
            "CurlTransport",
        ]
        for file in try SourceTree.swiftFiles(in: "Sources") where !file.path.contains("Sources/purlin/") {
            let found = SourceTree.imports(of: file).filter { named.contains($0) }
            #expect(found.isEmpty, "\(file.path) imports \(found)")
        }
    }

    @Test func everyFolderOfSourcesIsInTheTable() throws {
        let exempt: Set<String> = [
            "Sources/CCurl", "Sources/CJansson", "Sources/CSpawn", "Sources/purlin", "Sources/SimulatorKit",
        ]
        for parent in ["Sources", "Plugins", "Simulators"] {
            for name in try SourceTree.folders(in: parent) where !exempt.contains("\(parent)/\(name)") {
                #expect(Self.table.contains { $0.folder == "\(parent)/\(name)" }, "\(parent)/\(name)")
            }
        }
    }
}
