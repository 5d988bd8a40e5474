public import ConnectorKit

/// What a connector can do, derived from the protocols that it conforms to.
public enum Capability: String, Sendable, Hashable, CaseIterable {
    /// Reads records page by page over HTTP.
    case restSource = "rest-source"
    /// Writes records over HTTP.
    case restSink = "rest-sink"
    /// Takes deliveries that its system sends to the runtime's HTTP endpoint.
    case webhookSource = "webhook-source"
    /// Tells its system of deliveries by signed webhooks.
    case webhookSink = "webhook-sink"
    /// Makes records of files that its system drops.
    case fileSource = "file-source"
    /// Writes files for its system.
    case fileSink = "file-sink"

    /// What these parts of a connector amount to.
    static func of(_ parts: Set<ConnectorPart>) -> Set<Capability> {
        Set(parts.compactMap { $0 == .incrementalSource ? .restSource : Capability(rawValue: $0.rawValue) })
    }
}

/// The connectors that a program was built with.
public struct ConnectorRegistry: Sendable {
    /// Makes a connector of a configured system, without any input or output of its own.
    package typealias Maker =
        @Sendable (ConnectorConfiguration, ConnectorServices) throws(ConnectorError) -> any Connector

    /// One connector of the registry.
    public struct Entry: Sendable {
        /// What it says of itself.
        public let manifest: ConnectorManifest
        /// What it can do.
        public let capabilities: Set<Capability>

        private let maker: Maker

        /// Describes a connector, linked in or in a process of its own.
        package init(_ manifest: ConnectorManifest, _ parts: Set<ConnectorPart>, maker: @escaping Maker) {
            self.manifest = manifest
            capabilities = Capability.of(parts)
            self.maker = maker
        }

        /// Makes the connector of a configured system.
        ///
        /// - Throws: ``ConnectorError`` if a value cannot be used, or the connector's process does not start.
        package func connector(
            _ configuration: ConnectorConfiguration,
            _ services: ConnectorServices
        ) throws(ConnectorError) -> any Connector {
            try maker(configuration, services)
        }
    }

    /// All connectors, by id.
    public let entries: [Entry]

    /// Registers connectors.
    ///
    /// - Parameter connectors: Their types.
    /// - Throws: ``RegistryError`` if two have the same id, or one has no capability.
    public init(_ connectors: [any Connector.Type]) throws(RegistryError) {
        var entries: [Entry] = []
        for type in connectors {
            let entry = Entry(type.manifest, ConnectorPart.of(type)) { configuration, services throws(ConnectorError) in
                try type.init(configuration: configuration, services: services)
            }
            guard !entries.contains(where: { $0.manifest.id == entry.manifest.id }) else {
                throw .duplicate(id: entry.manifest.id)
            }
            guard !entry.capabilities.isEmpty else { throw .incapable(id: entry.manifest.id) }
            entries.append(entry)
        }
        self.entries = entries.sorted { $0.manifest.id < $1.manifest.id }
    }

    /// The connector with this id, or `nil`.
    public subscript(id: String) -> Entry? {
        entries.first { $0.manifest.id == id }
    }
}

/// Why connectors cannot be registered.
public enum RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two connectors have this id.
    case duplicate(id: String)
    /// The connector with this id conforms to no capability.
    case incapable(id: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .duplicate(let id): "two connectors are called '\(id)'; give one of them another id in its manifest"
        case .incapable(let id): "the connector '\(id)' conforms to no capability, such as RESTSource or RESTSink"
        }
    }
}
