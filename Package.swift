// swift-tools-version: 6.3
import PackageDescription

/// What every target is compiled with: warnings are errors, strict concurrency is Swift 6's own.
let settings: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
/// SQLite's own C interface, as GRDB finds it.
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
/// The server of simulators and webhooks: Hummingbird's core alone, so that they decide when a connection is closed.
let hummingbirdCore: [Target.Dependency] = [
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
/// Signals that ask a process to stop, none lost while it starts.
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
/// What tests and workloads of a whole runtime use.
let wholeRuntime: [Target.Dependency] = [
    "ConnectorRuntime", "ConnectorStore", "ConnectorKit", "ConnectorTesting", "ConstructionFlows", "CanonicalModel",
    "JSON",
]
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A connector's module: what a partner's package may use, and nothing more.
func plugin(_ name: String, _ tables: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["ConnectorKit", "JSON", "CanonicalModel"] + tables,
        path: "Plugins/\(name)",
        exclude: ["README.md"],
        packageAccess: false
    )
}

/// A simulated system's executable: it shares no module with the connectors that are tested against it.
func simulator(_ name: String, _ further: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["SimulatorKit", "JSON"] + further,
        path: "Simulators/\(name)",
        exclude: ["README.md"],
        packageAccess: false
    )
}

/// A connector's executable, which the runtime starts where a system's `process` names it.
func host(_ name: String) -> Target {
    .executableTarget(
        name: "\(name)Host",
        dependencies: ["ConnectorHost", .target(name: "\(name)Connector")],
        path: "IntegrationTests/Hosts/\(name)Host",
        packageAccess: false
    )
}

/// The tests of one module, which speak through its public API.
func tests(_ module: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: "\(module)Tests", dependencies: [.target(name: module)] + dependencies, exclude: exclude)
}

let package = Package(
    name: "purlin",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "purlin", targets: ["purlin"]),
        .executable(name: "telematics-simulator", targets: ["TelematicsSimulator"]),
        .executable(name: "odoo-simulator", targets: ["OdooSimulator"]),
        .executable(name: "estimating-simulator", targets: ["EstimatingSimulator"]),
        .executable(name: "payroll-simulator", targets: ["PayrollSimulator"]),
        .executable(name: "replay-simulator", targets: ["ReplaySimulator"]),
        .executable(name: "purlin-conformance", targets: ["PurlinConformance"]),
        .executable(name: "telematics-host", targets: ["TelematicsHost"]),
        .executable(name: "odoo-host", targets: ["OdooHost"]),
        .executable(name: "estimating-host", targets: ["EstimatingHost"]),
        .executable(name: "payroll-host", targets: ["PayrollHost"]),
        .executable(name: "purlin-benchmarks", targets: ["PurlinBenchmarks"]),
        .library(
            name: "ConnectorKit",
            targets: ["ConnectorKit", "TabularText", "TableMapping", "CanonicalModel", "JSON"]
        ),
        .library(name: "ConnectorHost", targets: ["ConnectorHost"]),
        .library(name: "ConnectorTesting", targets: ["ConnectorTesting", "ConnectorConformance"]),
        // For packages outside: simulators of their own, and what carries their tests' requests there.
        .library(name: "SimulatorKit", targets: ["SimulatorKit", "JSON"]),
        .library(name: "CurlTransport", targets: ["CurlTransport"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "JSON", dependencies: ["CJansson"]),
        .target(name: "CanonicalModel", dependencies: ["JSON"]),
        .target(name: "Governance", dependencies: ["CanonicalModel", "JSON"]),
        .target(name: "TabularText", dependencies: ["JSON", "CanonicalModel"]),
        .target(name: "TableMapping", dependencies: ["TabularText", "ConnectorKit", "JSON", "CanonicalModel"]),
        .target(name: "ConnectorKit", dependencies: ["JSON", "CanonicalModel"]),
        .target(
            name: "ConnectorStore",
            dependencies: ["Governance", "ConnectorKit", "CanonicalModel", "JSON", crypto]
        ),
        .target(
            name: "SQLiteStore",
            dependencies: ["ConnectorStore", "ConnectorKit", "Governance", "CanonicalModel", "JSON", grdb, sqlite]
        ),
        .target(name: "CurlTransport", dependencies: ["ConnectorKit", "CanonicalModel", "CCurl", crypto]),
        .target(name: "ConstructionFlows", dependencies: ["CanonicalModel", "JSON"]),
        .target(
            name: "ConnectorRuntime",
            dependencies: [
                "ConnectorKit", "ConnectorStore", "ConstructionFlows", "Governance", "CanonicalModel", "JSON", crypto,
            ]
        ),
        .target(
            name: "ConnectorConformance",
            dependencies: [
                "ConnectorHosting", "ConnectorRuntime", "ConnectorStore", "ConnectorKit", "ConstructionFlows",
                "CanonicalModel", "JSON", crypto,
            ]
        ),
        .target(name: "ConnectorHost", dependencies: ["ConnectorKit", "CanonicalModel", "JSON"]),
        .target(name: "CSpawn"),
        .target(
            name: "ConnectorHosting",
            dependencies: ["CSpawn", "ConnectorHost", "ConnectorKit", "CanonicalModel", "JSON"]
        ),
        .target(
            name: "ConnectorTesting",
            dependencies: [
                "ConnectorConformance", "ConnectorKit", "ConnectorStore", "Governance", "CanonicalModel", "JSON",
            ]
        ),
        .target(name: "ConnectorScaffold", resources: [.embedInCode("Templates")]),
        .target(
            name: "WebhookEndpoint",
            dependencies: ["ConnectorRuntime", "ConnectorKit", "CanonicalModel", "JSON"] + hummingbirdCore
        ),
        .target(
            name: "SimulatorKit",
            dependencies: [
                "JSON", argumentParser, crypto, unixSignals,
                // The client side of HTTP/1.1, which webhooks are sent with; Hummingbird's own server is made of it.
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + hummingbirdCore
        ),
        .target(name: "Recordings", dependencies: ["JSON"]),
        .target(name: "RecordingProxy", dependencies: ["Recordings", "ConnectorKit", "JSON"] + hummingbirdCore),
        .target(name: "ScenarioKit", dependencies: ["ConnectorKit", "CanonicalModel", "JSON"]),
        .target(
            name: "PurlinCLI",
            dependencies: [
                "RecordingProxy", "Recordings", "ScenarioKit", "WebhookEndpoint", "ConnectorHosting",
                "Governance", "ConnectorRuntime", "ConnectorStore", "ConnectorScaffold", "ConnectorKit",
                "ConstructionFlows", "TabularText", "TableMapping", "CanonicalModel", "JSON", argumentParser,
                unixSignals, yams,
            ]
        ),
        .executableTarget(
            name: "purlin",
            dependencies: [
                "PurlinCLI", "ConnectorRuntime", "ConnectorStore", "ConnectorKit", "CurlTransport", "SQLiteStore",
                "CSVConnector", "EstimatingConnector", "MeterWebhookConnector", "OdooConnector", "PayrollConnector",
                "TelematicsConnector", "WebhookConnector",
            ]
        ),
        .executableTarget(
            name: "PurlinBenchmarks",
            dependencies: [
                "SQLiteStore", "ConnectorRuntime", "ConnectorStore", "ConnectorKit", "CanonicalModel", "JSON",
                "CurlTransport", "OdooConnector", "ConnectorTesting", argumentParser, grdb, sqlite,
            ],
            path: "Benchmarks/PurlinBenchmarks"
        ),
        .executableTarget(
            name: "TableBenchmark",
            dependencies: ["TabularText", "CanonicalModel", argumentParser],
            path: "Benchmarks/TableBenchmark",
            exclude: [
                "contestants.py", "peer_dlt.py", "peer_duckdb.py", "peer_frictionless.py", "peer_miller.py",
                "peer_python.py", "peer_singer.py", "race.py", "requirements.txt", "run.sh",
            ]
        ),
        .executableTarget(
            name: "HostingBenchmark",
            dependencies: ["ConnectorHosting", "ConnectorHost", "ConnectorKit", "CanonicalModel", "JSON"],
            path: "Benchmarks/HostingBenchmark"
        ),
        .executableTarget(
            name: "WebhookBenchmark",
            dependencies: [
                "WebhookEndpoint", "ConnectorRuntime", "SQLiteStore", "ConnectorStore", "ConnectorKit",
                "CanonicalModel", argumentParser,
            ],
            path: "Benchmarks/WebhookBenchmark",
            exclude: ["deliveries.lua", "run.sh"]
        ),
        plugin("CSVConnector", ["TabularText", "TableMapping"]),
        plugin("EstimatingConnector", ["TabularText", "TableMapping"]),
        plugin("MeterWebhookConnector"),
        plugin("OdooConnector"),
        plugin("PayrollConnector", ["TabularText", "TableMapping"]),
        plugin("TelematicsConnector"),
        plugin("WebhookConnector"),
        simulator("EstimatingSimulator"),
        simulator("OdooSimulator"),
        simulator("PayrollSimulator"),
        // What answers as it was recorded; the recording is no code of a connector.
        simulator("ReplaySimulator", ["Recordings"]),
        simulator("TelematicsSimulator"),
        .testTarget(name: "ArchitectureTests"),
        tests("CanonicalModel", ["JSON"]),
        .testTarget(name: "ConformanceTests", dependencies: wholeRuntime + ["BrokenStores"]),
        tests(
            "ConnectorConformance",
            [
                "HostedSample", "HostedSamples", "ConnectorHosting", "ConnectorRuntime", "ConnectorStore",
                "ConnectorKit", "CanonicalModel", "JSON",
            ]
        ),
        host("Estimating"),
        host("Odoo"),
        host("Payroll"),
        host("Telematics"),
        // Connectors in a process of their own, sound and broken, which the tests of hosting start.
        .target(
            name: "HostedSamples",
            dependencies: ["ConnectorKit", "CanonicalModel", "JSON"],
            path: "Tests/HostedSamples"
        ),
        .executableTarget(
            name: "HostedSample",
            dependencies: ["ConnectorHost", "HostedSamples"],
            path: "Tests/HostedSample"
        ),
        tests(
            "ConnectorHosting",
            wholeRuntime + ["HostedSample", "HostedSamples", "ConnectorHost"],
            exclude: ["Transcripts"]
        ),
        tests("ConnectorKit", ["ConnectorTesting", "CanonicalModel", "JSON"]),
        tests(
            "ConnectorRuntime",
            [
                "CSystemCalls", "Governance", "ConnectorStore", "ConnectorKit", "ConnectorTesting",
                "ConstructionFlows", "CanonicalModel", "JSON", crypto,
            ]
        ),
        tests("ConnectorScaffold"),
        tests("ConnectorStore", ["ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"], exclude: ["Verifier"]),
        tests("ConnectorTesting", ["ConnectorKit", "CanonicalModel"]),
        tests("ConstructionFlows", ["CanonicalModel", "JSON"]),
        .target(name: "FileServers", path: "Tests/FileServers", exclude: ["ftps.py", "requirements.txt"]),
        tests("CurlTransport", ["FileServers", "ConnectorTesting", "ConnectorKit", "CanonicalModel"]),
        tests("Governance", ["CanonicalModel", "JSON"]),
        tests("JSON", ["ConnectorTesting"]),
        tests(
            "CSVConnector",
            ["TabularText", "TableMapping", "ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"]
        ),
        tests("EstimatingConnector", wholeRuntime + ["TabularText", "TableMapping"]),
        tests("EstimatingSimulator", ["SimulatorKit", "JSON"]),
        tests("MeterWebhookConnector", ["ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON", crypto]),
        tests("OdooConnector", ["ConnectorRuntime", "ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"]),
        tests("OdooSimulator", ["SimulatorKit", "JSON"]),
        tests("PayrollConnector", ["TabularText", "ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"]),
        tests("PayrollSimulator", ["SimulatorKit", "JSON"]),
        tests(
            "PurlinCLI",
            [
                "HostedSample", "ConnectorRuntime", "ConnectorStore", "ConnectorKit", "Governance", "CanonicalModel",
                "JSON", "CSVConnector", "OdooConnector", "PayrollConnector", "SQLiteStore",
            ]
        ),
        tests("SQLiteStore", ["ConnectorStore", "ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON", grdb]),
        tests("RecordingProxy", ["Recordings", "ConnectorKit"]),
        tests("Recordings", ["JSON"]),
        tests("ReplaySimulator", ["Recordings", "SimulatorKit", "JSON"]),
        .testTarget(name: "SimulationTests", dependencies: wholeRuntime + ["BrokenStores", crypto]),
        tests("ScenarioKit", ["ConnectorKit", "CanonicalModel", "JSON"]),
        tests("SimulatorKit", ["JSON", crypto]),
        tests(
            "WebhookEndpoint",
            [
                "ConnectorRuntime", "ConnectorStore", "SQLiteStore", "ConnectorKit", "ConnectorTesting",
                "CanonicalModel", "JSON",
            ]
        ),
        tests("TableMapping", ["TabularText", "ConnectorKit", "CanonicalModel", "JSON"]),
        tests("TabularText", ["CanonicalModel", "JSON"]),
        tests("WebhookConnector", ["ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"]),
        tests("TelematicsConnector", ["ConnectorTesting", "ConnectorKit", "CanonicalModel", "JSON"]),
        tests("TelematicsSimulator", ["SimulatorKit", "JSON"]),
        // Stores that break a promise, so that tests of it are seen to fail.
        .target(
            name: "BrokenStores",
            dependencies: ["ConnectorStore", "ConnectorTesting", "CanonicalModel"],
            path: "Tests/BrokenStores"
        ),
        // System calls that fail or end the process, for tests alone.
        .target(name: "CSystemCalls", path: "Tests/CSystemCalls"),
        // A disk whose power can go, for tests alone.
        .target(name: "CPowerLoss", path: "Tests/CPowerLoss", linkerSettings: [.linkedLibrary("sqlite3")]),
        .testTarget(
            name: "PowerLossTests",
            dependencies: [
                "CPowerLoss", "SQLiteStore", "ConnectorStore", "ConnectorKit", "ConnectorTesting", "CanonicalModel",
                "JSON",
            ]
        ),
        // What the tests of crashes kill.
        .executableTarget(
            name: "KillWorkloads",
            dependencies: wholeRuntime + ["SQLiteStore", "CurlTransport", "OdooConnector"],
            path: "IntegrationTests/KillWorkloads"
        ),
        .testTarget(
            name: "KillLoopTests",
            dependencies: [
                "KillWorkloads", "OdooSimulator", "SQLiteStore", "CurlTransport", "OdooConnector", "ConnectorStore",
                "ConnectorKit", "ConnectorTesting", "CanonicalModel", "JSON",
            ],
            path: "IntegrationTests/KillLoopTests"
        ),
        // Our own connectors as subjects of the conformance kit, in worlds of simulators.
        .target(
            name: "ShippedSubjects",
            dependencies: [
                "ConnectorConformance", "ConnectorKit", "CanonicalModel", "JSON", "CurlTransport", "CSVConnector",
                "EstimatingConnector", "MeterWebhookConnector", "OdooConnector", "PayrollConnector",
                "TelematicsConnector", "WebhookConnector",
            ],
            path: "IntegrationTests/ShippedSubjects"
        ),
        // What `purlin conformance` starts for them.
        .executableTarget(
            name: "PurlinConformance",
            dependencies: ["ShippedSubjects", "ConnectorConformance", "OdooSimulator", "TelematicsSimulator"],
            path: "IntegrationTests/PurlinConformance"
        ),
        .testTarget(
            name: "ConformanceSubjectTests",
            dependencies: [
                "ShippedSubjects", "ConnectorConformance", "ConnectorHosting", "ConnectorKit", "CanonicalModel", "JSON",
                "CurlTransport", "EstimatingHost", "OdooHost", "OdooSimulator", "PayrollHost", "TelematicsHost",
                "TelematicsSimulator",
            ],
            path: "IntegrationTests/ConformanceSubjectTests"
        ),
        .testTarget(
            name: "ContractTests",
            dependencies: [
                "ConnectorConformance", "ConnectorKit", "CanonicalModel", "JSON", "CurlTransport",
                "EstimatingConnector", "EstimatingSimulator", "OdooConnector", "OdooSimulator", "PayrollConnector",
                "PayrollSimulator", "TelematicsConnector", "TelematicsSimulator",
            ],
            path: "IntegrationTests/ContractTests"
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CurlTransport", "ConnectorKit", "JSON", "FileServers", "purlin", "PurlinConformance",
                "EstimatingSimulator", "OdooSimulator", "PayrollSimulator", "TelematicsSimulator", "ReplaySimulator",
                "Recordings", "ConnectorTesting", "CanonicalModel", "OdooConnector", "TelematicsConnector",
            ],
            path: "IntegrationTests/EndToEndTests",
            exclude: ["OdooParity/parity.py", "OdooParity/Recordings"]
        ),
    ]
)

for target in package.targets where target.type != .system {
    // Outside tests, each use of an unsafe construct, such as a call of a C library, is marked where it stands.
    target.swiftSettings = settings + (target.type == .test ? [] : [.strictMemorySafety()])
}
