// swift-tools-version: 6.3
import PackageDescription

let kit = Target.Dependency.product(name: "ConnectorKit", package: "purlin")
let testing = Target.Dependency.product(name: "ConnectorTesting", package: "purlin")

/// A partner's package: it uses Purlin's public products and nothing else of it.
let package = Package(
    name: "traccar",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "TraccarConnector", targets: ["TraccarConnector"]),
        .executable(name: "traccar-host", targets: ["TraccarHost"]),
        .executable(name: "traccar-conformance", targets: ["TraccarConformance"]),
    ],
    dependencies: [.package(name: "purlin", path: "../..")],
    targets: [
        .target(name: "TraccarConnector", dependencies: [kit]),
        .executableTarget(
            name: "TraccarHost",
            dependencies: ["TraccarConnector", .product(name: "ConnectorHost", package: "purlin")]
        ),
        .target(name: "TraccarSubject", dependencies: ["TraccarConnector", kit, testing]),
        .executableTarget(name: "TraccarConformance", dependencies: ["TraccarSubject", testing]),
        .testTarget(
            name: "TraccarConnectorTests",
            dependencies: ["TraccarConnector", "TraccarSubject", kit, testing]
        ),
    ]
)

for target in package.targets { target.swiftSettings = [.treatAllWarnings(as: .error)] }
